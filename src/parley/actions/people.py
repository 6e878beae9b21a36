"""Persons: who takes a seat and signs in for it, and whose access has ended."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from parley.actions.mandate import role_of
from parley.process.fold import fold
from parley.process.state import State
from parley.record import accounts, founding, reading
from parley.record.entry import Attribution, Draft, Entry
from parley.record.kinds.rooms import PersonLeft, PersonSeated, RoomOpened, SeatRole
from parley.record.opening import Record
from parley.record.references import BYTES_OF_SALT, BYTES_OF_TOKEN, PersonId, RoomId, SeatId
from parley.record.seat import Seat
from parley.record.when import When

BYTES_OF_INVITATION = 32


class NoRoomForThat(ValueError):
    """It cannot be told in which room this is to be put on record."""


class NoSuchPerson(LookupError):
    """The seat knows no such person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLogin:
    """What a person signs in with; the password is shown once and kept nowhere."""

    login: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatedPerson:
    """A person who holds a seat; the login is empty where there is none."""

    person: PersonId
    name: str
    login: str
    room: RoomId


def add_person(
    *,
    record: Record,
    seat: Seat,
    process: str,
    name: str,
    at: datetime,
    room: str | None = None,
    login: NewLogin | None = None,
) -> NewLogin:
    """Seat a person with a password, and return what to sign in with.

    Raises:
        NoRoomForThat: when the seat has no room of its own, or none of that key.
    """
    person, _ = _put_in_seat(name, record=record, seat=seat, room=room, at=at)
    new = login or NewLogin(login=_free_login(seat, process=process), password=secrets.token_urlsafe(12))
    with record.as_owner() as connection:
        accounts.add_account(connection, person=person, login=new.login, password=new.password, seat=seat)
    return new


def seat_person(
    *, record: Record, seat: Seat, process: str, name: str, at: datetime, room: str | None = None
) -> SeatedPerson:
    """Seat a person who signs in once an invitation is taken up.

    Raises:
        NoRoomForThat: when the seat has no room of its own, or none of that key.
    """
    person, where = _put_in_seat(name, record=record, seat=seat, room=room, at=at)
    return with_login(
        SeatedPerson(person=person, name=name, login="", room=where), record=record, seat=seat, process=process
    )


def invite(*, record: Record, seat: Seat, process: str, name: str, at: datetime, room: str | None = None) -> str:
    """Return the secret of an invitation to a seat, for a new person or for one who holds it under that name or login.

    Raises:
        NoRoomForThat: when the seat has no room of its own, or none of that key.
        NoSuchPerson: when several hold the seat under that name.
    """
    found = [one for one in logins(record=record, seat=seat) if name in {one.name, one.login}]
    if len(found) > 1:
        raise NoSuchPerson(f"the seat “{seat.key}” has {len(found)} persons of that name: say which by the login")
    if found:
        one = with_login(found[0], record=record, seat=seat, process=process)
    else:
        one = seat_person(record=record, seat=seat, process=process, name=name, at=at, room=room)
    secret = secrets.token_hex(BYTES_OF_INVITATION)
    with record.as_owner() as connection:
        accounts.invite(connection, person=one.person, digest=accounts.digest_of(secret), at=at)
    return secret


def with_login(one: SeatedPerson, *, record: Record, seat: Seat, process: str) -> SeatedPerson:
    """Return a person who holds a seat, with an account; one who has an account keeps it."""
    if one.login:
        return one
    login = _free_login(seat, process=process)
    with record.as_owner() as connection:
        accounts.add_account(connection, person=one.person, login=login, password=None, seat=seat)
    return replace(one, login=login)


def seated(*, record: Record, seat: Seat, process: str, person: PersonId) -> SeatedPerson:
    """Return a person who holds a seat, with an account.

    Raises:
        NoSuchPerson: when the seat has no such person.
    """
    for one in logins(record=record, seat=seat):
        if one.person == person:
            return with_login(one, record=record, seat=seat, process=process)
    raise NoSuchPerson("your seat has no such person any more")


def give_demo_login(*, record: Record, seat: Seat, process: str, at: datetime) -> NewLogin | None:
    """Return a login for trying a seat out, the same each time; None for a seat whose persons never sign in.

    The first person on record for the seat gets it; the desk gets one even where its file seats nobody.
    """
    state = fold(reading.seen_by(seat, record=record).entries)
    login = f"{seat.key}@{process}"
    password = record.password_of(f"demo {login}")[:12]
    new = NewLogin(login=login, password=password)
    found = persons(state, seat=seat)
    if accounts.signed_in(record, login=login, password=password, at=at) is not None:
        return new
    if not found and role_of(state, seat=seat.id) is not SeatRole.DESK:
        return None
    if not found:
        return add_person(record=record, seat=seat, process=process, name="Desk officer", at=at, login=new)
    with record.as_owner() as connection:
        accounts.add_account(connection, person=found[0].what.person, login=login, password=password, seat=seat)
    return new


def demo_address(*, record: Record, login: NewLogin, at: datetime) -> str:
    """Return the secret of the address that leads in as a demo's login, for a day, the same each time.

    Raises:
        NoSuchPerson: when nobody has the login any more.
    """
    account = accounts.signed_in(record, login=login.login, password=login.password, at=at)
    if account is None:
        raise NoSuchPerson(f"nobody signs in as {login.login} any more")
    secret = hmac.new(record.secret, f"enter {login.login}".encode(), hashlib.sha256).hexdigest()
    with record.as_owner() as connection:
        digest = accounts.digest_of(secret)
        accounts.let_enter(connection, person=account.person, digest=digest, until=at + timedelta(days=1))
    return secret


def end_access(*, record: Record, seat: Seat, who: str, why: str, at: datetime) -> None:
    """Put on record that a person's access to a seat ended; signed-in pages end with it.

    Args:
        record: where.
        seat: whose person it is.
        who: the person's name, or login where several have the name.
        why: why.
        at: when.

    Raises:
        NoSuchPerson: when the seat has no such person, or several of the name.
    """
    found = [one for one in logins(record=record, seat=seat) if who in {one.name, one.login}]
    if len(found) != 1:
        several = f"{len(found)} persons of that name: say which by the login" if found else "no such person"
        raise NoSuchPerson(f"the seat “{seat.key}” has {several}; parley person list names them with their logins")
    _leave(found[0], record=record, seat=seat, why=why, at=at)


def end_access_of(*, record: Record, seat: Seat, person: PersonId, why: str, at: datetime) -> None:
    """Put on record that the access of a person of a seat ended.

    Raises:
        NoSuchPerson: when the seat has no such person.
    """
    found = [one for one in logins(record=record, seat=seat) if one.person == person]
    if not found:
        raise NoSuchPerson("your seat has no such person any more")
    _leave(found[0], record=record, seat=seat, why=why, at=at)


def logins(*, record: Record, seat: Seat) -> tuple[SeatedPerson, ...]:
    """Return the persons who hold a seat, with the logins of those who have one."""
    state = fold(reading.seen_by(seat, record=record).entries)
    found = []
    for one in persons(state, seat=seat):
        account = accounts.account_of(record, person=one.what.person)
        login = account.login if account else ""
        found.append(SeatedPerson(person=one.what.person, name=one.what.name, login=login, room=one.room))
    return tuple(found)


def persons(state: State, *, seat: Seat) -> tuple[Entry[PersonSeated], ...]:
    """Return the persons who hold a seat and have not left, as far as the state shows."""
    return tuple(one for one in _staying(state) if one.what.seat == seat.id)


def how_many(state: State) -> Mapping[SeatId, int]:
    """Return how many persons hold each seat and have not left, as far as the state shows; a seat of none is left out.

    Of another's seat it may show some persons and not others, so the number is what one knows of and no more.
    """
    return Counter({one.what.person: one.what.seat for one in _staying(state)}.values())


def has_access(state: State, *, seat: Seat, person: PersonId) -> bool:
    """Tell whether a person holds the seat still."""
    return any(one.what.person == person for one in persons(state, seat=seat))


def _put_in_seat(name: str, *, record: Record, seat: Seat, room: str | None, at: datetime) -> tuple[PersonId, RoomId]:
    """Put on record that a person takes a seat, in one of the seat's rooms; without a key in its own."""
    state = fold(reading.seen_by(seat, record=record).entries)
    where = _room(state, seat=seat, key=room)
    person = PersonId(secrets.token_hex(16))
    entry = _entry(PersonSeated(person=person, seat=seat.id, name=name), room=where, seat=seat, at=at)
    founding.extend(record, process=seat.process, seats=(), rooms=(), entries=[entry])
    return person, where


def _leave(one: SeatedPerson, *, record: Record, seat: Seat, why: str, at: datetime) -> None:
    entry = _entry(PersonLeft(person=one.person, why=why), room=one.room, seat=seat, at=at)
    founding.extend(record, process=seat.process, seats=(), rooms=(), entries=[entry])


def _free_login(seat: Seat, *, process: str) -> str:
    return f"{seat.key}-{secrets.token_hex(3)}@{process}"


def _staying(state: State) -> list[Entry[PersonSeated]]:
    left = {one.what.person for one in state.facts(PersonLeft)}
    return [one for one in state.facts(PersonSeated) if one.what.person not in left]


def _entry(what: PersonSeated | PersonLeft, *, room: RoomId, seat: Seat, at: datetime) -> founding.NewEntry:
    draft = Draft(what=what, happened=When.instant(at), known=at, attribution=Attribution.ON_THE_RECORD)
    token, salt = secrets.token_bytes(BYTES_OF_TOKEN), secrets.token_bytes(BYTES_OF_SALT)
    return founding.NewEntry(room=room, seat=seat.id, token=token, salt=salt, draft=draft)


def _room(state: State, *, seat: Seat, key: str | None) -> RoomId:
    opened = state.facts(RoomOpened)
    if key is not None:
        found = [one.room for one in opened if one.what.key == key]
        wanted = f"no room “{key}”"
    else:
        found = [one.room for one in opened if [sitter.seat for sitter in one.what.sitters] == [seat.id]]
        wanted = "no room of its own"
    if len(found) != 1:
        rooms = ", ".join(one.what.key for one in opened)
        raise NoRoomForThat(f"the seat “{seat.key}” has {wanted}; say --room with one of: {rooms}")
    return found[0]

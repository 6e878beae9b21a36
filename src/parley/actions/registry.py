"""The registry: what only the owner's process does for those who ask on the pages, and whether they may ask it."""

import secrets
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from parley.actions import mandate, people, seats
from parley.actions.importing import import_process
from parley.actions.keys import short_key
from parley.actions.mandate import Action, NotInYourMandate
from parley.actions.new_process import DESK, NewProcess, process_file_of
from parley.actions.plain_yaml import FileFault
from parley.process.fold import fold
from parley.process.state import State
from parley.record import accounts, founding, reading
from parley.record.asking import Asked
from parley.record.entry import Malformed
from parley.record.kinds.rooms import SeatRole
from parley.record.opening import Record
from parley.record.references import PersonId
from parley.record.seat import Seat
from parley.wording import mark

BYTES_OF_ENDING = 4
NO_ACCESS = mark("You have no access any more.")
NOT_YOURS = mark("Your seat may not do this. Ask the mediators’ desk.")


class OpenProcess(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A mediator opens a process; for each person, in order, the digest of an invitation."""

    new: NewProcess
    digests: tuple[str, ...]


class OpenSeat(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A mediator opens a further seat, known in one room."""

    name: str
    role: SeatRole
    known_in: str
    caucus: bool


class SeatPerson(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Somebody seats a further person at the own seat, by an invitation of this digest."""

    name: str
    digest: str


class InviteAgain(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Somebody gives a person of the own seat a new invitation, since the earlier one lapsed or a device was lost."""

    who: PersonId
    digest: str


class EndAccess(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Somebody ends the access of a person of the own seat."""

    who: PersonId
    why: str


Request = OpenProcess | OpenSeat | SeatPerson | InviteAgain | EndAccess


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """A person who was invited: for which seat, and under which login."""

    person: PersonId
    seat: str
    name: str
    login: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a request: a refusal in words, or what was made."""

    refused: str = ""
    process: str = ""
    invited: tuple[Invited, ...] = ()


def written(request: Request) -> str:
    """Return a request as it is kept until it is answered."""
    return msgspec.json.encode(request).decode()


def read_answer(text: str) -> Answer:
    """Return an answer that was kept."""
    return msgspec.json.decode(text, type=Answer)


def answer(asked: Asked, *, record: Record, now: datetime) -> str:
    """Do what was asked, if whoever asks may, and return the answer as it is kept.

    Args:
        asked: the request, as kept.
        record: opened as its owner.
        now: the time.
    """
    request = msgspec.json.decode(asked.asked, type=Request)
    account = accounts.account_of(record, person=asked.person)
    if account is None:
        return _refused(NO_ACCESS)
    state = fold(reading.seen_by(account.seat, record=record).entries)
    if not people.has_access(state, seat=account.seat, person=asked.person):
        return _refused(NO_ACCESS)
    try:
        made = _do(request, record=record, account=account, state=state, now=now)
    except NotInYourMandate:
        return _refused(NOT_YOURS)
    except (FileFault, Malformed, founding.Taken, people.NoRoomForThat, people.NoSuchPerson, seats.NoSuchRoom) as fault:
        message = str(fault)
        return _refused(f"{message[:1].upper()}{message[1:]}.")
    return msgspec.json.encode(made).decode()


def _do(request: Request, *, record: Record, account: accounts.Account, state: State, now: datetime) -> Answer:
    seat = account.seat
    match request:
        case OpenProcess():
            mandate.require(state, seat=seat.id, action=Action.OPEN_A_PROCESS)
            return _open_process(request, record=record, now=now)
        case OpenSeat():
            key = f"{short_key(request.name, otherwise='seat')}-{secrets.token_hex(BYTES_OF_ENDING)}"
            seats.open_seat(
                record=record,
                opener=seat,
                key=key,
                name=request.name,
                role=request.role,
                known_in=request.known_in,
                caucus=request.caucus,
                at=now,
            )
            return Answer()
        case SeatPerson():
            mandate.require(state, seat=seat.id, action=Action.SEAT_PERSONS)
            one = people.seat_person(record=record, seat=seat, process=account.process, name=request.name, at=now)
            return Answer(invited=(_invite(one, record=record, seat=seat, digest=request.digest, now=now),))
        case InviteAgain():
            mandate.require(state, seat=seat.id, action=Action.SEAT_PERSONS)
            found = people.seated(record=record, seat=seat, process=account.process, person=request.who)
            return Answer(invited=(_invite(found, record=record, seat=seat, digest=request.digest, now=now),))
        case EndAccess():
            mandate.require(state, seat=seat.id, action=Action.SEAT_PERSONS)
            people.end_access_of(record=record, seat=seat, person=request.who, why=request.why, at=now)
            return Answer()


def _open_process(request: OpenProcess, *, record: Record, now: datetime) -> Answer:
    """Open a process under a key that tells nobody whether another has the name."""
    key = f"{short_key(request.new.name, otherwise='talks')}-{secrets.token_hex(BYTES_OF_ENDING)}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new process"
        path.write_text(process_file_of(request.new, key=key, at=now), encoding="utf-8")
        import_process(path, record=record)
    invited: list[Invited] = []
    for seat in sorted(founding.seats_at(record, process=key), key=lambda one: (one.key != DESK, one.key)):
        for person in people.logins(record=record, seat=seat):
            one = people.with_login(person, record=record, seat=seat, process=key)
            digest = request.digests[len(invited)]
            invited.append(_invite(one, record=record, seat=seat, digest=digest, now=now))
    return Answer(process=key, invited=tuple(invited))


def _invite(one: people.SeatedPerson, *, record: Record, seat: Seat, digest: str, now: datetime) -> Invited:
    with record.as_owner() as connection:
        accounts.invite(connection, person=one.person, digest=bytes.fromhex(digest), at=now)
    return Invited(person=one.person, seat=seat.key, name=one.name, login=one.login)


def _refused(words: str) -> str:
    return msgspec.json.encode(Answer(refused=words)).decode()


FAILED = _refused(mark("This could not be done. Send the form again with other words."))
"""The answer where the database refuses what a request comes to."""

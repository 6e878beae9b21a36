"""Who is asking: from a session to what that person's seat sees. The one place of the web that reads the record."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from parley.actions import mandate, people
from parley.process.fold import fold
from parley.process.state import EMPTY, State
from parley.record import accounts, reading
from parley.record.entry import Entry
from parley.record.kinds.rooms import MEDIATORS
from parley.record.opening import Record
from parley.record.references import PersonId, SeatId
from parley.record.seat import Seat
from parley.web.attempts import Attempts

Outcome = TypeVar("Outcome")
KEPT_FOR = timedelta(minutes=5)
"""For how long a seat's state is carried on before it is folded from the beginning: erased words go by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is asking: person and seat, what the seat sees, and when. Pages know nothing else of the record.

    The person is empty where somebody reads a published process without signing in, in the seat of its visitors.
    """

    seat: Seat
    person: PersonId
    process: str
    state: State
    cursor: reading.Cursor
    moment: datetime

    @property
    def seat_name(self) -> str:
        """What the seat is called."""
        return self.state.seats.get(self.seat.id, self.seat.key)

    @property
    def process_name(self) -> str:
        """What the process is called, or its key where this seat does not see how it was opened."""
        opening = self.state.opening()
        return opening.what.name if opening else self.process

    @property
    def mediates(self) -> bool:
        """Whether the seat is one of the mediators', by the role in which it was opened."""
        return mandate.role_of(self.state, seat=self.seat.id) in MEDIATORS

    def may(self, action: mandate.Action) -> bool:
        """Tell whether the seat may do something."""
        return mandate.may(self.state, seat=self.seat.id, action=action)

    @property
    def visits(self) -> bool:
        """Whether this is somebody who has not signed in and reads the public record of a published process."""
        return not self.person

    def looked_until(self) -> datetime | None:
        """Return up to when this person has looked at what came on record; None where that was never said."""
        return None if self.visits else accounts.looked_until(house().record, person=self.person)

    def has_looked(self, until: datetime) -> None:
        """Keep up to when this person has looked; of a visitor nothing is kept."""
        if not self.visits:
            accounts.has_looked(house().record, person=self.person, until=until)

    def known_by(self, moment: datetime) -> State:
        """Return what the seat sees of what was known by a moment."""
        return fold(entry for entry in self.state.entries.values() if entry.known <= moment)

    def does(self, action: Callable[..., Outcome], **arguments: object) -> Outcome:
        """Return what comes of an action done as this person of this seat."""
        return action(record=house().record, seat=self.seat, state=self.state, person=self.person, **arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A seat's state as far as it was read, and since when it is carried on."""

    state: State
    cursor: reading.Cursor
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """The latest of what came on record for a seat, in order of recording, in what the seat sees now."""

    latest: tuple[Entry[Any], ...]
    state: State
    cursor: reading.Cursor
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What this process serves: one record, its clock and its chance; and for each seat what that seat saw last.

    `published` are the seats of the visitors of those processes whose public record is read without signing in.
    """

    record: Record
    clock: Callable[[], datetime]
    tokens: Callable[[int], bytes]
    held: dict[SeatId, Held] = field(default_factory=dict)
    at_it: dict[SeatId, Lock] = field(default_factory=dict)
    attempts: Attempts = field(default_factory=Attempts)
    published: Mapping[str, Seat] = field(default_factory=dict)


_SERVED: list[House] = []


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def use(
    record: Record,
    *,
    clock: Callable[[], datetime] = now,
    tokens: Callable[[int], bytes] = secrets.token_bytes,
    published: Mapping[str, Seat] = MappingProxyType({}),
) -> None:
    """Serve a record from now on, and forget what was held of another.

    Args:
        record: opened for serving.
        clock: what tells the time of each request.
        tokens: what gives so many random bytes, for the hidden token of a form and for the salts of entries.
        published: the visitors' seats of the processes whose public record needs no signing in, by their keys.

    Raises:
        ValueError: when the record was opened as its owner, whose secret no process that serves people may hold.
    """
    if record.owner is not None:
        raise ValueError("a process that serves people opens the record for serving, not as its owner")
    _SERVED[:] = [House(record=record, clock=clock, tokens=tokens, published=published)]


def viewer_of(person: PersonId) -> Viewer | None:
    """Return a person as the one who asks; None where access has ended."""
    served = house()
    account = accounts.account_of(served.record, person=person)
    if account is None:
        return None
    moment = served.clock()
    held = _read_on(served, account.seat, moment=moment)
    if not people.has_access(held.state, seat=account.seat, person=person):
        return None
    return Viewer(
        seat=account.seat,
        person=person,
        process=account.process,
        state=held.state,
        cursor=held.cursor,
        moment=moment,
    )


def came_since(seat: Seat, *, cursor: reading.Cursor, most: int) -> Came | None:
    """Return what came on record for a seat since it had read so far, at most so many entries; None if nothing did.

    Raises:
        RecordUnavailable: when the database does not answer.
    """
    served = house()
    moment = served.clock()
    held = _read_on(served, seat, moment=moment)
    left = min(sum(max(n - cursor.get(room, 0), 0) for room, n in held.cursor.items()), most)
    if not left:
        return None
    # What was read last stands last in a state.
    newer = (one for one in reversed(list(held.state.entries.values())) if one.number > cursor.get(one.room, 0))
    latest = sorted(islice(newer, left), key=reading.in_order)
    return Came(latest=tuple(latest), state=held.state, cursor=held.cursor, moment=moment)


def visitor_of(process: str) -> Viewer | None:
    """Return a visitor of a published process as the one who asks; None where none of the key is published."""
    served = house()
    seat = served.published.get(process)
    if seat is None:
        return None
    moment = served.clock()
    held = _read_on(served, seat, moment=moment)
    return Viewer(seat=seat, person=PersonId(""), process=process, state=held.state, cursor=held.cursor, moment=moment)


def now_there() -> datetime:
    """Return the time by the clock of what is served."""
    return house().clock()


def random_bytes(count: int) -> bytes:
    """Return random bytes, from the one source in whose place a test can put another."""
    return house().tokens(count)


def house() -> House:
    """Return what this process serves."""
    if not _SERVED:
        raise RuntimeError("no record is served yet: the pages are started through parley.web.asgi")
    return _SERVED[0]


def _read_on(served: House, seat: Seat, *, moment: datetime) -> Held:
    """Read on from where the seat has come; of requests that do so at once the first reads most of it for all."""
    for known, one in list(served.held.items()):
        if moment - one.since > KEPT_FOR:
            served.held.pop(known, None)
    with served.at_it.setdefault(seat.id, Lock()):
        held = served.held.get(seat.id) or Held(state=EMPTY, cursor={}, since=moment)
        seen = reading.seen_by(seat, record=served.record, since=held.cursor)
        read = Held(state=fold(seen.entries, onto=held.state), cursor=seen.cursor, since=held.since)
        served.held[seat.id] = read
    return read

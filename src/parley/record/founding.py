"""Founding: what only the owner does, a process with its seats and rooms, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from parley.record import keeping, store, writing
from parley.record.entry import Draft
from parley.record.kinds.rooms import MAY_NOT_WRITE, MAY_OPEN_ROOMS, SeatClosed, SeatRole
from parley.record.opening import Record
from parley.record.references import ProcessId, RoomId, SeatId
from parley.record.refusals import NotYours, TokenUsed
from parley.record.seat import Seat


class Taken(ValueError):
    """The key is in use already."""


class NoSuchSeat(LookupError):
    """There is no such process, or no such seat in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeat:
    """A seat to be made."""

    id: SeatId
    key: str
    role: SeatRole


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    """A room to be made, for these seats or for everyone."""

    id: RoomId
    seats: frozenset[SeatId]
    everyone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to be made in the name of a seat."""

    room: RoomId
    seat: SeatId
    token: bytes
    salt: bytes
    draft: Draft[Any]


def found(
    record: Record,
    *,
    process: ProcessId,
    key: str,
    seats: Iterable[NewSeat],
    rooms: Iterable[NewRoom],
    entries: Iterable[NewEntry],
) -> int:
    """Make a process with all that it starts with, in one transaction, and return the number of its entries.

    Raises:
        Taken: when there is a process under this key.
        Malformed: when an entry has not the shape of one.
        NotYours: when a seat makes an entry where it does not sit, or where it or the room is closed by then.
        TokenUsed: when a seat makes two entries in a room under one token.
    """
    with record.as_owner() as connection:
        try:
            keeping.add_process(connection, process=process, key=key)
        except store.AlreadyThere as error:
            raise Taken(f"there is a process “{key}” here already") from error
        for seat in seats:
            _add_seat(connection, record, process=process, seat=seat)
        for room in rooms:
            keeping.begin_room(connection, room=room.id, process=process, seats=room.seats, everyone=room.everyone)
        return sum(_place(connection, entry) for entry in entries)


def extend(
    record: Record,
    *,
    process: ProcessId,
    seats: Iterable[NewSeat],
    rooms: Iterable[NewRoom],
    entries: Iterable[NewEntry],
) -> int:
    """Add seats, rooms and entries to a process in one transaction, and return the number of entries.

    Raises:
        Taken: when the process has a seat under one of the keys.
        NotYours: when a seat makes an entry where it may not.
        TokenUsed: when a seat makes two entries in a room under one token.
    """
    with record.as_owner() as connection:
        for seat in seats:
            _add_seat(connection, record, process=process, seat=seat)
        for room in rooms:
            keeping.begin_room(connection, room=room.id, process=process, seats=room.seats, everyone=room.everyone)
        return sum(_place(connection, entry) for entry in entries)


def seat_at(record: Record, *, process: str, seat: str) -> Seat:
    """Return the handle of a seat by the keys of its process and its own.

    Raises:
        NoSuchSeat: when there is none.
    """
    for one in seats_at(record, process=process):
        if one.key == seat:
            return one
    raise NoSuchSeat(
        f"there is no seat “{seat}” in a process “{process}” here; parley seat list {process} names those there are"
    )


def seats_at(record: Record, *, process: str) -> list[Seat]:
    """Return the handles of the seats of a process.

    Raises:
        NoSuchSeat: when there is no such process.
    """
    with record.as_owner() as connection:
        known = keeping.process_of(connection, key=process)
        if known is None:
            keys = ", ".join(keeping.process_keys(connection)) or "none yet: parley init --examples brings two"
            raise NoSuchSeat(f"there is no process “{process}” here; there are: {keys}")
        rows = keeping.seats_of(connection, process=known)
    return [Seat(id=row.id, process=row.process, key=row.key, role=row.role) for row in rows]


def let_seats_in(record: Record) -> None:
    """Give every seat's login role the password and settings that Parley gave it: a role may change its own.

    Raises:
        RecordUnavailable: when the database cannot be reached.
    """
    with record.as_owner() as connection:
        keeping.let_seats_in(connection, password_of=record.password_of)


def process_keys(record: Record) -> list[str]:
    """Return the keys of the processes that the record holds."""
    with record.as_owner() as connection:
        return keeping.process_keys(connection)


def _add_seat(connection: Connection[Any], record: Record, *, process: ProcessId, seat: NewSeat) -> None:
    role = record.role_of(seat.id)
    row = store.SeatRow(seat.id, process, seat.key, role, closed=False)
    try:
        keeping.add_seat(
            connection,
            seat=row,
            opens_rooms=seat.role in MAY_OPEN_ROOMS,
            writes=seat.role not in MAY_NOT_WRITE,
            password=record.password_of(role),
        )
    except store.AlreadyThere as error:
        raise Taken(f"the process has a seat “{seat.key}” already") from error


def _place(connection: Connection[Any], entry: NewEntry) -> int:
    sealed = writing.sealed_draft(entry.draft, salt=entry.salt)
    try:
        store.append(
            store.appending(connection), room=entry.room, seat=entry.seat, token=entry.token, person=None, sealed=sealed
        )
    except store.Refused as error:
        raise NotYours("this seat does not write in such a room, or one of the two is closed") from error
    except store.AlreadyThere as error:
        raise TokenUsed("a seat made two entries in one room under the same token: nothing was added") from error
    if isinstance(entry.draft.what, SeatClosed):
        keeping.mark_seat_closed(connection, seat=entry.draft.what.seat)
    return 1

"""The store: every statement that Parley sends about the record, and nothing else.

Only the two doors (reading, writing) and what opens, verifies and migrates the record use this module.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from psycopg import Connection, Cursor
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.errors import InsufficientPrivilege, UniqueViolation
from psycopg.pq import Format

from parley.record.references import ID, EntryId, PersonId, ProcessId, RoomId, SeatId


class Refused(Exception):
    """The database refused a write: the seat does not sit there, may not write, or the room or seat is closed."""


class AlreadyThere(Exception):
    """The room holds an entry under this id already."""


class EntryRow(NamedTuple):
    """An entry as a seat reads it."""

    id: EntryId
    room: RoomId
    number: int
    seat: SeatId
    person: PersonId | None
    recorded: datetime
    kind: str
    body: bytes | None


class SeatRow(NamedTuple):
    """A seat as the store knows it."""

    id: SeatId
    process: ProcessId
    key: str
    role: str
    closed: bool


class PlacedRow(NamedTuple):
    """What the store alone set."""

    id: EntryId
    number: int
    recorded: datetime


class Sealed(NamedTuple):
    """What goes into the store of a draft."""

    kind: str
    body: bytes
    salt: bytes
    leaf: bytes


class _HexLoader(Loader):
    """Read a uuid as 32 hexadecimal digits; seats and rooms recur, so the last ones are kept."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        """Return the digits."""
        return _hex(bytes(data))


@lru_cache(maxsize=4096)
def _hex(raw: bytes) -> str:
    return raw.hex()


def prepare(connection: Connection[Any]) -> Connection[Any]:
    """Make a new connection read ids as the code writes them."""
    connection.adapters.register_loader("uuid", _HexLoader)
    return connection


READ_ON = "select id, room, n, seat, person, recorded, kind, body from parley.entries_after(%s::uuid[], %s::bigint[])"
NAMED = "select id, room, n, seat, person, recorded, kind, body from parley.entries_named(%s::uuid[])"
OPENINGS = "select id, room, n, seat, person, recorded, kind, body from parley.openings()"
APPEND = "select * from parley.append(%s::uuid, %s::uuid, %s, %s::uuid, %s, %b, %b, %b)"


def entries_after(connection: Connection[Any], *, seen: Mapping[RoomId, int]) -> list[EntryRow]:
    """Return the entries of the seat's rooms after the numbers that it has seen, room by room."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(READ_ON, [list(seen), list(seen.values())])
        return list(map(EntryRow._make, cursor.fetchall()))


def entries_by_id(connection: Connection[Any], *, ids: Iterable[EntryId]) -> list[EntryRow]:
    """Return those of the entries that the seat may see; what is no id names none."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(NAMED, [[one for one in ids if ID.fullmatch(one)]])
        return list(map(EntryRow._make, cursor.fetchall()))


def openings(connection: Connection[Any]) -> list[EntryRow]:
    """Return the first entry of each of the seat's rooms, and the entries there that open seats."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(OPENINGS)
        return list(map(EntryRow._make, cursor.fetchall()))


class Sitting(NamedTuple):
    """Who sits in a room; a room of everyone lists nobody."""

    seats: frozenset[SeatId]
    everyone: bool


def sitters(connection: Connection[Any], *, rooms: Iterable[RoomId]) -> dict[RoomId, Sitting]:
    """Return who sits in those of the rooms in which the seat itself sits."""
    found: dict[RoomId, set[SeatId | None]] = {}
    with connection.cursor(binary=True) as cursor:
        for room, seat in cursor.execute("select room, seat from parley.sitters(%s::uuid[])", [list(rooms)]):
            found.setdefault(room, set()).add(seat)
    return {
        room: Sitting(frozenset(seat for seat in seats if seat), everyone=None in seats)
        for room, seats in found.items()
    }


def append(
    cursor: Cursor[Any], *, room: RoomId, seat: SeatId, token: bytes, person: PersonId | None, sealed: Sealed
) -> PlacedRow:
    """Add an entry to a room: as the seat whose role is logged in, or as the owner in the name of any seat.

    Args:
        cursor: from `appending`; one serves any number of appends.
        room: where the entry stands.
        seat: who makes it.
        token: the writer's, from which the entry's id follows.
        person: who of the seat, if anybody signed in.
        sealed: what it holds.

    Raises:
        Refused: when this seat may not, or the room takes no more.
        AlreadyThere: when the seat has used this token in this room before.
    """
    try:
        row = cursor.execute(APPEND, [room, seat, token, person, *sealed], prepare=True).fetchone()
    except InsufficientPrivilege as error:
        raise Refused from error
    except UniqueViolation as error:
        raise AlreadyThere from error
    return PlacedRow._make(row or ())


def appending(connection: Connection[Any]) -> Cursor[Any]:
    """Return what appends go through."""
    return connection.cursor(binary=True)


def open_room(connection: Connection[Any], *, room: RoomId, seats: Iterable[SeatId]) -> None:
    """Make a room for a fixed set of seats, as the seat whose role is logged in.

    Raises:
        Refused: when this seat may not.
        AlreadyThere: when the room is there.
    """
    try:
        connection.execute("select parley.open_room(%s::uuid, %s::uuid[])", [room, list(seats)])
    except InsufficientPrivilege as error:
        raise Refused from error
    except UniqueViolation as error:
        raise AlreadyThere from error


def close_seat(connection: Connection[Any], *, seat: SeatId) -> None:
    """Let a seat write no more, as the seat whose role is logged in.

    Raises:
        Refused: when this seat may not.
    """
    try:
        connection.execute("select parley.close_seat(%s::uuid)", [seat])
    except InsufficientPrivilege as error:
        raise Refused from error

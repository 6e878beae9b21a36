"""Verifying: that every room holds what was sealed in it, and that who sits where is what its entries say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection

from parley.record import encoding, keeping, seal
from parley.record.entry import Malformed
from parley.record.kinds.rooms import MAY_NOT_WRITE, MAY_OPEN_ROOMS, RoomClosed, RoomOpened, SeatClosed, SeatOpened
from parley.record.opening import Record
from parley.record.references import ProcessId, RoomId, SeatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not hold, and where."""

    where: str
    what: str


def verify(record: Record) -> list[Fault]:
    """Return everything that does not hold; an empty list means that the whole record does.

    It shows tampering with what is stored. That an old backup was put in its place shows only against seals that were
    kept elsewhere.
    """
    with record.as_owner() as connection:
        connection.execute("set transaction isolation level repeatable read read only")
        return list(_faults(connection, role_of=record.role_of))


def _faults(connection: Connection[Any], *, role_of: Callable[[SeatId], str]) -> Iterator[Fault]:
    rooms = keeping.rooms_of(connection)
    for room in sorted(keeping.rooms_named(connection) - {room for room, _, _ in rooms}):
        yield Fault(where=f"room {room}", what="entries, a head or a seat's place name a room that is not there")
    said = _Said()
    for room, process, everyone in rooms:
        for what in _of_room(connection, room=room, process=process, everyone=everyone, said=said):
            yield Fault(where=f"room {room}", what=what)
    yield from _of_seats(connection, said=said, role_of=role_of)


@dataclass(slots=True)
class _Said:
    """What sound rooms say of seats: how each was opened, and which were closed."""

    opened: dict[SeatId, SeatOpened] = field(default_factory=dict)
    closed: set[SeatId] = field(default_factory=set)
    of_process: dict[SeatId, ProcessId] = field(default_factory=dict)


def _of_room(
    connection: Connection[Any], *, room: RoomId, process: ProcessId, everyone: bool, said: _Said
) -> Iterator[str]:
    head = keeping.head(connection, room=room)
    if head is None:
        yield "its head is missing"
        return
    rows = list(keeping.sealed_rows(connection, room=room))
    found = seal.faults(bytes.fromhex(room), rows, head=(head.number, head.chain))
    yield from found
    if found:
        return
    try:
        facts = [encoding.decode(row.kind, row.body).what for row in rows if row.body is not None]
    except Malformed as error:
        yield str(error)
        return
    for fact in facts:
        if isinstance(fact, SeatOpened):
            said.opened[fact.seat], said.of_process[fact.seat] = fact, process
        elif isinstance(fact, SeatClosed):
            said.closed.add(fact.seat)
    yield from _against_what_it_says(connection, facts, room=room, process=process, everyone=everyone)
    if rows and head.recorded != rows[-1].recorded:
        yield "its head does not say when its last entry was recorded"
    if head.closed != any(isinstance(fact, RoomClosed) for fact in facts):
        yield "whether it is closed is not what its entries say"


def _against_what_it_says(
    connection: Connection[Any], facts: list[Any], *, room: RoomId, process: ProcessId, everyone: bool
) -> Iterator[str]:
    """Hold who sits in a room against the entry that opened it."""
    opened = next((fact for fact in facts if isinstance(fact, RoomOpened)), None)
    if opened is None:
        yield "no entry says who sits in it"
        return
    if opened.everyone != everyone:
        yield "whether it is open to everyone is not what its opening says"
    seated = frozenset(sitter.seat for sitter in opened.sitters)
    of_process = frozenset(row.id for row in keeping.seats_of(connection, process=process))
    if everyone:
        seated = of_process
    elif not seated <= of_process:
        yield "its process is not that of who sits in it"
    if keeping.all_sitters(connection, room=room) != seated:
        yield "who sits in it is not what its opening says"


def _of_seats(connection: Connection[Any], *, said: _Said, role_of: Callable[[SeatId], str]) -> Iterator[Fault]:
    """Hold every seat of the store against the entries that opened and closed it."""
    seats = {row.id: row for row in keeping.all_seats(connection)}
    for seat in sorted(seats.keys() | said.opened.keys()):
        row, opened = seats.get(seat), said.opened.get(seat)
        if row is None:
            yield Fault(where=f"seat {seat}", what="an entry opens it, and it is not there")
        elif opened is None:
            yield Fault(where=f"seat {seat}", what="no entry that holds opens it")
        elif (row.key, row.process, row.role) != (opened.key, said.of_process[seat], role_of(seat)):
            yield Fault(where=f"seat {seat}", what="its key, process or role is not what its opening says")
        elif (row.opens_rooms, row.writes) != (opened.role in MAY_OPEN_ROOMS, opened.role not in MAY_NOT_WRITE):
            yield Fault(where=f"seat {seat}", what="what it may do is not what its opening says")
        elif row.closed != (seat in said.closed):
            yield Fault(where=f"seat {seat}", what="whether it is closed is not what the entries say")

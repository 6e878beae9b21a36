"""Verifying: that every room holds what was sealed in it, and that who sits where is what its entries say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from parley.record import encoding, keeping, seal
from parley.record.entry import Malformed
from parley.record.kinds.rooms import RoomClosed, RoomOpened
from parley.record.opening import Record
from parley.record.references import ProcessId, RoomId
from parley.record.seal import SealedRow


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
        return list(_faults(connection))


def _faults(connection: Connection[Any]) -> Iterator[Fault]:
    rooms = keeping.rooms_of(connection)
    for room in sorted(keeping.rooms_named(connection) - {room for room, _, _ in rooms}):
        yield Fault(where=f"room {room}", what="entries, a head or a seat's place name a room that is not there")
    for room, process, everyone in rooms:
        for what in _of_room(connection, room=room, process=process, everyone=everyone):
            yield Fault(where=f"room {room}", what=what)


def _of_room(connection: Connection[Any], *, room: RoomId, process: ProcessId, everyone: bool) -> Iterator[str]:
    head = keeping.head(connection, room=room)
    if head is None:
        yield "its head is missing"
        return
    rows = list(keeping.sealed_rows(connection, room=room))
    found = seal.faults(bytes.fromhex(room), rows, head=head[:2])
    yield from found
    if not found:
        yield from _against_what_it_says(
            connection, rows, room=room, process=process, everyone=everyone, closed=head[2]
        )


def _against_what_it_says(
    connection: Connection[Any],
    rows: Iterable[SealedRow],
    *,
    room: RoomId,
    process: ProcessId,
    everyone: bool,
    closed: bool,
) -> Iterator[str]:
    """Hold who sits in a room, and whether it is closed, against its own entries."""
    try:
        facts = [encoding.decode(row.kind, row.body).what for row in rows if row.body is not None]
    except Malformed as error:
        yield str(error)
        return
    opened = next((fact for fact in facts if isinstance(fact, RoomOpened)), None)
    if opened is None:
        yield "no entry says who sits in it"
        return
    if opened.everyone != everyone:
        yield "whether it is open to everyone is not what its opening says"
    sitting = keeping.all_sitters(connection, room=room)
    said = frozenset(sitter.seat for sitter in opened.sitters)
    if everyone:
        said = frozenset(row.id for row in keeping.seats_of(connection, process=process))
    if sitting != said:
        yield "who sits in it is not what its opening says"
    if closed != any(isinstance(fact, RoomClosed) for fact in facts):
        yield "whether it is closed is not what its entries say"

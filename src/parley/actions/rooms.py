"""Rooms as a seat sees them: in which it may speak, and who would read it there."""

from dataclasses import dataclass

from parley.process.state import State
from parley.record.kinds.rooms import RoomClosed, RoomOpened
from parley.record.references import RoomId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChoice:
    """A room that takes entries, and who reads them: everyone, or the seats named."""

    room: RoomId
    name: str
    everyone: bool
    readers: tuple[str, ...]


def open_rooms(state: State) -> tuple[RoomChoice, ...]:
    """Return the seat's rooms that are not closed: the smallest company first, the room of everyone last."""
    closed = {one.room for one in state.facts(RoomClosed)}
    found = [
        RoomChoice(
            room=entry.room,
            name=entry.what.name,
            everyone=entry.what.everyone,
            readers=tuple(sorted(sitter.name for sitter in entry.what.sitters)),
        )
        for entry in state.facts(RoomOpened)
        if entry.room not in closed
    ]
    return tuple(sorted(found, key=lambda one: (one.everyone, len(one.readers), one.name, one.room)))

"""Rooms as a seat sees them: in which it may speak, and who would read it there."""

from dataclasses import dataclass
from datetime import datetime

from parley.actions.keys import short_key
from parley.actions.mandate import Action, require
from parley.actions.people import how_many
from parley.process.state import State
from parley.record import writing
from parley.record.entry import Attribution, Draft
from parley.record.kinds.rooms import RoomClosed, RoomOpened, Sitter
from parley.record.leaning import Unsupported
from parley.record.opening import Record
from parley.record.references import PersonId, RoomId, RoomOpenedRef, SeatId, room_id
from parley.record.seat import Seat
from parley.record.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChoice:
    """A room that takes entries, and who reads them: everyone, or the seats named.

    Args:
        room: which.
        name: what it is called.
        everyone: whether it is the room of everyone.
        readers: the names of the seats that sit in it; none of the room of everyone.
        persons: how many persons hold those seats, as far as one's own entries show.
        unseen: the names of those seats of which they show no person.
    """

    room: RoomId
    name: str
    everyone: bool
    readers: tuple[str, ...]
    persons: int
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    """A room to be opened: whom it seats beside its opener, and for which room it carries on, if for one."""

    name: str
    seats: tuple[SeatId, ...]
    purpose: str = ""
    successor_of: RoomOpenedRef | None = None


def open_a_room(
    new: NewRoom,
    *,
    at: datetime,
    record: Record,
    seat: Seat,
    state: State,
    person: PersonId | None,
    token: bytes,
    salt: bytes,
) -> RoomId:
    """Open a room for a fixed set of seats and the opener's own; with the same token again, it is the same room.

    Raises:
        NotInYourMandate: when the seat opens no rooms.
        Malformed: when the name does not make one.
        Unsupported: when it seats somebody whom the opener does not know, or carries on for a room that some of them
            do not see.
        NotYours: when the database refuses it.
        TokenUsed: when the token opened another room.
    """
    require(state, seat=seat.id, action=Action.OPEN_A_ROOM)
    room = room_id(process=seat.process, opener=seat.id, token=token)
    company = {seat.id, *new.seats}
    if not company <= state.seats.keys():
        raise Unsupported("names a seat that you do not know", field="sitters", target="")
    sitting = sorted(company, key=lambda one: (state.seats[one], one))
    opened = RoomOpened(
        key=_free_key(state, name=new.name, token=token, room=room),
        name=new.name,
        sitters=tuple(Sitter(seat=one, name=state.seats[one]) for one in sitting),
        purpose=new.purpose,
        successor_of=new.successor_of,
    )
    draft = Draft(what=opened, happened=When.instant(at), known=at, attribution=Attribution.OFF_THE_RECORD)
    return writing.open_room(draft, record=record, seat=seat, token=token, salt=salt, person=person)[0]


def _free_key(state: State, *, name: str, token: bytes, room: RoomId) -> str:
    """Return a key from a name that no other room seen here has; of rooms that are not seen, nothing is asked."""
    plain = short_key(name, otherwise="room")
    taken = {one.what.key for one in state.rooms.values() if one.room != room}
    return plain if plain not in taken else f"{plain}-{token.hex()[:8]}"


def readers_of(opened: RoomOpened) -> tuple[str, ...]:
    """Return who reads in a room, by the names under which it knows them; empty where everyone does."""
    return tuple(sorted(sitter.name for sitter in opened.sitters))


def open_rooms(state: State) -> tuple[RoomChoice, ...]:
    """Return the seat's rooms that are not closed: the smallest company first, the room of everyone last."""
    closed = {one.room for one in state.facts(RoomClosed)}
    persons = how_many(state)
    found = [
        RoomChoice(
            room=entry.room,
            name=entry.what.name,
            everyone=entry.what.everyone,
            readers=readers_of(entry.what),
            persons=sum(persons.get(sitter.seat, 0) for sitter in entry.what.sitters),
            unseen=tuple(sorted(sitter.name for sitter in entry.what.sitters if sitter.seat not in persons)),
        )
        for entry in state.facts(RoomOpened)
        if entry.room not in closed
    ]
    return tuple(sorted(found, key=lambda one: (one.everyone, len(one.readers), one.name, one.room)))

"""What a life is planned as: its seats, the rooms that are there from the beginning, and its acts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parley.record.entry import Draft
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole
from parley.record.references import PersonId, ProcessId, RoomId, SeatId

PROCESS = ProcessId("5eed" * 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPlan:
    """A seat; the room in which its opening stands says who knows of it."""

    key: str
    id: SeatId
    role: SeatRole
    known_in: str
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """A room that is there from the beginning."""

    key: str
    id: RoomId
    opener: SeatId
    seats: frozenset[SeatId]
    everyone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that a seat does: say something in a room, or open a room (the draft then is of a room opened)."""

    name: str
    at: datetime
    seat: SeatId
    room: RoomId
    draft: Draft[Any]
    token: bytes
    salt: bytes
    word: str

    @property
    def kind(self) -> str:
        """The kind of entry that it would make."""
        return kind_name(type(self.draft.what))

    @property
    def opens(self) -> bool:
        """Whether it opens a room."""
        return isinstance(self.draft.what, RoomOpened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A whole life; `rooms` maps every room that ever is to who sits in it."""

    seed: int
    seats: tuple[SeatPlan, ...]
    founding_rooms: tuple[RoomPlan, ...]
    founding: tuple[Act, ...]
    acts: tuple[Act, ...]
    rooms: dict[RoomId, frozenset[SeatId]] = field(hash=False)
    public: RoomId

    def seat(self, key: str) -> SeatPlan:
        """Return a seat by its key."""
        return next(seat for seat in self.seats if seat.key == key)

    def sees(self, seat: SeatId, room: RoomId) -> bool:
        """Tell whether a seat sits in a room."""
        return room == self.public or seat in self.rooms.get(room, frozenset())

    def known_to(self, seat: SeatId) -> set[SeatId]:
        """Return the seats of which a seat sees anything: their opening, a room with them, or an entry of theirs."""
        known = {seat}
        for act in (*self.founding, *self.acts):
            if not self.sees(seat, act.room):
                continue
            known.add(act.seat)
            if isinstance(act.draft.what, SeatOpened):
                known.add(act.draft.what.seat)
            elif isinstance(act.draft.what, RoomOpened):
                known.update(sitter.seat for sitter in act.draft.what.sitters)
        return known

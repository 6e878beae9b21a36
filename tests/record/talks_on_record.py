"""Talks on record: a few seats and rooms, for tests of the record alone."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from parley.record import founding, reading, writing
from parley.record.entry import Attribution, Draft
from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.papers import NoteMade, Rendering, StatementMade
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole, Sitter
from parley.record.opening import Record
from parley.record.references import EntryId, ProcessId, RoomId, SeatId, entry_id, room_id, seat_id, token_of
from parley.record.seat import Seat
from parley.record.when import When

KNOWN = datetime(2031, 1, 1, tzinfo=UTC)
ABSENT = "ab" * 16
ROLES = {
    "team": SeatRole.DESK,
    "envoy": SeatRole.ENVOY,
    "north": SeatRole.DELEGATION,
    "south": SeatRole.DELEGATION,
    "guest": SeatRole.GUARANTOR,
    "visitor": SeatRole.VISITOR,
}
KNOWN_IN = {"guest": "guest-room"}
"""Every other seat is known in public."""
ROOMS = {
    "public": [],
    "table": ["team", "north", "south"],
    "caucus": ["team", "north"],
    "south-caucus": ["team", "south"],
    "guest-room": ["team", "guest"],
    "desk": ["team"],
    "north-room": ["north"],
    "envoys": ["envoy", "guest"],
}
MADE_BY = {"north-room": "north", "envoys": "envoy"}


def draft(what: Any, **envelope: Any) -> Draft[Any]:
    """Return a fact in a plain envelope."""
    plain = {"happened": When.unknown(), "known": KNOWN, "attribution": Attribution.ON_THE_RECORD}
    return Draft(what=what, **{**plain, **envelope})


def note(words: str = "Heard.") -> NoteMade:
    """Return what can be said in any room and names nothing."""
    return NoteMade(title="A note", words=words)


@dataclass(eq=False)
class Talks:
    """A process on record, with its seats, rooms and first entries by their keys."""

    record: Record
    process: ProcessId = field(default_factory=lambda: ProcessId(secrets.token_hex(16)))
    key: str = field(default_factory=lambda: f"talks-{secrets.token_hex(4)}")
    entries: dict[str, EntryId] = field(default_factory=dict)

    def seat(self, key: str) -> Seat:
        known = self.seat_id(key)
        return Seat(id=known, process=self.process, key=key, role=self.record.role_of(known))

    def seat_id(self, key: str) -> SeatId:
        return seat_id(process=self.process, token=token_of("seat", key))

    def room(self, key: str) -> RoomId:
        opener = self.seat_id(MADE_BY.get(key, "team"))
        return room_id(process=self.process, opener=opener, token=token_of("room", key))

    def opened(self, key: str) -> RoomOpened:
        sitters = tuple(Sitter(seat=self.seat_id(seat), name=seat.title()) for seat in ROOMS[key])
        return RoomOpened(key=key, name=key.title(), sitters=sitters, everyone=not sitters)

    def new_entry(self, name: str, what: Any, *, room: str = "public", by: str = "team") -> founding.NewEntry:
        """Return an entry for the owner to put on record, and remember its id under a name."""
        token = token_of("entry", name)
        where, who = self.room(room), self.seat_id(by)
        self.entries[name] = entry_id(room=where, seat=who, token=token)
        return founding.NewEntry(room=where, seat=who, token=token, salt=secrets.token_bytes(32), draft=draft(what))

    def first_entries(self) -> list[founding.NewEntry]:
        found = [
            self.new_entry(f"room {key}", self.opened(key), room=key, by=MADE_BY.get(key, "team")) for key in ROOMS
        ]
        for key, role in ROLES.items():
            what = SeatOpened(seat=self.seat_id(key), key=key, name=key.title(), role=role)
            found.append(self.new_entry(f"seat {key}", what, room=KNOWN_IN.get(key, "public")))
        found.append(self.new_entry("north", BodyNamed(name="North", sort=BodySort.STATE)))
        found.append(self.new_entry("harbour", IssueRaised(name="Harbour", question="Who runs it?")))
        fear = StatementMade(words="We fear the winter.", rendering=Rendering.GIST)
        found.append(self.new_entry("fear", fear, room="caucus", by="north"))
        found.append(self.new_entry("south's fear", fear, room="south-caucus", by="south"))
        return found

    def founded(self, *, more: tuple[founding.NewEntry, ...] = ()) -> "Talks":
        """Put them on record, with further entries if there are any."""
        founding.found(
            self.record,
            process=self.process,
            key=self.key,
            seats=[founding.NewSeat(id=self.seat_id(key), key=key, role=role) for key, role in ROLES.items()],
            rooms=[
                founding.NewRoom(
                    id=self.room(key), seats=frozenset(self.seat_id(seat) for seat in seats), everyone=not seats
                )
                for key, seats in ROOMS.items()
            ],
            entries=[*self.first_entries(), *more],
        )
        return self

    def append(
        self, what: Any, *, by: str = "team", room: str = "caucus", token: bytes = b"", **envelope: Any
    ) -> writing.Placed:
        """Let a seat add an entry; `room` is the key of a room, or the id of one."""
        return writing.append(
            draft(what, **envelope),
            record=self.record,
            seat=self.seat(by),
            room=self.room(room) if room in ROOMS else RoomId(room),
            token=token or secrets.token_bytes(16),
            salt=secrets.token_bytes(32),
        )

    def open_room(self, *seats: str, by: str = "team", token: bytes = b"", **fields: Any) -> tuple[RoomId, Any]:
        """Let a seat open a room for seats, by their keys or their ids."""
        ids = [self.seat_id(seat) if seat in ROLES else SeatId(seat) for seat in seats]
        sitters = tuple(Sitter(seat=seat, name="A seat") for seat in ids)
        what = RoomOpened(**{"key": "new", "name": "New", "sitters": sitters, **fields})
        token, salt = token or secrets.token_bytes(16), secrets.token_bytes(32)
        return writing.open_room(draft(what), record=self.record, seat=self.seat(by), token=token, salt=salt)

    def seen(self, by: str, **options: Any) -> reading.Seen:
        """Return what a seat sees."""
        return reading.seen_by(self.seat(by), record=self.record, **options)

    def words(self, by: str, **options: Any) -> list[str]:
        """Return the words of the notes that a seat sees, in order."""
        seen = self.seen(by, **options)
        return [entry.what.words for entry in seen.entries if isinstance(entry.what, NoteMade)]

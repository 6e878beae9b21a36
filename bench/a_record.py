"""A generated process: entries of every kind in realistic shares, made up from the shapes of the kinds."""

import random
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from parley.record import founding
from parley.record.entry import Attribution, Draft, Malformed
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.papers import CorrectionMade, StatementMade, TranslationMade
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole, Sitter
from parley.record.opening import Record
from parley.record.references import EntryId, ProcessId, RoomId, SeatId, entry_id, room_id, seat_id, token_of
from parley.record.seat import Seat
from parley.record.when import When
from tests.laws import facts

START = datetime(2031, 1, 1, tzinfo=UTC)
DAYS = 200
AT_A_TIME = 100
FIRST = {
    "process opened": 1, "process linked": 4, "body named": 60, "person named": 120, "document filed": 300,
    "issue raised": 40, "option tabled": 80, "round announced": 30, "meeting planned": 100, "meeting held": 100,
    "role held": 80, "agenda item proposed": 60, "text issued": 60, "question raised": 60, "refusal stated": 20,
    "expectation stated": 60, "commitment claimed": 120,
}  # fmt: skip
"""What stands in public first, for the rest to name."""
SHARES = {"statement made": 0.40, "position taken": 0.15, "incidents reported": 0.10, "note made": 0.10}
"""The other kinds share what is left, but those that a process has few of."""
NOT_SAID = {
    *("room opened", "room closed", "seat opened", "seat closed", "person seated", "person left"),
    *("process opened", "process linked", "process suspended", "process resumed"),
    *("body named", "body dissolved", "issue raised", "round announced", "meeting planned", "meeting held"),
}
SPEECH = (
    "the harbour stays open to both until the winter is over and the monitors have counted what goes through it",
    "we cannot accept a timetable that others drew up without us",
    "nor a guarantor who was party to the siege",
    "nobody at this table has said so, and nobody outside it was asked",
    "our people need three weeks, and a road",
)


class Generated:
    """A process under way of being made up; entries of it come one after another."""

    def __init__(self, record: Record, *, rooms: int, seed: int = 1) -> None:
        self.record, self.chance = record, random.Random(seed)
        self.process = ProcessId(secrets.token_hex(16))
        self.key = f"generated-{secrets.token_hex(4)}"
        self.seats = {key: self._seat_id(key) for key in ["team", *(f"seat-{n}" for n in range(1, rooms)), "visitor"]}
        self.rooms: dict[str, RoomId] = {}
        self.company: dict[RoomId, list[SeatId]] = {}
        self.public: dict[str, list[EntryId]] = defaultdict(list)
        self.said: dict[RoomId, list[EntryId]] = defaultdict(list)
        self.made = 0
        for key in ["public", *(key for key in self.seats if key.startswith("seat-"))]:
            room = room_id(process=self.process, opener=self.seats["team"], token=token_of("room", key))
            self.rooms[key] = room
            self.company[room] = [] if key == "public" else [self.seats["team"], self.seats[key]]

    def seat(self, key: str) -> Seat:
        """Return a seat's handle; the team sits in every room, each other seat in one beside public."""
        known = self.seats[key]
        return Seat(id=known, process=self.process, key=key, role=self.record.role_of(known))

    def found(self, *, entries: int, rooms: Sequence[str] = ()) -> None:
        """Put the process on record with this many entries, in these rooms if any are named."""
        founding.found(
            self.record,
            process=self.process,
            key=self.key,
            seats=[founding.NewSeat(id=known, key=key, role=_role(key)) for key, known in self.seats.items()],
            rooms=[
                founding.NewRoom(id=room, seats=frozenset(seats), everyone=not seats)
                for room, seats in self.company.items()
            ],
            entries=self._all(entries, rooms=rooms or list(self.rooms)),
        )

    def grow(self, *, entries: int, rooms: Sequence[str]) -> None:
        """Put this many further entries on record, in these rooms, some at a time as in the course of a process."""
        for begun in range(0, entries, AT_A_TIME):
            more = self._flow(min(AT_A_TIME, entries - begun), rooms=rooms)
            founding.extend(self.record, process=self.process, seats=(), rooms=(), entries=more)

    def _all(self, entries: int, *, rooms: Sequence[str]) -> Iterator[founding.NewEntry]:
        before = self.made
        for key, room in self.rooms.items():
            sitters = tuple(Sitter(seat=seat, name=f"Seat {seat[:6]}") for seat in self.company[room])
            yield self._entry(
                _plain(RoomOpened(key=key, name=key.title(), sitters=sitters, everyone=not sitters)), room
            )
        for key, known in self.seats.items():
            what = SeatOpened(seat=known, key=key, name=key.title(), role=_role(key))
            yield self._entry(_plain(what), self.rooms["public"])
        for kind, times in FIRST.items():
            for _ in range(times):
                yield self._of_kind(kind, self.rooms["public"])
        yield from self._flow(entries - (self.made - before), rooms=rooms)

    def _flow(self, entries: int, *, rooms: Sequence[str]) -> Iterator[founding.NewEntry]:
        others = [kind for kind in KINDS if kind not in SHARES and kind not in NOT_SAID]
        left = (1 - sum(SHARES.values())) / len(others)
        kinds = [*SHARES, *others]
        weights = [*SHARES.values(), *(left for _ in others)]
        for kind in self.chance.choices(kinds, weights=weights, k=entries):
            yield self._of_kind(kind, self.rooms[self.chance.choice(rooms)])

    def _of_kind(self, kind: str, room: RoomId) -> founding.NewEntry:
        known = START + timedelta(days=DAYS) * (self.made / 50_000)
        while True:
            try:
                word = f"{kind.partition(' ')[0].title()} {self.made}"
                what = facts.fact(self.chance, kind, choose=self._choose(kind, room), seats=[], word=word)
                if hasattr(what, "words"):
                    what = replace(what, words="; ".join(self.chance.choices(SPEECH, k=self.chance.randrange(1, 8))))
                made = facts.draft(self.chance, what, known=known, choose=lambda _: self.said[room][-50:], seats=[])
            except (Malformed, facts.NothingToName):
                kind = kind if self.said[room] else "statement made"
            else:
                return self._entry(made, room, kind=kind)

    def _choose(self, kind: str, room: RoomId) -> facts.Choose:
        """Return what offers entries to name: the frame in public, and of any kind what was said in the same room."""

        def choose(kinds: tuple[str, ...]) -> Sequence[EntryId]:
            if not kinds or KINDS[kind] in {CorrectionMade, TranslationMade}:
                return self.said[room][-200:]
            return [entry for one in kinds for entry in self.public[one]]

        return choose

    def _entry(self, made: Draft[Any], room: RoomId, *, kind: str = "") -> founding.NewEntry:
        token = self.made.to_bytes(16, "big")
        known = entry_id(room=room, seat=self.seats["team"], token=token)
        self.made += 1
        if room == self.rooms["public"] and kind in FIRST and len(self.public[kind]) < FIRST[kind]:
            self.public[kind].append(known)
        elif isinstance(made.what, StatementMade):
            self.said[room].append(known)
        salt = self.chance.randbytes(32)
        return founding.NewEntry(room=room, seat=self.seats["team"], token=token, salt=salt, draft=made)

    def _seat_id(self, key: str) -> SeatId:
        return seat_id(process=self.process, token=token_of("seat", key))


def _role(key: str) -> SeatRole:
    return {"team": SeatRole.DESK, "visitor": SeatRole.VISITOR}.get(key, SeatRole.DELEGATION)


def _plain(what: Any) -> Draft[Any]:
    return Draft(what=what, happened=When.unknown(), known=START, attribution=Attribution.ON_THE_RECORD)

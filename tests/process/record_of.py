"""Entries without a database, for tests of what is folded from them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from parley.record.entry import Attribution, Entry, Evidence, Terms
from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole, Sitter
from parley.record.references import EntryId, RoomId, SeatId
from parley.record.when import When

START = datetime(2031, 1, 1, tzinfo=UTC)


def id_of(words: str) -> str:
    """Return an id that stands for a word."""
    return sha256(words.encode()).hexdigest()[:32]


class RecordOf:
    """A record that grows by an entry an hour, with the seats team and north, and the rooms public and caucus."""

    def __init__(self) -> None:
        self.entries: list[Entry[Any]] = []
        self.moment = START
        self.team, self.north = SeatId(id_of("seat team")), SeatId(id_of("seat north"))
        self.public, self.caucus = RoomId(id_of("room public")), RoomId(id_of("room caucus"))
        self.add(RoomOpened(key="public", name="Public record", everyone=True))
        sitters = (Sitter(seat=self.team, name="The desk"), Sitter(seat=self.north, name="North"))
        self.add(RoomOpened(key="caucus", name="North caucus", sitters=sitters), room=self.caucus)
        self.add(SeatOpened(seat=self.team, key="team", name="The desk", role=SeatRole.DESK))

    def add(
        self,
        what: Any,
        *,
        room: RoomId | None = None,
        happened: When | None = None,
        known: datetime | None = None,
        terms: Terms | None = None,
        attribution: Attribution = Attribution.ON_THE_RECORD,
        described_as: str = "",
        evidence: tuple[EntryId, ...] = (),
    ) -> EntryId:
        """Add an entry and return its id."""
        self.moment += timedelta(hours=1)
        number = len(self.entries) + 1
        entry = Entry(
            EntryId(id_of(f"entry {number}")),
            room or self.public,
            number,
            self.team,
            None,
            self.moment,
            f"{kind_name(type(what))}/1",
            what,
            happened or When.instant(self.moment),
            known or self.moment,
            attribution,
            described_as,
            terms,
            tuple(Evidence(entry=one) for one in evidence),
        )
        self.entries.append(entry)
        return entry.id

    def body(self, name: str) -> EntryId:
        """Name a body and return its entry."""
        return self.add(BodyNamed(name=name, sort=BodySort.STATE))

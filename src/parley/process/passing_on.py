"""What a mediators' seat may pass on to another process: which entries, and for which reason the others stay."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from parley.process.state import State, grouped
from parley.record.entry import Attribution, Entry, Form
from parley.record.kinds.papers import CorrectionMade
from parley.record.kinds.rooms import (
    MEDIATORS,
    PersonLeft,
    PersonSeated,
    RoomClosed,
    RoomOpened,
    SeatClosed,
    SeatOpened,
    SeatRole,
)
from parley.record.kinds.shape import references
from parley.record.references import POINTS_TO, ActorRef, EntryId, SeatId

MAY_TAKE_OVER = frozenset({SeatRole.OBSERVER, SeatRole.GUARANTOR, SeatRole.HOST})
"""Roles of seats here that can stand for those who take over: none of a party's, and none that everybody can be."""

OF_THE_HOUSE = (PersonSeated, PersonLeft, RoomClosed, SeatClosed)
"""Kinds about who signs in here and what is closed, which is no concern of another process."""

WHO_SITS_WHERE = (RoomOpened, SeatOpened)
"""Kinds that tell who sits where: a company that not everybody knows of is itself a confidence, whatever its terms."""

ACTORS = frozenset(POINTS_TO[ActorRef])


class Stays(StrEnum):
    """Why an entry is not passed on."""

    OF_THE_HOUSE = "of the house"
    OTHERS_SIT_THERE = "others sit there"
    ANOTHER_MADE_IT = "another made it"
    OFF_THE_RECORD = "off the record"
    NOT_WORD_FOR_WORD = "not word for word"
    NOT_TO_THEM = "not to them"
    RUN_OUT = "run out"
    NAMES_ITS_SPEAKER = "names its speaker"
    RESTS_ON_WHAT_STAYS = "rests on what stays"
    CORRECTION_STAYS = "correction stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """The entries that go, in the order in which they were recorded, and how many stay for which reason."""

    entries: tuple[Entry[Any], ...]
    staying: Mapping[Stays, int]


def may_take_over(state: State, *, seat: SeatId) -> dict[SeatId, str]:
    """Return the seats that can stand for those who take over, by name; `seat` is the one that gives."""
    closed = {one.what.seat for one in state.facts(SeatClosed)}
    return {
        one.what.seat: one.what.name
        for one in state.facts(SeatOpened)
        if one.what.role in MAY_TAKE_OVER and one.what.seat not in closed and one.what.seat != seat
    }


def passed_on(state: State, *, seat: SeatId, taker: SeatId | None, moment: datetime) -> PassedOn:
    """Return what a seat may pass on to another process, of everything that it sees.

    That is what stands in a room of everyone, and what the seat itself made where only mediators sit, under terms that
    let it go word for word to the taker. What rests on something that stays, stays; and so does what a correction that
    stays stands against: nobody passes on words that are known to be wrong.

    Args:
        state: what the seat sees.
        seat: the one that gives.
        taker: the seat here that stands for those who take over; None is nobody, and then no terms name them.
        moment: when it is passed on, which terms must last to.
    """
    mediators = frozenset(one.what.seat for one in state.facts(SeatOpened) if one.what.role in MEDIATORS)
    asking = _Asking(state=state, seat=seat, taker=taker, moment=moment, mediators=mediators | {seat})
    told = {known: asking.why_not(entry) for known, entry in state.entries.items()}
    staying = Counter(why for why in told.values() if why is not None)
    going = {known: state.entries[known] for known, why in told.items() if why is None}
    corrections = grouped(state.by_kind.get(CorrectionMade, ()), by=lambda one: one.what.corrects)
    while dropped := dict(_resting_on_nothing(going, seat=seat, corrections=corrections)):
        staying.update(dropped.values())
        going = {known: entry for known, entry in going.items() if known not in dropped}
    entries = tuple(sorted(going.values(), key=lambda one: (one.recorded, one.id)))
    return PassedOn(entries=entries, staying=staying)


def named_by(entry: Entry[Any]) -> Iterator[EntryId]:
    """Yield the entries that an entry names or rests on."""
    yield from (target for _, target in references(entry.what))
    yield from (evidence.entry for evidence in entry.evidence)


def _resting_on_nothing(
    going: Mapping[EntryId, Entry[Any]],
    *,
    seat: SeatId,
    corrections: Mapping[EntryId, Iterable[Entry[CorrectionMade]]],
) -> Iterator[tuple[EntryId, Stays]]:
    opened = {seat, *(one.what.seat for one in going.values() if isinstance(one.what, SeatOpened))}
    for known, entry in going.items():
        if entry.seat not in opened or any(target not in going for target in named_by(entry)):
            yield known, Stays.RESTS_ON_WHAT_STAYS
        elif any(correction.id not in going for correction in corrections.get(known, ())):
            yield known, Stays.CORRECTION_STAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """What is asked of each entry by itself."""

    state: State
    seat: SeatId
    taker: SeatId | None
    moment: datetime
    mediators: frozenset[SeatId]

    def why_not(self, entry: Entry[Any]) -> Stays | None:
        """Return why an entry stays, whatever it rests on; None where it may go."""
        if isinstance(entry.what, OF_THE_HOUSE):
            return Stays.OF_THE_HOUSE
        if self.state.is_public(entry):
            return None
        if isinstance(entry.what, WHO_SITS_WHERE):
            return Stays.OF_THE_HOUSE
        return self._by_its_room(entry) or self._by_its_attribution(entry) or self._by_its_terms(entry)

    def _by_its_room(self, entry: Entry[Any]) -> Stays | None:
        opened = self.state.rooms.get(entry.room)
        if opened is None or any(sitter.seat not in self.mediators for sitter in opened.what.sitters):
            return Stays.OTHERS_SIT_THERE
        return None if entry.seat == self.seat else Stays.ANOTHER_MADE_IT

    def _by_its_attribution(self, entry: Entry[Any]) -> Stays | None:
        if entry.attribution is Attribution.OFF_THE_RECORD:
            return Stays.OFF_THE_RECORD
        if entry.attribution is not Attribution.ON_THE_RECORD and _names_an_actor(entry):
            return Stays.NAMES_ITS_SPEAKER
        return None

    def _by_its_terms(self, entry: Entry[Any]) -> Stays | None:
        terms = entry.terms
        if terms is None or terms.form is not Form.VERBATIM:
            return Stays.NOT_WORD_FOR_WORD
        # No seats means that the owner named none: nobody yet. It never means anybody.
        if self.taker is None or self.taker not in terms.to:
            return Stays.NOT_TO_THEM
        return Stays.RUN_OUT if terms.until is not None and terms.until < self.moment else None


def _names_an_actor(entry: Entry[Any]) -> bool:
    return any(ACTORS.intersection(field.points_to) for field, _ in references(entry.what))

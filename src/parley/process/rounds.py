"""Rounds of talks: when they are, which is next, what is expected of them, and their meetings, planned against held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from parley.process.state import State, grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.meetings import (
    AgendaItemAdopted,
    AgendaItemContested,
    AgendaItemProposed,
    AttendanceReported,
    ExpectationSettled,
    ExpectationStated,
    MeetingCancelled,
    MeetingHeld,
    MeetingPlanned,
    RoundAnnounced,
    RoundMoved,
)
from parley.record.references import EntryId
from parley.record.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of talks with the dates that are known for it last, and how they came about."""

    announced: Entry[RoundAnnounced]
    moves: tuple[Entry[RoundMoved], ...]

    @property
    def id(self) -> EntryId:
        """The entry that announced it."""
        return self.announced.id

    @property
    def dates(self) -> When:
        """The dates that are known last."""
        return self.moves[-1].what.dates if self.moves else self.announced.what.dates

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """What its dates rest on."""
        return (self.announced.id, *(move.id for move in self.moves))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What somebody expects of a round, and what became of it as far as is known."""

    stated: Entry[ExpectationStated]
    settled: tuple[Entry[ExpectationSettled], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting: the plans for it in order, every account of how it was held, whether it was called off, who came."""

    plans: tuple[Entry[MeetingPlanned], ...]
    accounts: tuple[Entry[MeetingHeld], ...]
    cancelled: tuple[Entry[MeetingCancelled], ...]
    attendance: tuple[Entry[AttendanceReported], ...]

    @property
    def name(self) -> str:
        """What it is called last."""
        return self.accounts[-1].what.name if self.accounts else self.plans[-1].what.name

    @property
    def plan(self) -> Entry[MeetingPlanned] | None:
        """The plan that is known last."""
        return self.plans[-1] if self.plans else None

    @property
    def when(self) -> When:
        """When it was held, as its first account tells it, or else is planned."""
        if self.accounts:
            return self.accounts[0].happened
        return self.plans[-1].what.scheduled

    @property
    def round(self) -> EntryId | None:
        """The round that it belongs to."""
        named = (*(one.what.round for one in self.accounts), *(one.what.round for one in self.plans))
        return next((one for one in named if one), None)

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """What is known of it."""
        return ids(self.plans, self.accounts, self.cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item of an agenda: who proposed, contested and adopted it."""

    proposed: Entry[AgendaItemProposed]
    contested: tuple[Entry[AgendaItemContested], ...]
    adopted: tuple[Entry[AgendaItemAdopted], ...]


def rounds(state: State) -> tuple[Round, ...]:
    """Return the rounds in order of their dates; a round whose dates are unknown comes last."""
    moved = grouped(state.facts(RoundMoved), by=lambda one: one.what.round)
    found = [Round(announced=one, moves=moved.get(one.id, ())) for one in state.facts(RoundAnnounced)]
    return tuple(sorted(found, key=lambda one: (one.dates.start is None, str(one.dates.start), one.id)))


def own_rounds(state: State) -> tuple[Round, ...]:
    """Return the rounds of this process itself, without those of linked ones."""
    opening = state.opening()
    own = {None, opening.id if opening else None}
    return tuple(one for one in rounds(state) if one.announced.what.of_process in own)


def next_round(state: State, *, moment: datetime) -> Round | None:
    """Return the round that is under way at a moment or comes next; None where none is announced."""
    for one in own_rounds(state):
        if one.dates.end is None or one.dates.end >= moment:
            return one
    return None


def last_round(state: State, *, moment: datetime) -> Round | None:
    """Return the round that ended last before a moment; None where none did."""
    ended = [one for one in own_rounds(state) if one.dates.end is not None and one.dates.end < moment]
    return ended[-1] if ended else None


def expectations(state: State, *, of_round: EntryId) -> tuple[Expectation, ...]:
    """Return what is expected of a round."""
    settled = grouped(state.facts(ExpectationSettled), by=lambda one: one.what.expectation)
    return tuple(
        Expectation(stated=stated, settled=settled.get(stated.id, ()))
        for stated in state.facts(ExpectationStated)
        if stated.what.round == of_round
    )


def agenda(state: State, *, of_round: EntryId | None) -> tuple[AgendaItem, ...]:
    """Return the agenda of a round, or of no round in particular."""
    contested = grouped(state.facts(AgendaItemContested), by=lambda one: one.what.item)
    adopted = grouped(state.facts(AgendaItemAdopted), by=lambda one: one.what.item)
    return tuple(
        AgendaItem(proposed=item, contested=contested.get(item.id, ()), adopted=adopted.get(item.id, ()))
        for item in state.facts(AgendaItemProposed)
        if item.what.round == of_round
    )


def meetings(state: State) -> tuple[Meeting, ...]:
    """Return the meetings in order of time: plans and accounts that name one another are the same meeting."""
    first_of = _first_entries(state)
    plans = grouped(state.facts(MeetingPlanned), by=lambda one: first_of[one.id])
    accounts = grouped(state.facts(MeetingHeld), by=lambda one: first_of[one.id])
    cancelled = _by_meeting(state.facts(MeetingCancelled), first_of)
    attendance = _by_meeting(state.facts(AttendanceReported), first_of)
    found = [
        Meeting(
            plans=plans.get(first, ()),
            accounts=accounts.get(first, ()),
            cancelled=cancelled.get(first, ()),
            attendance=attendance.get(first, ()),
        )
        for first in dict.fromkeys((*plans, *accounts))
    ]
    return tuple(sorted(found, key=lambda one: (one.when.start is None, str(one.when.start), one.entries[0])))


def _first_entries(state: State) -> dict[EntryId, EntryId]:
    """Return for each plan and account of a meeting the first entry that the chain of those it names leads to."""
    named: dict[EntryId, EntryId | None] = {}
    for plan in state.by_kind.get(MeetingPlanned, ()):
        named[plan.id] = plan.what.instead_of
    for account in state.by_kind.get(MeetingHeld, ()):
        named[account.id] = account.what.meeting
    first: dict[EntryId, EntryId] = {}
    for entry in named:
        step, chain = entry, [entry]
        while (before := named.get(step)) is not None and before in named and before not in first:
            step = before
            chain.append(step)
        root = first.get(named.get(step) or step, step)
        first.update(dict.fromkeys(chain, root))
    return first


OfMeeting = TypeVar("OfMeeting", MeetingCancelled, AttendanceReported)


def _by_meeting(
    entries: Iterable[Entry[OfMeeting]], first_of: Mapping[EntryId, EntryId]
) -> dict[EntryId | None, tuple[Entry[OfMeeting], ...]]:
    return grouped(entries, by=lambda one: first_of.get(one.what.meeting))

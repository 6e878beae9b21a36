"""Commitments: claimed by whom, acknowledged by whom, on what condition, due when, and what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from parley.process.state import State, grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.papers import CommitmentAcknowledged, CommitmentClaimed, CommitmentOutcome, CommitmentSettled
from parley.record.references import EntryId


class Due(StrEnum):
    """Where a commitment stands in time."""

    SETTLED = "settled"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    DUE_LATER = "due later"
    NO_DATE = "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A commitment as it stands."""

    claimed: Entry[CommitmentClaimed]
    acknowledged: tuple[Entry[CommitmentAcknowledged], ...]
    settled: tuple[Entry[CommitmentSettled], ...]

    @property
    def by_its_holder(self) -> bool:
        """Whether the actor who is bound said so itself or acknowledged it."""
        bound = self.claimed.what.by
        return self.claimed.what.claimed_by == bound or any(one.what.by == bound for one in self.acknowledged)

    @property
    def outcomes(self) -> frozenset[CommitmentOutcome]:
        """What became of it according to its sources; more than one is a contradiction."""
        return frozenset(one.what.outcome for one in self.settled)

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """What it rests on."""
        return ids((self.claimed,), self.acknowledged, self.settled)

    def due(self, *, moment: datetime, soon: timedelta = timedelta(days=14)) -> Due:
        """Return where it stands at a moment; what falls due within `soon` is due soon."""
        if self.settled:
            return Due.SETTLED
        when = self.claimed.what.due
        if when is None or when.end is None or when.start is None:
            return Due.NO_DATE
        if when.end < moment:
            return Due.OVERDUE
        return Due.DUE_SOON if when.start <= moment + soon else Due.DUE_LATER


def commitments(state: State) -> tuple[Commitment, ...]:
    """Return the commitments, those with the earliest date first and those without one last."""
    acknowledged = grouped(state.facts(CommitmentAcknowledged), by=lambda one: one.what.commitment)
    settled = grouped(state.facts(CommitmentSettled), by=lambda one: one.what.commitment)
    found = [
        Commitment(claimed=one, acknowledged=acknowledged.get(one.id, ()), settled=settled.get(one.id, ()))
        for one in state.facts(CommitmentClaimed)
    ]
    return tuple(sorted(found, key=_order))


def _order(commitment: Commitment) -> tuple[bool, str, str]:
    due = commitment.claimed.what.due
    start = due.start if due else None
    return (start is None, str(start), commitment.claimed.id)

"""The timeline: what happened, in order of when it happened, as precisely as is known."""

from typing import Any

from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds import bodies, issues, meetings, papers, process

ON_THE_LINE: tuple[type[Any], ...] = (
    process.ProcessOpened,
    process.ProcessSuspended,
    process.ProcessResumed,
    meetings.RoundAnnounced,
    meetings.MeetingHeld,
    meetings.MeetingCancelled,
    papers.TextIssued,
    papers.StatementMade,
    papers.IncidentsReported,
    papers.CommitmentClaimed,
    issues.EventsTurned,
    issues.PositionTaken,
    bodies.RoleHeld,
    meetings.RefusalStated,
)
"""The kinds that are things that happened, and not notes about them."""


def timeline(state: State, *, kinds: tuple[type[Any], ...] = ON_THE_LINE) -> tuple[Entry[Any], ...]:
    """Return what happened, earliest first; what happened at an unknown time is left out."""
    entries = [entry for kind in kinds for entry in state.facts(kind) if entry.happened.start is not None]
    return tuple(sorted(entries, key=lambda entry: (entry.happened.start, entry.happened.end, entry.id)))

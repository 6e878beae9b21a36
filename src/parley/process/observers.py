"""What the observers of a ceasefire report, day by day, side by side and never added up."""

from dataclasses import dataclass

from parley.process.state import State, grouped
from parley.record.entry import Entry
from parley.record.kinds.papers import IncidentsReported
from parley.record.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What each observer reports for the same time: one that is not here made no report that this seat sees."""

    when: When
    reports: tuple[Entry[IncidentsReported], ...]


def days(state: State) -> tuple[Day, ...]:
    """Return the times for which somebody reports, latest first; unknown times last."""
    by_time = grouped(state.facts(IncidentsReported), by=lambda one: one.happened)
    found = [Day(when=when, reports=_by_observer(reports, state=state)) for when, reports in by_time.items()]
    dated = sorted(
        (day for day in found if day.when.start), key=lambda day: (day.when.start, day.when.end), reverse=True
    )
    return (*dated, *(day for day in found if not day.when.start))


def _by_observer(
    reports: tuple[Entry[IncidentsReported], ...], *, state: State
) -> tuple[Entry[IncidentsReported], ...]:
    return tuple(sorted(reports, key=lambda one: (state.name(one.what.observer), one.what.place, one.id)))

"""The dates that a seat has before it and behind it: rounds, meetings, and what falls due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parley.documents.briefing.the_course import brief
from parley.documents.briefing.view import View
from parley.process.commitments import commitments
from parley.process.rounds import meetings, own_rounds
from parley.record.entry import Entry
from parley.record.references import EntryId
from parley.record.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """Something with a date: what it is called, when it is as far as is known, and the entry that first told of it."""

    title: str
    place: str
    when: When
    known: datetime
    entry: EntryId


def dates(view: View) -> tuple[Date, ...]:
    """Return what has a date, in order; what has none, or was called off or settled, is no part of it."""
    found = [*_rounds(view), *_meetings(view), *_due(view)]
    return tuple(sorted((one for one in found if one.when.start), key=lambda one: (str(one.when.start), one.entry)))


def _rounds(view: View) -> Iterator[Date]:
    for one in own_rounds(view.state):
        what = one.announced.what
        known = one.moves[-1].known if one.moves else one.announced.known
        yield Date(title=what.name, place=what.place, when=one.dates, known=known, entry=one.id)


def _meetings(view: View) -> Iterator[Date]:
    for one in meetings(view.state):
        if one.cancelled:
            continue
        told: tuple[Entry[Any], ...] = (*one.plans, *one.accounts)
        last = told[-1]
        place = getattr(last.what, "place", "") or getattr(last.what, "venue", "")
        yield Date(title=one.name, place=place, when=one.when, known=last.known, entry=one.entries[0])


def _due(view: View) -> Iterator[Date]:
    for one in commitments(view.state):
        claimed: Entry[Any] = one.claimed
        if one.settled or claimed.what.due is None:
            continue
        title = view.words("Falls due: {what}", what=brief(view, claimed))
        yield Date(title=title, place="", when=claimed.what.due, known=claimed.known, entry=claimed.id)

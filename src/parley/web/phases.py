"""The phases of a process as a strip: its rounds in order, which were held, which is under way or next."""

from typing import NamedTuple

from parley.documents.briefing.view import View
from parley.process.rounds import next_round, own_rounds
from parley.record.references import EntryId
from parley.wording import mark


class Phase(NamedTuple):
    """A round in the strip; `stands` says in words how it stands, and `now` whether it is the one to look at."""

    entry: EntryId
    name: str
    when: str
    stands: str
    now: bool


OVER, UNDER_WAY, NEXT, LATER = mark("over"), mark("under way"), mark("next"), mark("later")
UNDATED = mark("no dates known")


def phases(view: View) -> list[Phase]:
    """Return the rounds of the process itself, in order; empty where none was announced."""
    coming = next_round(view.state, moment=view.moment)
    found = []
    for one in own_rounds(view.state):
        start, end = one.dates.start, one.dates.end
        if start is None or end is None:
            stands = UNDATED
        elif end < view.moment:
            stands = OVER
        elif start <= view.moment:
            stands = UNDER_WAY
        else:
            stands = NEXT if coming and coming.id == one.id else LATER
        now = coming is not None and coming.id == one.id
        when = view.when(one.dates) if start else ""
        found.append(Phase(one.id, one.announced.what.name, when, view.words(stands), now))
    return found

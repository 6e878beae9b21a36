"""The meetings one by one: what was planned beside how it was held, who came, and which formats refusals exclude."""

from dataclasses import dataclass

from parley.documents.briefing.compose import with_terms
from parley.documents.briefing.the_round import held, planned, presence
from parley.documents.briefing.view import View, because
from parley.documents.paper import Sentence
from parley.process.formats import possible_formats
from parley.process.rounds import Meeting, meetings
from parley.process.seating import gathering_of
from parley.process.state import ids
from parley.record.references import EntryId
from parley.record.when import When
from parley.wording import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """A meeting in sentences; every account of how it was held stands apart."""

    id: EntryId
    name: str
    when: str
    round: str
    happened: When
    planned: tuple[Sentence, ...]
    held: tuple[Sentence, ...]
    attendance: tuple[Sentence, ...]
    excluded: tuple[Sentence, ...]


def meeting_sheets(view: View) -> tuple[MeetingSheet, ...]:
    """Return a sheet for each meeting, the latest first."""
    return tuple(_sheet(view, one) for one in reversed(meetings(view.state)))


def _sheet(view: View, meeting: Meeting) -> MeetingSheet:
    came_about = [
        *(held(view, one) for one in meeting.accounts),
        *(
            view.say("{name} was called off{why}.", one.id, name=meeting.name, why=because(view, one.what.why))
            for one in meeting.cancelled
        ),
    ]
    return MeetingSheet(
        id=meeting.entries[0],
        name=meeting.name,
        when=view.when(meeting.when),
        round=view.name(meeting.round),
        happened=meeting.when,
        planned=_marked(view, [planned(view, one) for one in meeting.plans]),
        held=_marked(view, came_about),
        attendance=_marked(view, [presence(view, meeting, one) for one in meeting.attendance]),
        excluded=_marked(view, _excluded(view, meeting)),
    )


def _excluded(view: View, meeting: Meeting) -> list[Sentence]:
    """Write which formats cannot be held with all who would be there, and by whose refusal."""
    sentences = []
    end = meeting.when.end if meeting.accounts else None
    for answer in possible_formats(view.state, attending=gathering_of(view.state, meeting).bodies):
        refusals = [one for one in answer.refusals if end is None or one.known <= end]
        if not refusals:
            continue
        pairs = view.listed(
            view.words("{by} refuses {whom}", by=view.name(one.what.by), whom=view.name(one.what.whom))
            for one in refusals
        )
        message = mark("As things stand it cannot be held in this format: {format}, since {pairs}.")
        if meeting.accounts:
            message = mark(
                "By refusals stated before it ended this format was not open to it: {format}, since {pairs}."
            )
        name = view.choice(answer.format.value)
        sentences.append(view.say(message, *ids(refusals), format=name, pairs=pairs))
    return sentences


def _marked(view: View, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    return tuple(with_terms(view, one) for one in sentences)

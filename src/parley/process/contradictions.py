"""Where the sources contradict one another: set side by side, never resolved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from parley.process.rounds import Meeting, meetings
from parley.process.state import State, grouped
from parley.record.entry import Entry
from parley.record.kinds.papers import ClaimMade, CommitmentSettled, QuestionRaised, TextAnswered, TextRelation
from parley.record.references import EntryId


class Subject(StrEnum):
    """What a contradiction is about."""

    QUESTION = "question"
    FORMAT = "format"
    OPENING = "opening"
    TEXT = "text"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Entries that cannot all be so: about which entry, in which respect, and each account."""

    subject: Subject
    about: EntryId
    accounts: tuple[Entry[Any], ...]


def contradictions(state: State) -> tuple[Contradiction, ...]:
    """Return every contradiction that the record shows, by subject and then in order of knowing."""
    return (
        *_answers(state),
        *(found for meeting in meetings(state) for found in _meeting(meeting)),
        *_texts(state),
        *_outcomes(state),
    )


def _answers(state: State) -> list[Contradiction]:
    claims = grouped(state.facts(ClaimMade), by=lambda one: one.what.question)
    return [
        Contradiction(subject=Subject.QUESTION, about=question.id, accounts=claims[question.id])
        for question in state.facts(QuestionRaised)
        if len({claim.what.answer for claim in claims.get(question.id, ())}) > 1
    ]


def _meeting(meeting: Meeting) -> list[Contradiction]:
    """Return in what the accounts of a meeting differ: its format, and who opened it."""
    found = []
    about = meeting.entries[0]
    if len({account.what.format for account in meeting.accounts}) > 1:
        found.append(Contradiction(subject=Subject.FORMAT, about=about, accounts=meeting.accounts))
    openers = [account for account in meeting.accounts if account.what.opened_by]
    if len({account.what.opened_by for account in openers}) > 1:
        found.append(Contradiction(subject=Subject.OPENING, about=about, accounts=tuple(openers)))
    return found


def _texts(state: State) -> list[Contradiction]:
    """Return the texts of which sources tell that the same actor did and did not, or endorsed and objected."""
    by_actor = grouped(state.facts(TextAnswered), by=lambda one: (one.what.text, one.what.who))
    found = []
    for (text, _), answers in by_actor.items():
        did = {answer.what.relation for answer in answers if answer.what.did}
        did_not = {answer.what.relation for answer in answers if not answer.what.did}
        torn = did & did_not
        if {TextRelation.ENDORSED, TextRelation.OBJECTED} <= did:
            torn |= {TextRelation.ENDORSED, TextRelation.OBJECTED}
        accounts = tuple(answer for answer in answers if answer.what.relation in torn)
        if accounts:
            found.append(Contradiction(subject=Subject.TEXT, about=text, accounts=accounts))
    return found


def _outcomes(state: State) -> list[Contradiction]:
    by_commitment = grouped(state.facts(CommitmentSettled), by=lambda one: one.what.commitment)
    return [
        Contradiction(subject=Subject.COMMITMENT, about=commitment, accounts=outcomes)
        for commitment, outcomes in by_commitment.items()
        if len({one.what.outcome for one in outcomes}) > 1
    ]

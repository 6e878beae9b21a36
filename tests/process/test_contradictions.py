import pytest

from parley.process.contradictions import Subject, contradictions
from parley.process.fold import fold
from parley.record.kinds.meetings import Format, MeetingHeld
from parley.record.kinds.papers import (
    ClaimMade,
    CommitmentClaimed,
    CommitmentOutcome,
    CommitmentSettled,
    QuestionRaised,
    TextAnswered,
    TextIssued,
    TextRelation,
)
from tests.process.record_of import RecordOf


def found(record):
    return [(one.subject, len(one.accounts)) for one in contradictions(fold(record.entries))]


def test_answers_that_differ_stand_side_by_side_and_equal_ones_do_not():
    record = RecordOf()
    question = record.add(QuestionRaised(question="How many groups?"))
    record.add(ClaimMade(question=question, answer="12"))
    record.add(ClaimMade(question=question, answer="12"))
    assert found(record) == []
    record.add(ClaimMade(question=question, answer="about 15"))
    assert found(record) == [(Subject.QUESTION, 3)]


def test_accounts_of_a_meeting_differ_on_its_format_and_on_who_opened_it():
    record = RecordOf()
    host, minister = record.body("Host"), record.body("Minister")
    first = record.add(MeetingHeld(name="Opening", format=Format.PLENARY, opened_by=host))
    record.add(MeetingHeld(name="Opening", meeting=first, format=Format.PROXIMITY, opened_by=minister))
    assert found(record) == [(Subject.FORMAT, 2), (Subject.OPENING, 2)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(TextRelation.SIGNED, True), (TextRelation.SIGNED, False)], [(Subject.TEXT, 2)]),
        ([(TextRelation.ENDORSED, True), (TextRelation.OBJECTED, True)], [(Subject.TEXT, 2)]),
        ([(TextRelation.ATTENDED, True), (TextRelation.SIGNED, False)], []),
        ([(TextRelation.ENDORSED, False), (TextRelation.OBJECTED, True)], []),
    ],
)
def test_the_same_actor_cannot_both_have_done_and_not_done_something_about_a_text(answers, expected):
    record = RecordOf()
    north = record.body("North")
    text = record.add(TextIssued(title="Statement", sort="joint statement", gist="peace"))
    for relation, did in answers:
        record.add(TextAnswered(text=text, who=north, relation=relation, did=did))
    assert found(record) == expected


def test_two_actors_may_stand_apart_on_a_text_without_contradiction():
    record = RecordOf()
    text = record.add(TextIssued(title="Statement", sort="joint statement", gist="peace"))
    record.add(TextAnswered(text=text, who=record.body("North"), relation=TextRelation.ENDORSED))
    record.add(TextAnswered(text=text, who=record.body("South"), relation=TextRelation.OBJECTED))
    assert found(record) == []


def test_a_commitment_cannot_both_be_kept_and_broken():
    record = RecordOf()
    north = record.body("North")
    promise = record.add(CommitmentClaimed(by=north, claimed_by=north, promise="to open the road"))
    for outcome in (CommitmentOutcome.KEPT, CommitmentOutcome.BROKEN):
        record.add(CommitmentSettled(commitment=promise, outcome=outcome))
    assert found(record) == [(Subject.COMMITMENT, 2)]

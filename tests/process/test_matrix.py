from datetime import UTC, datetime

import pytest

from parley.process.fold import fold
from parley.process.matrix import Movement, at_odds, issue_standings, matrix
from parley.record.entry import Malformed
from parley.record.kinds.bodies import PersonNamed
from parley.record.kinds.issues import (
    AttemptMade,
    DeadlockDeclared,
    IssueRaised,
    OptionTabled,
    PositionTaken,
    Stance,
    Sureness,
)
from parley.record.kinds.meetings import Format, MeetingHeld
from tests.process.record_of import RecordOf

LATER = datetime(2031, 6, 1, tzinfo=UTC)


def position(by, issue, stance, **more):
    return PositionTaken(by=by, issue=issue, stance=stance, sureness=Sureness.STATED, **more)


@pytest.fixture
def talks():
    record = RecordOf()
    record.a, record.b = record.body("Alba"), record.body("Borea")
    record.issue = record.add(IssueRaised(name="The dam", question="Who runs it?"))
    return record


def cell_of(talks):
    return matrix(fold(talks.entries)).cell(talks.issue, talks.a)


def test_public_and_confidential_positions_are_two_standpoints(talks):
    talks.add(position(talks.a, talks.issue, Stance.AGAINST, red_line=True))
    talks.add(position(talks.a, talks.issue, Stance.CONDITIONAL), room=talks.caucus)
    cell = cell_of(talks)
    assert cell.public.last.what.stance is Stance.AGAINST
    assert cell.confidential.last.what.stance is Stance.CONDITIONAL
    assert cell.public.movement is cell.confidential.movement is Movement.FIRST


def test_nothing_on_record_is_no_cell(talks):
    talks.add(position(talks.a, talks.issue, Stance.UNKNOWN))
    found = matrix(fold(talks.entries))
    assert found.cell(talks.issue, talks.b) is None
    assert found.cell(talks.issue, talks.a).public.last.what.stance is Stance.UNKNOWN


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        ((Stance.AGAINST, False), (Stance.AGAINST, False), Movement.UNCHANGED),
        ((Stance.AGAINST, False), (Stance.CONDITIONAL, False), Movement.SOFTENED),
        ((Stance.CONDITIONAL, False), (Stance.FOR, False), Movement.HARDENED),
        ((Stance.AGAINST, False), (Stance.AGAINST, True), Movement.HARDENED),
        ((Stance.AGAINST, True), (Stance.AGAINST, False), Movement.SOFTENED),
        ((Stance.AGAINST, False), (Stance.FOR, False), Movement.CHANGED),
        ((Stance.UNKNOWN, False), (Stance.FOR, False), Movement.CHANGED),
        ((Stance.NEUTRAL, False), (Stance.REFUSED_TO_SAY, False), Movement.CHANGED),
    ],
)
def test_movement_is_told_from_the_last_two_positions(talks, before, now, movement):
    for stance, red_line in (before, now):
        talks.add(position(talks.a, talks.issue, stance, red_line=red_line))
    assert cell_of(talks).public.movement is movement


def test_a_position_of_a_person_is_its_bodys(talks):
    envoy = talks.add(PersonNamed(name="Ada Berg", of=talks.a))
    talks.add(position(envoy, talks.issue, Stance.FOR))
    assert cell_of(talks).public.last.what.by == envoy


def test_time_since_anyone_moved_counts_the_meetings_held_after_it(talks):
    talks.add(position(talks.a, talks.issue, Stance.AGAINST))
    talks.add(MeetingHeld(name="first", format=Format.PLENARY))
    moved = talks.add(position(talks.a, talks.issue, Stance.CONDITIONAL))
    talks.add(position(talks.a, talks.issue, Stance.CONDITIONAL))
    for name in ("second", "third"):
        talks.add(MeetingHeld(name=name, format=Format.PROXIMITY))
    talks.add(AttemptMade(issue=talks.issue, what="a joint board", outcome=""))
    talks.add(DeadlockDeclared(issue=talks.issue, by=talks.b))
    state = fold(talks.entries)
    (standing,) = issue_standings(state, of=matrix(state), moment=LATER)
    assert standing.last_move.id == moved
    assert standing.meetings_since == 2
    assert len(standing.attempts) == len(standing.stuck_according_to) == 1


def test_a_first_position_is_no_move(talks):
    talks.add(position(talks.a, talks.issue, Stance.AGAINST))
    state = fold(talks.entries)
    (standing,) = issue_standings(state, of=matrix(state), moment=LATER)
    assert standing.last_move is None


def test_bodies_are_at_odds_in_public_alone(talks):
    talks.add(position(talks.a, talks.issue, Stance.FOR))
    talks.add(position(talks.b, talks.issue, Stance.AGAINST), room=talks.caucus)
    assert at_odds(matrix(fold(talks.entries)), bodies=(talks.a, talks.b)) == ()
    talks.add(position(talks.b, talks.issue, Stance.AGAINST))
    ((issue, positions),) = at_odds(matrix(fold(talks.entries)), bodies=(talks.a, talks.b))
    assert issue == talks.issue
    assert len(positions) == 2


def test_two_options_cannot_both_be_had(talks):
    options = [talks.add(OptionTabled(issue=talks.issue, name=name)) for name in ("joint", "apart")]
    for body, option in zip((talks.a, talks.b), options, strict=True):
        talks.add(position(body, talks.issue, Stance.FOR, option=option))
    assert len(at_odds(matrix(fold(talks.entries)), bodies=(talks.a, talks.b))) == 1


def test_a_red_line_needs_a_stance():
    with pytest.raises(Malformed, match="red line needs a stance"):
        position("a" * 32, "b" * 32, Stance.UNKNOWN, red_line=True)

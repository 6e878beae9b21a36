import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.process.fold import fold
from parley.process.proposals import proposed
from parley.process.state import EMPTY
from parley.record.kinds.bodies import BodyNamed, BodySort
from tests.process.record_of import RecordOf


@pytest.fixture(scope="module")
def state():
    record = RecordOf()
    for name in ("North", "North Coast Council", "Şırnak Platformu"):
        record.add(BodyNamed(name=name, sort=BodySort.ARMED_GROUP))
    return fold(record.entries)


def found(note, state):
    return [(one.kind, state.name(one.actor), one.words) for one in proposed(note, state=state)]


@pytest.mark.parametrize(
    ("line", "kind", "who", "words"),
    [
        ("North: the harbour stays shut", "statement made", "North", "the harbour stays shut"),
        ("- North said that it fears the winter.", "statement made", "North", "it fears the winter."),
        ("the North, told us they were not asked", "statement made", "North", "they were not asked"),
        ("North will open the road by Friday", "commitment claimed", "North", "open the road by Friday"),
        ("NORTH COAST COUNCIL agreed to send a list", "commitment claimed", "North Coast Council", "send a list"),
    ],
)
def test_line_is_proposed_as_what_it_says(state, line, kind, who, words):
    assert found(line, state) == [(kind, who, words)]


@pytest.mark.parametrize(
    "line", ["", "Tea was served.", "Northern weather: cold", "We met North at noon.", "South: no"]
)
def test_line_that_no_rule_fits_is_left_alone(state, line):
    assert found(line, state) == []


def test_offsets_are_those_of_the_words_in_the_note(state):
    note = "Tea.\r\n\nNorth: we fear the winter  \n– North will wait"
    for one in proposed(note, state=state):
        assert note[one.start : one.end] == one.words
    assert len(proposed(note, state=state)) == 2


def test_nobody_on_record_proposes_nothing():
    assert proposed("North: yes", state=EMPTY) == ()


@given(st.text())
def test_any_note_is_read_without_an_error(note):
    assert proposed(note, state=EMPTY) == ()

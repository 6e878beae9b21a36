from hypothesis import given
from hypothesis import strategies as st

from parley.process.fold import fold
from parley.process.state import EMPTY
from parley.record.kinds.bodies import BodyNamed
from parley.record.kinds.papers import CorrectionMade, NoteMade, StatementMade
from parley.record.kinds.rooms import SeatOpened
from tests.process.record_of import RecordOf


def a_record_with_corrections():
    record = RecordOf()
    notes = [record.add(NoteMade(title=f"note {n}", words="as heard")) for n in range(6)]
    record.add(CorrectionMade(corrects=notes[1], why="misheard", instead=notes[2]))
    second = record.add(CorrectionMade(corrects=notes[3], why="misheard"))
    record.add(CorrectionMade(corrects=second, why="it was right after all"))
    record.body("North")
    return record.entries, notes


ENTRIES, NOTES = a_record_with_corrections()


@given(st.permutations(ENTRIES), st.integers(min_value=0, max_value=len(ENTRIES)))
def test_any_order_and_any_split_fold_to_the_same_state(entries, cut):
    assert fold(entries[cut:], onto=fold(entries[:cut])) == fold(ENTRIES)


def test_folding_an_entry_twice_changes_nothing():
    once = fold(ENTRIES)
    assert fold(ENTRIES, onto=once) is once


def test_a_corrected_entry_is_kept_and_no_longer_in_force():
    state = fold(ENTRIES)
    in_force = {entry.id for entry in state.facts(NoteMade)}
    assert NOTES[1] not in in_force
    assert state.entry(NOTES[1]).what.title == "note 1"


def test_a_corrected_correction_leaves_the_first_words_in_force():
    assert NOTES[3] in {entry.id for entry in fold(ENTRIES).facts(NoteMade)}


def test_facts_stand_in_the_order_in_which_they_were_known():
    known = [entry.known for entry in fold(reversed(ENTRIES)).facts(NoteMade)]
    assert known == sorted(known)


def test_nothing_folds_to_an_empty_state():
    assert fold([]) is EMPTY
    assert fold([]).facts(StatementMade) == ()
    assert EMPTY.opening() is None


def test_seats_and_rooms_are_known_by_the_entries_that_open_them():
    record = RecordOf()
    state = fold(record.entries)
    assert state.seats == {record.team: "The desk", record.north: "North"}
    assert state.room_name(record.caucus) == "North caucus"
    assert [state.is_public(entry) for entry in state.facts(SeatOpened)] == [True]


def test_an_unknown_id_has_no_name():
    assert fold(ENTRIES).name(None) == ""
    assert [fold(ENTRIES).name(entry.id) for entry in fold(ENTRIES).facts(BodyNamed)] == ["North"]

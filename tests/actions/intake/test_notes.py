from hypothesis import given
from hypothesis import strategies as st

from parley.actions.intake.notes import LONGEST_NOTE, LONGEST_TITLE, notes_of


def test_short_text_is_one_note_under_its_title():
    assert notes_of("Tea.\n", title="Tea") == (("Tea", "Tea."),)


@given(st.lists(st.integers(min_value=1, max_value=30_000), min_size=1, max_size=12), st.integers(1, 200))
def test_any_text_is_kept_whole_in_notes_that_are_short_enough(lengths, title):
    words = "\n".join("x" * length for length in lengths)
    notes = notes_of(words, title="t" * title)
    assert all(0 < len(part) <= LONGEST_NOTE for _, part in notes)
    assert all(len(name) <= LONGEST_TITLE for name, _ in notes)
    assert "".join(part for _, part in notes).replace("\n", "") == words.replace("\n", "")

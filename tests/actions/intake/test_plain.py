import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.actions.intake.found import NotTaken
from parley.actions.intake.plain import read_pasted, read_plain
from parley.record.encoding import CONTROL

FRENCH = "La délégation a été reçue à l’hôtel : une journée très longue, où rien n’a été décidé."
RUSSIAN = "Делегация Севера прибыла в понедельник. Никто не говорил о СПИСКЕ."
ARABIC = "وصل الوفد الشمالي يوم الاثنين ولم يتحدث أحد عن القائمة"


def read(file):
    return read_plain(file, where="notes.txt")


def told(found):
    return [str(one) for one in found.remarks]


@pytest.mark.parametrize(
    ("words", "encoding", "called", "taken"),
    [
        (FRENCH, "utf-8", "UTF-8", "read as"),
        (FRENCH, "utf-8-sig", "UTF-8", "read as"),
        (RUSSIAN, "utf-16", "UTF-16", "read as"),
        ("Plain notes of a day", "utf-16-le", "UTF-16", "taken for"),
        ("Plain notes of a day", "utf-16-be", "UTF-16", "taken for"),
        (FRENCH, "cp1252", "Windows-1252", "taken for"),
        (RUSSIAN, "cp1251", "Windows-1251", "taken for"),
        (ARABIC, "cp1256", "Windows-1256", "taken for"),
    ],
)
def test_encoding_is_found_and_never_silently(words, encoding, called, taken):
    found = read(words.encode(encoding))
    assert found.texts[0].words == words
    assert f"{taken} {called}" in told(found)[0]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"Tea\x00 with both", "control character"),
        (b"Tea\n\nwith \x07both", "(U+0007) in line 3"),
        (b"\xff\xfe\x00\xd8", "is no text"),
        (b"  \n ", "There is nothing in"),
        (b"a" * 1_000_001, "more than 1000000 letters"),
    ],
)
def test_what_is_no_text_is_refused(file, words):
    with pytest.raises(NotTaken) as refusal:
        read(file)
    assert words in str(refusal.value)


def test_marks_that_turn_the_direction_are_shown():
    found = read_pasted("see \u202etxt.exe\u202c", where="text")
    assert found.texts[0].words == "see ⟦U+202E⟧txt.exe⟦U+202C⟧"
    assert "shown as ⟦U+202E⟧ and not obeyed: 2." in told(found)[0]


@given(st.text(min_size=1))
def test_any_text_that_is_taken_can_stand_on_record(words):
    try:
        found = read_pasted(words, where="text")
    except NotTaken:
        return
    assert not any(CONTROL.search(text.words) for text in found.texts)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_lines_under_known_headings_are_a_table(delimiter):
    rows = [["Delegation", "Role", "Persons"], ["North", "party", '"A\nB"']]
    found = read_pasted("\n".join(delimiter.join(row) for row in rows), where="text")
    assert [row.cells for row in found.sheets[0].rows] == [
        ("Delegation", "Role", "Persons"),
        ("North", "party", "A\nB"),
    ]


def test_lines_under_other_headings_are_words():
    found = read_pasted("Tea, with both\nNorth, first", where="text")
    assert not found.sheets
    assert found.texts[0].title == "Tea, with both"

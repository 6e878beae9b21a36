import pytest

from parley.actions.intake.columns import KINDS_OF_TABLES, columns_for, knows, proposed
from parley.actions.intake.rows import fields_of

HEADINGS = [
    (["Delegation", "Role", "Country"], "role held", ("body", "role", "")),
    (["Name", "Office", "Delegation"], "office held", ("person", "office", "of")),
    (["Name", "Position", "Delegation"], "office held", ("person", "office", "of")),
    (["Name", "Delegation"], "person named", ("name", "of")),
    (["Organisation", "Type"], "body named", ("name", "sort")),
    (["Date", "Place", "Who", "With whom"], "meeting held", ("happened", "venue", "participants", "participants")),
    (["Who", "What", "By when"], "commitment claimed", ("by", "promise", "due")),
    (
        ["Body", "Issue", "Position", "Public/confidential"],
        "position taken",
        ("by", "issue", "words", "secrecy"),
    ),
    (["Qui", "Quoi", "Pour quand"], "commitment claimed", ("by", "promise", "due")),
    (["Дата", "Место", "Кто", "С кем"], "meeting held", ("happened", "venue", "participants", "participants")),
    (["الوفد", "القضية", "الموقف"], "position taken", ("by", "issue", "words")),
    (["نام", "سمت", "هیئت"], "office held", ("person", "office", "of")),
    (["Kim", "Taahhüt", "Son tarih"], "commitment claimed", ("by", "promise", "due")),
]


@pytest.mark.parametrize(("headings", "kind", "columns"), HEADINGS)
def test_headings_tell_the_kind_and_what_each_column_holds(headings, kind, columns):
    found = proposed(headings)
    assert (found.kind, found.columns) == (kind, columns)
    assert knows(headings)


@pytest.mark.parametrize("headings", [["Colour", "Size"], ["Delegation"], [], ["", ""], ["We met North", "and tea"]])
def test_other_headings_tell_nothing(headings):
    assert proposed(headings) is None


@pytest.mark.parametrize("kind", KINDS_OF_TABLES)
def test_every_field_that_a_column_may_hold_is_one_of_the_kind(kind):
    assert set(KINDS_OF_TABLES[kind]) - {"happened", "secrecy"} <= set(fields_of(kind))
    assert columns_for(("nothing known",), kind=kind) == ("",)

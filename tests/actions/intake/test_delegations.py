import re

import pytest

from parley.actions.intake.delegations import Delegation, read_delegations, role_in
from parley.actions.intake.found import NotTaken
from parley.record.kinds.rooms import SeatRole
from tests.actions.intake.tables import excel

HEADINGS = ["Delegation / seat", "Role at the talks", "Persons", "E-mail", "Invited by"]
NORTH = Delegation(name="North", key="north", role=SeatRole.DELEGATION, persons=("A. Man", "B. Woman"))


def test_row_is_a_delegation_with_its_persons():
    table = excel(HEADINGS, ["North", "party", "A. Man; B. Woman", "north@example.org", "the desk"])
    assert read_delegations(table) == (NORTH,)


def test_row_is_one_of_the_persons_of_the_delegation_above_it():
    table = excel(HEADINGS, ["North", "delegation", "A. Man"], [None, None, "B. Woman"])
    assert read_delegations(table) == (NORTH,)
    repeated = excel(HEADINGS, ["North", "delegation", "A. Man"], ["north", "party", "B. Woman"])
    assert read_delegations(repeated) == (NORTH,)


def test_title_above_the_headings_and_empty_rows_do_not_matter():
    table = excel(["Talks at the lake"], [], HEADINGS, [], ["North", "party", "A. Man; B. Woman"])
    assert read_delegations(table) == (NORTH,)


@pytest.mark.parametrize(
    ("headings", "row", "role"),
    [
        ("Délégation;Rôle;Membres", "Nord;délégation;A", SeatRole.DELEGATION),
        ("Делегация;Роль;Участники", "Север;наблюдатель;А", SeatRole.OBSERVER),
        ("الوفد;الدور;الأعضاء", "الشمال;وفد;أ", SeatRole.DELEGATION),
        ("هیئت;نقش;اعضا", "شمال;ناظر;الف", SeatRole.OBSERVER),
        ("Heyet;Rol;Üyeler", "Kuzey;gözlemci;A", SeatRole.OBSERVER),
    ],
)
def test_headings_and_roles_are_read_in_every_language(headings, row, role):
    (found,) = read_delegations(f"{headings}\n{row}\n".encode())
    assert (found.role, len(found.persons)) == (role, 1)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["North", "friend"]], "Row 2, column “Role at the talks”: “friend” is no role"),
        ([["North", ""]], "Row 2, column “Role at the talks”: the role of “North” is missing"),
        ([["", "party"]], "Row 2, column “Delegation / seat”: the delegation is missing"),
        ([["North", "party"], ["North", "host"]], "Row 3, column “Role at the talks”: “North” has another role"),
        ([["North", "party", "A;a"]], "Row 2, column “Persons”: “a” is named twice"),
        ([["N" * 201, "party"]], "Row 2, column “Delegation / seat”: a name holds at most 200 letters"),
        ([], "The table has headings and no rows"),
    ],
)
def test_fault_names_its_row_and_column(rows, told):
    with pytest.raises(NotTaken, match=re.escape(told)):
        read_delegations(excel(HEADINGS, *rows))


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (excel(["Colour", "Size"], ["red", 3]), "No column is headed “delegation”"),
        (excel(["Delegation"], ["North"]), "No column is headed “role”"),
        (b"Dear all,\nwe meet on Monday.\n", "This is no table"),
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is a PDF"),
    ],
)
def test_what_is_no_such_table_is_refused_with_what_to_do(file, told):
    with pytest.raises(NotTaken, match=told):
        read_delegations(file)


def test_word_that_is_no_role_is_none():
    assert role_in("friend") is None

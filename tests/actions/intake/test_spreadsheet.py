from datetime import date, datetime

import pytest
from openpyxl import Workbook

from parley.actions.intake.found import MOST_ROWS, NotTaken
from parley.actions.intake.spreadsheet import read_spreadsheet
from tests.actions.intake.tables import excel, saved


def read(file):
    return read_spreadsheet(file, where="table.xlsx")


def told(found):
    return [str(one) for one in found.remarks]


def test_values_are_taken_row_by_row_under_the_numbers_of_the_file():
    moment = datetime(2031, 1, 9, 10, 30)  # noqa: DTZ001 - a cell has no zone
    (sheet,) = read(excel(["Day", "Count"], [], [date(2031, 1, 9), 4.0], [moment, True])).sheets
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Day", "Count")),
        (3, ("2031-01-09", "4")),
        (4, ("2031-01-09T10:30", "yes")),
    ]


def test_every_sheet_is_taken_but_a_hidden_one_and_that_is_said():
    book = Workbook()
    book.active.append(["shown"])
    hidden = book.create_sheet("Fallback positions")
    hidden.append(["reservation value"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Other").append(["shown too"])
    found = read(saved(book))
    assert [sheet.rows[0].cells for sheet in found.sheets] == [("shown",), ("shown too",)]
    assert any("Left out, a hidden sheet: Fallback positions." in one for one in told(found))


def test_formula_is_never_worked_out_and_that_is_said():
    found = read(excel(["a", "=1+1", '=WEBSERVICE("http://example.org")']))
    assert found.sheets[0].rows[0].cells == ("a",)
    assert "Formulas: 2. The value that the file keeps is taken; none is worked out." in told(found)


def test_merged_cells_and_hidden_rows_are_named():
    book = Workbook()
    for row in (["North", "A"], [None, "B"]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.row_dimensions[2].hidden = True
    found = read(saved(book))
    assert [row.cells for row in found.sheets[0].rows] == [("North", "A"), ("", "B")]
    assert "Merged cells: 1. Their words are taken into the first cell only." in told(found)
    assert "Hidden rows or columns, taken as well: 1." in told(found)


def test_cell_in_the_last_row_of_all_costs_nothing():
    book = Workbook()
    book.active.append(["a"])
    book.active.cell(row=1_048_576, column=1, value="far")
    assert [row.cells for row in read(saved(book)).sheets[0].rows] == [("a",)]


def test_who_made_it_is_not_taken():
    book = Workbook()
    book.properties.creator = "Secret Author"
    book.active.append(["a"])
    assert "Secret Author" not in f"{read(saved(book))}"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (excel(*[[n] for n in range(MOST_ROWS + 1)]), "has more than 500 rows: divide it"),
        (excel(["a"] * 41), "has more than 40 columns"),
        (excel(["a"], also=[(f"s{n}", [["a"]]) for n in range(20)]), "has more than 20 sheets"),
    ],
)
def test_table_that_is_too_large_is_refused_with_what_to_do(file, words):
    with pytest.raises(NotTaken, match=words):
        read(file)

"""An Excel table: the values of its sheets as text, row by row; no formula is ever worked out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import takewhile
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from parley.actions.intake import characters
from parley.actions.intake.found import MOST_COLUMNS, MOST_ROWS, Found, NotTaken, Remark, Sheet, SheetRow, even, remark
from parley.actions.intake.office_zip import BROKEN, parts_of
from parley.actions.intake.plain import EMPTY
from parley.wording import mark

MOST_SHEETS = 20
FARTHEST_ROW = 20_000
"""Rows are looked for up to here: a file can name a row in the millions after nothing at all."""

UNREADABLE = (
    AttributeError, IndexError, InvalidFileException, KeyError, LxmlError, OverflowError, ParseError, TypeError,
    ValueError,
)  # fmt: skip
"""What openpyxl meets damaged files with."""

FORMULAS = mark("Formulas: {n}. The value that the file keeps is taken; none is worked out.")
MERGED = mark("Merged cells: {n}. Their words are taken into the first cell only.")
HIDDEN_ROWS = mark("Hidden rows or columns, taken as well: {n}.")
SCANNED = {
    FORMULAS: re.compile(rb"<(?:\w+:)?f[ />]"),
    MERGED: re.compile(rb"<(?:\w+:)?mergeCell "),
    HIDDEN_ROWS: re.compile(rb"<(?:\w+:)?(?:row|col) [^>]*hidden=\"(?:1|true)\""),
}
LEFT_OUT = mark("Left out of “{where}”: comments, pictures, charts, and who made it and when.")
HIDDEN = mark("Left out, a hidden sheet: {title}. To take it, show it in Excel, save and choose the file again.")
TOO_MANY_SHEETS = mark("“{where}” has more than {n} sheets: save those that you need in a file of their own.")
TOO_MANY_ROWS = mark("The sheet “{title}” has more than {n} rows: divide it into smaller files.")
TOO_MANY_COLUMNS = mark(
    "The sheet “{title}” has more than {n} columns: save those that you need in a file of their own."
)


def read_spreadsheet(file: bytes, *, where: str) -> Found:
    """Return the sheets of an Excel file.

    Args:
        file: an .xlsx.
        where: what it is called.

    Raises:
        NotTaken: when it cannot be opened, holds macros, or is too large.
    """
    parts = parts_of(file)
    try:
        book = load_workbook(BytesIO(file), read_only=True, data_only=True, keep_links=False)
        sheets, hidden = _sheets(book, where=where)
    except UNREADABLE as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(BROKEN) from error
    told = [remark(message, n=count) for message, count in _scanned(parts) if count]
    turns = sum(characters.turned(cell) for _, rows in sheets for row in rows for cell in row.cells)
    told += [remark(characters.TURNED, n=turns)] if turns else []
    found = tuple(
        Sheet(title=title, where=where, rows=tuple(_shown(row, where=where) for row in even(rows)))
        for title, rows in sheets
    )
    kept = tuple(sheet for sheet in found if sheet.rows)
    if not kept:
        raise NotTaken(EMPTY, where=where)
    return Found(sheets=kept, remarks=(*told, *hidden, remark(LEFT_OUT, where=where)))


def _sheets(book: Workbook, *, where: str) -> tuple[list[tuple[str, list[SheetRow]]], list[Remark]]:
    if len(book.worksheets) > MOST_SHEETS:
        raise NotTaken(TOO_MANY_SHEETS, where=where, n=MOST_SHEETS)
    sheets, hidden = [], []
    for sheet in book.worksheets:
        title = characters.checked(sheet.title, where=where)
        if sheet.sheet_state != "visible":
            hidden.append(remark(HIDDEN, title=title))
            continue
        sheet.reset_dimensions()
        rows: list[SheetRow] = []
        for number, cells in _rows(sheet):
            if len(rows) == MOST_ROWS:
                raise NotTaken(TOO_MANY_ROWS, title=title, n=MOST_ROWS)
            if any(cells[MOST_COLUMNS:]):
                raise NotTaken(TOO_MANY_COLUMNS, title=title, n=MOST_COLUMNS)
            rows.append(SheetRow(number=number, cells=cells))
        sheets.append((title, rows))
    return sheets, hidden


def _rows(sheet: Worksheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows that hold anything, with one column more than are taken, so that too many are noticed."""
    numbered = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1)
    for number, values in takewhile(lambda one: one[0] <= FARTHEST_ROW, numbered):
        cells = tuple(_text(value) for value in values)
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        day = value.time() == time()
        return value.date().isoformat() if day else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _shown(row: SheetRow, *, where: str) -> SheetRow:
    return SheetRow(number=row.number, cells=tuple(characters.checked(cell, where=where) for cell in row.cells))


def _scanned(parts: dict[str, bytes]) -> Iterator[tuple[str, int]]:
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    for message, looked_for in SCANNED.items():
        yield message, sum(len(looked_for.findall(part)) for part in sheets)

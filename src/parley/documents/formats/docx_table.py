"""A table in DOCX: its first row again on every page, no row broken, columns as wide as their words ask."""

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell
from docx.table import _Row as DocxRow

from parley.documents.formats.citing import Citing
from parley.documents.formats.docx_styles import TINTS
from parley.documents.formats.docx_words import add_numbers, add_words, set_style
from parley.documents.formats.plain_text import plain
from parley.documents.formats.table_shape import NOTHING_KNOWN, column_shares, shades
from parley.documents.paper import Cell, Table


def add_table(document: Docx, table: Table, *, citing: Citing, right_to_left: bool, width: Length, room: int) -> None:
    """Add a table to the end of a document whose page has a given width and holds so many letters side by side."""
    tints = shades(table)
    made = document.add_table(rows=1, cols=len(table.columns) + 1, style="Paper Table")
    made.autofit = False
    if right_to_left:
        made.table_direction = WD_TABLE_DIRECTION.RTL
    heads = made.rows[0]
    _keep(heads, "<w:cantSplit/><w:tblHeader/>")
    _fill_words(heads.cells, [table.corner, *table.columns], right_to_left=right_to_left)
    for row in table.rows:
        line = made.add_row()
        _keep(line, "<w:cantSplit/>")
        first, *others = line.cells
        _fill_words([first], [row.heading], right_to_left=right_to_left)
        for place, cell in zip(others, row.cells, strict=True):
            _fill(place, cell, citing=citing, right_to_left=right_to_left)
            if plain(cell.text) in tints:
                _shade(place, TINTS[tints[plain(cell.text)] - 1])
    _set_widths(made, [Length(int(share * width)) for share in column_shares(table, room=room)])


def _keep(row: DocxRow, rules: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx offers no other way
    for rule in parse_xml(f"<w:new {nsdecls('w')}>{rules}</w:new>"):
        properties.append(rule)


def _fill_words(cells: Sequence[DocxCell], texts: Sequence[str], *, right_to_left: bool) -> None:
    for cell, text in zip(cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        set_style(paragraph, "TableText")
        if text.strip():
            add_words(paragraph, text, right_to_left=right_to_left)


def _fill(place: DocxCell, cell: Cell, *, citing: Citing, right_to_left: bool) -> None:
    _fill_words([place], [cell.text.strip() or NOTHING_KNOWN], right_to_left=right_to_left)
    if cell.text.strip():
        add_numbers(place.paragraphs[0], citing.numbers(cell.entries), right_to_left=right_to_left)


def _shade(place: DocxCell, tint: str) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{tint}"/>')
    place._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx offers no other way


def _set_widths(made: DocxTable, widths: Sequence[Length]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width

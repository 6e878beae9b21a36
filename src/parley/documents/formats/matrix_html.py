"""A table as HTML: headings with their scope, cells with their sources, a matrix shaded by its own words."""

from collections.abc import Mapping
from html import escape

from parley.documents.formats.citing import Citing
from parley.documents.formats.numbers_html import numbers_html
from parley.documents.formats.plain_text import plain
from parley.documents.formats.table_shape import NOTHING_KNOWN, shades
from parley.documents.paper import Cell, Row, Table


def matrix_html(table: Table, *, name: str, citing: Citing) -> str:
    """Return a table that scrolls where it is wider than its page; `name` is unique in that page."""
    tints = shades(table)
    head = _head(table.corner) + "".join(_head(column) for column in table.columns)
    rows = "\n".join(_row(row, tints, citing) for row in table.rows)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-labelledby="{name}-caption">\n'
        f'<table>\n<caption id="{name}-caption">{escape(plain(table.title))}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _head(text: str) -> str:
    return f'<th scope="col">{escape(plain(text))}</th>' if text.strip() else "<td></td>"


def _row(row: Row, tints: Mapping[str, int], citing: Citing) -> str:
    cells = "".join(_cell(cell, tints, citing) for cell in row.cells)
    return f'<tr><th scope="row">{escape(plain(row.heading))}</th>{cells}</tr>'


def _cell(cell: Cell, tints: Mapping[str, int], citing: Citing) -> str:
    text = plain(cell.text)
    if not text:
        return f'<td class="empty">{NOTHING_KNOWN}</td>'
    shade = f' class="shade-{tints[text]}"' if text in tints else ""
    traced = f' data-entries="{escape(" ".join(cell.entries))}"' if cell.entries else ""
    return f"<td{shade}{traced}>{escape(text)}{numbers_html(cell.entries, citing=citing)}</td>"

"""What a table's own words tell of how it is drawn: shades of cells, widths of columns, the page that it needs."""

from collections.abc import Iterable, Iterator, Mapping

from parley.documents.formats.plain_text import plain
from parley.documents.paper import Cell, Figure, Table

MOST_SHADES = 5
LONGEST_SHADED = 24
CELLS_TO_A_SHADE = 3
UPRIGHT = 105
SIDEWAYS = 165
"""How many letters of a table's size an upright A4 page holds side by side, and one that lies on its side."""

BESIDE_A_HEADING = 4
BESIDE_A_CELL = 5
"""How many letters the padding takes, with the breadth of bold letters or with the numbers of sources."""

WIDEST = 34

NOTHING_KNOWN = "–"
"""What stands in a cell of which nothing is known: a mark, since an empty cell looks like an oversight."""


def shades(table: Table) -> Mapping[str, int]:
    """Return the shade, counted from 1, of each word with which a matrix is filled, in order of first use.

    The same word has the same shade, and a shade ranks nothing. Empty where cells hold prose or too many words.
    """
    filled = [plain(cell.text) for row in table.rows for cell in row.cells if cell.text.strip()]
    words = list(dict.fromkeys(filled))
    repeated = len(filled) >= CELLS_TO_A_SHADE * len(words)
    short = all(len(word) <= LONGEST_SHADED for word in words)
    if not (repeated and short and len(words) <= MOST_SHADES):
        return {}
    return {word: shade for shade, word in enumerate(words, start=1)}


def needs_landscape(figures: Iterable[Figure]) -> bool:
    """Return whether any table among figures has longer words than the columns of an upright page can hold."""
    tables = [figure if isinstance(figure, Table) else figure.table for figure in figures]
    return any(sum(_least(column) for column in _columns(table)) > UPRIGHT for table in tables)


def column_shares(table: Table, *, room: int) -> list[float]:
    """Return the share of each column in the width of a page of so many letters, the row headings first.

    No word is broken as long as there is room for each column's longest; what is left goes to those with more to say.
    """
    columns = list(_columns(table))
    least = [_least(column) for column in columns]
    wanted = [max(narrow, _wanted(column)) for narrow, column in zip(least, columns, strict=True)]
    spare, asked = max(0, room - sum(least)), sum(wanted) - sum(least)
    part = min(1, spare / asked) if asked else 0
    widths = [narrow + part * (wide - narrow) for narrow, wide in zip(least, wanted, strict=True)]
    return [width / sum(widths) for width in widths]


def _columns(table: Table) -> Iterator[list[Cell]]:
    yield [Cell(text=text) for text in (table.corner, *(row.heading for row in table.rows))]
    for place, column in enumerate(table.columns):
        yield [Cell(text=column), *(row.cells[place] for row in table.rows)]


def _least(column: Iterable[Cell]) -> int:
    return max(max(map(len, plain(cell.text).split()), default=0) + _beside(cell) for cell in column)


def _wanted(column: Iterable[Cell]) -> int:
    return max(min(len(plain(cell.text)), WIDEST) + _beside(cell) for cell in column)


def _beside(cell: Cell) -> int:
    return BESIDE_A_CELL if cell.entries else BESIDE_A_HEADING

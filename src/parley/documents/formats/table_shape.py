"""What a table's own words tell of how it is drawn: the shades of its cells, its columns' widths, the page that it needs."""

from collections.abc import Iterable, Mapping

from parley.documents.paper import Figure, Table
from parley.documents.formats.plain_text import plain

MOST_SHADES = 5
LONGEST_SHADED = 24
CELLS_TO_A_SHADE = 3
PORTRAIT = 105
NARROWEST = 4
WIDEST = 34

NOTHING_KNOWN = "–"
"""What stands in a cell of which nothing is known: a mark, since an empty cell looks like an oversight."""


def shades(table: Table) -> Mapping[str, int]:
    """Return the shade, counted from 1, of each word with which a matrix is filled, in order of first use.

    The same word has the same shade and a shade ranks nothing. Empty where the cells hold prose, or too many different words.
    """
    filled = [plain(cell.text) for row in table.rows for cell in row.cells if cell.text.strip()]
    words = list(dict.fromkeys(filled))
    repeated = len(filled) >= CELLS_TO_A_SHADE * len(words)
    short = all(len(word) <= LONGEST_SHADED for word in words)
    if not (repeated and short and len(words) <= MOST_SHADES):
        return {}
    return {word: shade for shade, word in enumerate(words, start=1)}


def column_weights(table: Table) -> tuple[int, ...]:
    """Return how wide each column is beside the others, the row headings first: no word is to be broken."""
    return tuple(_weight(column) for column in _columns(table))


def needs_landscape(figures: Iterable[Figure]) -> bool:
    """Return whether any table among figures has longer words than the columns of an upright page can hold."""
    tables = [figure if isinstance(figure, Table) else figure.table for figure in figures]
    return any(sum(_longest_word(column) for column in _columns(table)) > PORTRAIT for table in tables)


def _columns(table: Table) -> Iterable[list[str]]:
    yield [table.corner, *(row.heading for row in table.rows)]
    for place, column in enumerate(table.columns):
        yield [column, *(row.cells[place].text for row in table.rows)]


def _weight(texts: list[str]) -> int:
    longest = max(len(plain(text)) for text in texts)
    return max(_longest_word(texts), min(longest + 2, WIDEST), NARROWEST)


def _longest_word(texts: list[str]) -> int:
    return max((len(word) for text in texts for word in plain(text).split()), default=0) + 2

"""The numbers of sources after a sentence or in a cell, as links to the list at a paper's end."""

from collections.abc import Sequence

from parley.documents.formats.citing import Citing
from parley.record.references import EntryId


def numbers_html(entries: Sequence[EntryId], *, citing: Citing) -> str:
    """Return the raised numbers of the sources for entries; nothing where there are none."""
    links = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in citing.numbers(entries))
    return f'<sup class="numbers">{links}</sup>' if links else ""

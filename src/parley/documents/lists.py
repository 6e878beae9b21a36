"""Lists of entries as tables, from which a page and its twins in CSV and JSON are written alike."""

from collections.abc import Iterable
from typing import Any

from parley.documents.briefing.the_course import brief
from parley.documents.briefing.view import View
from parley.documents.paper import Cell, Row, Table
from parley.record.entry import Entry
from parley.record.kinds.catalogue import kind_name


def list_of(entries: Iterable[Entry[Any]], *, view: View, title: str) -> Table:
    """Return entries as a table, one a row, in the order in which they come; no row means that there is none."""
    words = view.words
    columns = (words("kind"), words("in short"), words("room"), words("known"), words("terms"))
    rows = tuple(Row(heading=_happened(view, entry), cells=_cells(view, entry)) for entry in entries)
    return Table(title=title, corner=words("happened"), columns=columns, rows=rows)


def _happened(view: View, entry: Entry[Any]) -> str:
    return view.when(entry.happened) if entry.happened.start else view.words("not known")


def _cells(view: View, entry: Entry[Any]) -> tuple[Cell, ...]:
    said = brief(view, entry)
    if entry.id in view.state.corrections:
        said = view.words("{said} (corrected since)", said=said)
    texts = (
        view.choice(kind_name(type(entry.what))),
        said,
        view.state.room_name(entry.room) or view.words("not named"),
        view.known(entry.known),
        view.terms(entry) or view.words("public"),
    )
    return tuple(Cell(text=text, entries=(entry.id,)) for text in texts)

"""A paper before it has a format: sections of sentences, each with the entries that it rests on, and figures."""

from dataclasses import dataclass
from datetime import datetime

from parley.record.references import EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the entries that it rests on, of which there is one at least; a lead opens a group of others."""

    text: str
    entries: tuple[EntryId, ...]
    lead: bool = False

    def __post_init__(self) -> None:
        """Refuse a sentence that cannot be traced."""
        if not self.text.strip() or not self.entries:
            raise ValueError(f"a sentence rests on entries, and this one on none: {self.text[:80]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; empty where nothing is known, which rests on nothing."""

    text: str = ""
    entries: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table under its heading."""

    heading: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `corner` heads the column of row headings, `columns` the others."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A body in the map of relations."""

    id: EntryId
    name: str
    sort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation in the map: `hostile` ties are drawn apart from friendly ones, in more than colour."""

    start: EntryId
    end: EntryId
    label: str
    hostile: bool
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsMap:
    """The map of relations, with the table that says the same."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A thing on the timeline, on one of its lanes; start and end are the same for an instant."""

    start: datetime
    end: datetime
    lane: str
    label: str
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The timeline, with the table that says the same; `now` is the time as of which the paper is written."""

    title: str
    moments: tuple[Moment, ...]
    now: datetime
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A line across a table, from one place to another, by their numbers: a refusal, or else a want of recognition."""

    start: int
    end: int
    label: str
    refusal: bool
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingPlan:
    """A table with its places in order, clockwise from the head, and the table that says the same.

    A round one is closed; one in the shape of a U has two ends. `crossings` are numbered from 0, as the places are.
    """

    title: str
    places: tuple[str, ...]
    closed: bool
    crossings: tuple[Crossing, ...]
    table: Table


Figure = Table | RelationsMap | Timeline | SeatingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a paper under its title; the id is for ever, the title is in the paper's language."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry on which the paper rests, as the list at its end names it; `address` is where a document is kept."""

    entry: EntryId
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper for one seat.

    Args:
        process: key of the process.
        seat: key of the seat from whose entries alone it is written.
        title: its title; `subtitle` says for whom and as of when, in words.
        handling: the marking that stands on every page.
        language: its language, as a BCP 47 tag; `right_to_left` follows from it.
        as_of: the time by which what it holds was known.
        sources: every entry that a sentence, cell or edge rests on, in order of first use; they are numbered from 1.
        sources_title: the title of that list.
    """

    process: str
    seat: str
    title: str
    subtitle: str
    handling: str
    language: str
    as_of: datetime
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    sources_title: str

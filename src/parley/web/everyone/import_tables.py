"""The tables of an import on the page: what their columns hold, whom they name, and which rows are kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.http import QueryDict

from parley.actions.intake.columns import HAPPENED, KINDS_OF_TABLES, SECRECY, Mapping, columns_for, knows, proposed
from parley.actions.intake.found import NotTaken, Sheet, SheetRow, even
from parley.actions.intake.naming import Names
from parley.actions.intake.notes import notes_of
from parley.actions.intake.rows import SAME_AS, Reading, ReadRow, fields_of, read_row
from parley.record.entry import Attribution, Draft
from parley.record.kinds.shape import Field
from parley.record.references import EntryId, token_of
from parley.record.when import When
from parley.web.everyone.import_form import said
from parley.web.everyone.import_notes import NO_TIME, known_in, note_of
from parley.wording import Wording, mark

MOST_TABLES = 60
HEADINGS_WITHIN = 10
NOTE = "note made"
LEFT = ""
KINDS = (*KINDS_OF_TABLES, NOTE)
CLAIMED_BY, BY = "claimed_by", "by"
LOST = mark("What was read from the file was lost on the way here: choose the file again.")
COLUMNS_CHANGED = mark("What the table holds was changed: look at its rows again, then save.")


@dataclass(slots=True, kw_only=True)
class TablePiece:
    """A table as it stands in the preview; `kind` is empty where it is left, and a note where it is kept as words."""

    number: int
    title: str
    rows: tuple[SheetRow, ...]
    heading: int
    kind: str
    columns: tuple[str, ...]
    always: dict[str, str]
    known: str
    ticked: frozenset[int]
    offered: frozenset[int]
    shown: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    read: list[ReadRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What its fields begin with."""
        return f"table-{self.number}"

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its columns."""
        return self.rows[self.heading].cells

    @property
    def travels(self) -> str:
        """Its rows as they travel in the form."""
        return msgspec.json.encode([(row.number, row.cells) for row in self.rows]).decode()

    @property
    def takes_rows(self) -> bool:
        """Whether each row is an entry."""
        return self.kind in KINDS_OF_TABLES

    @property
    def fields(self) -> dict[str, Field]:
        """The fields that its columns may hold."""
        return fields_of(self.kind) if self.takes_rows else {}

    @property
    def extra(self) -> tuple[str, ...]:
        """What its columns may hold beside the fields of the kind."""
        return tuple(one for one in (HAPPENED, SECRECY) if one in KINDS_OF_TABLES.get(self.kind, {}))

    @property
    def unsaid(self) -> tuple[Field, ...]:
        """The fields that every row needs and no column holds."""
        found = (one for one in self.fields.values() if one.required and one.name not in self.columns)
        return tuple(one for one in found if not one.nullable and not one.many)

    def look(self, names: Names, *, everyone: bool) -> None:
        """Read the rows by what the columns are said to hold."""
        known = known_in(self.known)
        if not self.takes_rows or known is None:
            self.read = []
            return
        mapping = Mapping(kind=self.kind, columns=self.columns)
        reading = Reading(mapping=mapping, always=self.always, names=names, everyone=everyone, known=known)
        self.read = [read_row(row, reading=reading) for row in self.rows[self.heading + 1 :]]

    def keeps(self, row: ReadRow) -> bool:
        """Tell whether a row is kept: ticked, or an entry that could not be ticked before."""
        number = row.row.number
        return row.draft is not None and (number in self.ticked or number not in self.offered)

    def digest(self, decided: str) -> str:
        """Return what stands for all that its rows are read by."""
        return digest(kind=self.kind, columns=self.columns, always=self.always, decided=decided)

    def drafts(self, token: str, *, words: Wording) -> Iterator[tuple[bytes, Draft[Any], tuple[EntryId, ...]]]:
        """Yield what is kept of it, each with its token and with whom has to be put on record before."""
        known = known_in(self.known)
        if known is None and self.kind != LEFT:
            self.errors["known"] = words(NO_TIME)
        if known is None or self.kind == LEFT:
            return
        if self.kind == NOTE:
            text = "\n".join(" | ".join(row.cells) for row in self.rows)
            for number, (title, part) in enumerate(notes_of(text, title=self.title)):
                yield token_of(token, self.name, "note", str(number)), note_of(title, part, known=known), ()
        for row in self.read:
            if self.keeps(row) and row.draft is not None:
                yield token_of(token, self.name, str(row.row.number)), row.draft, row.first


def digest(*, kind: str, columns: tuple[str, ...], always: dict[str, str], decided: str) -> str:
    """Return the kind of the rows of a table, and what stands for all else that they are read by."""
    parts = msgspec.json.encode([kind, columns, sorted(always.items()), decided])
    return f"{kind}|{hashlib.sha256(parts).hexdigest()[:16]}"


def naming_drafts(first: list[EntryId], *, names: Names, known: str) -> Iterator[tuple[EntryId, Draft[Any]]]:
    """Yield the entries that name whom nobody in the room knew, bodies before the persons who are of them."""
    moment = known_in(known)
    for one in sorted(dict.fromkeys(first), key=lambda one: names.new[one].sort is None):
        if moment is not None:
            yield (
                one,
                Draft(
                    what=names.new[one].fact,
                    happened=When.unknown(),
                    known=moment,
                    attribution=Attribution.OFF_THE_RECORD,
                ),
            )


def tables_found(sheets: tuple[Sheet, ...], *, now: str) -> list[TablePiece]:
    """Return tables as they are first shown: as what their headings tell, or else as a note."""
    return [_found(sheet, number=number, now=now) for number, sheet in enumerate(sheets[:MOST_TABLES])]


def tables_sent(sent: QueryDict) -> list[TablePiece]:
    """Return tables as they come back from the preview.

    Raises:
        NotTaken: when their rows are no rows any more.
    """
    return [_sent(sent, number=number) for number in range(MOST_TABLES) if f"table-{number}" in sent]


def same_choices(one: Field, *, words: Wording) -> list[tuple[str, str]]:
    """Return what can be said of a field for every row by naming another one."""
    return [(SAME_AS + BY, words("The one who commits itself"))] if one.name == CLAIMED_BY else []


def label_of(name: str, *, piece: TablePiece, words: Wording) -> str:
    """Return what a field is called."""
    if name == HAPPENED:
        return words("When did it happen?")
    if name == SECRECY:
        return words("Public or confidential")
    label = words.choice(piece.fields[name].label)
    return label[:1].upper() + label[1:]


def faults(piece: TablePiece, *, words: Wording) -> dict[int, str]:
    """Return why rows are no entries, by their numbers."""
    return {one.row.number: said(one.why, words=words) for one in piece.read if one.why is not None}


def _found(sheet: Sheet, *, number: int, now: str) -> TablePiece:
    near = sheet.rows[:HEADINGS_WITHIN]
    heading = next((at for at, row in enumerate(near) if knows(row.cells)), 0)
    mapping = proposed(sheet.rows[heading].cells)
    return TablePiece(
        number=number,
        title=sheet.title,
        rows=sheet.rows,
        heading=heading,
        kind=mapping.kind if mapping else NOTE,
        columns=mapping.columns if mapping else (),
        always={},
        known=now,
        ticked=frozenset(),
        offered=frozenset(),
    )


def _sent(sent: QueryDict, *, number: int) -> TablePiece:
    name = f"table-{number}"
    rows = _rows(sent[name])
    heading = _number(sent.get(f"{name}-heading", ""))
    if heading is None or heading >= len(rows):
        raise NotTaken(LOST)
    kind = sent.get(f"{name}-kind", LEFT)
    kind = kind if kind in KINDS else LEFT
    piece = TablePiece(
        number=number,
        title=sent.get(f"{name}-title", ""),
        rows=rows,
        heading=heading,
        kind=kind,
        columns=(),
        always={},
        known=sent.get(f"{name}-known", "").strip(),
        ticked=frozenset(row.number for row in rows if f"{name}-row-{row.number}" in sent),
        offered=frozenset(filter(None, map(_number, sent.get(f"{name}-offered", "").split()))),
        shown=sent.get(f"{name}-shown", ""),
    )
    if piece.takes_rows:
        _take_columns(piece, sent)
    return piece


def _take_columns(piece: TablePiece, sent: QueryDict) -> None:
    """Take what the columns are said to hold; of another kind than was shown, what they are likely to hold."""
    if piece.shown.partition("|")[0] != piece.kind:
        piece.columns = columns_for(piece.headings, kind=piece.kind)
        return
    allowed = {*piece.fields, *piece.extra}
    given = [sent.get(f"{piece.name}-column-{at}", "") for at in range(len(piece.headings))]
    piece.columns = tuple(one if one in allowed else "" for one in given)
    said_always = {one: sent.get(f"{piece.name}-always-{one}", "").strip() for one in piece.fields}
    piece.always = {one: value for one, value in said_always.items() if value and one not in piece.columns}


def _rows(travelled: str) -> tuple[SheetRow, ...]:
    try:
        rows = msgspec.json.decode(travelled, type=list[tuple[int, tuple[str, ...]]])
    except msgspec.DecodeError as error:
        raise NotTaken(LOST) from error
    found = even([SheetRow(number=number, cells=cells) for number, cells in rows])
    if not found:
        raise NotTaken(LOST)
    return found


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len("100000") else None

"""The rows of a table as entries of a kind: each cell read as its field takes it, and nothing made up."""

import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from parley.actions.intake import header_words
from parley.actions.intake.columns import HAPPENED, KINDS_OF_TABLES, SECRECY, Mapping
from parley.actions.intake.found import Remark, SheetRow, remark
from parley.actions.intake.naming import Names
from parley.record import encoding
from parley.record.entry import Attribution, Draft, Malformed
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.shape import Field, shape
from parley.record.references import EntryId
from parley.record.when import When
from parley.wording import languages, mark, wording

DAY_WITH_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,9})?")
SAME_AS = "same as "
OF = "of"

MISSING = mark("“{field}” is missing: choose its column, say it for every row, or leave this row out.")
EMPTY_CELL = mark("“{field}” is empty in this row: fill it in in the file, or leave this row out.")
NOT_KNOWN = mark("“{name}”: say above who or what this is, or leave this row out.")
NO_TIME = mark("“{typed}” is no time: write a day such as 2017-01-23, or a day and an hour such as 2017-01-23T09:00Z.")
NO_CHOICE = mark("“{typed}” is none of these: {choices}.")
NOT_YES_OR_NO = mark("“{typed}” is neither yes nor no.")
NEITHER = mark("“{typed}” is neither public nor confidential: write one of the two in the file, or leave this row out.")
NO_NUMBER = mark("“{typed}” is no number.")
NO_ENTRY = mark("This row makes no entry: {fault}.")
NOT_HERE = mark("It is marked confidential, and this room is read by everyone: leave it out, or choose another room.")


class CellFault(ValueError):
    """A cell does not fit; `why` says so."""

    def __init__(self, why: Remark) -> None:
        """Keep the remark."""
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the rows of a table are read.

    Args:
        mapping: the kind, and the field of each column.
        always: what is the same in every row; for a reference, an id or `same as` and another field.
        names: whom the table names.
        everyone: whether the room is read by everyone.
        known: when all of it was learned.
    """

    mapping: Mapping
    always: MappingOf[str, str]
    names: Names
    everyone: bool
    known: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as an entry, with the ids of those who are put on record before it; or why it is none."""

    row: SheetRow
    draft: Draft[Any] | None
    why: Remark | None = None
    first: tuple[EntryId, ...] = ()


def fields_of(kind: str) -> dict[str, Field]:
    """Return the fields of a kind that a column can hold, by their names."""
    own = {one.name: one for one in shape(KINDS[kind])}
    return {name: own[name] for name in KINDS_OF_TABLES[kind] if name in own} | {
        one.name: one for one in own.values() if one.required and not one.nullable
    }


def read_row(row: SheetRow, *, reading: Reading) -> ReadRow:
    """Return a row as an entry, off the record and for understanding only, or why it is none."""
    try:
        happened = _when(_cell(row, HAPPENED, reading)) if _cell(row, HAPPENED, reading) else When.unknown()
        _check_secrecy(_cell(row, SECRECY, reading), reading)
        given = _given(row, reading)
        what = KINDS[reading.mapping.kind](**given)
        draft = Draft(what=what, happened=happened, known=reading.known, attribution=Attribution.OFF_THE_RECORD)
        encoding.encode(draft)
    except CellFault as fault:
        return ReadRow(row=row, draft=None, why=fault.why)
    except Malformed as fault:
        return ReadRow(row=row, draft=None, why=remark(NO_ENTRY, fault=str(fault)))
    named = (one for value in given.values() for one in (value if isinstance(value, tuple) else (value,)))
    first = [one for one in named if isinstance(one, str) and one in reading.names.new]
    bodies = [new.of for one in first if (new := reading.names.new[EntryId(one)]).of in reading.names.new]
    return ReadRow(row=row, draft=draft, first=tuple(dict.fromkeys(EntryId(one) for one in (*bodies, *first) if one)))


def _given(row: SheetRow, reading: Reading) -> dict[str, Any]:
    """Return what a row says of each field; a body comes before the persons who are of it."""
    fields = fields_of(reading.mapping.kind)
    given: dict[str, Any] = {}
    for name in sorted(fields, key=lambda one: one != OF):
        value = _value(row, fields[name], given=given, reading=reading)
        if value is not None:
            given[name] = value
    for name, said in reading.always.items():
        other = said.removeprefix(SAME_AS)
        if said.startswith(SAME_AS) and name in fields and name not in given and other in given:
            given[name] = given[other]
    missing = next((one for one in fields.values() if one.required and one.name not in given), None)
    if missing is not None and not missing.nullable:
        message = EMPTY_CELL if missing.name in reading.mapping.columns else MISSING
        raise CellFault(remark(message, field=Choice(missing.label)))
    return given


def _value(row: SheetRow, one: Field, *, given: MappingOf[str, Any], reading: Reading) -> object:
    cell = _cell(row, one.name, reading)
    if one.sort == "reference":
        return _references(cell, one, given=given, reading=reading)
    if one.many:
        return tuple(_read(part.strip(), one) for part in cell.split(";") if part.strip()) or None
    return _read(cell, one) if cell else None


def _references(cell: str, one: Field, *, given: MappingOf[str, Any], reading: Reading) -> object:
    names, found = reading.names, []
    for name in names.parts(cell, points_to=one.points_to) if one.many else [cell] if cell else []:
        meant = names.meant(name, points_to=one.points_to, of=given.get(OF))
        if meant is None:
            raise CellFault(remark(NOT_KNOWN, name=name))
        found.append(meant)
    always = reading.always.get(one.name, "")
    if not found and always in {known.id for known in names.those_known(one.points_to)}:
        found.append(EntryId(always))
    if one.many:
        return tuple(dict.fromkeys(found)) or None
    return found[0] if found else None


def _cell(row: SheetRow, name: str, reading: Reading) -> str:
    """Return what a row says of a field, from its columns or else what is said for every row."""
    said = [cell for cell, field in zip(row.cells, reading.mapping.columns, strict=False) if field == name and cell]
    if said:
        return "; ".join(said)
    always = reading.always.get(name, "")
    referring = fields_of(reading.mapping.kind).get(name)
    return "" if referring is not None and referring.sort == "reference" else always.strip()


def _read(typed: str, one: Field) -> object:
    match one.sort:
        case "when":
            return _when(typed)
        case "choice":
            found: object = one.type(chosen(typed, one.choices))
            return found
        case "yes or no":
            return _yes_or_no(typed)
        case "number":
            if not NUMBER.fullmatch(typed):
                raise CellFault(remark(NO_NUMBER, typed=typed[:60]))
            return float(typed.replace(",", "."))
        case _:
            return typed


def chosen(typed: str, choices: tuple[str, ...]) -> str:
    """Return the one of several choices that is written in any of the six languages.

    Raises:
        CellFault: naming the choices.
    """
    named = header_words.normal(typed)
    for choice in choices:
        if named in _in_all_languages(choice):
            return choice
    raise CellFault(remark(NO_CHOICE, typed=typed[:60], choices=Choice(*choices)))


@dataclass(frozen=True, slots=True, init=False)
class Choice:
    """Words of a fixed list, to be put into the reader's language."""

    values: tuple[str, ...]

    def __init__(self, *values: str) -> None:
        """Hold the words."""
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """Return them in English."""
        return ", ".join(self.values)


@cache
def _in_all_languages(choice: str) -> frozenset[str]:
    return frozenset(header_words.normal(wording(language).choice(choice)) for language in languages())


def _when(typed: str) -> When:
    points = DAY_WITH_POINTS.fullmatch(typed)
    written = f"{points[3]}-{int(points[2]):02}-{int(points[1]):02}" if points else typed
    try:
        return When.read(written)
    except ValueError as error:
        raise CellFault(remark(NO_TIME, typed=typed[:60])) from error


def _yes_or_no(typed: str) -> bool:
    named = header_words.normal(typed)
    if named in header_words.words_in(header_words.YES):
        return True
    if named in header_words.words_in(header_words.NO):
        return False
    raise CellFault(remark(NOT_YES_OR_NO, typed=typed[:60]))


def _check_secrecy(typed: str, reading: Reading) -> None:
    """Refuse to put in public what the table calls confidential, and what it calls neither."""
    named = header_words.normal(typed)
    if named in header_words.words_in(header_words.CONFIDENTIAL):
        if reading.everyone:
            raise CellFault(remark(NOT_HERE))
    elif named and named not in header_words.words_in(header_words.PUBLIC):
        raise CellFault(remark(NEITHER, typed=typed[:60]))

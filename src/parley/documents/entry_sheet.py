"""One entry in full: what it says field by field, on what terms, and what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from parley.documents.briefing.the_course import brief
from parley.documents.briefing.view import View
from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.shape import Field, references, shape
from parley.record.references import EntryId, SeatId
from parley.record.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value in words; `entry` is the entry that it names, if it names one."""

    text: str
    entry: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said of an entry under one label."""

    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySheet:
    """An entry as its page shows it.

    Args:
        kind: its kind in words.
        title: it in a few words.
        lines: its fields that say something.
        envelope: when, by whom, in which room and on what terms.
        evidence: the entries that it rests on; empty is its author's own knowledge.
        resting: the entries that name it or rest on it.
        corrected: the reason, where a correction stands against it.
    """

    kind: str
    title: str
    lines: tuple[Line, ...]
    envelope: tuple[Line, ...]
    evidence: tuple[Said, ...]
    resting: tuple[Said, ...]
    corrected: str


def entry_sheet(view: View, entry: Entry[Any]) -> EntrySheet:
    """Return an entry as its page shows it."""
    correction = view.state.corrections.get(entry.id)
    return EntrySheet(
        kind=view.choice(kind_name(type(entry.what))),
        title=brief(view, entry),
        lines=tuple(_lines(view, entry.what)),
        envelope=tuple(_envelope(view, entry)),
        evidence=tuple(_named(view, one.entry) for one in entry.evidence),
        resting=tuple(_named(view, one.id) for one in resting_on(view.state, entry)),
        corrected=correction.what.why if correction else "",
    )


def resting_on(state: State, entry: Entry[Any]) -> tuple[Entry[Any], ...]:
    """Return the entries that name an entry, or rest on it, in the order in which they were known."""
    found = [
        one
        for one in state.entries.values()
        if any(target == entry.id for _, target in references(one.what))
        or any(evidence.entry == entry.id for evidence in one.evidence)
    ]
    return tuple(sorted(found, key=lambda one: (one.known, one.id)))


def _lines(view: View, what: object) -> Iterator[Line]:
    for field in shape(type(what)):
        value = getattr(what, field.name)
        values = value if field.many else (value,)
        # What was not marked was not denied either: that there is no red line is nothing that anybody said.
        said = tuple(_said(view, field, one) for one in values if one is not None and one is not False and one != "")
        if said:
            yield Line(label=view.choice(field.label), said=said)


def _said(view: View, field: Field, value: object) -> Said:
    if field.sort == "reference":
        return _named(view, EntryId(str(value)))
    if field.sort == "part":
        parts = [f"{line.label}: {', '.join(one.text for one in line.said)}" for line in _lines(view, value)]
        return Said(text="; ".join(parts))
    return Said(text=_in_words(view, value, seat=field.sort == "seat"))


def _in_words(view: View, value: object, *, seat: bool) -> str:
    match value:
        case bool():
            return view.words("yes") if value else view.words("no")
        case StrEnum():
            return view.choice(value.value)
        case When():
            return view.when(value)
        case datetime():
            return view.known(value)
        case str() if seat:
            return view.state.seats.get(SeatId(value), view.words("a seat not known here"))
        case _:
            return str(value)


def _named(view: View, known: EntryId) -> Said:
    entry = view.state.entries.get(known)
    if entry is None:
        return Said(text=view.words("not on record"))
    kind = view.choice(kind_name(type(entry.what)))
    return Said(text=view.name(known) or f"{kind}: {brief(view, entry)}", entry=known)


def _envelope(view: View, entry: Entry[Any]) -> Iterator[Line]:
    words = view.words
    told = {
        words("happened"): view.when(entry.happened),
        words("known"): view.known(entry.known),
        words("put on record"): view.instant(entry.recorded),
        words("by"): view.state.seats.get(entry.seat, words("a seat not known here")),
        words("room"): view.state.room_name(entry.room) or words("not named"),
        words("attribution"): view.choice(entry.attribution.value),
        words("described as"): entry.described_as,
        words("terms"): view.terms(entry) or words("public"),
    }
    for label, text in told.items():
        if text:
            yield Line(label=label, said=(Said(text=text),))

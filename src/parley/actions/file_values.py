"""The values of a process file: from words in a file to the fields of a kind, with keys looked up."""

import difflib
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from parley.actions.plain_yaml import Listing, Mapping, Node, Scalar
from parley.record.entry import Attribution, Evidence, Form, Terms
from parley.record.kinds.rooms import RoomOpened, SeatOpened, Sitter
from parley.record.kinds.shape import Field, shape
from parley.record.references import EntryId, PersonId, RoomId, SeatId
from parley.record.when import When, read_known

ENVELOPE = ("key", "kind", "room", "made by", "happened", "known", "attribution", "described as", "terms", "evidence")
YES_OR_NO = {"true": True, "yes": True, "false": False, "no": False}


class FieldFault(ValueError):
    """A field does not fit; `line` is where it stands, if it stands anywhere."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        """Keep message and line apart."""
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(slots=True)
class Names:
    """What the keys of a file stand for, as far as it was read."""

    seats: dict[str, SeatId] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, RoomId] = field(default_factory=dict)
    entries: dict[str, EntryId] = field(default_factory=dict)
    persons: dict[str, PersonId] = field(default_factory=dict)


def envelope(given: MappingOf[str, Node], *, names: Names) -> dict[str, Any]:
    """Return what belongs to an entry whatever its kind: its times, attribution, terms and evidence.

    Raises:
        FieldFault: naming the field.
    """
    described = given.get("described as")
    terms, evidence = given.get("terms"), given.get("evidence")
    return {
        "happened": _read(_needed(given, "happened"), When.read),
        "known": _read(_needed(given, "known"), read_known),
        "attribution": _choice(_needed(given, "attribution"), Attribution, "attribution"),
        "described_as": _scalar(described, "described as").words if described else "",
        "terms": _terms(terms, names) if terms else None,
        "evidence": tuple(_evidence(node, names) for node in _many(evidence)) if evidence else (),
    }


def fact(kind: type[Any], given: MappingOf[str, Node], *, key: str, names: Names) -> Any:
    """Return the fact of a kind that the fields of an entry tell.

    Raises:
        FieldFault: naming the field that is unknown, missing or does not fit.
    """
    implied: dict[str, Any] = {}
    if kind is SeatOpened:
        implied = {"key": key, "seat": names.seats[key]}
    elif kind is RoomOpened:
        implied = {"key": key}
    fields = {one.label: one for one in shape(kind) if one.name not in implied}
    for name, node in given.items():
        if name not in fields and name not in ENVELOPE:
            close = difflib.get_close_matches(name, list(fields), n=1)
            hint = f" (did you mean “{close[0]}”?)" if close else ""
            raise FieldFault(
                f"“{name[:60]}” is no field here{hint}; the fields are {', '.join(fields)}", line=node.line
            )
    return kind(**implied, **_values(fields, given, names=names))


def _values(fields: MappingOf[str, Field], given: MappingOf[str, Node], *, names: Names) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for label, one in fields.items():
        node = given.get(label)
        if node is None:
            if one.required:
                raise FieldFault(f"{label} is missing; it cannot be left out")
            continue
        if isinstance(node, Scalar) and node.empty:
            if not one.nullable:
                raise FieldFault(f"{label} is empty", line=node.line)
            values[one.name] = None
            continue
        read = tuple(_value(one, item, names) for item in _many(node)) if one.many else _value(one, node, names)
        values[one.name] = read
    return values


def _value(one: Field, node: Node, names: Names) -> Any:
    if one.sort == "part":
        return _part(one, node, names)
    scalar = _scalar(node, one.label)
    readers: dict[str, Callable[[Scalar], Any]] = {
        "text": lambda it: it.words,
        "number": lambda it: _number(it, one),
        "yes or no": lambda it: _yes_or_no(it, one.label),
        "choice": lambda it: _choice(it, one.type, one.label),
        "when": lambda it: _read(it, When.read),
        "moment": lambda it: _read(it, read_known),
        "reference": lambda it: _entry(it, one.label, names),
        "seat": lambda it: _seat(it, names),
        "person": lambda it: names.persons.setdefault(it.words, PersonId(token_hex(16))),
    }
    return readers[one.sort](scalar)


def _part(one: Field, node: Node, names: Names) -> Any:
    if one.part is Sitter and isinstance(node, Scalar):
        return Sitter(seat=_seat(node, names), name=names.called.get(node.words, node.words))
    if not isinstance(node, Mapping) or one.part is None:
        raise FieldFault(f"{one.label} wants names and values", line=node.line)
    fields = {part.label: part for part in shape(one.part)}
    for name in node.items:
        if name not in fields:
            raise FieldFault(
                f"“{name[:60]}” is no part of {one.label}; its parts are {', '.join(fields)}", line=node.line
            )
    try:
        return one.part(**_values(fields, node.items, names=names))
    except FieldFault as error:
        raise FieldFault(f"{one.label}: {error.message}", line=error.line or node.line) from error


def _terms(node: Node, names: Names) -> Terms:
    if isinstance(node, Scalar):
        return Terms(form=_choice(node, Form, "terms"))
    if not isinstance(node, Mapping):
        raise FieldFault("terms are a form, or form, to and until", line=node.line)
    fields = {one.label: one for one in shape(Terms)}
    for name in node.items:
        if name not in fields:
            raise FieldFault(f"“{name[:60]}” is no part of terms; the parts are {', '.join(fields)}", line=node.line)
    return Terms(**_values(fields, node.items, names=names))


def _evidence(node: Node, names: Names) -> Evidence:
    if isinstance(node, Scalar):
        return Evidence(entry=_entry(node, "evidence", names))
    if not isinstance(node, Mapping) or not set(node.items) <= {"entry", "start", "end"}:
        raise FieldFault("evidence is a key, or entry, start and end", line=node.line)
    fields = {one.label: one for one in shape(Evidence)}
    return Evidence(**_values(fields, node.items, names=names))


def _needed(given: MappingOf[str, Node], name: str) -> Scalar:
    node = given.get(name)
    if node is None:
        raise FieldFault(f"{name} is missing: say it here, or once under “unless said” if it may stand there")
    return _scalar(node, name)


def _scalar(node: Node, label: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise FieldFault(f"{label} wants one value here, not a list or a mapping", line=node.line)
    return node


def _many(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else (node,)


def _entry(it: Scalar, label: str, names: Names) -> EntryId:
    if it.words not in names.entries:
        close = difflib.get_close_matches(it.words, list(names.entries), n=1)
        hint = f" (did you mean “{close[0]}”?)" if close else ""
        raise FieldFault(
            f"{label} names “{it.words[:60]}”, and no entry above this one has that key{hint}", line=it.line
        )
    return names.entries[it.words]


def _seat(it: Scalar, names: Names) -> SeatId:
    if it.words not in names.seats:
        raise FieldFault(
            f"there is no seat “{it.words[:60]}” in this file; open it with kind: seat opened", line=it.line
        )
    return names.seats[it.words]


def _choice(it: Scalar, choices: Any, label: str) -> Any:
    try:
        return choices(it.words)
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise FieldFault(f"{label} cannot be “{it.words[:60]}”; it is one of: {known}", line=it.line) from None


def _yes_or_no(it: Scalar, label: str) -> bool:
    if it.words.lower() not in YES_OR_NO:
        raise FieldFault(f"{label} is yes or no", line=it.line)
    return YES_OR_NO[it.words.lower()]


def _number(it: Scalar, one: Field) -> float:
    bare = getattr(one.type, "__origin__", one.type)
    try:
        return int(it.words) if bare is int else float(it.words)
    except ValueError:
        raise FieldFault(f"{one.label} is a number; “{it.words[:30]}” is none", line=it.line) from None


def _read(it: Scalar, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(it.words)
    except ValueError as error:
        raise FieldFault(str(error), line=it.line) from error

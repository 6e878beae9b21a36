"""Exporting: what a seat sees, as a process file that a person can read, edit and import again."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from parley.process.state import State
from parley.record.entry import Entry, Evidence, Terms
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.rooms import PersonSeated, RoomOpened, SeatOpened, Sitter
from parley.record.kinds.shape import Field, references, shape
from parley.record.references import EntryId, PersonId, RoomId, SeatId
from parley.record.when import When, written_known


def process_file(state: State, *, process: str) -> str:
    """Return the process file of everything that a state holds, in an order in which it can be imported.

    It holds no recorded times, no persons' accounts and no ids; keys are made anew from names.
    """
    return written_as_yaml(process_of(state, process=process))


def process_of(state: State, *, process: str) -> dict[str, Any]:
    """Return what a process file of a state holds, before it is written."""
    entries = _in_citing_order(state.entries.values())
    keys = _Keys(state, entries)
    return {"parley": 1, "process": process, "entries": [_entry(one, keys=keys) for one in entries]}


def written_as_yaml(document: dict[str, Any]) -> str:
    """Return a document as YAML, written out in full."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


class _Dumper(yaml.SafeDumper):
    """A dumper that never writes anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        """Write everything out."""
        return True


class _Keys:
    """The keys of a file: for each entry, seat, room and person a name that nothing else has."""

    def __init__(self, state: State, entries: Iterable[Entry[Any]]) -> None:
        """Give each its key: seats and rooms first, by their own, then the entries by their names."""
        self.taken: set[str] = set()
        self.seats: dict[SeatId, str] = {}
        self.rooms: dict[RoomId, str] = {}
        self.entries: dict[EntryId, str] = {}
        self.persons: dict[PersonId, str] = {}
        for entry in entries:
            self._name_opening(entry)
        for seat, name in state.seats.items():
            self._name_seat(seat, wanted=_slug(name) or "seat")
        for entry in entries:
            for seat in _seats_of(entry):
                self._name_seat(seat, wanted="seat")
        for entry in entries:
            self._name_entry(entry)

    def _name_opening(self, entry: Entry[Any]) -> None:
        what = entry.what
        if isinstance(what, SeatOpened) and what.seat not in self.seats:
            self.entries[entry.id] = self.seats[what.seat] = self._free(what.key)
        elif isinstance(what, RoomOpened):
            self.entries[entry.id] = self.rooms[entry.room] = self._free(what.key)

    def _name_seat(self, seat: SeatId, *, wanted: str) -> None:
        if seat not in self.seats:
            self.seats[seat] = self._free(wanted)

    def _name_entry(self, entry: Entry[Any]) -> None:
        what = entry.what
        if isinstance(what, PersonSeated) and what.person not in self.persons:
            self.persons[what.person] = self._free(_slug(what.name) or "person")
        if entry.id not in self.entries:
            named = getattr(what, "name", "") or getattr(what, "title", "")
            self.entries[entry.id] = self._free(_slug(named) or _slug(kind_name(type(what))))

    def _free(self, wanted: str) -> str:
        key, n = wanted, 1
        while key in self.taken:
            n += 1
            key = f"{wanted}-{n}"
        self.taken.add(key)
        return key


def _seats_of(entry: Entry[Any]) -> Iterable[SeatId]:
    """Return the seats that an entry holds, of which its reader may know no more than that they are there."""
    named = entry.terms.to if entry.terms else ()
    seat = getattr(entry.what, "seat", None)
    return (entry.seat, *named, *([SeatId(seat)] if seat else []))


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:48].strip("-")


def _in_citing_order(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Return entries as recorded, with each after those that it names."""
    waiting = {one.id: one for one in sorted(entries, key=lambda one: (one.recorded, one.id))}
    placed: dict[EntryId, Entry[Any]] = {}
    for start in list(waiting.values()):
        stack = [start]
        while stack:
            one = stack[-1]
            named = [*(target for _, target in references(one.what)), *(evidence.entry for evidence in one.evidence)]
            missing = [
                target
                for target in named
                if target in waiting and target not in placed and waiting[target] not in stack
            ]
            if missing:
                stack.append(waiting[missing[0]])
                continue
            placed.setdefault(one.id, one)
            stack.pop()
    return list(placed.values())


def _entry(entry: Entry[Any], *, keys: _Keys) -> dict[str, Any]:
    what = entry.what
    written: dict[str, Any] = {"key": keys.entries[entry.id], "kind": kind_name(type(what))}
    if not isinstance(what, RoomOpened):
        written["room"] = keys.rooms[entry.room]
    written["made by"] = keys.seats[entry.seat]
    written["happened"] = entry.happened.written()
    written["known"] = written_known(entry.known)
    written["attribution"] = entry.attribution.value
    if entry.described_as:
        written["described as"] = entry.described_as
    if entry.terms is not None:
        written["terms"] = _terms(entry.terms, keys=keys)
    if entry.evidence:
        written["evidence"] = [_evidence(one, keys=keys) for one in entry.evidence]
    implied = {SeatOpened: {"key", "seat"}, RoomOpened: {"key"}}.get(type(what), set())
    return written | _fields(what, keys=keys, without=implied)


def _fields(what: Any, *, keys: _Keys, without: Iterable[str] = ()) -> dict[str, Any]:
    written = {}
    for field in shape(type(what)):
        value = getattr(what, field.name)
        if field.name in without or _left_out(field, value):
            continue
        written[field.label] = (
            [_value(field, one, keys=keys) for one in value] if field.many else _value(field, value, keys=keys)
        )
    return written


def _left_out(field: Field, value: Any) -> bool:
    return not field.required and value == field.default


def _value(field: Field, value: Any, *, keys: _Keys) -> Any:
    writers: dict[str, Callable[[Any], Any]] = {
        "choice": lambda it: it.value,
        "when": When.written,
        "moment": written_known,
        "reference": keys.entries.__getitem__,
        "seat": keys.seats.__getitem__,
        "person": lambda it: keys.persons.get(it, "person"),
        "part": lambda it: _part(it, keys=keys),
    }
    write = writers.get(field.sort)
    return value if value is None or write is None else write(value)


def _part(value: Any, *, keys: _Keys) -> Any:
    if isinstance(value, Sitter):
        return {"seat": keys.seats[value.seat], "name": value.name}
    return _fields(value, keys=keys)


def _terms(terms: Terms, *, keys: _Keys) -> Any:
    return _fields(terms, keys=keys) if terms.to or terms.until else terms.form.value


def _evidence(evidence: Evidence, *, keys: _Keys) -> Any:
    key = keys.entries[evidence.entry]
    return key if evidence.start is None else {"entry": key, "start": evidence.start, "end": evidence.end}

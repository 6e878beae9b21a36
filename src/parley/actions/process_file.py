"""A process file: a whole process as YAML that a person reads and edits, with keys of the file's own."""

import difflib
import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parley.actions import plain_yaml
from parley.actions.file_values import FieldFault, Names, envelope, fact
from parley.actions.plain_yaml import FileFault, Listing, Mapping, Node, Scalar
from parley.record import encoding, leaning
from parley.record.entry import Draft, Malformed
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole
from parley.record.leaning import Ground, Standing
from parley.record.references import EntryId, ProcessId, RoomId, SeatId, entry_id, room_id, seat_id, token_of

VERSION = "1"
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
TOP = ("parley", "process", "unless said", "entries")
SAID_ONCE = ("room", "made by", "attribution", "known", "terms")
NO_PROCESS = ProcessId("0" * 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """An entry of a process file, with everything that its keys stand for worked out."""

    key: str
    line: int
    room: RoomId
    seat: SeatId
    id: EntryId
    token: bytes
    draft: Draft[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFile:
    """A process file that was read and checked whole."""

    process: str
    id: ProcessId
    seats: MappingOf[str, tuple[SeatId, SeatRole]]
    rooms: MappingOf[str, tuple[RoomId, RoomOpened]]
    entries: tuple[FileEntry, ...]


def read_process_file(path: Path, *, process: ProcessId = NO_PROCESS) -> ProcessFile:
    """Return the process that a file holds, with ids that follow from the id of the process.

    Raises:
        FileFault: naming the file, the line, what is wrong and what to do; the file is checked whole before it is used.
    """
    return read_process(plain_yaml.read(path), path=path, process=process)


def read_process(top: Node, *, path: Path, process: ProcessId = NO_PROCESS) -> ProcessFile:
    """Return the process that plain YAML holds; `path` is what the errors call it.

    Raises:
        FileFault: as for a file.
    """
    return _Reader(path, process).read(top)


@dataclass(slots=True)
class _Reader:
    """What is known so far of a file that is being read."""

    path: Path
    process: ProcessId
    unless_said: dict[str, Node] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    opened_by: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    rooms: dict[str, RoomOpened] = field(default_factory=dict)
    roles: dict[str, SeatRole] = field(default_factory=dict)
    standings: dict[EntryId, Standing] = field(default_factory=dict)
    openings: list[tuple[RoomId, Any]] = field(default_factory=list)

    def read(self, given: Node) -> ProcessFile:
        """Read the whole file: first who sits where, then entry by entry."""
        top = self._mapping(given, "a process file")
        for name in top.items:
            if name not in TOP:
                raise self._fault(
                    f"“{name}” is no part of a process file; the parts are {', '.join(TOP)}", top.lines[name]
                )
        if self._words(top, "parley") != VERSION:
            raise self._fault(
                f"this Parley reads process files of version {VERSION}; write parley: {VERSION}", top.line
            )
        key = self._words(top, "process")
        if not KEY.fullmatch(key):
            raise self._fault("the process's key is made of a-z, 0-9 and -", top.lines["process"])
        self._read_unless_said(top)
        listing = top.items.get("entries")
        if not isinstance(listing, Listing) or not listing.items:
            raise self._fault("entries is a list, each with a key and a kind", top.line)
        mappings = [self._mapping(node, "an entry") for node in listing.items]
        self._read_who_sits_where(mappings)
        entries = tuple(self._entry(mapping) for mapping in mappings)
        seats = {name: (self.names.seats[name], role) for name, role in self.roles.items()}
        rooms = {name: (self.names.rooms[name], opened) for name, opened in self.rooms.items()}
        return ProcessFile(process=key, id=self.process, seats=seats, rooms=rooms, entries=entries)

    def _read_unless_said(self, top: Mapping) -> None:
        if "unless said" not in top.items:
            return
        given = self._mapping(top.items["unless said"], "unless said")
        for name in given.items:
            if name not in SAID_ONCE:
                raise self._fault(
                    f"“{name}” cannot be said once for all; these can: {', '.join(SAID_ONCE)}", given.lines[name]
                )
        self.unless_said = given.items

    def _read_who_sits_where(self, mappings: list[Mapping]) -> None:
        """Learn every seat and room, which entries may name before the entry that opens them."""
        for mapping in mappings:
            key, kind = self._words(mapping, "key"), self._words(mapping, "kind")
            if not KEY.fullmatch(key):
                raise self._fault(f"“{key[:60]}” is no key: use a-z, 0-9 and -", mapping.lines["key"])
            if key in self.lines:
                raise self._fault(
                    f"the key “{key}” was given to another entry in line {self.lines[key]}", mapping.lines["key"]
                )
            self.lines[key] = mapping.line
            if kind == "seat opened":
                self.names.seats[key] = seat_id(process=self.process, token=token_of("seat", key))
                self.names.called[key] = self._words(mapping, "name")
            elif kind == "room opened":
                self.opened_by[key] = self._said(mapping, "made by")
        for key, by in self.opened_by.items():
            opener = self._seat(by, self.lines[key])
            self.names.rooms[key] = room_id(process=self.process, opener=opener, token=token_of("room", key))

    def _entry(self, mapping: Mapping) -> FileEntry:
        key, kind_words = self._words(mapping, "key"), self._words(mapping, "kind")
        kind = KINDS.get(kind_words)
        if kind is None:
            raise self._fault(
                f"“{kind_words[:60]}” is no kind of entry{_did_you_mean(kind_words, KINDS)}", mapping.lines["kind"]
            )
        room_key = key if kind is RoomOpened else self._said(mapping, "room")
        if room_key not in self.names.rooms:
            raise self._fault(
                f"there is no room “{room_key[:60]}” in this file{_did_you_mean(room_key, self.names.rooms)};"
                " open it with kind: room opened",
                mapping.line,
            )
        room, seat = self.names.rooms[room_key], self._seat(self._said(mapping, "made by"), mapping.line)
        draft = self._draft(mapping, kind, key=key)
        token = token_of("entry", key)
        entry = FileEntry(
            key=key,
            line=mapping.line,
            room=room,
            seat=seat,
            id=entry_id(room=room, seat=seat, token=token),
            token=token,
            draft=draft,
        )
        self._check(entry, kind_words, room_key=room_key)
        return entry

    def _draft(self, mapping: Mapping, kind: type[Any], *, key: str) -> Draft[Any]:
        given = {
            **{name: node for name, node in self.unless_said.items() if name not in mapping.items},
            **mapping.items,
        }
        try:
            around = envelope(given, names=self.names)
            what = fact(kind, mapping.items, key=key, names=self.names)
            draft = Draft(what=what, **around)
            encoding.encode(draft)
        except FieldFault as error:
            raise self._fault(error.message, error.line or mapping.line) from error
        except (Malformed, ValueError) as error:
            raise self._fault(str(error), mapping.line) from error
        return draft

    def _check(self, entry: FileEntry, kind: str, *, room_key: str) -> None:
        """Refuse an entry whose author does not sit in its room, or that leans on what its room cannot see."""
        what = entry.draft.what
        if isinstance(what, RoomOpened):
            self.rooms[entry.key] = what
        if isinstance(what, SeatOpened):
            self.roles[entry.key] = what.role
            self._check_sees_itself(what, entry, room_key=room_key)
        opened = self.rooms.get(room_key)
        if opened is None:
            raise self._fault(
                f"the room “{room_key}” is opened only later, in line {self.lines[room_key]}; open it first", entry.line
            )
        if not opened.everyone and entry.seat not in {sitter.seat for sitter in opened.sitters}:
            keys = {seat: key for key, seat in self.names.seats.items()}
            seated = ", ".join(sorted(keys.get(sitter.seat, "") for sitter in opened.sitters))
            raise self._fault(
                f"“{keys[entry.seat]}”, who makes this entry, does not sit in the room “{room_key}”;"
                f" say made by: with one of its seats: {seated}",
                entry.line,
            )
        ground = Ground(entries=self.standings, sitters=self._sitting(), everyone=self._everyone())
        known = leaning.known_seats(self.openings, room=entry.room, ground=ground)
        try:
            leaning.check(
                entry.draft,
                room=entry.room,
                ground=Ground(entries=ground.entries, sitters=ground.sitters, everyone=ground.everyone, seats=known),
            )
        except leaning.Unsupported as error:
            raise self._fault(str(error), entry.line) from error
        self.standings[entry.id] = Standing(room=entry.room, kind=kind)
        self.names.entries[entry.key] = entry.id
        if isinstance(what, RoomOpened | SeatOpened):
            self.openings.append((entry.room, what))

    def _check_sees_itself(self, what: SeatOpened, entry: FileEntry, *, room_key: str) -> None:
        opened = self.rooms.get(room_key)
        if opened and not opened.everyone and what.seat not in {sitter.seat for sitter in opened.sitters}:
            raise self._fault(
                f"the seat “{entry.key}” does not sit in the room “{room_key}” where it is opened", entry.line
            )

    def _sitting(self) -> dict[RoomId, frozenset[SeatId]]:
        return {
            self.names.rooms[key]: frozenset(sitter.seat for sitter in opened.sitters)
            for key, opened in self.rooms.items()
            if not opened.everyone
        }

    def _everyone(self) -> frozenset[RoomId]:
        return frozenset(self.names.rooms[key] for key, opened in self.rooms.items() if opened.everyone)

    def _seat(self, key: str, line: int) -> SeatId:
        if key not in self.names.seats:
            raise self._fault(
                f"there is no seat “{key[:60]}” in this file{_did_you_mean(key, self.names.seats)};"
                " open it with kind: seat opened",
                line,
            )
        return self.names.seats[key]

    def _said(self, mapping: Mapping, name: str) -> str:
        node = mapping.items.get(name) or self.unless_said.get(name)
        if not isinstance(node, Scalar) or node.empty:
            raise self._fault(f"{name} is missing: say it here, or once under “unless said”", mapping.line)
        return node.words

    def _words(self, mapping: Mapping, name: str) -> str:
        node = mapping.items.get(name)
        if not isinstance(node, Scalar) or node.empty:
            raise self._fault(f"{name} is missing", mapping.line)
        return node.words

    def _mapping(self, node: Node, what: str) -> Mapping:
        if not isinstance(node, Mapping):
            raise self._fault(f"{what} is a list of names and values, as in “kind: body named”", node.line)
        return node

    def _fault(self, message: str, line: int | None) -> FileFault:
        return FileFault(message, path=self.path, line=line)


def _did_you_mean(words: str, known: MappingOf[str, Any]) -> str:
    close = difflib.get_close_matches(words, list(known), n=1)
    return f" (did you mean “{close[0]}”?)" if close else ""

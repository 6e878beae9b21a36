"""The state of a process as one seat sees it: its entries by kind, which are in force, and what they are called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar, cast

from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyNamed, PersonNamed
from parley.record.kinds.papers import CorrectionMade
from parley.record.kinds.process import ProcessOpened
from parley.record.kinds.rooms import RoomOpened
from parley.record.references import EntryId, RoomId, SeatId

Fact = TypeVar("Fact")
NOTHING: MappingProxyType[Any, Any] = MappingProxyType({})


class NotOnRecord(LookupError):
    """The seat sees no such entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything that a seat sees, folded; each kind's entries stand in order of when they were known.

    Args:
        entries: every entry by its id, corrected ones included.
        by_kind: the entries of each kind.
        corrections: for each corrected entry, the correction in force against it.
        rooms: how each of the seat's rooms was opened.
        seats: the seats that it knows, by the names that it knows them under.
    """

    entries: MappingProxyType[EntryId, Entry[Any]] = field(default_factory=lambda: NOTHING)
    by_kind: Mapping[type[Any], tuple[Entry[Any], ...]] = field(default_factory=lambda: NOTHING)
    corrections: Mapping[EntryId, Entry[CorrectionMade]] = field(default_factory=lambda: NOTHING)
    rooms: Mapping[RoomId, Entry[RoomOpened]] = field(default_factory=lambda: NOTHING)
    seats: Mapping[SeatId, str] = field(default_factory=lambda: NOTHING)
    _in_force: dict[type[Any], tuple[Entry[Any], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def facts(self, kind: type[Fact]) -> tuple[Entry[Fact], ...]:
        """Return the entries of a kind that are in force: those that no correction stands against."""
        if kind not in self._in_force:
            found = self.by_kind.get(kind, ())
            self._in_force[kind] = tuple(entry for entry in found if entry.id not in self.corrections)
        return cast("tuple[Entry[Fact], ...]", self._in_force[kind])

    def entry(self, known: EntryId) -> Entry[Any]:
        """Return an entry.

        Raises:
            NotOnRecord: when the seat sees none under this id.
        """
        try:
            return self.entries[known]
        except KeyError:
            raise NotOnRecord("there is no such entry on record") from None

    def name(self, known: EntryId | None) -> str:
        """Return what an entry that names something is called: a body, person, issue, meeting, text or process."""
        if known is None or known not in self.entries:
            return ""
        what = self.entries[known].what
        return str(getattr(what, "name", "") or getattr(what, "title", "") or getattr(what, "question", ""))

    def is_public(self, entry: Entry[Any]) -> bool:
        """Tell whether an entry stands in a room of everyone."""
        opened = self.rooms.get(entry.room)
        return opened is not None and opened.what.everyone

    def room_name(self, room: RoomId) -> str:
        """Return the name of one of the seat's rooms."""
        opened = self.rooms.get(room)
        return opened.what.name if opened else ""

    def opening(self) -> Entry[ProcessOpened] | None:
        """Return how the process was opened, if this seat sees that."""
        openings = self.facts(ProcessOpened)
        return openings[0] if openings else None

    def actors(self) -> Iterator[Entry[BodyNamed] | Entry[PersonNamed]]:
        """Yield the bodies and persons on record."""
        yield from self.facts(BodyNamed)
        yield from self.facts(PersonNamed)

    def body_of(self, actor: EntryId) -> EntryId:
        """Return the body that an actor belongs to: a body itself, a person's body, or the person if none is known."""
        what = self.entries[actor].what if actor in self.entries else None
        if isinstance(what, PersonNamed) and what.of is not None:
            return what.of
        return actor


EMPTY = State()


def grouped(entries: Iterable[Entry[Fact]], *, by: Callable[[Entry[Fact]], Any]) -> dict[Any, tuple[Entry[Fact], ...]]:
    """Return entries under what they have in common, in the order in which they come."""
    found: dict[Any, list[Entry[Fact]]] = {}
    for entry in entries:
        found.setdefault(by(entry), []).append(entry)
    return {key: tuple(group) for key, group in found.items()}


def ids(*groups: Iterable[Entry[Any]]) -> tuple[EntryId, ...]:
    """Return the ids of entries, group after group."""
    return tuple(entry.id for group in groups for entry in group)

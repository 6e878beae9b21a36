"""Whom and what a table names: what a whole room knows by that name, or what it is to be put on record as first."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parley.actions.intake import header_words
from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyNamed, BodySort, PersonNamed
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.issues import IssueRaised
from parley.record.references import BodyRef, EntryId, RoomId, SeatId, entry_id, token_of

SEPARATED = re.compile(r"[;؛\n]")
COMMAS = re.compile(r"[,،]")
PERSON = "person"
ONLY_PERSONS = "person named"
NAMING: tuple[type[Any], ...] = (BodyNamed, PersonNamed, IssueRaised)
"""The kinds by which a table names things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A name that does not tell whom it means: those whom it may mean, and whether it may be somebody new."""

    name: str
    points_to: tuple[str, ...]
    means: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """Somebody who is put on record first: a person or a body of a sort, and the body of a person if the row has it."""

    name: str
    sort: BodySort | None
    of: BodyRef | None = None

    @property
    def fact(self) -> BodyNamed | PersonNamed:
        """What is put on record."""
        if self.sort is None:
            return PersonNamed(name=self.name, of=self.of)
        return BodyNamed(name=self.name, sort=self.sort)


@dataclass(slots=True, kw_only=True)
class Names:
    """What everybody in a room knows by name, what was decided of the other names, and which are to be asked for.

    Args:
        room: the room in which all is put on record.
        seat: the seat that does so.
        token: the token of the form, from which those of new names follow.
        known: what the whole room sees, by name.
        decided: tells of a name, as names are compared, the id of what it means, `person`, or the sort of body that it
            is; an empty answer is that nothing was decided, and none that nobody was asked yet.
        asked: names met that need a decision.
        new: whom the decisions put on record first, by the ids that they will have.
    """

    room: RoomId
    seat: SeatId
    token: str
    known: Mapping[str, tuple[Entry[Any], ...]]
    decided: Callable[[str], str | None]
    asked: dict[str, Asked] = field(default_factory=dict)
    new: dict[EntryId, NewName] = field(default_factory=dict)

    def meant(self, name: str, *, points_to: tuple[str, ...], of: BodyRef | None = None) -> EntryId | None:
        """Return what a name means; None where that is to be asked for, and then it is kept among what is asked."""
        key = key_of(name)
        found = tuple(one for one in self.known.get(key, ()) if _is_one_of(one, points_to))
        asked = Asked(name=name, points_to=points_to, means=tuple(sorted(one.id for one in found)))
        decided = self.decision(key, asked)
        if not decided and len(found) == 1:
            return found[0].id
        self.asked.setdefault(key, asked)
        return self._decided(name, decided, points_to=points_to, of=of)

    def decision(self, key: str, asked: Asked) -> str:
        """Return what was decided of a name; one that only a person can have is proposed as a new one, for judging."""
        decided = self.decided(key)
        if decided is None:
            return PERSON if asked.points_to == (ONLY_PERSONS,) and not asked.means else ""
        return decided

    def those_known(self, points_to: tuple[str, ...]) -> list[Entry[Any]]:
        """Return what the room knows of some kinds."""
        found = {one.id: one for group in self.known.values() for one in group if _is_one_of(one, points_to)}
        return [found[known] for known in sorted(found)]

    def token_of(self, key: str) -> bytes:
        """Return the token under which somebody new is put on record, the same each time the form is sent."""
        return token_of(self.token, "name", key)

    def parts(self, cell: str, *, points_to: tuple[str, ...]) -> list[str]:
        """Return the names in a cell: divided by `;`, or by commas where everything between them is known."""
        found = [part.strip() for part in SEPARATED.split(cell) if part.strip()]
        by_comma = [part.strip() for one in found for part in COMMAS.split(one) if part.strip()]
        return by_comma if all(self._is_known(one, points_to) for one in by_comma) else found

    def _is_known(self, name: str, points_to: tuple[str, ...]) -> bool:
        return any(_is_one_of(one, points_to) for one in self.known.get(key_of(name), ()))

    def _decided(self, name: str, decided: str, *, points_to: tuple[str, ...], of: BodyRef | None) -> EntryId | None:
        if decided in {one.id for one in self.those_known(points_to)}:
            return EntryId(decided)
        person = decided == PERSON
        if not person and decided not in set(BodySort):
            return None
        if ("person named" if person else "body named") not in points_to:
            return None
        made = entry_id(room=self.room, seat=self.seat, token=self.token_of(key_of(name)))
        sort = None if person else BodySort(decided)
        self.new.setdefault(made, NewName(name=name, sort=sort, of=of if person else None))
        return made


def names_known_in(room: RoomId, *, state: State) -> dict[str, tuple[Entry[Any], ...]]:
    """Return what everybody in a room sees of bodies, persons and issues, by each of their names."""
    found: dict[str, tuple[Entry[Any], ...]] = {}
    for kind in NAMING:
        for entry in state.facts(kind):
            if seen_by_all_in(room, entry=entry, state=state):
                for key in {key_of(name) for name in (entry.what.name, *getattr(entry.what, "also_called", ()))}:
                    found[key] = (*found.get(key, ()), entry)
    return found


def seen_by_all_in(room: RoomId, *, entry: Entry[Any], state: State) -> bool:
    """Tell whether everybody who sits in a room sees an entry: it stands there, in public, or among them and others."""
    if entry.room == room or state.is_public(entry):
        return True
    here, there = state.rooms.get(room), state.rooms.get(entry.room)
    if here is None or there is None or here.what.everyone:
        return False
    return _seats(here.what.sitters) <= _seats(there.what.sitters)


def key_of(name: str) -> str:
    """Return a name as names are compared."""
    return header_words.normal(name) or name.casefold()


def _is_one_of(entry: Entry[Any], kinds: tuple[str, ...]) -> bool:
    return kind_name(type(entry.what)) in kinds


def _seats(sitters: Iterable[Any]) -> set[SeatId]:
    return {sitter.seat for sitter in sitters}

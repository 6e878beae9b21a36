"""Kinds of entry about who sits where: seats, rooms, and the persons who hold a seat."""

from dataclasses import dataclass
from enum import StrEnum

from parley.record.entry import Malformed
from parley.record.kinds.words import Key, MaybeWords, Name
from parley.record.references import BodyRef, PersonId, RoomOpenedRef, SeatId


class SeatRole(StrEnum):
    """What a seat is at the talks; what it may do follows from it."""

    DESK = "desk"
    ENVOY = "envoy"
    INTERPRETER = "interpreter"
    PRESS = "press"
    DELEGATION = "delegation"
    GUARANTOR = "guarantor"
    HOST = "host"
    OBSERVER = "observer"
    VISITOR = "visitor"


MEDIATORS = frozenset({SeatRole.DESK, SeatRole.ENVOY, SeatRole.INTERPRETER})
MAY_OPEN_ROOMS = frozenset({SeatRole.DESK, SeatRole.ENVOY})
MAY_NOT_WRITE = frozenset({SeatRole.VISITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOpened:
    """A seat was opened at the talks, for a delegation or a part of the team; it may have no persons."""

    seat: SeatId
    key: Key
    name: Name
    role: SeatRole
    stands_for: BodyRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatClosed:
    """A seat was closed: it reads what it could read, and makes no entry any more."""

    seat: SeatId
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """A seat in a room, by the name under which the room knows it."""

    seat: SeatId
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOpened:
    """A room was opened for a fixed set of seats; `everyone` is the public room, the visitor's seat included.

    A successor carries on for a room whose seats all sat there; nothing earlier follows.
    """

    key: Key
    name: Name
    sitters: tuple[Sitter, ...] = ()
    everyone: bool = False
    purpose: MaybeWords = ""
    successor_of: RoomOpenedRef | None = None

    def __post_init__(self) -> None:
        """Refuse a room of nobody, and a seat that sits twice."""
        if self.everyone == bool(self.sitters):
            raise Malformed("a room names the seats that sit in it, or is open to everyone")
        if len({sitter.seat for sitter in self.sitters}) != len(self.sitters):
            raise Malformed("a seat sits in a room once")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomClosed:
    """This room was closed: it can be read, and takes no further entry."""

    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeated:
    """A person took a seat; a person holds one seat in a process and never changes sides."""

    person: PersonId
    seat: SeatId
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """A person's access ended."""

    person: PersonId
    why: MaybeWords = ""

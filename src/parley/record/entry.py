"""An entry: one thing put on record, with its three times, its attribution, its terms and what it rests on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from parley.record.references import EntryId, PersonId, RoomId, SeatId
from parley.record.when import When

Fact = TypeVar("Fact")


class Malformed(ValueError):
    """What was to be put on record has not the shape of an entry; the message says what to mend."""


class Attribution(StrEnum):
    """How the words may be ascribed to whoever said them."""

    ON_THE_RECORD = "on the record"
    ON_BACKGROUND = "on background"
    NOT_FOR_ATTRIBUTION = "not for attribution"
    OFF_THE_RECORD = "off the record"


class Form(StrEnum):
    """What the owner lets the mediator pass on, from most to least."""

    VERBATIM = "verbatim"
    GIST = "gist"
    OWN_IDEA = "as the mediator's own idea"
    UNDERSTANDING_ONLY = "for understanding only"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Conveyance terms: in which form words may be passed on, to which seats, until when.

    No seats means that the owner named none: nobody yet. No end means until the owner revokes.
    """

    form: Form
    to: tuple[SeatId, ...] = ()
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an end without a zone; one time has one form, whatever zone it was handed in."""
        if self.until is not None and self.until.tzinfo is None:
            raise Malformed("the time until which something may be passed on needs a time zone")
        if self.until is not None and self.until.tzinfo is not UTC:
            object.__setattr__(self, "until", self.until.astimezone(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An entry, or the code points [start, end) of the document that an entry files, on which another entry rests."""

    entry: EntryId
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        """Refuse half a span."""
        if (self.start is None) != (self.end is None):
            raise Malformed("a span needs both its start and its end")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            raise Malformed("a span runs from its start to a later end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Generic[Fact]):
    """What an author hands in: the fact, and all that belongs to it except what the store alone sets.

    Args:
        what: one of the kinds of entry.
        happened: when it came about, as precisely as is known.
        known: when its source was published or said it; the record as of a time holds what was known by then.
        attribution: how the words may be ascribed.
        described_as: the agreed description of a speaker on background, otherwise empty.
        terms: what may be passed on; None is unspecified, which is for understanding only.
        evidence: what it rests on; empty means the author's own knowledge.
    """

    what: Fact
    happened: When
    known: datetime
    attribution: Attribution
    described_as: str = ""
    terms: Terms | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        """Refuse times without a zone, and a background source that nobody agreed how to describe."""
        if self.known.tzinfo is None:
            raise Malformed("the time at which it was known needs a time zone")
        if self.known.tzinfo is not UTC:
            object.__setattr__(self, "known", self.known.astimezone(UTC))
        if self.attribution is Attribution.ON_BACKGROUND and not self.described_as.strip():
            raise Malformed("words on background need the agreed description of their speaker (described as)")


class Entry(Struct, Generic[Fact], frozen=True):
    """A draft once it stands in a room: `number` is its place in that room, `recorded` the store's own time.

    A Struct, since it is made by the ten thousand.
    """

    id: EntryId
    room: RoomId
    number: int
    seat: SeatId
    person: PersonId | None
    recorded: datetime
    kind: str
    what: Fact
    happened: When
    known: datetime
    attribution: Attribution
    described_as: str
    terms: Terms | None
    evidence: tuple[Evidence, ...]

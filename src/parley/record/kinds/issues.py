"""Kinds of entry about what is negotiated: issues, options, interests, positions, deadlock, attempts, leverage."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from parley.record.entry import Malformed
from parley.record.kinds.words import MaybeWords, Name, Words
from parley.record.references import ActorRef, IssueRef, OptionRef

Salience = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Stance(StrEnum):
    """Where an actor stands; unknown, neutral and refused to say are three things."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    NEUTRAL = "neutral"
    REFUSED_TO_SAY = "refused to say"
    UNKNOWN = "unknown"


class Sureness(StrEnum):
    """How a position is known."""

    STATED = "stated"
    REPORTED = "reported"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRaised:
    """Something to be negotiated was named, as a question that takes no side."""

    name: Name
    question: Words
    by: ActorRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTabled:
    """A way to settle an issue was put forward."""

    issue: IssueRef
    name: Name
    description: MaybeWords = ""
    by: ActorRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestStated:
    """Why an actor wants what it wants: said by itself, or inferred by whoever made the entry."""

    of: ActorRef
    interest: Words
    issue: IssueRef | None = None
    sureness: Sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTaken:
    """Where an actor stands on an issue, or on one of its options; salience from 0 to 1, None where nobody gave one."""

    by: ActorRef
    issue: IssueRef
    stance: Stance
    option: OptionRef | None = None
    words: MaybeWords = ""
    red_line: bool = False
    salience: Salience | None = None
    sureness: Sureness

    def __post_init__(self) -> None:
        """Refuse a red line of somebody whose stance is not known; one salience has one form."""
        if self.salience is not None:
            object.__setattr__(self, "salience", float(self.salience) + 0.0)
        if self.red_line and self.stance in {Stance.UNKNOWN, Stance.NEUTRAL, Stance.REFUSED_TO_SAY}:
            raise Malformed("a red line needs a stance: for, against or conditional")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlockDeclared:
    """An actor said that an issue is stuck."""

    issue: IssueRef
    by: ActorRef
    words: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMade:
    """Something was tried on an issue, and what came of it; an empty outcome is not known yet."""

    issue: IssueRef
    by: ActorRef | None = None
    what: Words
    outcome: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsTurned:
    """A turn of events changed leverage: in whose favour and to whose cost."""

    what: Words
    favours: tuple[ActorRef, ...] = ()
    costs: tuple[ActorRef, ...] = ()
    how: MaybeWords = ""

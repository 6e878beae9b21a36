"""Kinds of entry about meeting: rounds, expectations, meetings, attendance, agenda, invitations, refusals."""

from dataclasses import dataclass
from enum import StrEnum

from parley.record.entry import Malformed
from parley.record.kinds.bodies import Role
from parley.record.kinds.words import Line, MaybeWords, Name, Words
from parley.record.references import (
    ActorRef,
    AgendaItemRef,
    ExpectationRef,
    MeetingRef,
    ProcessRef,
    RefusalRef,
    RoundRef,
)
from parley.record.when import When


class Format(StrEnum):
    """How those who meet are brought together; `undecided` is a format that is known not to be settled."""

    PLENARY = "plenary"
    PROXIMITY = "proximity"
    BILATERAL = "bilateral"
    PREPARATORY = "preparatory"
    UNDECIDED = "undecided"


class Outcome(StrEnum):
    """What became of an expectation."""

    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"


class Presence(StrEnum):
    """What an actor did about a meeting."""

    ATTENDED = "attended"
    LEFT = "left"
    REFUSED = "refused"
    ABSENT = "absent"


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnnounced:
    """A round of talks was announced, of this process or, where one is named, of a linked one."""

    name: Name
    dates: When
    place: Line = ""
    host: ActorRef | None = None
    of_process: ProcessRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMoved:
    """A round was moved to other dates."""

    round: RoundRef
    dates: When
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationStated:
    """Somebody expects something of a round; nobody named means the source cited expects it in its own voice."""

    round: RoundRef
    whose: ActorRef | None = None
    what: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationSettled:
    """An expectation was met or not."""

    expectation: ExpectationRef
    outcome: Outcome
    how: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlanned:
    """A meeting was planned, or a plan was changed: `instead_of` names the plan that this one takes the place of."""

    name: Name
    round: RoundRef | None = None
    format: Format
    scheduled: When
    venue: Line = ""
    hall: Line = ""
    session: Line = ""
    participants: tuple[ActorRef, ...] = ()
    opened_by: ActorRef | None = None
    instead_of: MeetingRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld:
    """A meeting took place, as its source tells it; `meeting` names its plan, or another account of it."""

    name: Name
    meeting: MeetingRef | None = None
    round: RoundRef | None = None
    format: Format
    venue: Line = ""
    hall: Line = ""
    participants: tuple[ActorRef, ...] = ()
    opened_by: ActorRef | None = None
    outcome: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled:
    """A planned meeting was called off."""

    meeting: MeetingRef
    by: ActorRef | None = None
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceReported:
    """An actor attended a meeting, left it, refused it, or stayed away."""

    meeting: MeetingRef
    who: ActorRef
    presence: Presence
    detail: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemProposed:
    """An item was proposed for the agenda of a round."""

    item: Words
    by: ActorRef | None = None
    round: RoundRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemContested:
    """An actor disputed an item of the agenda."""

    item: AgendaItemRef
    by: ActorRef
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemAdopted:
    """An item of the agenda was adopted."""

    item: AgendaItemRef
    by: tuple[ActorRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationReported:
    """Where an actor's invitation to a round stands, and in what role it was asked."""

    whom: ActorRef
    by: ActorRef | None = None
    round: RoundRef
    status: InvitationStatus
    as_role: Role | None = None
    detail: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalStated:
    """An actor refused to meet another in the formats named."""

    by: ActorRef
    whom: ActorRef
    formats: tuple[Format, ...]
    words: MaybeWords = ""

    def __post_init__(self) -> None:
        """Refuse a refusal of nothing, of oneself, or of what is undecided."""
        if not self.formats or Format.UNDECIDED in self.formats:
            raise Malformed("a refusal names the formats that are refused")
        if self.by == self.whom:
            raise Malformed("a refusal stands between two actors")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLifted:
    """An actor gave up a refusal."""

    refusal: RefusalRef
    words: MaybeWords = ""

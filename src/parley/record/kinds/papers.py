"""Kinds of entry about what was said and written: statements, texts, commitments, documents, notes, corrections."""

from dataclasses import dataclass
from enum import StrEnum

from parley.record.entry import Malformed
from parley.record.kinds.words import Count, Line, LongText, MaybeWords, Name, Words
from parley.record.references import (
    ActorRef,
    CommitmentRef,
    EntryId,
    IssueRef,
    MeetingRef,
    ProcessRef,
    QuestionRef,
    TextRef,
)
from parley.record.when import When


class Rendering(StrEnum):
    """How close the words are to what was said."""

    VERBATIM = "verbatim"
    GIST = "gist"
    REPORTED = "reported by another"


class TextRelation(StrEnum):
    """What an actor did about a text: five relations, none of which follows from another."""

    SIGNED = "signed"
    READ_OUT = "read out"
    ATTENDED = "attended"
    ENDORSED = "endorsed"
    OBJECTED = "objected"


class CommitmentOutcome(StrEnum):
    """What became of a commitment."""

    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMade:
    """Somebody said something: on whose behalf, to whom, in which setting, in which rendering, as told by whom.

    No speaker means one whom nobody may name: the entry's attribution then carries the agreed description.
    """

    speaker: ActorRef | None = None
    on_behalf_of: ActorRef | None = None
    to: tuple[ActorRef, ...] = ()
    setting: Line = ""
    words: Words
    rendering: Rendering
    told_by: ActorRef | None = None
    about: tuple[IssueRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextIssued:
    """A text went out in somebody's name: a joint statement, a memorandum, a letter, a draft."""

    title: Name
    sort: Name
    by: tuple[ActorRef, ...] = ()
    gist: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswered:
    """What an actor did about a text; `did` false is a source saying that it did not."""

    text: TextRef
    who: ActorRef
    relation: TextRelation
    did: bool = True
    words: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentClaimed:
    """An actor is said to have committed itself; `claimed_by` is whoever says so, which may be itself."""

    by: ActorRef
    claimed_by: ActorRef
    to: tuple[ActorRef, ...] = ()
    promise: Words
    condition: MaybeWords = ""
    due: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAcknowledged:
    """The actor who is said to be bound, or another, acknowledged a commitment."""

    commitment: CommitmentRef
    by: ActorRef
    words: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentSettled:
    """A commitment was kept, broken, released or left to lapse, as its source tells it."""

    commitment: CommitmentRef
    outcome: CommitmentOutcome
    according_to: ActorRef | None = None
    how: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A part of an observer's count."""

    place: Name
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsReported:
    """What one observer reports for a place and a time: a count, zero included, or that it reports none.

    `count` None is “reported none”, in the observer's words; it is not zero, and no report at all is no entry.
    """

    observer: ActorRef
    act: Line = ""
    place: Line
    count: Count | None
    by_place: tuple[Tally, ...] = ()
    blamed: tuple[ActorRef, ...] = ()
    detail: MaybeWords = ""

    def __post_init__(self) -> None:
        """Refuse parts that do not add up to the whole."""
        if self.by_place and sum(tally.count for tally in self.by_place) != self.count:
            raise Malformed("the counts by place do not add up to the count")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFiled:
    """A document was filed: who published it and on whose side, in which language, where it is kept.

    `side` None: the publisher is on no side that the filer knows of; the text is empty where it is not kept here.
    """

    title: Name
    publisher: Name
    side: ActorRef | None = None
    language: Name
    address: Line = ""
    digest: Line = ""
    text: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationMade:
    """An entry's words were put into another language, by whom, and checked by whom if anybody."""

    of: EntryId
    language: Name
    words: Words
    by: Name
    checked_by: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMade:
    """A note to file."""

    title: Name
    words: Words
    meeting: MeetingRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentMade:
    """A judgement of the situation, whose it is, and how sure its author is, in the author's words."""

    whose: ActorRef | None = None
    about: tuple[EntryId, ...] = ()
    judgement: Words
    how_sure: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRaised:
    """A question of fact on which sources may differ was put on record."""

    question: Words
    about: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMade:
    """A source answers a question of fact; answers are kept side by side and none is taken for true."""

    question: QuestionRef
    answer: Words
    by: ActorRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverReceived:
    """Another process handed over what it may pass on: its name, which seat gave it, and the text of the pack as given.

    `digest` is the SHA-256 of that text, in hexadecimal; `happened` is as of when the pack was given.
    """

    title: Name
    given_by: Name
    process: ProcessRef | None = None
    digest: Line
    pack: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionMade:
    """An entry of the same room is wrong: why, and which entry of this room stands instead, if any."""

    corrects: EntryId
    why: Words
    instead: EntryId | None = None

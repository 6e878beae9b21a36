"""Kinds of entry about the process itself: opened, linked to others, suspended, resumed."""

from dataclasses import dataclass
from enum import StrEnum

from parley.record.kinds.words import MaybeWords, Name, Words
from parley.record.references import ProcessRef


class Link(StrEnum):
    """How another process stands to this one."""

    PRECEDES = "precedes"
    FOLLOWS = "follows"
    RUNS_BESIDE = "runs beside"
    FEEDS_INTO = "feeds into"
    DRAWS_ON = "draws on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOpened:
    """A negotiation was put on record."""

    name: Name
    purpose: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLinked:
    """Another negotiation was named: this one `feeds into` or `draws on` it, or it `precedes` this one, and so on."""

    name: Name
    link: Link
    how: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSuspended:
    """A negotiation, this one or a linked one, stopped for a time."""

    process: ProcessRef
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResumed:
    """A suspended negotiation took up again, or was set to: `happened` says when."""

    process: ProcessRef
    how: MaybeWords = ""

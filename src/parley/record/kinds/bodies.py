"""Kinds of entry about actors: bodies, persons, offices, delegations, mandates, roles and relations."""

from dataclasses import dataclass
from enum import StrEnum

from parley.record.entry import Malformed
from parley.record.kinds.words import Count, MaybeWords, Name, Words
from parley.record.references import ActorRef, BodyRef, NamedPersonRef, RoleRef, RoundRef
from parley.record.when import When


class BodySort(StrEnum):
    """What sort of actor a body is; a sort is no recognition."""

    STATE = "state"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed group"
    POLITICAL_BODY = "political body"
    ORGANISATION = "organisation"
    OFFICE = "office"
    PUBLISHER = "publisher"
    PLACE = "place"


class Role(StrEnum):
    """What a body is at the talks."""

    PARTY = "party"
    GUARANTOR = "guarantor"
    SPONSOR = "sponsor"
    HOST = "host"
    MEDIATOR = "mediator"
    OBSERVER = "observer"
    INVITEE = "invitee"
    BACKER = "backer"


class Basis(StrEnum):
    """On what footing a role is held: set in an agreed document, claimed by its holder, or so styled by others."""

    DECLARED = "declared"
    CLAIMED = "claimed"
    STYLED = "styled"


class Tie(StrEnum):
    """How one actor stands to another."""

    BACKS = "backs"
    ARMS = "arms"
    OPPOSES = "opposes"
    ALLIED_WITH = "allied with"
    RECOGNISES = "recognises"
    REFUSES_TO_RECOGNISE = "refuses to recognise"
    SPEAKS_THROUGH = "speaks through"
    CONTROLS = "controls"


class Rank(StrEnum):
    """The rank at which a delegation is led, from highest to lowest; `unknown` is not the lowest."""

    HEAD_OF_STATE = "head of state or government"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy minister"
    ENVOY = "special envoy"
    AMBASSADOR = "ambassador"
    COMMANDER = "commander"
    OFFICIAL = "official"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNamed:
    """A body was put on record under a neutral name, with the other names in use for it."""

    name: Name
    sort: BodySort
    also_called: tuple[Name, ...] = ()
    part_of: BodyRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyDissolved:
    """A body ceased to be, and which bodies carry on for it, if any."""

    body: BodyRef
    into: tuple[BodyRef, ...] = ()
    how: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNamed:
    """A person of public life, or one whom the room knows, was put on record."""

    name: Name
    of: BodyRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """A person held an office, from a time until another; no end means none is known."""

    person: NamedPersonRef
    office: Name
    of: BodyRef | None = None
    since: When
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFormed:
    """A body sends a delegation to a round: who heads it, at what rank, who else, how many as far as is known."""

    body: BodyRef
    to_round: RoundRef | None = None
    head: NamedPersonRef | None = None
    rank: Rank
    members: tuple[NamedPersonRef, ...] = ()
    size: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven:
    """An actor was given a mandate: by whom, for what, and where it ends."""

    to: ActorRef
    by: ActorRef | None = None
    scope: Words
    limits: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """An actor held a role, according to somebody, from a time until another; no end means none is known.

    `according_to` None means that the source cited as evidence says so in its own voice.
    """

    body: ActorRef
    role: Role
    basis: Basis
    according_to: ActorRef | None = None
    since: When
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDisputed:
    """An actor refused to accept that another holds a role."""

    role: RoleRef
    by: ActorRef
    words: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded:
    """An actor's role came to its end, when it happened, whoever had claimed it."""

    role: RoleRef
    why: MaybeWords = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationReported:
    """One actor stands in a relation to another, according to somebody, from a time until another."""

    of: ActorRef
    tie: Tie
    to: ActorRef
    according_to: ActorRef | None = None
    since: When
    until: When | None = None
    detail: MaybeWords = ""

    def __post_init__(self) -> None:
        """Refuse a relation of an actor to itself."""
        if self.of == self.to:
            raise Malformed("a relation stands between two actors")

"""Who holds which role on a day, according to whom, and who disputes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parley.process.state import State, grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.bodies import Basis, OfficeHeld, RelationReported, Role, RoleDisputed, RoleHeld, Tie
from parley.record.references import EntryId
from parley.record.when import When

HOSTILE = frozenset({Tie.OPPOSES, Tie.REFUSES_TO_RECOGNISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStanding:
    """A role of a body on a day: every claim that it holds it, and every dispute of one of them.

    It is settled where an agreed document declares it or its holder claims it, and nobody disputes it.
    """

    body: EntryId
    role: Role
    claims: tuple[Entry[RoleHeld], ...]
    disputes: tuple[Entry[RoleDisputed], ...]

    @property
    def basis(self) -> Basis:
        """The firmest footing of any claim."""
        order = (Basis.DECLARED, Basis.CLAIMED, Basis.STYLED)
        return min((claim.what.basis for claim in self.claims), key=order.index)

    @property
    def contested(self) -> bool:
        """Whether somebody disputes it, or it rests on what others style it alone."""
        return bool(self.disputes) or self.basis is Basis.STYLED

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """What it rests on."""
        return ids(self.claims, self.disputes)


def covers(since: When, until: When | None, *, moment: datetime) -> bool:
    """Tell whether a stretch from one time to another may hold a moment; an unknown start has begun already."""
    if since.start is not None and since.start > moment:
        return False
    return until is None or until.end is None or until.end >= moment


def roles_on(state: State, *, moment: datetime) -> tuple[RoleStanding, ...]:
    """Return the roles in force at a moment according to each source, in order of role and body's name."""
    claims: dict[tuple[EntryId, Role], list[Entry[RoleHeld]]] = {}
    for entry in state.facts(RoleHeld):
        if covers(entry.what.since, entry.what.until, moment=moment):
            claims.setdefault((entry.what.body, entry.what.role), []).append(entry)
    disputes = grouped(state.facts(RoleDisputed), by=lambda one: _role_disputed(one, state=state))
    standings = [
        RoleStanding(body=body, role=role, claims=tuple(found), disputes=disputes.get((body, role), ()))
        for (body, role), found in claims.items()
    ]
    order = list(Role)
    return tuple(sorted(standings, key=lambda one: (order.index(one.role), state.name(one.body), one.body)))


def holders(standings: Iterable[RoleStanding], *, role: Role) -> tuple[RoleStanding, ...]:
    """Return who holds a role."""
    return tuple(standing for standing in standings if standing.role is role)


def relations_on(state: State, *, moment: datetime) -> tuple[Entry[RelationReported], ...]:
    """Return the relations that are reported to stand at a moment."""
    return tuple(
        entry for entry in state.facts(RelationReported) if covers(entry.what.since, entry.what.until, moment=moment)
    )


def offices_on(state: State, *, moment: datetime) -> tuple[Entry[OfficeHeld], ...]:
    """Return the offices that are held at a moment."""
    return tuple(
        entry for entry in state.facts(OfficeHeld) if covers(entry.what.since, entry.what.until, moment=moment)
    )


def _role_disputed(dispute: Entry[RoleDisputed], *, state: State) -> tuple[EntryId, Role] | None:
    """Return which body's role a dispute is about: to refuse one claim of it is to refuse the role."""
    claim = state.entries.get(dispute.what.role)
    return (claim.what.body, claim.what.role) if claim is not None else None

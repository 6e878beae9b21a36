"""Who holds which role on a day, according to whom, and who disputes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parley.process.state import State, grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.bodies import Basis, OfficeHeld, RelationReported, Role, RoleDisputed, RoleEnded, RoleHeld, Tie
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
    ended = _ends(state)
    claims: dict[tuple[EntryId, Role], list[Entry[RoleHeld]]] = {}
    for entry in state.facts(RoleHeld):
        over = ended.get((entry.what.body, entry.what.role))
        if covers(entry.what.since, entry.what.until, moment=moment) and not _is_over(entry, over, moment=moment):
            claims.setdefault((entry.what.body, entry.what.role), []).append(entry)
    disputes = grouped(state.facts(RoleDisputed), by=lambda one: _role_named(one, state=state))
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


def contested_relations(
    relations: Iterable[Entry[RelationReported]],
) -> tuple[tuple[Entry[RelationReported], ...], ...]:
    """Return the relations that are reported otherwise elsewhere: as friendly or as hostile, or since other times.

    Each group holds all that is reported of one actor's standing to another. None is weighed, and none left out.
    """
    found = grouped(relations, by=lambda one: (one.what.of, one.what.to))
    return tuple(group for group in found.values() if _differ(group))


def offices_on(state: State, *, moment: datetime) -> tuple[Entry[OfficeHeld], ...]:
    """Return the offices that are held at a moment."""
    return tuple(
        entry for entry in state.facts(OfficeHeld) if covers(entry.what.since, entry.what.until, moment=moment)
    )


def _differ(group: tuple[Entry[RelationReported], ...]) -> bool:
    begun: dict[Tie, set[datetime]] = {}
    for one in group:
        if one.what.since.start is not None:
            begun.setdefault(one.what.tie, set()).add(one.what.since.start)
    tempers = {one.what.tie in HOSTILE for one in group}
    return len(tempers) > 1 or any(len(starts) > 1 for starts in begun.values())


def _ends(state: State) -> dict[tuple[EntryId, Role], datetime]:
    """Return when each role of a body ended last, as far as that is known."""
    ends: dict[tuple[EntryId, Role], datetime] = {}
    for end in state.facts(RoleEnded):
        role = _role_named(end, state=state)
        if role is not None and end.happened.start is not None:
            ends[role] = max(end.happened.start, ends.get(role, end.happened.start))
    return ends


def _is_over(claim: Entry[RoleHeld], end: datetime | None, *, moment: datetime) -> bool:
    """Tell whether a role had ended by a moment; one that began after the end is held anew."""
    if end is None or end > moment:
        return False
    since = claim.what.since.start
    return since is None or since <= end


def _role_named(entry: Entry[RoleDisputed] | Entry[RoleEnded], *, state: State) -> tuple[EntryId, Role] | None:
    """Return which body's role an entry is about: what is said of one claim of a role is said of the role."""
    claim = state.entries.get(entry.what.role)
    return (claim.what.body, claim.what.role) if claim is not None else None

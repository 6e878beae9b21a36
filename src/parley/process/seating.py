"""Who would sit at one table, what stands between them, and an order in which no one sits beside whom it refuses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations, pairwise

from parley.process.formats import FACE_TO_FACE, present_as, refusals_among
from parley.process.roles import relations_on
from parley.process.rounds import Meeting, Round, last_round, meetings, next_round, own_rounds
from parley.process.state import State
from parley.process.table import table
from parley.record.entry import Entry
from parley.record.kinds.bodies import RelationReported, Tie
from parley.record.kinds.meetings import Presence, RefusalStated
from parley.record.references import EntryId
from parley.record.when import When

MOST_EXACT = 10
"""Up to so many at a table, the best of all orders is found; the work doubles with each guest more."""

MOST_STEPS = 50_000
"""After so many steps the search for an order of a larger table is given up."""

BONDS = frozenset({Tie.BACKS, Tie.ARMS, Tie.ALLIED_WITH, Tie.SPEAKS_THROUGH, Tie.CONTROLS})
"""Ties that put two on one side."""

OUT = frozenset({Presence.REFUSED, Presence.ABSENT})

Pair = frozenset[EntryId]


class Shape(StrEnum):
    """What the table is like: at a round one the last sits beside the first, at a U the two ends do not meet."""

    ROUND = "round table"
    U = "U-shaped table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A round or a meeting for which a table may be laid, and the bodies that would be there, in order of names."""

    id: EntryId
    name: str
    when: When
    bodies: tuple[EntryId, ...]
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """One who would be there refuses another, as the entry says."""

    by: EntryId
    whom: EntryId
    stated: Entry[RefusalStated]

    @property
    def face_to_face(self) -> bool:
        """Whether it is to sit with the other that is refused."""
        return not FACE_TO_FACE.isdisjoint(self.stated.what.formats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is on record between those who would be there.

    Args:
        refusals: who refuses whom, and in which formats.
        unrecognised: who is reported to refuse to recognise whom.
        bonds: who is reported to stand with whom, on one side.
    """

    refusals: tuple[Refusing, ...]
    unrecognised: tuple[tuple[EntryId, EntryId, Entry[RelationReported]], ...]
    bonds: tuple[tuple[EntryId, EntryId, Entry[RelationReported]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """An order around the table, clockwise from its head.

    Args:
        order: the order; empty where there is none.
        in_the_way: where there is none, the pairs of whom either alone stands in its way, or else all that refuse.
        exact: whether every order was weighed: then it is the best, or there is none.
    """

    order: tuple[EntryId, ...]
    in_the_way: tuple[Pair, ...] = ()
    exact: bool = True


def gatherings(state: State) -> tuple[Gathering, ...]:
    """Return the rounds of this process, then every meeting on record, each with who would be there."""
    return (
        *(_of_round(state, one) for one in own_rounds(state)),
        *(gathering_of(state, one) for one in meetings(state)),
    )


def next_gathering(state: State, *, moment: datetime) -> Gathering | None:
    """Return the round that is under way or comes next, or else the last one; failing all, the last meeting."""
    one = next_round(state, moment=moment) or last_round(state, moment=moment)
    if one is not None:
        return _of_round(state, one)
    held = meetings(state)
    return gathering_of(state, held[-1]) if held else None


def between(state: State, *, guests: Sequence[EntryId], moment: datetime) -> Between:
    """Return what is on record at a moment between those who would be there, their parts and persons included."""
    refusing = (
        Refusing(by=by, whom=whom, stated=one)
        for by, whom, one in refusals_among(state, attending=guests)
        if by != whom
    )
    ties = [
        (of, to, one)
        for one in relations_on(state, moment=moment)
        if (of := present_as(one.what.of, present=guests, state=state)) is not None
        and (to := present_as(one.what.to, present=guests, state=state)) is not None
        and of != to
    ]
    return Between(
        refusals=tuple(refusing),
        unrecognised=tuple(one for one in ties if one[2].what.tie is Tie.REFUSES_TO_RECOGNISE),
        bonds=tuple(one for one in ties if one[2].what.tie in BONDS),
    )


def arranged(guests: Sequence[EntryId], *, among: Between, shape: Shape) -> Seating:
    """Return an order in which no one sits beside whom it refuses; of several, the first by the order of the guests.

    Up to ten guests every order is weighed: the fewest neighbours who do not recognise each other, then the fewest of
    one side. Of more, any order that keeps the refusals apart is taken.
    """
    apart = {frozenset((one.by, one.whom)) for one in among.refusals if one.face_to_face}
    unrecognised = {frozenset((of, to)) for of, to, _ in among.unrecognised}
    bonds = {frozenset((of, to)) for of, to, _ in among.bonds}
    order, exact = _order(guests, apart=apart, rather=(unrecognised, bonds), shape=shape)
    if order or not guests:
        return Seating(order=order, exact=exact)
    pairs = [pair for one in combinations(guests, 2) if (pair := frozenset(one)) in apart]
    alone = [pair for pair in pairs if _order(guests, apart=apart - {pair}, rather=(set(), set()), shape=shape)[0]]
    return Seating(order=(), in_the_way=tuple(alone if exact and alone else pairs), exact=exact)


def neighbours(order: Sequence[EntryId], *, shape: Shape) -> Iterator[tuple[EntryId, EntryId]]:
    """Yield each pair that sits side by side."""
    yield from pairwise(order)
    if shape is Shape.ROUND and len(order) > len(("one", "other")):
        yield order[-1], order[0]


def _of_round(state: State, one: Round) -> Gathering:
    places = [place for place in table(state, of_round=one.id) if place.at_the_table is not False]
    entries = tuple(entry for place in places for entry in place.entries)
    return Gathering(
        id=one.id,
        name=one.announced.what.name,
        when=one.dates,
        bodies=_by_name(state, (place.body for place in places)),
        entries=entries or one.entries,
    )


def gathering_of(state: State, one: Meeting) -> Gathering:
    """Return a meeting with those named for it who do not stay away; where nobody is named, those of its round."""
    named = one.accounts[-1:] or one.plans[-1:]
    actors = dict.fromkeys(state.body_of(actor) for entry in named for actor in entry.what.participants)
    for reported in one.attendance:
        actor = state.body_of(reported.what.who)
        if reported.what.presence in OUT:
            actors.pop(actor, None)
        else:
            actors[actor] = None
    of_round = [each for each in own_rounds(state) if each.id == one.round]
    if not actors and not one.attendance and of_round:
        around = _of_round(state, of_round[0])
        actors = dict.fromkeys(around.bodies)
    return Gathering(
        id=one.entries[0],
        name=one.name,
        when=one.when,
        bodies=_by_name(state, actors),
        entries=(*one.entries, *(entry.id for entry in one.attendance)),
    )


def _by_name(state: State, bodies: Iterator[EntryId] | dict[EntryId, None]) -> tuple[EntryId, ...]:
    return tuple(sorted(bodies, key=lambda one: (state.name(one).casefold(), one)))


def _order(
    guests: Sequence[EntryId], *, apart: set[Pair], rather: tuple[set[Pair], set[Pair]], shape: Shape
) -> tuple[tuple[EntryId, ...], bool]:
    """Return an order, empty where there is none, and whether that is certain."""
    first, second = rather
    weight = len(guests) + 1
    costs = [
        [
            None if (pair := frozenset((one, other))) in apart else weight * (pair in first) + (pair in second)
            for other in guests
        ]
        for one in guests
    ]
    if len(guests) <= MOST_EXACT:
        return tuple(guests[place] for place in _cheapest(costs, closed=shape is Shape.ROUND)), True
    found, certain = _any(costs, closed=shape is Shape.ROUND)
    return tuple(guests[place] for place in found), certain and not found


Costs = Sequence[Sequence[int | None]]


def _cheapest(costs: Costs, *, closed: bool) -> list[int]:
    """Return the cheapest order by Held and Karp's method (1962), the first of several; empty where there is none."""
    size = len(costs)
    if size <= 1:
        return list(range(size))
    everyone = (1 << size) - 1
    rest: dict[tuple[int, int], int] = {}
    for here in range(size):
        back = costs[here][0] if closed and size > len(("one", "other")) else 0
        if back is not None:
            rest[everyone, here] = back
    for seen in range(everyone - 1, 0, -1):
        for here in (one for one in range(size) if seen >> one & 1):
            onward = [cost for _, cost in _onward(costs, rest, seen=seen, here=here)]
            if onward:
                rest[seen, here] = min(onward)
    starts = [0] if closed else list(range(size))
    begun = [one for one in starts if (1 << one, one) in rest]
    if not begun:
        return []
    order = [min(begun, key=lambda one: rest[1 << one, one])]
    seen = 1 << order[0]
    while seen != everyone:
        ways = _onward(costs, rest, seen=seen, here=order[-1])
        order.append(min(ways, key=lambda way: way[1])[0])
        seen |= 1 << order[-1]
    return order


def _onward(costs: Costs, rest: dict[tuple[int, int], int], *, seen: int, here: int) -> list[tuple[int, int]]:
    """Return who may come next, each with what the whole rest of the order then costs at least."""
    found = []
    for there, step in enumerate(costs[here]):
        after = rest.get((seen | 1 << there, there))
        if step is not None and after is not None and not seen >> there & 1:
            found.append((there, step + after))
    return found


def _any(costs: Costs, *, closed: bool) -> tuple[list[int], bool]:
    """Return an order that keeps the refusals apart, the most refused placed early, and whether that is certain."""
    size, steps = len(costs), 0
    free = [sum(cost is not None for cost in row) for row in costs]
    starts = sorted(range(size), key=lambda one: (free[one], one))[: 1 if closed else size]
    stack = [[one] for one in reversed(starts)]
    while stack and steps < MOST_STEPS:
        steps += 1
        order = stack.pop()
        if len(order) == size:
            if not closed or costs[order[-1]][order[0]] is not None:
                return order, True
            continue
        left = [one for one in range(size) if one not in order and costs[order[-1]][one] is not None]
        stack += [[*order, one] for one in sorted(left, key=lambda one: (free[one], one), reverse=True)]
    return [], not stack

from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.process import seating
from parley.process.fold import fold
from parley.process.seating import Shape, arranged, between, gatherings, neighbours, next_gathering
from parley.record.kinds.bodies import BodyNamed, BodySort, DelegationFormed, PersonNamed, Rank, RelationReported, Tie
from parley.record.kinds.meetings import (
    AttendanceReported,
    Format,
    InvitationReported,
    InvitationStatus,
    MeetingPlanned,
    Presence,
    RefusalLifted,
    RefusalStated,
    RoundAnnounced,
)
from parley.record.when import When
from tests.process.record_of import RecordOf

NAMES = "ABCDEFG"
DAYS = When.read("2031-02-01/2031-02-03")


def talks(names, *, refusals=(), shunned=(), bonds=()):
    """Bodies by their names, and a record of what stands between them."""
    record = RecordOf()
    bodies = {name: record.body(name) for name in names}
    for by, whom in refusals:
        record.add(RefusalStated(by=bodies[by], whom=bodies[whom], formats=(Format.BILATERAL,)))
    for tie, pairs in ((Tie.REFUSES_TO_RECOGNISE, shunned), (Tie.BACKS, bonds)):
        for of, to in pairs:
            record.add(RelationReported(of=bodies[of], tie=tie, to=bodies[to], since=When.unknown()))
    return record, bodies


def laid(names, *, shape=Shape.ROUND, **ties):
    """The order as names in a row, and the pairs in its way."""
    record, bodies = talks(names, **ties)
    among = between(fold(record.entries), guests=tuple(bodies.values()), moment=record.moment)
    found = arranged(tuple(bodies.values()), among=among, shape=shape)
    called = {body: name for name, body in bodies.items()}
    ways = {"".join(sorted(called[one] for one in pair)) for pair in found.in_the_way}
    return "".join(called[one] for one in found.order), ways


def by_brute_force(names, *, refusals, shunned, bonds, shape):
    """The best of all orders, tried one after another; empty where each seats a refused pair side by side."""
    best = None
    for order in permutations(names):
        if shape is Shape.ROUND and order[:1] != tuple(names[:1]):
            continue
        beside = [frozenset(one) for one in pairwise(order)]
        if shape is Shape.ROUND and len(order) > 2:
            beside.append(frozenset((order[-1], order[0])))
        apart, unknown, together = ({frozenset(one) for one in pairs} for pairs in (refusals, shunned, bonds))
        if any(one in apart for one in beside):
            continue
        cost = (sum(one in unknown for one in beside), sum(one in together for one in beside), order)
        best = cost if best is None or cost < best else best
    return "".join(best[2]) if best else ""


PAIRS = st.lists(st.sampled_from(list(combinations(NAMES, 2))), max_size=12, unique=True)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(NAMES)), PAIRS, PAIRS, PAIRS, st.sampled_from(Shape))
def test_any_small_table_is_laid_as_by_trying_every_order(size, refusals, shunned, bonds, shape):
    names = NAMES[:size]
    ties = {
        key: [one for one in pairs if set(one) <= set(names)]
        for key, pairs in (("refusals", refusals), ("shunned", shunned), ("bonds", bonds))
    }
    order, ways = laid(names, shape=shape, **ties)
    assert order == by_brute_force(names, **ties, shape=shape)
    if order or not names:
        assert ways == set()
        return
    without = {
        "".join(one)
        for one in ties["refusals"]
        if by_brute_force(
            names, refusals=[pair for pair in ties["refusals"] if pair != one], shunned=[], bonds=[], shape=shape
        )
    }
    assert ways == (without or {"".join(one) for one in ties["refusals"]})


def test_two_who_refuse_each_other_have_no_order_and_are_named():
    assert laid("AB", refusals=["AB"]) == ("", {"AB"})
    assert laid("ABC", refusals=["BC"]) == ("", {"BC"})


def test_the_ends_of_a_u_shaped_table_do_not_meet():
    assert laid("ABC", refusals=["BC"], shape=Shape.U) == ("BAC", set())


def test_those_of_one_side_are_parted_only_after_those_who_do_not_recognise_each_other():
    assert laid("ABCD", bonds=["AB"]) == ("ACBD", set())
    assert laid("ABCD", bonds=["AB", "CD"], shunned=["AC"]) == ("ABCD", set())


@pytest.mark.parametrize("shape", Shape)
def test_a_larger_table_is_laid_so_that_nobody_sits_beside_whom_it_refuses(shape):
    names = "ABCDEFGHIJKLMNOPQRST"
    refusals = [(one, other) for one, other in combinations(names, 2) if (ord(one) + ord(other)) % 5 < 2]
    order, _ = laid(names, refusals=refusals, shape=shape)
    assert sorted(order) == list(names)
    assert not {frozenset(one) for one in neighbours(order, shape=shape)} & {frozenset(one) for one in refusals}


def test_a_larger_table_that_cannot_be_laid_is_not_said_to_be_impossible_before_every_order_was_tried(monkeypatch):
    names = "ABCDEFGHIJKL"
    refusals = [("A", other) for other in names[1:]]
    record, bodies = talks(names, refusals=refusals)
    among = between(fold(record.entries), guests=tuple(bodies.values()), moment=record.moment)
    certain = arranged(tuple(bodies.values()), among=among, shape=Shape.ROUND)
    assert (certain.order, certain.exact) == ((), True)
    monkeypatch.setattr(seating, "MOST_STEPS", 0)
    given_up = arranged(tuple(bodies.values()), among=among, shape=Shape.ROUND)
    assert (given_up.order, given_up.exact, len(given_up.in_the_way)) == ((), False, 11)


def test_a_refusal_counts_for_the_body_of_a_part_or_a_person_until_it_is_lifted():
    record, bodies = talks("AB")
    wing = record.add(BodyNamed(name="Wing of A", sort=BodySort.ARMED_GROUP, part_of=bodies["A"]))
    head = record.add(PersonNamed(name="Bo Lind", of=bodies["B"]))
    refusal = record.add(RefusalStated(by=wing, whom=head, formats=(Format.PLENARY,)))
    guests = tuple(bodies.values())
    (found,) = between(fold(record.entries), guests=guests, moment=record.moment).refusals
    assert (found.by, found.whom, found.stated.id) == (*guests, refusal)
    record.add(RefusalLifted(refusal=refusal))
    assert between(fold(record.entries), guests=guests, moment=record.moment).refusals == ()


def test_a_refusal_of_proximity_alone_parts_nobody_at_a_table():
    record, bodies = talks("AB")
    record.add(RefusalStated(by=bodies["A"], whom=bodies["B"], formats=(Format.PROXIMITY,)))
    among = between(fold(record.entries), guests=tuple(bodies.values()), moment=record.moment)
    assert [one.face_to_face for one in among.refusals] == [False]
    assert arranged(tuple(bodies.values()), among=among, shape=Shape.ROUND).order == tuple(bodies.values())


def test_those_who_were_kept_out_of_a_round_have_no_place_in_it():
    record, bodies = talks("ABC")
    days = record.add(RoundAnnounced(name="Round 1", dates=DAYS))
    record.add(DelegationFormed(body=bodies["A"], to_round=days, rank=Rank.UNKNOWN))
    record.add(InvitationReported(whom=bodies["B"], round=days, status=InvitationStatus.INVITED))
    record.add(InvitationReported(whom=bodies["C"], round=days, status=InvitationStatus.EXCLUDED))
    found = next_gathering(fold(record.entries), moment=record.moment)
    assert (found.name, found.bodies) == ("Round 1", (bodies["A"], bodies["B"]))


def test_a_meeting_is_for_those_named_who_did_not_stay_away_and_otherwise_for_its_round():
    record, bodies = talks("ABC")
    days = record.add(RoundAnnounced(name="Round 1", dates=DAYS))
    record.add(DelegationFormed(body=bodies["C"], to_round=days, rank=Rank.UNKNOWN))
    plan = {"round": days, "format": Format.PLENARY, "scheduled": DAYS}
    named = record.add(MeetingPlanned(name="Named", participants=(bodies["A"], bodies["B"]), **plan))
    record.add(AttendanceReported(meeting=named, who=bodies["B"], presence=Presence.REFUSED))
    record.add(MeetingPlanned(name="Open", **plan))
    found = {one.name: one.bodies for one in gatherings(fold(record.entries))}
    assert found == {"Round 1": (bodies["C"],), "Named": (bodies["A"],), "Open": (bodies["C"],)}

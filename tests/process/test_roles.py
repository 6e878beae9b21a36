from datetime import UTC, date, datetime

from parley.process.fold import fold
from parley.process.roles import holders, relations_on, roles_on
from parley.record.kinds.bodies import Basis, RelationReported, Role, RoleDisputed, RoleEnded, RoleHeld, Tie
from parley.record.when import When
from tests.process.record_of import RecordOf


def day(n):
    return When.day(date(2031, 1, n))


def noon(n):
    return datetime(2031, 1, n, 12, tzinfo=UTC)


def a_talk_with_guarantors():
    record = RecordOf()
    east, west, press, rebels = (record.body(name) for name in ("East", "West", "Press", "Rebels"))
    record.add(RoleHeld(body=east, role=Role.GUARANTOR, basis=Basis.DECLARED, since=day(1)))
    record.add(RoleHeld(body=east, role=Role.SPONSOR, basis=Basis.CLAIMED, since=day(1), until=day(3)))
    styled = record.add(RoleHeld(body=west, role=Role.GUARANTOR, basis=Basis.STYLED, according_to=press, since=day(5)))
    record.add(RoleHeld(body=west, role=Role.GUARANTOR, basis=Basis.DECLARED, since=day(20)))
    record.add(RoleDisputed(role=styled, by=rebels))
    return record, east, west


def guarantors(record, moment):
    return [
        (fold(record.entries).name(one.body), one.basis, one.contested)
        for one in holders(roles_on(fold(record.entries), moment=moment), role=Role.GUARANTOR)
    ]


def test_a_role_begins_on_its_day_and_ends_after_its_last():
    record, east, _ = a_talk_with_guarantors()
    state = fold(record.entries)
    sponsors = [holders(roles_on(state, moment=noon(n)), role=Role.SPONSOR) for n in (1, 3, 4)]
    assert [[one.body for one in found] for found in sponsors] == [[east], [east], []]


def test_three_days_give_three_answers_to_who_guarantees():
    record, _, _ = a_talk_with_guarantors()
    assert guarantors(record, noon(2)) == [("East", Basis.DECLARED, False)]
    assert guarantors(record, noon(6)) == [("East", Basis.DECLARED, False), ("West", Basis.STYLED, True)]
    assert guarantors(record, noon(21)) == [("East", Basis.DECLARED, False), ("West", Basis.DECLARED, True)]


def test_a_dispute_of_one_claim_contests_the_role_whoever_else_claims_it():
    record, _, west = a_talk_with_guarantors()
    standing = next(one for one in roles_on(fold(record.entries), moment=noon(21)) if one.body == west)
    assert len(standing.claims) == 2
    assert len(standing.disputes) == 1


def test_a_role_that_ended_is_held_again_only_by_a_later_claim():
    record = RecordOf()
    east = record.body("East")
    held = record.add(RoleHeld(body=east, role=Role.HOST, basis=Basis.CLAIMED, since=When.unknown()))
    record.add(RoleEnded(role=held), happened=day(5))
    state = fold(record.entries)
    assert [len(roles_on(state, moment=noon(n))) for n in (4, 6)] == [1, 0]
    record.add(RoleHeld(body=east, role=Role.HOST, basis=Basis.CLAIMED, since=day(8)))
    state = fold(record.entries)
    assert [len(roles_on(state, moment=noon(n))) for n in (6, 9)] == [0, 1]


def test_a_relation_of_unknown_beginning_stands_from_the_start():
    record = RecordOf()
    east, west = record.body("East"), record.body("West")
    record.add(RelationReported(of=east, tie=Tie.BACKS, to=west, since=When.unknown(), until=day(9)))
    state = fold(record.entries)
    assert [len(relations_on(state, moment=noon(n))) for n in (1, 9, 10)] == [1, 1, 0]

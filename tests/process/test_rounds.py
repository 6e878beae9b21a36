from datetime import UTC, date, datetime

from parley.process.fold import fold
from parley.process.rounds import agenda, expectations, last_round, meetings, next_round
from parley.process.table import table
from parley.record.kinds.bodies import DelegationFormed, Rank
from parley.record.kinds.meetings import (
    AgendaItemAdopted,
    AgendaItemContested,
    AgendaItemProposed,
    AttendanceReported,
    ExpectationSettled,
    ExpectationStated,
    Format,
    InvitationReported,
    InvitationStatus,
    MeetingCancelled,
    MeetingHeld,
    MeetingPlanned,
    Outcome,
    Presence,
    RoundAnnounced,
    RoundMoved,
)
from parley.record.kinds.process import Link, ProcessLinked
from parley.record.when import When
from tests.process.record_of import RecordOf


def days(first, last):
    return When.interval(When.day(date(2031, 3, first)), When.day(date(2031, 3, last)))


def noon(n):
    return datetime(2031, 3, n, 12, tzinfo=UTC)


def two_rounds():
    record = RecordOf()
    one = record.add(RoundAnnounced(name="One", dates=days(2, 3)))
    two = record.add(RoundAnnounced(name="Two", dates=days(10, 11)))
    return record, one, two


def test_the_round_under_way_is_the_next_one_until_it_ends():
    record, one, two = two_rounds()
    state = fold(record.entries)
    assert [next_round(state, moment=noon(n)).id for n in (1, 2, 3, 4)] == [one, one, one, two]
    assert next_round(state, moment=noon(12)) is None
    assert last_round(state, moment=noon(3)) is None
    assert last_round(state, moment=noon(12)).id == two


def test_a_moved_round_has_the_dates_that_are_known_last():
    record, _, two = two_rounds()
    record.add(RoundMoved(round=two, dates=days(20, 21)))
    assert next_round(fold(record.entries), moment=noon(15)).id == two


def test_a_round_of_a_linked_process_is_not_our_next():
    record = RecordOf()
    other = record.add(ProcessLinked(name="Other talks", link=Link.RUNS_BESIDE))
    record.add(RoundAnnounced(name="Theirs", dates=days(2, 3), of_process=other))
    assert next_round(fold(record.entries), moment=noon(1)) is None


def test_plans_and_accounts_that_name_one_another_are_one_meeting():
    record, one, _ = two_rounds()
    plan = record.add(MeetingPlanned(name="Opening", round=one, format=Format.UNDECIDED, scheduled=days(2, 2)))
    again = record.add(
        MeetingPlanned(name="Opening", round=one, format=Format.PLENARY, scheduled=days(3, 3), instead_of=plan)
    )
    for fmt in (Format.PLENARY, Format.PROXIMITY):
        record.add(MeetingHeld(name="Opening", meeting=again, format=fmt))
    record.add(MeetingPlanned(name="Closing", round=one, format=Format.PLENARY, scheduled=days(3, 3)))
    found = meetings(fold(record.entries))
    assert sorted((one.name, len(one.plans), len(one.accounts)) for one in found) == [
        ("Closing", 1, 0),
        ("Opening", 2, 2),
    ]


def test_what_is_said_of_any_account_is_said_of_the_meeting():
    record, one, _ = two_rounds()
    north = record.body("North")
    plan = record.add(MeetingPlanned(name="Opening", round=one, format=Format.PLENARY, scheduled=days(2, 2)))
    held = record.add(MeetingHeld(name="Opening", meeting=plan, format=Format.PROXIMITY))
    record.add(AttendanceReported(meeting=held, who=north, presence=Presence.LEFT))
    record.add(MeetingCancelled(meeting=plan))
    (meeting,) = meetings(fold(record.entries))
    assert len(meeting.attendance) == len(meeting.cancelled) == 1
    assert meeting.round == one


def test_an_expectation_is_open_until_it_is_settled():
    record, one, two = two_rounds()
    stated = record.add(ExpectationStated(round=one, what="an end by noon"))
    assert [len(one.settled) for one in expectations(fold(record.entries), of_round=one)] == [0]
    record.add(ExpectationSettled(expectation=stated, outcome=Outcome.NOT_MET))
    assert [len(one.settled) for one in expectations(fold(record.entries), of_round=one)] == [1]
    assert expectations(fold(record.entries), of_round=two) == ()


def test_an_item_keeps_who_disputes_and_who_adopts_it():
    record, one, _ = two_rounds()
    north = record.body("North")
    item = record.add(AgendaItemProposed(item="prisoners", round=one))
    record.add(AgendaItemContested(item=item, by=north))
    record.add(AgendaItemAdopted(item=item))
    (found,) = agenda(fold(record.entries), of_round=one)
    assert (len(found.contested), len(found.adopted)) == (1, 1)
    assert agenda(fold(record.entries), of_round=None) == ()


def at_the_table(record, of_round):
    state = fold(record.entries)
    return {state.name(place.body): place.at_the_table for place in table(state, of_round=of_round)}


def test_the_table_tells_coming_from_away_from_not_on_record():
    record, one, two = two_rounds()
    a, b, c, d = (record.body(name) for name in ("A", "B", "C", "D"))
    record.add(DelegationFormed(body=a, to_round=one, rank=Rank.UNKNOWN))
    record.add(InvitationReported(whom=b, round=one, status=InvitationStatus.INVITED))
    record.add(InvitationReported(whom=c, round=one, status=InvitationStatus.EXCLUDED))
    record.add(InvitationReported(whom=d, round=one, status=InvitationStatus.ACCEPTED))
    assert at_the_table(record, one) == {"A": True, "B": None, "C": False, "D": True}
    assert at_the_table(record, two) == {}


def test_an_invitation_withdrawn_after_it_was_accepted_keeps_away():
    record, one, _ = two_rounds()
    a = record.body("A")
    for status in (InvitationStatus.ACCEPTED, InvitationStatus.WITHDRAWN):
        record.add(InvitationReported(whom=a, round=one, status=status))
    assert at_the_table(record, one) == {"A": False}

import re
from collections import Counter
from datetime import UTC, datetime
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from parley.actions.importing import import_process
from parley.actions.process_file import read_process_file
from parley.process.fold import fold
from parley.record import reading
from parley.record.entry import Form
from parley.record.founding import seats_at
from parley.record.kinds.bodies import BodyNamed
from parley.record.kinds.catalogue import KINDS, kind_name
from parley.record.kinds.issues import PositionTaken
from parley.record.kinds.meetings import Format, MeetingPlanned
from parley.record.kinds.papers import IncidentsReported, TextAnswered, TextRelation
from parley.record.kinds.rooms import PersonSeated, RoomClosed, SeatClosed, SeatOpened
from parley.record.leaning import entries_named
from tests.examples.orvane_canaries import CANARIES

ORVANE = Path(str(files("parley") / "examples" / "orvane.yaml"))
NOW = datetime(2031, 9, 15, 9, tzinfo=UTC)
ARMED = {"directorate", "compact", "ridge", "river"}
REAL = (
    "Afghan|Africa|America|Arab|Armenia|Astana|Azerbaijan|Baghdad|Brit|China|Chinese|Colombia|Congo|Cyprus|Damascus|"
    "Darfur|Egypt|Ethiopia|Europe|France|French|Gaza|Geneva|Georgia|German|Iran|Iraq|Israel|Kazakh|Kosovo|Kurd|Libya|"
    "London|Moscow|Myanmar|Nations|NATO|Nepal|Norway|Oslo|Pakistan|Palestin|Qatar|Russia|Saudi|Serbia|Somali|Sudan|"
    "Swiss|Syria|Tehran|Turk|UN|Ukrain|Vienna|Washington|Yemen"
)


@pytest.fixture(scope="module")
def orvane():
    return read_process_file(ORVANE)


@pytest.fixture(scope="module")
def rooms(orvane):
    """The seats of each room, by the keys of both; everyone's is all of them."""
    keys = {seat: key for key, (seat, _) in orvane.seats.items()}
    return {
        key: set(keys.values()) if opened.everyone else {keys[one.seat] for one in opened.sitters}
        for key, (_, opened) in orvane.rooms.items()
    }


@pytest.fixture(scope="module")
def room_of(orvane):
    return {room: key for key, (room, _) in orvane.rooms.items()}


def facts(orvane, kind):
    return [one for one in orvane.entries if isinstance(one.draft.what, kind)]


def words_of(entry):
    return repr(entry.draft)


def test_it_is_a_rich_process(orvane):
    assert orvane.process == "orvane"
    assert len(orvane.rooms) >= 10
    assert len(orvane.entries) >= 80


def test_every_kind_of_entry_is_used(orvane):
    assert {kind_name(type(one.draft.what)) for one in orvane.entries} == set(KINDS)


def test_every_form_of_terms_is_used_and_some_leave_them_unspecified(orvane):
    given = Counter(one.draft.terms.form if one.draft.terms else None for one in orvane.entries)
    assert set(given) == {None, *Form}


@pytest.mark.parametrize("canary", CANARIES)
def test_a_canary_stands_in_one_entry_of_a_room_of_those_who_may_see_it(canary, orvane, rooms, room_of):
    found = [one for one in orvane.entries if canary.casefold() in words_of(one).casefold()]
    assert len(found) == 1
    assert rooms[room_of[found[0].room]] == CANARIES[canary]
    assert ORVANE.read_text(encoding="utf-8").casefold().count(canary.casefold()) == 1


def test_every_armed_party_and_every_guarantor_has_a_canary():
    assert set().union(*CANARIES.values()) >= ARMED | {"ulvessar", "tharnovey"}


def test_one_armed_party_never_signs_in(orvane):
    seated = {one.draft.what.seat for one in facts(orvane, PersonSeated)}
    assert {key for key in ARMED if orvane.seats[key][0] not in seated} == {"directorate"}


def test_the_back_channel_is_without_the_desk_and_the_other_party(rooms, orvane):
    assert rooms["ferry"] == {"river", "ulvessar", "envoy"}
    assert not any("ferry" in words_of(one) for one in orvane.entries if one.room != orvane.rooms["ferry"][0])


def test_successors_open_before_the_seat_that_split_closes_and_share_no_room_with_it(orvane, rooms):
    place = {one.key: number for number, one in enumerate(orvane.entries)}
    (closed,) = facts(orvane, SeatClosed)
    assert closed.draft.what.seat == orvane.seats["compact"][0]
    assert max(place["ridge"], place["river"]) < place[closed.key]
    for who in rooms.values():
        assert "visitor" in who or "compact" not in who or not who & {"ridge", "river"}


def test_every_room_of_the_seat_that_split_is_closed(orvane, rooms, room_of):
    closed = {room_of[one.room] for one in facts(orvane, RoomClosed)}
    assert {key for key, who in rooms.items() if "compact" in who and key != "public"} <= closed


def test_nothing_is_made_in_a_room_or_by_a_seat_that_is_closed(orvane):
    rooms, seats = set(), set()
    for one in orvane.entries:
        assert one.room not in rooms
        assert one.seat not in seats
        if isinstance(one.draft.what, RoomClosed):
            rooms.add(one.room)
        if isinstance(one.draft.what, SeatClosed):
            seats.add(one.draft.what.seat)


def test_nothing_rests_on_what_became_known_later(orvane):
    known = {one.id: one.draft.known for one in orvane.entries}
    late = [one.key for one in orvane.entries if any(known[it] > one.draft.known for it in entries_named(one.draft))]
    assert late == []


def test_it_ends_before_now_with_the_format_of_the_next_round_undecided(orvane):
    assert max(one.draft.known for one in orvane.entries) <= NOW
    plans = {one.key: one.draft.what for one in facts(orvane, MeetingPlanned)}
    assert plans["r4-plan"].format is Format.UNDECIDED
    assert plans["r4-plan"].scheduled.start > NOW


def test_some_party_says_another_thing_in_public_than_in_confidence(orvane, room_of):
    said = {}
    for one in facts(orvane, PositionTaken):
        what, public = one.draft.what, room_of[one.room] == "public"
        said.setdefault((what.by, what.issue, public), set()).add((what.option, what.stance))
    both = [(by, issue) for by, issue, public in said if public and (by, issue, False) in said]
    assert sum(not said[*one, True] & said[*one, False] for one in both) >= 4


def test_observers_differ_for_the_same_week_and_one_reports_none(orvane):
    public = [one for one in facts(orvane, IncidentsReported) if one.draft.what.place == "The line"]
    by_week = {}
    for one in public:
        by_week.setdefault(one.draft.happened, set()).add(one.draft.what.count)
    assert all(len(counts) >= 3 for counts in by_week.values())
    assert any(None in counts for counts in by_week.values())


def test_a_statement_was_read_out_and_not_signed_by_one_side(orvane):
    answers = [one.draft.what for one in facts(orvane, TextAnswered)]
    assert any(one.relation is TextRelation.READ_OUT and one.did for one in answers)
    assert any(one.relation is TextRelation.SIGNED and not one.did for one in answers)


def test_no_name_is_of_the_real_world():
    assert re.findall(rf"\b(?:{REAL})\w*", ORVANE.read_text(encoding="utf-8")) == []


def test_no_two_bodies_and_no_two_seats_share_a_name(orvane):
    for kind in (BodyNamed, SeatOpened):
        names = [one.draft.what.name for one in facts(orvane, kind)]
        assert [pair for pair in combinations(names, 2) if pair[0] == pair[1]] == []


def test_each_seat_reads_only_its_own_canaries_once_it_is_on_record(record):
    import_process(ORVANE, record=record)
    for seat in seats_at(record, process="orvane"):
        seen = repr(dict(fold(reading.seen_by(seat, record=record).entries).entries))
        own = {word for word, who in CANARIES.items() if seat.key in who}
        assert {word for word in CANARIES if word in seen} == own

import random
from datetime import UTC, datetime, timedelta

import pytest

from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.issues import IssueRaised, PositionTaken, Stance, Sureness
from parley.record.kinds.papers import CorrectionMade
from parley.record.kinds.rooms import RoomClosed
from tests.record.talks_on_record import KNOWN, ROOMS, Talks, note

EARLIER = KNOWN - timedelta(days=30)
CLOCK = """
    create or replace function parley.clock() returns timestamptz language sql volatile
    return timestamptz '{}'
"""
OWN_CLOCK = (
    "create or replace function parley.clock() returns timestamptz language sql volatile return clock_timestamp()"
)


@pytest.fixture
def clock(owner):
    """Set the clock of the record, which goes on by itself afterwards."""
    yield lambda moment: owner.execute(CLOCK.format(moment.isoformat()))
    owner.execute(OWN_CLOCK)


def test_seat_sees_the_entries_of_its_rooms_and_no_others(talks):
    for room in ROOMS:
        talks.append(
            note(room), by="north" if room == "north-room" else "guest" if room == "envoys" else "team", room=room
        )
    assert set(talks.words("team")) == {"public", "table", "caucus", "south-caucus", "guest-room", "desk"}
    assert set(talks.words("north")) == {"public", "table", "caucus", "north-room"}
    assert set(talks.words("guest")) == {"public", "guest-room", "envoys"}
    assert set(talks.words("visitor")) == {"public"}


def test_entries_come_in_the_order_in_which_they_were_recorded(talks):
    for number, room in enumerate(["table", "desk", "table", "public", "caucus", "desk"]):
        talks.append(note(str(number)), room=room)
    assert talks.words("team") == ["0", "1", "2", "3", "4", "5"]
    seen = talks.seen("team").entries
    assert [entry.recorded for entry in seen] == sorted(entry.recorded for entry in seen)


def test_numbers_of_a_room_run_on_and_tell_nothing_of_other_rooms(talks):
    for room in ("desk", "caucus", "south-caucus", "caucus"):
        talks.append(note(), room=room)
    numbers = {}
    for entry in talks.seen("north").entries:
        numbers.setdefault(entry.room, []).append(entry.number)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())
    assert set(talks.seen("north").cursor) == {talks.room(key) for key in ("public", "table", "caucus", "north-room")}


def test_reading_on_from_a_cursor_gives_what_came_since(talks):
    first = talks.seen("team")
    talks.append(note("One."))
    talks.append(note("Two."), room="table")
    assert talks.words("team", since=first.cursor) == ["One.", "Two."]
    then = talks.seen("team", since=first.cursor)
    assert then.cursor == talks.seen("team").cursor
    assert talks.seen("team", since=then.cursor).entries == ()


def test_room_that_was_opened_since_is_read_from_its_beginning(talks):
    first = talks.seen("south")
    room, _ = talks.open_room("team", "south")
    talks.append(note("New."), room=room)
    assert [entry.number for entry in talks.seen("south", since=first.cursor).entries] == [1, 2]


def test_cursor_that_names_rooms_of_others_or_comes_from_another_seat_opens_nothing(talks):
    talks.append(note("Hidden."), room="desk")
    team = talks.seen("team").cursor
    assert talks.words("visitor", since=team) == []
    assert talks.words("south", since={talks.room("desk"): 0}) == []
    assert set(talks.seen("south", since={talks.room("desk"): 0}).cursor) - {talks.room("desk")} == {
        talks.room(key) for key in ("public", "table", "south-caucus")
    }


def test_what_became_known_later_is_left_out_as_of_a_time(talks):
    talks.append(note("Old."), known=EARLIER)
    talks.append(note("Late."), known=KNOWN)
    assert talks.words("team", known_by=EARLIER) == ["Old."]
    assert talks.words("team", known_by=KNOWN - timedelta(microseconds=1)) == ["Old."]
    assert talks.words("team", known_by=KNOWN) == ["Old.", "Late."]
    assert talks.seen("team", known_by=EARLIER - timedelta(days=1)).entries == ()


def test_what_was_known_brings_what_it_names_however_late_that_was_put_on_record(talks):
    issue = talks.append(IssueRaised(name="Bridge", question="Who repairs it?"), known=KNOWN + timedelta(days=9))
    body = talks.append(BodyNamed(name="East", sort=BodySort.STATE), known=KNOWN + timedelta(days=9))
    position = PositionTaken(by=body.id, issue=issue.id, stance=Stance.FOR, sureness=Sureness.STATED)
    taken = talks.append(position, known=EARLIER)
    assert [entry.id for entry in talks.seen("team", known_by=EARLIER).entries] == [issue.id, body.id, taken.id]


def test_correction_that_was_known_later_does_not_reach_back(talks):
    wrong = talks.append(note("Ten."), known=EARLIER)
    talks.append(CorrectionMade(corrects=wrong.id, why="A slip."), known=KNOWN)
    assert [entry.kind for entry in talks.seen("team", known_by=EARLIER).entries] == ["note made/1"]


def test_what_was_recorded_later_is_left_out_as_recorded_by_a_time(talks):
    first = talks.append(note("One."), known=KNOWN)
    talks.append(note("Two."), known=EARLIER)
    assert talks.words("team", recorded_by=first.recorded) == ["One."]
    assert talks.words("team", recorded_by=first.recorded, known_by=EARLIER) == []
    assert talks.words("team", recorded_by=first.recorded - timedelta(microseconds=1)) == []


def test_recorded_is_the_stores_own_time(talks, clock):
    clock(datetime(2031, 5, 1, tzinfo=UTC))
    assert talks.append(note(), room="desk").recorded == datetime(2031, 5, 1, tzinfo=UTC)


def test_recorded_never_goes_back_in_a_room_even_when_the_clock_does(talks, clock):
    later, earlier = datetime(2041, 1, 1, tzinfo=UTC), datetime(2011, 1, 1, tzinfo=UTC)
    clock(later)
    assert talks.append(note(), room="desk").recorded == later
    clock(earlier)
    assert talks.append(note(), room="desk").recorded == later + timedelta(microseconds=1)
    assert talks.append(note(), room="desk").recorded == later + timedelta(microseconds=2)
    seen = [entry for entry in talks.seen("team").entries if entry.room == talks.room("desk")]
    assert [entry.number for entry in seen] == list(range(1, len(seen) + 1))
    room, placed = talks.open_room("team", "north")
    assert placed.recorded == earlier, "no room's clock tells of another's"
    assert talks.append(note(), room=room).recorded == earlier + timedelta(microseconds=1)


def test_closed_room_is_read_on(talks):
    talks.append(note("Last."), room="caucus")
    talks.append(RoomClosed(why="Done."), room="caucus")
    assert talks.words("north") == ["Last."]


def test_other_process_on_the_same_record_is_not_seen(talks):
    beside = Talks(talks.record).founded()
    beside.append(note("Beside."), room="public")
    assert talks.words("visitor") == []
    assert beside.words("visitor") == ["Beside."]


@pytest.mark.parametrize("seed", range(3))
def test_any_steps_of_reading_add_up_to_reading_at_once(talks, seed):
    chance = random.Random(seed)
    seat = chance.choice(["team", "north", "south"])
    cursor, found = {}, []
    for number in range(25):
        talks.append(note(str(number)), room=chance.choice(["public", "table", "caucus", "south-caucus", "desk"]))
        if chance.random() < 0.4:
            seen = talks.seen(seat, since=cursor)
            found += seen.entries
            cursor = seen.cursor
    found += talks.seen(seat, since=cursor).entries
    assert tuple(sorted(found, key=lambda entry: (entry.recorded, entry.id))) == talks.seen(seat).entries
    assert len({entry.id for entry in found}) == len(found)

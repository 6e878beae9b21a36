import secrets
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from parley.record import writing
from parley.record.entry import Evidence, Form, Malformed, Terms
from parley.record.kinds.issues import OptionTabled
from parley.record.kinds.papers import CorrectionMade, TranslationMade
from parley.record.kinds.rooms import PersonLeft, PersonSeated, RoomClosed, SeatClosed, SeatOpened, SeatRole
from parley.record.leaning import Unsupported
from parley.record.opening import RecordUnavailable
from parley.record.references import entry_id
from parley.record.refusals import NotYours, TokenUsed
from tests.record.talks_on_record import ABSENT, KNOWN, draft, note

TOKEN = b"a token of 16 by"
LAST_RESORT = 30
WAITING = """
    select count(*) from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()
"""


@contextmanager
def other_writer(talks, room, *, by):
    """Lend a transaction of another seat, in which it has added an entry to a room and not yet been acknowledged."""
    with talks.record.as_seat(talks.seat(by)) as connection, connection.transaction():
        writing.Door(connection, seat=talks.seat(by)).append(
            draft(note("Held.")), room=talks.room(room), token=secrets.token_bytes(16), salt=bytes(32)
        )
        yield connection


def refusal(refused, act, *arguments, **options):
    with pytest.raises(refused) as caught:
        act(*arguments, **options)
    return str(caught.value)


def test_entry_stands_where_it_was_made_and_its_author_is_told_where(talks):
    placed = talks.append(note("Tea at nine."), by="north", room="caucus", token=TOKEN)
    assert placed.id == entry_id(room=talks.room("caucus"), seat=talks.seat_id("north"), token=TOKEN)
    last = talks.seen("team").entries[-1]
    assert (last.id, last.number, last.recorded) == placed
    assert (last.room, last.seat, last.what) == (talks.room("caucus"), talks.seat_id("north"), note("Tea at nine."))
    assert placed.number == 3


def test_same_token_again_is_the_same_entry(talks):
    first = talks.append(note(), token=TOKEN)
    talks.append(note("Between."))
    assert talks.append(note(), token=TOKEN) == first
    assert talks.words("team") == ["Heard.", "Between."]


def test_other_words_under_a_token_are_refused_and_nothing_is_added(talks):
    talks.append(note(), token=TOKEN)
    for made, envelope in ((note("Other."), {}), (note(), {"known": KNOWN + timedelta(days=1)}), (RoomClosed(), {})):
        assert "nothing was added" in refusal(TokenUsed, talks.append, made, token=TOKEN, **envelope)
    assert talks.words("team") == ["Heard."]


def test_same_token_in_another_room_or_of_another_seat_is_another_entry(talks):
    one = talks.append(note("One."), token=TOKEN)
    other = talks.append(note("Two."), token=TOKEN, room="table")
    third = talks.append(note("Three."), token=TOKEN, by="north")
    assert len({one.id, other.id, third.id}) == 3
    assert talks.words("north") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(("closing", "by"), [(RoomClosed(), "team"), (None, "north")])
def test_call_that_is_repeated_after_its_room_closed_is_the_same_call(talks, closing, by):
    first = talks.append(closing or note(), by=by, token=TOKEN)
    if closing is None:
        talks.append(RoomClosed())
    assert talks.append(closing or note(), by=by, token=TOKEN) == first


def test_token_and_salt_that_are_too_short_are_refused(talks):
    with writing.door(talks.record, seat=talks.seat("team")) as door:
        for token, salt in ((b"x" * 15, bytes(32)), (TOKEN, bytes(31)), (TOKEN, b"")):
            with pytest.raises(ValueError, match="bytes"):
                door.append(draft(note()), room=talks.room("desk"), token=token, salt=salt)


def test_hidden_absent_and_closed_rooms_are_refused_in_the_same_words(talks):
    talks.append(RoomClosed(), room="caucus")
    said = {refusal(NotYours, talks.append, note(), by="north", room=room) for room in ("desk", ABSENT, "caucus")}
    assert said == {"you do not write in such a room"}


def test_refusal_for_a_hidden_room_is_the_same_whatever_the_entry_leans_on(talks):
    named = OptionTabled(issue=talks.entries["harbour"], name="Share it")
    for made, envelope in (
        (named, {}),
        (note(), {"terms": Terms(form=Form.GIST, to=(talks.seat_id("south"),))}),
        (note(), {"evidence": (Evidence(entry=talks.entries["fear"]),)}),
        (SeatClosed(seat=talks.seat_id("south")), {}),
    ):
        hidden, absent = (
            refusal((NotYours, Unsupported), talks.append, made, by="north", room=room, **envelope)
            for room in ("desk", ABSENT)
        )
        assert hidden == absent


def test_closed_seat_reads_on_and_writes_no_more(talks):
    talks.append(note("Before."), by="north")
    talks.append(SeatClosed(seat=talks.seat_id("north")), room="table")
    assert refusal(NotYours, talks.append, note(), by="north") == "you do not write in such a room"
    talks.append(note("After."))
    assert talks.words("north") == ["Before.", "After."]


def test_visitor_reads_and_never_writes(talks):
    refusal(NotYours, talks.append, note(), by="visitor", room="public")
    talks.append(note("Welcome."), room="public")
    assert talks.words("visitor") == ["Welcome."]


def test_delegation_closes_no_seat_and_its_try_leaves_nothing(talks):
    refusal(NotYours, talks.append, SeatClosed(seat=talks.seat_id("team")), by="north", room="table")
    talks.append(note("Still here."), room="table")
    assert [entry.kind for entry in talks.seen("north").entries if entry.room == talks.room("table")] == [
        "room opened/1",
        "note made/1",
    ]


def test_only_the_owner_opens_and_fills_seats(talks):
    for made in (
        SeatOpened(seat=ABSENT, key="new", name="New", role=SeatRole.DELEGATION),
        PersonSeated(person=ABSENT, seat=talks.seat_id("north"), name="P."),
        PersonLeft(person=ABSENT),
        talks.opened("table"),
    ):
        assert "only the owner" in refusal(NotYours, talks.append, made)


def test_room_leans_on_nothing_that_somebody_in_it_does_not_see(talks):
    fear = {"evidence": (Evidence(entry=talks.entries["fear"]),)}
    for room in ("table", "public"):
        said = refusal(Unsupported, talks.append, note(), by="north", room=room, **fear)
        assert "not everyone in this room may see" in said
    for room in ("caucus", "north-room"):
        talks.append(note(), by="north", room=room, **fear)


def test_public_entry_citing_a_caucus_is_refused_to_whoever_sits_in_both(talks):
    evidence = (Evidence(entry=talks.entries["fear"]),)
    for by in ("team", "north"):
        said = refusal(Unsupported, talks.append, note(), by=by, room="public", evidence=evidence)
        assert "not everyone in this room may see" in said


def test_hidden_and_absent_entries_are_leant_on_with_the_same_refusal(talks):
    hidden, absent = talks.entries["south's fear"], ABSENT
    for lean in (
        lambda target: {"what": note(), "evidence": (Evidence(entry=target),)},
        lambda target: {"what": OptionTabled(issue=target, name="Share it")},
        lambda target: {"what": CorrectionMade(corrects=target, why="A slip.")},
    ):
        said = {refusal(Unsupported, talks.append, by="north", **lean(target)) for target in (hidden, absent)}
        assert len(said) == 1
        assert "not on record" in said.pop()


def test_reference_that_is_no_id_is_refused_as_one_that_is_not_on_record(talks):
    assert "not on record" in refusal(Unsupported, talks.append, OptionTabled(issue="harbour", name="Share it"))


def test_correction_and_translation_stand_in_the_room_of_the_words(talks):
    harbour, fear = talks.entries["harbour"], talks.entries["fear"]
    for made in (
        CorrectionMade(corrects=harbour, why="A slip."),
        TranslationMade(of=harbour, language="fa", words="…", by="the interpreter"),
    ):
        assert "stands in the room of the words" in refusal(Unsupported, talks.append, made)
    talks.append(CorrectionMade(corrects=fear, why="A slip."))
    talks.append(TranslationMade(of=fear, language="fa", words="…", by="the interpreter"), by="north")


def test_terms_name_only_seats_that_the_whole_room_knows(talks):
    def terms(*seats):
        return {"terms": Terms(form=Form.GIST, to=seats)}

    talks.append(note(), **terms(talks.seat_id("south")))
    talks.append(note(), room="desk", **terms(talks.seat_id("guest")))
    said = {refusal(Unsupported, talks.append, note(), **terms(one)) for one in (talks.seat_id("guest"), ABSENT)}
    assert said == {"names a seat that not everyone in this room knows"}


def test_room_is_opened_for_seats_that_its_opener_knows(talks):
    room, placed = talks.open_room("team", "south", "guest", token=TOKEN)
    assert placed.number == 1
    assert talks.append(note("Here."), by="south", room=room).number == 2
    assert talks.words("guest") == ["Here."]
    assert talks.words("north") == []
    assert talks.open_room("team", "south", "guest", token=TOKEN) == (room, placed)


def test_seat_that_its_opener_does_not_know_is_not_seated(talks):
    met = talks.open_room("envoy", "guest", by="envoy")[0]
    assert talks.append(note(), by="guest", room=met).number == 2
    known = {refusal(Unsupported, talks.open_room, "team", seat) for seat in (ABSENT, "cd" * 16)}
    assert known == {"names a seat that you do not know"}


def test_seat_that_is_known_to_others_alone_is_as_unknown_as_none(talks):
    hidden = secrets.token_bytes(16)
    other = talks.__class__(talks.record).founded()
    said = {
        refusal(Unsupported, talks.open_room, "team", seat, token=hidden) for seat in (other.seat_id("guest"), ABSENT)
    }
    assert said == {"names a seat that you do not know"}


def test_room_is_not_opened_by_whoever_may_not_or_does_not_sit_in_it(talks):
    assert refusal(NotYours, talks.open_room, "north", "team", by="north") == "you do not open such a room"
    refusal(NotYours, talks.open_room, "north", "south", by="team")
    refusal(NotYours, talks.open_room, "visitor", by="visitor")
    refusal(Malformed, talks.open_room, by="team")
    talks.append(SeatClosed(seat=talks.seat_id("envoy")), room="public")
    refusal(NotYours, talks.open_room, "envoy", "team", by="envoy")


def test_successor_carries_on_only_for_a_room_that_all_its_seats_saw(talks):
    before = talks.entries["room caucus"]
    assert talks.open_room("team", "north", successor_of=before)[1].number == 1
    assert talks.open_room("team", successor_of=before)[1].number == 1
    said = refusal(Unsupported, talks.open_room, "team", "north", "south", successor_of=before)
    assert "not everyone in this room may see" in said
    refusal(Unsupported, talks.open_room, "team", "north", successor_of=talks.entries["fear"])


def test_opening_another_room_under_a_token_is_refused(talks):
    talks.open_room("team", "north", token=TOKEN)
    refusal(TokenUsed, talks.open_room, "team", "south", token=TOKEN)


def test_append_to_one_room_never_waits_for_another(talks):
    with other_writer(talks, "caucus", by="north"), talks.record.as_seat(talks.seat("team")) as connection:
        connection.execute("set statement_timeout = '2s'")
        door = writing.Door(connection, seat=talks.seat("team"))
        for room in ("public", "table", "south-caucus", "desk"):
            door.append(draft(note()), room=talks.room(room), token=secrets.token_bytes(16), salt=bytes(32))
        door.open_room(draft(talks.opened("desk")), token=secrets.token_bytes(16), salt=bytes(32))
        connection.execute("set statement_timeout = '200ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            door.append(draft(note()), room=talks.room("caucus"), token=secrets.token_bytes(16), salt=bytes(32))


def test_reading_never_waits_for_a_writer(talks):
    with other_writer(talks, "caucus", by="north"), talks.record.as_seat(talks.seat("team")) as connection:
        connection.execute("set statement_timeout = '2s'")
        assert talks.words("team") == []


def in_another_thread(act):
    """Start an act and return a function that waits for it and returns what came of it, or the refusal."""
    came = []

    def run():
        try:
            came.append(act())
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            came.append(error)

    thread = threading.Thread(target=run)
    thread.start()

    def result():
        thread.join(LAST_RESORT)
        return came[0]

    return result


def until_somebody_waits(owner):
    until = time.monotonic() + LAST_RESORT
    while not owner.execute(WAITING).fetchone()[0]:
        assert time.monotonic() < until, "nobody waits"
        time.sleep(0.01)


def test_same_token_at_the_same_time_is_one_entry(talks, owner):
    with talks.record.as_seat(talks.seat("team")) as connection, connection.transaction():
        door = writing.Door(connection, seat=talks.seat("team"))
        first = door.append(draft(note()), room=talks.room("caucus"), token=TOKEN, salt=bytes(32))
        second = in_another_thread(lambda: talks.append(note(), token=TOKEN))
        until_somebody_waits(owner)
    assert second() == first
    assert talks.words("team") == ["Heard."]


def test_room_that_closes_while_somebody_waits_to_write_takes_no_more(talks, owner):
    with talks.record.as_seat(talks.seat("team")) as connection, connection.transaction():
        door = writing.Door(connection, seat=talks.seat("team"))
        door.append(draft(RoomClosed()), room=talks.room("caucus"), token=TOKEN, salt=bytes(32))
        late = in_another_thread(lambda: talks.append(note(), by="north"))
        until_somebody_waits(owner)
    assert isinstance(late(), NotYours)


def test_seat_that_is_closed_while_it_waits_to_write_writes_no_more(talks, owner):
    with talks.record.as_seat(talks.seat("team")) as connection, connection.transaction():
        door = writing.Door(connection, seat=talks.seat("team"))
        closed = SeatClosed(seat=talks.seat_id("north"))
        door.append(draft(closed), room=talks.room("caucus"), token=TOKEN, salt=bytes(32))
        late = in_another_thread(lambda: talks.append(note(), by="north"))
        until_somebody_waits(owner)
    assert isinstance(late(), NotYours)


def test_same_room_that_is_opened_twice_at_the_same_time_is_one_room(talks, owner):
    with talks.record.as_seat(talks.seat("team")) as connection, connection.transaction():
        door = writing.Door(connection, seat=talks.seat("team"))
        first = door.open_room(draft(talks.opened("caucus")), token=TOKEN, salt=bytes(32))
        second = in_another_thread(
            lambda: writing.open_room(
                draft(talks.opened("caucus")),
                record=talks.record,
                seat=talks.seat("team"),
                token=TOKEN,
                salt=bytes(32),
            )
        )
        until_somebody_waits(owner)
    assert second() == first


def test_database_that_goes_away_is_told_in_words(talks):
    def append_to_a_lost_database():
        with writing.door(talks.record, seat=talks.seat("team")) as door:
            door._connection.pgconn.finish()  # noqa: SLF001 - what a server that is killed does to it
            door.append(draft(note()), room=talks.room("desk"), token=TOKEN, salt=bytes(32))

    assert "does not answer" in refusal(RecordUnavailable, append_to_a_lost_database)


def test_refusal_shows_nothing_of_the_database(talks):
    for room in ("desk", ABSENT):
        said = refusal(NotYours, talks.append, note("the words themselves"), by="north", room=room)
        for word in ("parley", "permission", "policy", "words themselves", room):
            assert word not in said

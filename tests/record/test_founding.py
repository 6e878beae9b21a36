import secrets

import psycopg
import pytest

from parley.record import founding
from parley.record.entry import Malformed
from parley.record.kinds.papers import NoteMade
from parley.record.kinds.rooms import RoomClosed, SeatClosed, SeatOpened, SeatRole
from parley.record.opening import RecordUnavailable
from parley.record.references import seat_id, token_of
from parley.record.refusals import NotYours, TokenUsed
from parley.record.verifying import verify
from tests.record.talks_on_record import ROLES, Talks, note

COUNTS = "select (select count(*) from parley.{}) from (select 1) one"
TABLES = ("process", "seat", "room", "sits", "head", "entry")


def counts(owner):
    return {table: owner.execute(COUNTS.format(table)).fetchone()[0] for table in TABLES}


def roles(owner, talks):
    names = [talks.seat(key).role for key in ROLES]
    return owner.execute("select count(*) from pg_roles where rolname = any (%s)", [names]).fetchone()[0]


def test_process_is_founded_with_its_seats_rooms_and_entries(talks):
    assert talks.key in founding.process_keys(talks.record)
    assert {seat.key for seat in founding.seats_at(talks.record, process=talks.key)} == set(ROLES)
    assert founding.seat_at(talks.record, process=talks.key, seat="north") == talks.seat("north")
    assert len(talks.seen("visitor").entries) == 8
    assert verify(talks.record) == []


@pytest.mark.parametrize("spoilt", ["malformed", "elsewhere", "after closing", "token used", "sealed room"])
def test_entry_that_is_refused_at_the_end_leaves_nothing_at_all(shared_record, owner, spoilt):
    new = Talks(shared_record)
    last = {
        "malformed": lambda: [new.new_entry("bad", NoteMade(title="", words="x"))],
        "elsewhere": lambda: [new.new_entry("bad", note(), room="north-room", by="team")],
        "after closing": lambda: [
            new.new_entry("close", RoomClosed(), room="desk"),
            new.new_entry("bad", note(), room="desk"),
        ],
        "token used": lambda: [new.new_entry("bad", note(), room="desk"), new.new_entry("bad", note(), room="desk")],
        "sealed room": lambda: [new.new_entry("again", new.opened("desk"), room="desk")],
    }[spoilt]()
    before = counts(owner)
    with pytest.raises((Malformed, NotYours, TokenUsed)):
        new.founded(more=tuple(last))
    assert counts(owner) == before
    assert roles(owner, new) == 0
    with pytest.raises(founding.NoSuchSeat):
        founding.seat_at(shared_record, process=new.key, seat="team")
    assert "does not answer" in refusal(new)
    Talks(shared_record, process=new.process, key=new.key).founded()
    shared_record.close()


def refusal(new):
    connect = psycopg.conninfo.make_conninfo(
        **new.record.address, user=new.seat("team").role, password=new.record.password_of(new.seat("team").role)
    )
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(connect)
    return "the database does not answer"


def test_key_of_a_process_is_taken_once(talks):
    with pytest.raises(founding.Taken, match="already"):
        Talks(talks.record, key=talks.key).founded()
    assert len(talks.seen("visitor").entries) == 8


def test_unknown_process_and_seat_are_named_with_those_there_are(talks):
    with pytest.raises(founding.NoSuchSeat, match=talks.key):
        founding.seats_at(talks.record, process="nowhere")
    with pytest.raises(founding.NoSuchSeat, match="no seat “nobody”"):
        founding.seat_at(talks.record, process=talks.key, seat="nobody")


def extended(talks, key, *entries):
    new = founding.NewSeat(id=talks.seat_id(key), key=key, role=SeatRole.DELEGATION)
    return founding.extend(talks.record, process=talks.process, seats=[new], rooms=(), entries=entries)


def test_seat_that_comes_later_sits_in_public_and_sees_it_from_the_beginning(talks):
    what = SeatOpened(seat=talks.seat_id("east"), key="east", name="East", role=SeatRole.DELEGATION)
    assert extended(talks, "east", talks.new_entry("seat east", what)) == 1
    assert talks.seen("east").entries == talks.seen("visitor").entries
    assert len(talks.seen("east").entries) == 9
    assert talks.append(note("Here."), by="east", room="public").number == 10
    assert verify(talks.record) == []


def test_extension_is_whole_or_not_at_all(talks, owner):
    before = counts(owner)
    what = SeatOpened(seat=talks.seat_id("east"), key="east", name="East", role=SeatRole.DELEGATION)
    bad = talks.new_entry("bad", note(), room="north-room", by="south")
    with pytest.raises(NotYours):
        extended(talks, "east", talks.new_entry("seat east", what), bad)
    with pytest.raises(founding.Taken):
        extended(talks, "north")
    assert counts(owner) == before


def test_seat_that_an_import_closes_is_closed(shared_record):
    new = Talks(shared_record)
    new.founded(more=(new.new_entry("closing", SeatClosed(seat=new.seat_id("north")), room="public"),))
    with pytest.raises(NotYours):
        new.append(note(), by="north")
    assert verify(shared_record) == []
    shared_record.close()


def test_process_that_serves_people_founds_nothing(shared_record):
    serving = shared_record.for_serving()
    for act in (
        Talks(serving).founded,
        lambda: founding.process_keys(serving),
        lambda: founding.extend(serving, process=secrets.token_hex(16), seats=(), rooms=(), entries=()),
        lambda: verify(serving),
    ):
        with pytest.raises(RecordUnavailable, match="does not act for the owner"):
            act()
    serving.close()


def test_seats_of_two_processes_never_have_the_same_id_or_role(talks):
    beside = Talks(talks.record).founded()
    assert not {talks.seat(key).role for key in ROLES} & {beside.seat(key).role for key in ROLES}
    assert talks.seat_id("team") == seat_id(process=talks.process, token=token_of("seat", "team"))

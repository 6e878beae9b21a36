import os
import socket
import stat

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from parley.record import founding, reading
from parley.record.opening import BYTES_OF_SECRET, KEPT_IN, Record, RecordUnavailable, opened
from parley.record.seat import Seat
from tests.record.talks_on_record import Talks, note

IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
SECRETS = st.binary(min_size=BYTES_OF_SECRET, max_size=BYTES_OF_SECRET)


@pytest.fixture
def address(shared_record):
    """The owner's address of a database that holds a record."""
    return shared_record.owner


@pytest.fixture
def nowhere(address):
    """An address where no server listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield make_conninfo(address, host="127.0.0.1", hostaddr="", port=held.getsockname()[1])


def refusal(home, **options):
    with pytest.raises(RecordUnavailable) as caught, opened(home, **options):
        pass
    return str(caught.value)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_of_a_new_home_is_for_its_owners_eyes_alone(new_record, tmp_path):
    home = tmp_path / "deep" / "home"
    before = os.umask(0)
    try:
        record = new_record(home)
    finally:
        os.umask(before)
    assert mode(home / KEPT_IN) == 0o600
    assert mode(home) == 0o700
    assert len(record.secret) == BYTES_OF_SECRET


def test_home_keeps_its_secret_and_another_home_has_another(address, tmp_path):
    secrets = []
    for home in ("one", "one", "other"):
        with opened(tmp_path / home, url=address, serving=True) as record:
            secrets.append(record.secret)
    assert secrets[0] == secrets[1] != secrets[2]


@pytest.mark.parametrize("damage", ["", "ab", "not hexadecimal" * 5, "é" * 64, "ab" * (BYTES_OF_SECRET + 1)])
def test_damaged_secret_is_refused_and_left_as_it_is(address, tmp_path, damage):
    path = tmp_path / KEPT_IN
    path.write_text(damage, encoding="utf-8")
    assert "restore it from your backup" in refusal(tmp_path, url=address)
    assert path.read_text(encoding="utf-8") == damage


def test_home_that_is_no_folder_to_write_in_is_refused(address, tmp_path):
    (tmp_path / KEPT_IN).mkdir()
    assert "cannot be read" in refusal(tmp_path, url=address)


def test_home_that_is_a_file_is_refused(address, tmp_path):
    (tmp_path / "home").write_text("", encoding="utf-8")
    assert "cannot write in the data folder" in refusal(tmp_path / "home", url=address)


@pytest.mark.parametrize("url", ["postgresql://[", "no address", "host=a nonsense=b"])
def test_address_that_cannot_be_read_is_refused_without_being_shown(tmp_path, url):
    said = refusal(tmp_path, url=url)
    assert "the address of the database cannot be read" in said
    assert url not in said


def test_server_that_cannot_be_reached_is_refused(nowhere, tmp_path):
    assert "the database does not answer" in refusal(tmp_path, url=nowhere)


def test_refusal_of_a_server_does_not_show_the_password(nowhere, tmp_path):
    said = refusal(tmp_path, url=make_conninfo(nowhere, password="very secret words"))  # noqa: S106 - a test's
    assert "very secret words" not in said


def test_seat_that_the_server_does_not_know_is_refused_alike(talks, monkeypatch):
    monkeypatch.setattr("parley.record.opening.WAIT_SECONDS", 1.0)
    known = talks.seat("north")
    stranger = Seat(id=known.id, process=known.process, key="x", role="s_" + "0" * 24)
    with pytest.raises(RecordUnavailable, match="the database does not answer"):
        reading.seen_by(stranger, record=talks.record)


def test_serving_record_knows_no_owner_and_does_not_act_for_one(talks):
    serving = talks.record.for_serving()
    assert serving.owner is None
    with pytest.raises(RecordUnavailable, match="does not act for the owner"), serving.as_owner():
        pass


def test_serving_record_serves_its_seats(talks, tmp_path):
    talks.append(note("Served."))
    (tmp_path / KEPT_IN).write_text(talks.record.secret.hex(), encoding="ascii")
    with opened(tmp_path, url=talks.record.address_for_serving, serving=True) as serving:
        assert serving.owner is None
        assert Talks(serving, process=talks.process).words("north") == ["Served."]


def test_address_for_serving_names_neither_the_owner_nor_a_password(talks):
    parts = conninfo_to_dict(talks.record.address_for_serving)
    assert parts.keys().isdisjoint({"user", "password", "passfile"})
    assert parts["dbname"] == conninfo_to_dict(talks.record.owner)["dbname"]


def test_record_shows_no_secret_of_its_own(talks):
    shown = repr(talks.record)
    assert talks.record.secret.hex() not in shown
    assert repr(talks.record.secret) not in shown
    assert talks.record.owner not in shown


def test_what_the_owner_does_is_undone_whole_when_it_fails(talks):
    half_done = "insert into parley.process values (gen_random_uuid(), 'half-done'); select 1 / 0"
    with pytest.raises(psycopg.errors.DivisionByZero), talks.record.as_owner() as connection:
        connection.execute(half_done)
    with talks.record.as_owner() as connection:
        assert connection.execute("select from parley.process where key = 'half-done'").fetchall() == []


@pytest.mark.parametrize(
    "left",
    [
        "set statement_timeout = 1234",
        "set application_name = 'left behind'",
        "listen left_behind",
        "declare left_behind cursor with hold for select 1",
    ],
)
def test_borrower_of_a_seats_connection_leaves_nothing_to_the_next(talks, left):
    settings = """
        select current_setting('statement_timeout'), current_setting('application_name'),
               array(select pg_listening_channels()), (select count(*) from pg_cursors where name <> '')"""
    seat = talks.seat("north")
    with talks.record.as_seat(seat) as connection:
        first, before = connection.info.backend_pid, connection.execute(settings).fetchone()
        connection.execute(left)
    with talks.record.as_seat(seat) as connection:
        assert connection.info.backend_pid == first
        assert connection.execute(settings).fetchone() == before


def test_seat_is_logged_in_as_its_own_role(talks):
    for key in ("team", "north", "visitor"):
        with talks.record.as_seat(talks.seat(key)) as connection:
            row = connection.execute("select session_user::text, current_user::text").fetchone()
        assert row == (talks.seat(key).role, talks.seat(key).role)


def test_password_of_one_seat_does_not_open_another(talks):
    north, south = talks.seat("north").role, talks.seat("south").role
    base = talks.record.address_for_serving
    with psycopg.connect(make_conninfo(base, user=north, password=talks.record.password_of(north))):
        pass
    assert talks.record.password_of(north) != talks.record.password_of(south)


def test_record_that_was_closed_opens_its_connections_anew(talks):
    before = talks.seen("north")
    talks.record.close()
    assert talks.seen("north") == before


@given(SECRETS, st.lists(IDS, min_size=2, max_size=5, unique=True))
def test_any_two_seats_have_roles_and_passwords_of_their_own_that_tell_no_id(secret, seats):
    record = Record(address={}, secret=secret)
    roles = [record.role_of(seat) for seat in seats] + [record.web_role]
    assert len(set(roles)) == len({record.password_of(role) for role in roles}) == len(roles)
    assert not any(seat[:8] in role for seat in seats for role in roles)


@given(st.lists(SECRETS, min_size=2, max_size=2, unique=True), IDS)
def test_any_other_secret_gives_a_seat_another_role_and_password(secrets, seat):
    one, other = (Record(address={}, secret=secret) for secret in secrets)
    assert one.role_of(seat) != other.role_of(seat)
    assert one.password_of("s_a") != other.password_of("s_a")


def test_seat_that_changed_its_own_password_or_settings_is_let_in_again(new_record):
    talks = Talks(new_record()).founded()
    seat = talks.seat("north")
    for change in ("password 'another'", "set statement_timeout = 1", "set default_transaction_read_only = on"):
        with talks.record.as_seat(seat) as connection:
            connection.execute(f"alter role current_user {change}")
        talks.record.close()
        founding.let_seats_in(talks.record)
        assert len(talks.seen("north").entries) > 0
        talks.append(note(), by="north", room="north-room")
        with talks.record.as_seat(seat) as connection:
            query = "select setconfig from pg_db_role_setting where setrole = current_user::regrole"
            assert connection.execute(query).fetchall() == []
        talks.record.close()


def test_connection_that_died_while_it_lay_idle_is_replaced(new_record):
    talks = Talks(new_record()).founded()
    with talks.record.as_seat(talks.seat("north")) as connection:
        process = connection.info.backend_pid
    with talks.record.as_seat(talks.seat("north")) as other:
        assert other.info.backend_pid == process
        with psycopg.connect(other.info.dsn, password=talks.record.password_of(talks.seat("north").role)) as third:
            third.execute("select pg_terminate_backend(%s)", [process])
    assert len(talks.seen("north").entries) > 0
    talks.record.close()

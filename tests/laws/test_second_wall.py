"""The second wall: with the application's own filter gone, the database still gives each seat its own entries alone.

Each attack is a list of statements that somebody who can inject SQL sends as a seat's own login role, one after the
other, whichever of them fail. Whatever comes back, by rows, notices, errors or notifications, holds nothing hidden.

What such a seat learns all the same, and what is therefore not asserted: the names of roles (opaque) and databases, who
is connected and when, sizes of relations and how many rows statistics count in them (pg_class, pg_stat_user_tables),
the position of the log of changes, ids of transactions, the definitions of tables and functions, and whether an id that
it has guessed in full is taken (by counters of its transaction). It may also change its own password or settings,
which are set right when the record is next served, and leave large objects behind.
"""

import secrets
from contextlib import closing, suppress
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from parley.actions.importing import import_process
from parley.record import reading
from parley.record.founding import seats_at
from parley.record.opening import RecordUnavailable
from tests.actions.small_process import SMALL
from tests.laws.attacks import ATTACKS, FOR_THE_WEB, RAW, TABLE
from tests.laws.wall import WEB, Known, Wall, attack, filled, obtained

MORE = """\
  - {key: d, kind: note made, room: desk, title: Desk alone, words: Ashlar and granite., happened: unknown}
  - {key: own, kind: note made, room: north-room, made by: north, title: North alone, words: Basalt., happened: unknown}
"""
OTHERS = SMALL.replace("process: small", "process: others").replace("the winter", "the drought")
SEATS = ("team", "north", "south", "visitor")


def own_ids(wall: Wall, who: str) -> list[str]:
    return sorted(entry.id for entry in wall.visible(who))


def ids_given(connection: psycopg.Connection) -> list[str]:
    return sorted(
        str(row[0]).replace("-", "") for row in connection.execute("select id from parley.entries_after(null, null)")
    )


def known_to_the_owner(owner: psycopg.Connection) -> tuple[dict[str, set[str]], list[Known]]:
    sits: dict[str, set[str]] = {}
    for seat, room in owner.execute("select seat, room from parley.sits"):
        sits.setdefault(seat.hex, set()).add(room.hex)
    rows = owner.execute("select id, room, seat, kind, body, salt, leaf, chain from parley.entry")
    return sits, [Known(row[0].hex, row[1].hex, row[2].hex, row[3], row[4], row[5:]) for row in rows]


@pytest.fixture(scope="module")
def wall(new_record, tmp_path_factory):
    record, folder = new_record(), tmp_path_factory.mktemp("talks")
    for name, words in (("small", SMALL + MORE), ("others", OTHERS)):
        (folder / f"{name}.yaml").write_text(words)
        import_process(folder / f"{name}.yaml", record=record)
    with psycopg.connect(record.owner) as owner:
        owner.execute("analyze")
        sits, entries = known_to_the_owner(owner)
    seats = {seat.key: seat for seat in seats_at(record, process="small")}
    found = Wall(record, seats, sits, entries, asked={who: f"asked by {secrets.token_hex(8)}" for who in SEATS})
    connections = [found.connection(who) for who in SEATS]
    for who, connection in zip(SEATS, connections, strict=True):
        connection.execute(f"select '{found.asked[who]}'")
    yield found
    for connection in connections:
        connection.close()
    record.close()


def test_each_seat_has_something_to_hide_and_something_hidden_from_it(wall):
    counts = {who: (len(wall.visible(who)), len(wall.hidden(who))) for who in (*SEATS, WEB)}
    assert counts == {"team": (14, 16), "north": (14, 16), "south": (9, 21), "visitor": (9, 21), "web": (0, 30)}
    assert "We fear the winter." in wall.marks("south") - wall.marks("north")
    assert all(len(wall.marks(who)) > 50 for who in (*SEATS, WEB))


@pytest.mark.parametrize("who", SEATS)
def test_marks_of_what_is_hidden_are_noticed_in_whatever_the_owner_reads(wall, who):
    with psycopg.connect(wall.record.owner, autocommit=True) as owner:
        for statement in (
            TABLE,
            "copy (select id, encode(body, 'escape') from parley.entry) to stdout",
            ATTACKS["block that tells"][0].replace("parley.entries_after(null, null)", "parley.entry"),
        ):
            assert obtained(wall, attack(owner, [statement]), who=who), statement


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("who", [*SEATS, WEB])
def test_nothing_hidden_is_obtained_on_a_connection_of_the_seats_own(wall, who, name):
    statements = filled(wall, ATTACKS[name], who=who)
    with closing(wall.connection(who)) as connection:
        heard = attack(connection, statements)
    assert obtained(wall, heard, who=who, said=" ".join(statements)) == set()
    with closing(wall.connection(who)) as connection:
        assert ids_given(connection) == own_ids(wall, who)


@pytest.mark.parametrize("name", FOR_THE_WEB)
def test_nothing_is_obtained_through_objects_of_the_webs_own(wall, name):
    statements = filled(wall, FOR_THE_WEB[name], who=WEB)
    with closing(wall.connection(WEB)) as connection:
        heard = attack(connection, statements)
        assert obtained(wall, heard, who=WEB, said=" ".join(statements)) == set()
        assert ids_given(connection) == []
    for who in SEATS:
        with closing(wall.connection(who)) as connection:
            heard = attack(connection, ["set search_path = accounts, parley", "table accounts.entry", RAW])
            assert obtained(wall, heard, who=who) == set()


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("who", SEATS)
def test_next_borrower_of_the_pool_sees_its_own_view_whatever_the_last_one_left(wall, who, name):
    statements = filled(wall, ATTACKS[name], who=who)
    seat = wall.seats[who]
    with suppress(RecordUnavailable), wall.record.as_seat(seat) as connection:
        process = connection.info.backend_pid
        heard = attack(connection, statements)
        assert obtained(wall, heard, who=who, said=" ".join(statements)) == set()
    with wall.record.as_seat(seat) as connection:
        assert name in ENDING or connection.info.backend_pid == process, "the pool lent another connection"
        assert ids_given(connection) == own_ids(wall, who)
        assert connection.execute("select session_user::text, current_user::text").fetchone() == (seat.role, seat.role)
        assert connection.execute("select name from pg_cursors where is_holdable").fetchall() == []
        assert changed_settings(connection) == []
    assert sorted(entry.id for entry in reading.seen_by(seat, record=wall.record).entries) == own_ids(wall, who)


ENDING = {"ending oneself"}


def changed_settings(connection):
    """Return what was set in this session, but for what the driver sets as it connects."""
    query = "select name, setting from pg_settings where source = 'session' and name <> 'client_encoding'"
    return connection.execute(query).fetchall()


@pytest.mark.parametrize("who", SEATS)
@pytest.mark.parametrize("count", ["count(*)", "count(distinct id)", "max(row_number) over ()"])
def test_counts_are_those_of_what_the_seat_sees(wall, who, count):
    query = f"select {count} from (select id, row_number() over () from parley.entries_after(null, null)) e limit 1"
    with closing(wall.connection(who)) as connection:
        assert connection.execute(query).fetchone() == (len(wall.visible(who)),)
        rooms = len({entry.room for entry in wall.visible(who)})
        for source in (
            "parley.my_rooms()",
            "parley.my_heads()",
            "(select distinct room from parley.entries_after(null, null)) e",
        ):
            assert connection.execute(f"select count(*) from {source}").fetchone() == (rooms,)


@pytest.mark.parametrize("who", ["team", "south", "visitor"])
@pytest.mark.parametrize("leak", ["1 / (n - n)", "convert_from(body, 'UTF8')::integer", "sqrt(-n)"])
def test_what_is_hidden_is_not_even_looked_at_by_an_expression_that_fails(wall, who, leak):
    query = f"{RAW} where case when room = %s then {leak} = 1 end"
    with closing(wall.connection(who)) as connection:
        for setting in ("set cpu_operator_cost = 0", "set enable_seqscan = on", "set enable_indexscan = off"):
            connection.execute(setting)
            for hidden in wall.hidden(who):
                assert connection.execute(query, [hidden.room]).fetchall() == []
        with pytest.raises(psycopg.DataError):
            connection.execute(query, [wall.visible(who)[0].room])


def test_function_that_tells_what_it_is_asked_about_is_asked_about_nothing_hidden(wall):
    with psycopg.connect(wall.record.owner, autocommit=True) as owner:
        owner.execute("create schema leaky")
        owner.execute("grant usage on schema leaky to public")
        owner.execute(
            "create function leaky.tell(bytea) returns boolean language plpgsql cost 0.0000001"
            " as $$ begin raise notice '%', convert_from($1, 'UTF8'); return true; end $$"
        )
        try:
            for who in SEATS:
                with closing(wall.connection(who)) as connection:
                    heard = attack(connection, [f"{RAW} where leaky.tell(body)", "set enable_seqscan = on"])
                    assert "Harbour talks" in heard
                    assert obtained(wall, heard, who=who) == set()
        finally:
            owner.execute("drop schema leaky cascade")


def test_seat_that_listens_hears_nothing_while_others_append(wall):
    with closing(wall.connection("south")) as connection:
        for channel in ("entry", "parley", "room", "s", '"*"'):
            connection.execute(sql.SQL("listen {}").format(sql.SQL(channel)))
        with closing(wall.connection("north")) as other:
            room = next(entry.room for entry in wall.entries if entry.room in wall.sits[wall.seats["north"].id])
            query = "begin; select parley.append(%s, %s, %s, null, 'note made/1', '\\x7b7d', '\\x', '\\x'); rollback"
            with psycopg.ClientCursor(other) as cursor:
                cursor.execute(query, [room, wall.seats["north"].id, secrets.token_bytes(16)])
        assert list(connection.notifies(timeout=0.05)) == []


def test_next_borrower_reads_on_whatever_statements_the_last_one_left(wall):
    seat = wall.seats["south"]
    wall.record.close()
    with wall.record.as_seat(seat) as connection:
        for number in range(20):
            connection.execute(sql.SQL("prepare {} as select 1").format(sql.Identifier(f"_pg3_{number}")))
    try:
        for _ in range(9):
            assert len(reading.seen_by(seat, record=wall.record).entries) == len(wall.visible("south"))
    finally:
        wall.record.close()


def test_next_borrower_holds_no_lock_of_the_last_one(wall):
    query = "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"
    wall.record.close()
    with wall.record.as_seat(wall.seats["south"]) as connection:
        connection.execute("select pg_advisory_lock(7209071)")
    with wall.record.as_seat(wall.seats["south"]) as connection:
        left = connection.execute(query).fetchone()
    wall.record.close()
    assert left == (0,)


def test_next_borrower_finds_no_statement_of_the_last_one(wall):
    seat = wall.seats["south"]
    wall.record.close()
    for _ in range(8):
        reading.seen_by(seat, record=wall.record)
    with wall.record.as_seat(seat) as connection:
        connection.execute("prepare spy (uuid[], bigint[]) as " + RAW)
        process = connection.info.backend_pid
    with wall.record.as_seat(seat) as connection:
        assert connection.info.backend_pid == process
        assert connection.execute("select name from pg_prepared_statements").fetchall() == []
    assert {entry.id for entry in reading.seen_by(seat, record=wall.record).entries} == set(own_ids(wall, "south"))


READERS = [
    "parley.entries_after(null, null)",
    "parley.entries_named((select array_agg(id) from parley.entries_after(null, null)))",
    "parley.openings()",
]
GUESSED = "select count(*) from parley.entries_named(array[%s]::uuid[])"


def explained(connection: psycopg.Connection, query: str) -> dict:
    """Return the plan of a query as it was executed, with whatever it tells of rows that were met."""
    (found,) = connection.execute(f"explain (analyze, verbose, buffers off, format json) {query}").fetchone()
    return found[0]["Plan"]


def parts(plan: dict) -> list[dict]:
    return [plan, *(part for below in plan.get("Plans", ()) for part in parts(below))]


@pytest.mark.parametrize("who", SEATS)
def test_plans_tell_of_no_row_that_is_hidden(wall, who):
    with closing(wall.connection(who)) as connection:
        for reader in READERS:
            own = connection.execute(f"select count(*) from {reader}").fetchone()
            for part in parts(explained(connection, f"select id from {reader} where n > 0")):
                assert part["Node Type"] in {"Function Scan", "Aggregate"}
                assert part.get("Rows Removed by Filter", 0) == 0
                assert part["Actual Rows"] in {*own, len(wall.visible(who)), 1}


@pytest.mark.parametrize("statement", ["explain analyze {}", "explain {}", "{}"])
def test_table_itself_gives_no_plan(wall, statement):
    with closing(wall.connection("south")) as connection:
        for column in ("id", "room", "n"):
            query = f"select 1 from parley.entry where {column} is not null"
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format(query))


def test_rows_that_statistics_expect_are_those_that_a_function_declares(wall):
    other = next(entry.seat for entry in wall.entries if entry.seat not in {one.id for one in wall.seats.values()})
    query = "explain (format json) select 1 from parley.entries_after(null, null) where seat = '{}'"
    with closing(wall.connection("south")) as connection:
        told = [connection.execute(query.format(seat)).fetchone() for seat in (other, "ab" * 16)]
    assert str(told[0]).replace(str(UUID(other)), "") == str(told[1]).replace(str(UUID("ab" * 16)), "")


COUNTERS = "select seq_tup_read, idx_tup_fetch from pg_stat_xact_user_tables where relname = 'entry'"


@pytest.mark.parametrize("who", SEATS)
def test_counters_of_a_transaction_tell_of_no_row_that_is_hidden(wall, who):
    with closing(wall.connection(who)) as connection, connection.transaction():
        for setting in ("enable_seqscan = on", "enable_bitmapscan = on", "enable_indexscan = off"):
            connection.execute(f"set local {setting}")
        connection.execute(RAW).fetchall()
        assert connection.execute(COUNTERS).fetchone() == (0, len(wall.visible(who)))


def test_id_that_is_hidden_and_one_that_is_none_are_looked_up_alike(wall):
    hidden = wall.hidden("south")[0].id
    with closing(wall.connection("south")) as connection:
        for one in (hidden, "ab" * 16):
            assert connection.execute(GUESSED, [one]).fetchone() == (0,)


def test_function_that_forgets_whose_entries_it_reads_still_reads_the_seats_alone(wall):
    """The owner's functions stand under the policies, which go by who logged in."""
    with psycopg.connect(wall.record.owner, autocommit=True) as owner:
        owner.execute(
            "create function parley.forgetful() returns setof uuid language sql security definer"
            " as 'select id from parley.entry'"
        )
        try:
            for who in (*SEATS, WEB):
                with closing(wall.connection(who)) as connection:
                    given = connection.execute("select * from parley.forgetful()").fetchall()
                assert sorted(str(one).replace("-", "") for (one,) in given) == own_ids(wall, who)
        finally:
            owner.execute("drop function parley.forgetful()")

"""The second wall: with the application's own filter gone, the database still gives each seat its own entries alone.

Each attack is a list of statements that somebody who can inject SQL sends as a seat's own login role, one after the
other, whichever of them fail. Whatever comes back, by rows, notices, errors or notifications, holds nothing hidden.

What such a seat learns all the same, and what is therefore not asserted: the names of roles (opaque) and databases, who
is connected and when, sizes of relations and how many rows statistics count in them (pg_class, pg_stat_user_tables),
the position of the log of changes, ids of transactions, the definitions of tables and functions, and whether an id that
it has guessed in full is taken. It may also lock itself out (alter role … password), and leave large objects behind.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.actions.importing import import_process
from parley.record import reading
from parley.record.founding import seats_at
from parley.record.opening import Record, RecordUnavailable
from parley.record.seat import Seat
from tests.actions.small_process import SMALL

MORE = """\
  - {key: d, kind: note made, room: desk, title: Desk alone, words: Ashlar and granite., happened: unknown}
  - {key: own, kind: note made, room: north-room, made by: north, title: North alone, words: Basalt., happened: unknown}
"""
OTHERS = SMALL.replace("process: small", "process: others").replace("the winter", "the drought")
SEATS = ("team", "north", "south", "visitor")
WEB = "web"
RAW = "select id, room, n, seat, person, recorded, kind, body from parley.entry"
SHORTEST_MARK = 8

ATTACKS: dict[str, list[str]] = {
    "no filter": [RAW, f"{RAW} where true", f"{RAW} order by recorded desc"],
    "become another seat": ["set role @other_role@", RAW],
    "become the owner": ["set role @owner_role@", "set local role @owner_role@", RAW],
    "become the web": ["set role @web_role@", "table accounts.account", RAW],
    "become anybody": ["set role parley", "set role postgres", "set role pg_read_all_data", RAW],
    "session of another seat": ["set session authorization @other_role@", RAW],
    "session of the owner": ["set session authorization @owner_role@", RAW],
    "session by default": ["set session authorization default", "reset role", RAW],
    "configured role": ["select set_config('role', '@other_role@', false)", RAW],
    "configured session": ["select set_config('session_authorization', '@other_role@', false)", RAW],
    "configured superuser": ["select set_config('is_superuser', 'on', false)", "set is_superuser = on", RAW],
    "row security off": ["set row_security = off", RAW, "select set_config('row_security', 'off', false)", RAW],
    "replica": ["set session_replication_role = replica", RAW],
    "role of a transaction": ["begin", "set local role @other_role@", RAW, "rollback", RAW],
    "role in a block": ["do $$ begin execute format('set role %I', '@other_role@'); end $$", RAW],
    "role in a block that goes on": [
        "do $$ begin begin execute 'set role @owner_role@'; exception when others then null; end; end $$",
        RAW,
    ],
    "block that tells": [
        "do $$ declare r record; begin for r in select id, room, body from parley.entry loop"
        " raise notice '% % %', r.id, r.room, convert_from(r.body, 'UTF8'); end loop; end $$"
    ],
    "block that builds its query": [
        "do $$ declare t text; begin execute format('select string_agg(encode(body, %L), %L) from parley.%I',"
        " 'escape', ' ', 'entry') into t; raise notice '%', t; end $$"
    ],
    "shadow me in a temporary schema": [
        "create function pg_temp.me() returns uuid language sql as $$ select '@other_seat@'::uuid $$",
        "set search_path = pg_temp, parley",
        "select me()",
        RAW,
    ],
    "shadow my_rooms in public": [
        "create function public.my_rooms() returns setof uuid language sql as $$ select '@hidden_room@'::uuid $$",
        "set search_path = public, parley",
        RAW,
    ],
    "shadow functions of the catalogue": [
        "create function public.uuid_eq(uuid, uuid) returns boolean language sql as 'select true'",
        "set search_path = public, pg_catalog",
        RAW,
    ],
    "replace me": ["create or replace function parley.me() returns uuid language sql as $$ select null::uuid $$", RAW],
    "own schema": ["create schema mine", "create table mine.sits as select * from parley.sits", RAW],
    "schema of one's name": ['create schema authorization current_user', "create schema \"$user\"", RAW],
    "temporary table": ["create temp table sits (seat uuid, room uuid)", "select * into temp s from parley.sits", RAW],
    "temporary view": ["create temp view entry as select * from parley.entry", "table pg_temp.entry", RAW],
    "view that is no barrier": ["create view public.all_of_it as " + RAW, "table public.all_of_it"],
    "materialized view": ["create materialized view public.m as " + RAW, "table public.m"],
    "function that tells": [
        "create function public.tell(bytea) returns boolean language plpgsql cost 0.0000001"
        " as $$ begin raise notice '%', $1; return true; end $$",
        f"{RAW} where public.tell(body)",
    ],
    "operator that tells": ["create operator public.<<< (leftarg = bytea, rightarg = bytea, function = byteaeq)"],
    "cast that tells": ["create cast (bytea as integer) with inout as implicit", f"{RAW} where body::integer = 1"],
    "type and domain": ["create type public.t as (a uuid)", "create domain public.d as bytea check (value is null)"],
    "rule": ["create rule r as on select to parley.entry do instead select 1", RAW],
    "trigger": ["create trigger t before insert on parley.entry for each row execute function parley.me()"],
    "policy": ["create policy p on parley.entry using (true)", "drop policy seen_by_those_who_sit on parley.entry", RAW],
    "table without its rules": ["alter table parley.entry disable row level security", RAW],
    "table that is not forced": ["alter table parley.entry no force row level security", RAW],
    "table of one's own": ["alter table parley.entry owner to current_user", "drop table parley.entry", RAW],
    "child of the table": ["create table public.c () inherits (parley.entry)", "create table public.l (like parley.entry)"],
    "index": ["create index on parley.entry (body)", "reindex table parley.entry", "cluster parley.entry"],
    "role with more rights": [
        "alter role current_user bypassrls",
        "alter role current_user superuser createrole",
        "create role another login",
        RAW,
    ],
    "role of another": ["alter role @other_role@ password 'x'", "drop role @other_role@", "reassign owned by @other_role@ to current_user"],
    "membership": ["grant @other_role@ to current_user", "grant @owner_role@ to current_user", "set role @other_role@", RAW],
    "grants": [
        "grant select on parley.entry, parley.seat, parley.sits to current_user",
        "grant all on all tables in schema parley to public",
        "grant pg_read_all_data to current_user",
        "table parley.sits",
    ],
    "system columns": [f"select {column}, id from parley.entry" for column in ("ctid", "xmin", "cmin", "tableoid")],
    "columns of the seal": [f"select {column}::text from parley.entry" for column in ("salt", "leaf", "chain")],
    "whole rows": [
        "table parley.entry",
        "select e from parley.entry e",
        "select row_to_json(e) from parley.entry e",
        "select (e).body from parley.entry e",
        "select count(e) from parley.entry e",
    ],
    "other tables": [
        f"table {table}"
        for table in ("parley.seat", "parley.sits", "parley.head", "parley.process", "parley.room", "accounts.person",
                      "parley_ledger.migration")
    ],
    "rows by their place": [f"{RAW} where ctid = '(0,1)'", "select currtid2('parley.entry', '(0,1)')"],
    "a sample": ["select id, room, body from parley.entry tablesample system (100)"],
    "guessed ids": [
        f"{RAW} where id = '@hidden_entry@'",
        f"{RAW} where room = '@hidden_room@'",
        f"{RAW} where room = '@hidden_room@' or true",
        f"{RAW} where room in (select '@hidden_room@'::uuid union select parley.my_rooms())",
        "select * from parley.sitters(array['@hidden_room@']::uuid[])",
        "select * from parley.my_heads() where room = '@hidden_room@'",
    ],
    "placing": ["select parley.place('@hidden_room@', '@other_seat@', '\\x00', null, 'note made/1', '\\x', '\\x', '\\x')"],
    "appending where one does not sit": [
        "select parley.append('@hidden_room@', '\\x00', null, 'note made/1', '\\x', '\\x', '\\x')"
    ],
    "sitting down in a room": [
        "select parley.begin_room('@hidden_room@', '@process@', array['@seat@']::uuid[], false)",
        "select parley.open_room('@hidden_room@', array['@seat@']::uuid[])",
        "insert into parley.sits values ('@seat@', '@hidden_room@')",
        "update parley.sits set room = '@hidden_room@' where seat = '@seat@'",
        "update parley.seat set role = session_user",
        RAW,
    ],
    "changing what is said": [
        "insert into parley.entry (id) values ('@hidden_entry@') returning body",
        "update parley.entry set room = room returning id, body",
        "delete from parley.entry returning id, body",
        "truncate parley.entry",
        "merge into parley.entry e using (select 1) s on true when matched then do nothing",
        f"{RAW} for update",
        f"{RAW} for key share",
    ],
    "copy out": [
        "copy parley.entry to stdout",
        "copy parley.entry (id, room, body) to stdout",
        f"copy ({RAW}) to stdout",
        "copy parley.sits to stdout",
    ],
    "copy to a file": [f"copy ({RAW}) to '/tmp/parley-second-wall'", f"copy ({RAW}) to program 'cat'"],
    "copy in": ["copy parley.sits from program 'echo'", "copy parley.sits from '/etc/passwd'"],
    "files": [
        "select lo_import('/etc/passwd')",
        "select pg_read_file('PG_VERSION')",
        "select pg_read_binary_file('global/pg_control')",
        "select pg_ls_dir('.')",
        "select pg_stat_file('PG_VERSION')",
        "select * from pg_hba_file_rules",
    ],
    "extensions and languages": [
        "create extension pageinspect",
        "create extension dblink",
        "create extension file_fdw",
        "load 'auto_explain'",
        "create language plpython3u",
        "create server s foreign data wrapper postgres_fdw",
    ],
    "the log of changes": [
        "select pg_create_logical_replication_slot('s', 'test_decoding')",
        "create publication p for table parley.entry",
        "create subscription s connection '' publication p",
        "select pg_logical_emit_message(false, 'a', 'b')",
    ],
    "what others ask": [
        "select query, application_name from pg_stat_activity",
        "select * from pg_stat_get_activity(null)",
        "select pg_stat_get_backend_activity(pid) from pg_stat_activity",
        "select * from pg_stat_statements",
        "select * from pg_prepared_statements",
        "select * from pg_cursors",
        "select * from pg_locks",
    ],
    "ending others": ["select pg_terminate_backend(pid) from pg_stat_activity where usename = '@other_role@'"],
    "statistics of columns": [
        "select * from pg_stats",
        "select * from pg_stats where tablename = 'entry'",
        "select * from pg_statistic",
        "select * from pg_stats_ext",
        "select * from pg_statistic_ext_data",
        "create statistics public.s (mcv) on room, seat from parley.entry",
        "analyze verbose parley.entry",
        "vacuum verbose parley.entry",
    ],
    "passwords": ["select * from pg_authid", "select passwd from pg_shadow", "select rolpassword from pg_roles"],
    "listening": ["listen entry", "listen parley", "notify entry, 'x'", "select pg_notify('parley', 'y')", "select 1"],
    "large objects": ["select lo_get(oid) from pg_largeobject_metadata", "select * from pg_largeobject"],
    "errors that quote": [
        f"{RAW} where convert_from(body, 'UTF8')::integer = 1 and kind = '@hidden_kind@'",
        f"{RAW} where kind = '@hidden_kind@' and (id::text || convert_from(body, 'UTF8'))::integer = 1",
        f"{RAW} where case when kind = '@hidden_kind@' then convert_from(body, 'UTF8')::integer = 1 else false end",
        "select sum(convert_from(body, 'UTF8')::integer) filter (where kind = '@hidden_kind@') from parley.entry",
        "select query_to_xml('table parley.sits', true, true, '')",
        "select table_to_xml('parley.entry', true, true, '')",
    ],
    "costs and plans": [
        "set cpu_operator_cost = 0",
        "set enable_seqscan = on",
        "set enable_indexscan = off",
        "set plan_cache_mode = force_generic_plan",
        f"{RAW} where length(body) > 0 and body::text ~ 'winter|granite|Basalt|drought'",
        f"{RAW} where body > '\\x7b'",
    ],
    "joins and lateral": [
        "select e.id, f.body from parley.entry e full join parley.entry f on f.seat <> e.seat",
        "select x.body from (values (1)) v cross join lateral (select body from parley.entry offset 0) x",
        "with recursive r as (select id, body from parley.entry union select id, body from r) table r",
        "select h.room, x.body from parley.my_heads() h right join parley.entry x on x.room is not null",
    ],
    "older snapshots": ["begin isolation level repeatable read", "select pg_export_snapshot()", RAW, "rollback"],
    "prepared": [
        f"prepare spy as {RAW}",
        "execute spy",
        'prepare "_pg3_0" as select 1',
        'prepare "_pg3_1" as select 1',
        "set role @other_role@",
        "execute spy",
    ],
    "cursor that stays": [f"declare spy cursor with hold for {RAW}", "set role @other_role@", "fetch all from spy"],
    "transaction that stays": ["begin", f"declare spy cursor for {RAW}", "fetch 1 from spy"],
    "failed transaction that stays": ["begin", "select 1/0", RAW],
    "settings that stay": [
        "set search_path = pg_temp",
        "set default_transaction_read_only = on",
        "set default_transaction_isolation = serializable",
        "set client_encoding = 'SQL_ASCII'",
        "set bytea_output = escape",
        "set timezone = 'Asia/Almaty'",
        "set datestyle = 'sql, dmy'",
        "set row_security = off",
        "set application_name = 'south'",
    ],
    "locks that stay": ["select pg_advisory_lock(1)", "lock table parley.entry", "lock table parley.entry in access share mode"],
    "ending oneself": ["select pg_terminate_backend(pg_backend_pid())", RAW],
}  # fmt: skip
"""What is tried, by name; `@other_role@` and the like stand for what an attacker could know or guess at best."""

FOR_THE_WEB = {
    "objects of the web's own": [
        "create function accounts.me() returns uuid language sql as $$ select '@other_seat@'::uuid $$",
        "create function accounts.my_rooms() returns setof uuid language sql as $$ select '@hidden_room@'::uuid $$",
        "set search_path = accounts, parley",
        RAW,
        "create function accounts.tell(bytea) returns boolean language plpgsql cost 0.0000001"
        " as $$ begin raise notice '%', $1; return true; end $$",
        f"{RAW} where accounts.tell(body)",
        f"create view accounts.entry as {RAW}",
        "table accounts.entry",
        "create function accounts.definer() returns setof uuid language sql security definer"
        " as $$ select room from parley.entry $$",
        "select accounts.definer()",
    ],
}


@dataclass(frozen=True)
class Known:
    """An entry as the owner of the record finds it."""

    id: str
    room: str
    seat: str
    kind: str
    body: bytes
    seal: tuple[bytes, ...]


@dataclass(frozen=True)
class Wall:
    """The small talks, other people's talks beside them, and what the owner knows of both."""

    record: Record
    seats: dict[str, Seat]
    sits: dict[str, set[str]]
    entries: list[Known]
    asked: dict[str, str] = field(default_factory=dict)

    def role(self, who: str) -> str:
        return self.record.web_role if who == WEB else self.seats[who].role

    def visible(self, who: str) -> list[Known]:
        return [entry for entry in self.entries if who != WEB and entry.room in self.sits[self.seats[who].id]]

    def hidden(self, who: str) -> list[Known]:
        seen = self.visible(who)
        return [entry for entry in self.entries if entry not in seen]

    def marks(self, who: str) -> set[str]:
        """Return what tells of an entry that is hidden: ids, seals, words; none stands in what is visible."""
        found = set().union(*map(signs, self.hidden(who)))
        seen = set().union(*map(signs, self.visible(who)), set())
        return (found - seen) | {words for other, words in self.asked.items() if other != who}

    def names(self, who: str) -> dict[str, str]:
        """Return what the attacker may know: names of roles, seats, and even ids that are hidden from it."""
        hidden = [entry for entry in self.hidden(who) if not entry.kind.startswith("room opened")]
        other = "north" if who in {"south", "visitor", WEB} else "south"
        return {
            "other_role": self.role(other),
            "web_role": self.record.web_role,
            "owner_role": psycopg.conninfo.conninfo_to_dict(self.record.owner)["user"],
            "other_seat": self.seats[other].id,
            "seat": self.seats[who].id if who in self.seats else "00" * 16,
            "process": self.seats["team"].process,
            "hidden_room": hidden[0].room,
            "hidden_entry": hidden[0].id,
            "hidden_kind": hidden[0].kind,
        }

    def connection(self, who: str) -> psycopg.Connection:
        """Return a fresh connection on which the role itself is logged in."""
        role = self.role(who)
        address = make_conninfo(**self.record.address, user=role, password=self.record.password_of(role))
        return psycopg.connect(address, autocommit=True)


def signs(entry: Known) -> set[str]:
    """Return what tells of an entry, wherever it stands."""
    words = {word for word in strings(json.loads(entry.body)["what"]) if len(word) >= SHORTEST_MARK}
    return {entry.id, entry.room, entry.body.hex(), *(part.hex() for part in entry.seal), *words}


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def text_of(value) -> str:
    """Return all that a value tells, bytes both as digits and as what they may spell."""
    if isinstance(value, bytes | memoryview):
        return f"{bytes(value).hex()} {bytes(value).decode(errors='replace')}"
    if isinstance(value, dict | list | tuple):
        return " ".join(map(text_of, value.items() if isinstance(value, dict) else value))
    return str(value)


def attack(connection: psycopg.Connection, statements: list[str]) -> str:
    """Send the statements one after the other, whichever fail, and return all that came back."""
    heard: list[str] = []
    connection.add_notice_handler(lambda notice: heard.append(f"{notice.message_primary} {notice.message_detail}"))
    for statement in statements:
        try:
            with connection.cursor() as cursor:
                if statement.startswith("copy") and statement.endswith("stdout"):
                    with cursor.copy(statement) as rows:
                        heard += map(text_of, rows)
                else:
                    cursor.execute(statement)
                    heard += map(text_of, cursor if cursor.description else ())
        except psycopg.Error as error:
            heard.append(f"{error} {error.diag.message_detail} {error.diag.context} {error.diag.message_hint}")
    with suppress(psycopg.Error):
        heard += [note.payload for note in connection.notifies(timeout=0)]
    return "\n".join(heard)


def obtained(wall: Wall, heard: str, *, who: str, said: str = "") -> set[str]:
    """Return the marks of what is hidden that came back and had not been put in by the attacker."""
    plain = heard + heard.replace("-", "")
    return {mark for mark in wall.marks(who) if mark in plain and mark not in said}


def filled(wall: Wall, statements: list[str], *, who: str) -> list[str]:
    for name, value in wall.names(who).items():
        statements = [statement.replace(f"@{name}@", value) for statement in statements]
    return statements


def own_ids(wall: Wall, who: str) -> list[str]:
    return sorted(entry.id for entry in wall.visible(who))


def ids_given(connection: psycopg.Connection) -> list[str]:
    return sorted(str(row[0]).replace("-", "") for row in connection.execute("select id from parley.entry"))


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
        connection.execute(f"select '{found.asked[who]}'")  # type: ignore[call-overload]
    yield found
    for connection in connections:
        connection.close()
    record.close()


def test_each_seat_has_something_to_hide_and_something_hidden_from_it(wall):
    counts = {who: (len(wall.visible(who)), len(wall.hidden(who))) for who in (*SEATS, WEB)}
    assert counts == {"team": (14, 15), "north": (14, 15), "south": (9, 20), "visitor": (9, 20), "web": (0, 29)}
    assert "We fear the winter." in wall.marks("south") - wall.marks("north")
    assert all(len(wall.marks(who)) > 50 for who in (*SEATS, WEB))


@pytest.mark.parametrize("who", SEATS)
def test_marks_of_what_is_hidden_are_noticed_in_whatever_the_owner_reads(wall, who):
    with psycopg.connect(wall.record.owner, autocommit=True) as owner:
        for statement in (
            RAW,
            "copy (select id, encode(body, 'escape') from parley.entry) to stdout",
            ATTACKS["block that tells"][0],
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
    query = f"select {count} from (select id, row_number() over () from parley.entry) e limit 1"  # noqa: S608
    with closing(wall.connection(who)) as connection:
        assert connection.execute(query).fetchone() == (len(wall.visible(who)),)
        rooms = len({entry.room for entry in wall.visible(who)})
        for source in ("parley.my_rooms()", "parley.my_heads()", "(select distinct room from parley.entry) e"):
            assert connection.execute(f"select count(*) from {source}").fetchone() == (rooms,)  # noqa: S608


@pytest.mark.parametrize("who", ["team", "south", "visitor"])
@pytest.mark.parametrize("leak", ["1 / (n - n) = 1", "convert_from(body, 'UTF8')::integer = 1", "sqrt(-n) = 1"])
def test_what_is_hidden_is_not_even_looked_at_by_an_expression_that_fails(wall, who, leak):
    hidden = wall.hidden(who)[-1]
    with closing(wall.connection(who)) as connection:
        for setting in ("set cpu_operator_cost = 0", "set enable_seqscan = on", "set enable_indexscan = off"):
            connection.execute(setting)
            query = f"{RAW} where room = %s and {leak}"
            assert connection.execute(query, [hidden.room]).fetchall() == []


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
            query = "begin; select parley.append(%s, %s, null, 'note made/1', '\\x7b7d', '\\x', '\\x'); rollback"
            with psycopg.ClientCursor(other) as cursor:
                cursor.execute(query, [room, secrets.token_bytes(16)])
        assert list(connection.notifies(timeout=0.05)) == []


def test_statement_of_the_driver_that_was_replaced_gives_the_next_borrower_nothing_hidden(wall):
    seat = wall.seats["south"]
    for _ in range(8):
        reading.seen_by(seat, record=wall.record)
    with wall.record.as_seat(seat) as connection:
        names = [name for (name,) in connection.execute("select name from pg_prepared_statements")]
        for name in names:
            connection.execute(sql.SQL("deallocate {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("prepare {} (uuid[], bigint[]) as " + RAW).format(sql.Identifier(name)))
    assert names
    try:
        seen = {entry.id for entry in reading.seen_by(seat, record=wall.record).entries}
        assert seen <= set(own_ids(wall, "south"))
    finally:
        wall.record.close()

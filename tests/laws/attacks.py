"""What somebody who can inject SQL sends as a seat's own login role, to obtain what is hidden from that seat.

`@other_role@` and the like stand for what an attacker could know or guess at best.
"""

ALL = "parley.entries_after(null, null)"
"""All that a door can read, without any condition of its own."""

RAW = f"select id, room, n, seat, person, recorded, kind, body from {ALL}"

TABLE = "select id, room, n, seat, person, recorded, kind, body from parley.entry"
"""The table itself, which no seat may read."""

ATTACKS: dict[str, list[str]] = {
    "the table itself": [
        TABLE,
        f"{TABLE} where room in (select parley.my_rooms())",
        "select count(*) from parley.entry",
    ],
    "every function that reads": [
        "select * from parley.entries_named(array['@hidden_entry@', '@hidden_room@']::uuid[])",
        "select * from parley.entries_after(array['@hidden_room@']::uuid[], array[-1]::bigint[])",
        "select * from parley.openings()",
    ],
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
        (
            f"do $$ declare r record; begin for r in select id, room, body from {ALL} loop"
            " raise notice '% % %', r.id, r.room, convert_from(r.body, 'UTF8'); end loop; end $$"
        ),
    ],
    "block that builds its query": [
        (
            "do $$ declare t text; begin execute format('select string_agg(encode(body, %L), %L) from parley.%I',"
            " 'escape', ' ', 'entry') into t; raise notice '%', t; end $$"
        ),
    ],
    "shadow my_rooms in a temporary schema": [
        "create function pg_temp.my_rooms() returns setof uuid language sql as $$ select '@hidden_room@'::uuid $$",
        "set search_path = pg_temp, parley",
        "select my_rooms()",
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
    "replace my_rooms": [
        (
            "create or replace function parley.my_rooms() returns setof uuid language sql"
            " as $$ select '@hidden_room@'::uuid $$"
        ),
        RAW,
    ],
    "own schema": ["create schema mine", "create table mine.sits as select * from parley.sits", RAW],
    "schema of one's name": ["create schema authorization current_user", RAW],
    "temporary table": ["create temp table sits (seat uuid, room uuid)", "select * into temp s from parley.sits", RAW],
    "temporary view": [
        f"create temp view entry as select * from {ALL}",
        "table pg_temp.entry",
        RAW,
    ],
    "view that is no barrier": ["create view public.all_of_it as " + RAW, "table public.all_of_it"],
    "materialized view": ["create materialized view public.m as " + RAW, "table public.m"],
    "function that tells": [
        (
            "create function public.tell(bytea) returns boolean language plpgsql cost 0.0000001"
            " as $$ begin raise notice '%', $1; return true; end $$"
        ),
        f"{RAW} where public.tell(body)",
    ],
    "operator that tells": ["create operator public.<<< (leftarg = bytea, rightarg = bytea, function = byteaeq)"],
    "cast that tells": ["create cast (bytea as integer) with inout as implicit", f"{RAW} where body::integer = 1"],
    "type and domain": ["create type public.t as (a uuid)", "create domain public.d as bytea check (value is null)"],
    "rule": ["create rule r as on select to parley.entry do instead select 1", RAW],
    "trigger": ["create trigger t before insert on parley.entry for each row execute function parley.clock()"],
    "policy": [
        "create policy p on parley.entry using (true)",
        "drop policy seen_by_those_who_sit on parley.entry",
        RAW,
    ],
    "table without its rules": ["alter table parley.entry disable row level security", RAW],
    "table that is not forced": ["alter table parley.entry no force row level security", RAW],
    "table of one's own": ["alter table parley.entry owner to current_user", "drop table parley.entry", RAW],
    "child of the table": [
        "create table public.c () inherits (parley.entry)",
        "create table public.l (like parley.entry)",
    ],
    "index": ["create index on parley.entry (body)", "reindex table parley.entry", "cluster parley.entry"],
    "role with more rights": [
        "alter role current_user bypassrls",
        "alter role current_user superuser createrole",
        "create role another login",
        RAW,
    ],
    "role of another": [
        "alter role @other_role@ password 'x'",
        "drop role @other_role@",
        "reassign owned by @other_role@ to current_user",
    ],
    "membership": [
        "grant @other_role@ to current_user",
        "grant @owner_role@ to current_user",
        "set role @other_role@",
        RAW,
    ],
    "grants": [
        "grant select on parley.entry, parley.seat, parley.sits to current_user",
        "grant all on all tables in schema parley to public",
        "grant pg_read_all_data to current_user",
        "table parley.sits",
    ],
    "system columns": [f"select {column}, id from {ALL}" for column in ("ctid", "xmin", "cmin", "tableoid")],
    "columns of the seal": [f"select {column}::text from {ALL}" for column in ("salt", "leaf", "chain")],
    "whole rows": [
        "table parley.entry",
        f"select e from {ALL} e",
        f"select row_to_json(e) from {ALL} e",
        f"select (e).body from {ALL} e",
        f"select count(e) from {ALL} e",
    ],
    "other tables": [
        f"table {table}"
        for table in (
            "parley.seat",
            "parley.sits",
            "parley.head",
            "parley.process",
            "parley.room",
            "accounts.person",
            "parley_ledger.migration",
        )
    ],
    "rows by their place": [f"{RAW} where ctid = '(0,1)'", "select currtid2('parley.entry', '(0,1)')"],
    "a sample": [f"select id, room, body from {ALL} tablesample system (100)"],
    "guessed ids": [
        f"{RAW} where id = '@hidden_entry@'",
        f"{RAW} where room = '@hidden_room@'",
        f"{RAW} where room = '@hidden_room@' or true",
        f"{RAW} where room in (select '@hidden_room@'::uuid union select parley.my_rooms())",
        "select * from parley.sitters(array['@hidden_room@']::uuid[])",
        "select * from parley.my_heads() where room = '@hidden_room@'",
    ],
    "appending in another seat's name": [
        "select parley.append('@hidden_room@', '@other_seat@', '\\x00', null, 'note made/1', '\\x', '\\x', '\\x')"
    ],
    "appending where one does not sit": [
        "select parley.append('@hidden_room@', '@seat@', '\\x00', null, 'note made/1', '\\x', '\\x', '\\x')"
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
        f"delete from {ALL} returning id, body",
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
    "copy to a file": [f"copy ({RAW}) to '/dev/null'", f"copy ({RAW}) to program 'cat'"],
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
        f"create statistics public.s (mcv) on room, seat from {ALL}",
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
        f"select sum(convert_from(body, 'UTF8')::integer) filter (where kind = '@hidden_kind@') from {ALL}",
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
        f"select e.id, f.body from {ALL} e full join {ALL} f on f.n = e.n + 1",
        f"select x.body from (values (1)) v cross join lateral (select body from {ALL} offset 0) x",
        f"with recursive r as (select id, body from {ALL} union select id, body from r) table r",
        f"select h.room, x.body from parley.my_heads() h right join {ALL} x on x.room is not null",
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
    "locks that stay": [
        "select pg_try_advisory_lock(1)",
        "begin",
        "lock table parley.entry in access share mode",
        "lock table parley.entry",
    ],
    "ending oneself": ["select pg_terminate_backend(pg_backend_pid())", RAW],
}
"""What is tried, by name: statements that are sent one after the other, whichever fail."""

FOR_THE_WEB = {
    "objects of the web's own": [
        "create function accounts.my_rooms() returns setof uuid language sql as $$ select '@hidden_room@'::uuid $$",
        "set search_path = accounts, parley",
        RAW,
        (
            "create function accounts.tell(bytea) returns boolean language plpgsql cost 0.0000001"
            " as $$ begin raise notice '%', $1; return true; end $$"
        ),
        f"{RAW} where accounts.tell(body)",
        f"create view accounts.entry as {RAW}",
        "table accounts.entry",
        (
            "create function accounts.definer() returns setof uuid language sql security definer"
            f" as $$ select room from {ALL} $$"
        ),
        "select accounts.definer()",
    ],
}
"""What the role of the web process tries further, which may make objects in a schema of its own."""

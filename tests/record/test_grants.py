"""Who may do what in the database, read from its own catalogue: the code above it grants nothing."""

import psycopg
import pytest

from parley.record import store
from tests.record.talks_on_record import ROLES, note

OURS = ("parley", "accounts", "parley_ledger")
CHANGES = ["INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
READS = {"entries_after", "entries_named", "openings", "my_rooms", "my_heads", "sitters"}
SEAT_MAY_CALL = READS | {"append", "open_room", "close_seat"}
OWNER_ALONE = {"begin_room", "clock"}
OFF = ("seqscan", "bitmapscan", "hashjoin", "mergejoin")
PLANS = (*(f"enable_{one}=off" for one in OFF), "enable_indexscan=on", "enable_nestloop=on", "join_collapse_limit=1")


@pytest.fixture
def roles(talks):
    """The login roles of Parley: each seat's, and that of the web process."""
    return [*(talks.seat(key).role for key in ROLES), talks.record.web_role]


@pytest.fixture
def tables(owner):
    """Every table and view of Parley's own."""
    query = """
        select c.oid::regclass::text from pg_catalog.pg_class c
        where c.relkind in ('r', 'v', 'm', 'p', 'f') and c.relnamespace::regnamespace::text = any (%s)"""
    return [table for (table,) in owner.execute(query, [list(OURS)])]


def functions(owner):
    """Return the functions of the record, by name, with how the catalogue writes them."""
    query = (
        "select proname, oid::regprocedure::text from pg_catalog.pg_proc where pronamespace = 'parley'::regnamespace"
    )
    return dict(owner.execute(query).fetchall())


WEB_CHANGES = {
    ("passkey", "INSERT"),
    ("passkey", "UPDATE"),
    ("passkey", "DELETE"),
    ("invitation", "DELETE"),
    ("request", "INSERT"),
    ("request", "DELETE"),
}
"""What the role of the web process may change: how persons sign in, and what they ask of the owner's process."""


def test_roles_of_seats_and_web_are_plain_logins(owner, roles):
    query = """
        select rolname from pg_catalog.pg_roles
        where rolname = any (%s) and rolcanlogin
          and not (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)"""
    assert {role for (role,) in owner.execute(query, [roles])} == set(roles)


def test_roles_of_seats_and_web_belong_to_no_other_role(owner, roles):
    query = """
        select r.rolname from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.member
        where r.rolname = any (%s)"""
    assert owner.execute(query, [roles]).fetchall() == []


def test_roles_of_seats_and_web_own_nothing(owner, roles):
    query = """
        select r.rolname, d.classid::regclass from pg_catalog.pg_shdepend d
        join pg_catalog.pg_roles r on r.oid = d.refobjid and d.refclassid = 'pg_authid'::regclass
        where d.deptype = 'o' and r.rolname = any (%s)"""
    assert owner.execute(query, [roles]).fetchall() == []


def test_roles_of_seats_and_web_may_change_no_table_but_the_ways_in(owner, roles, tables, talks):
    query = """
        select r, t, p from unnest(%s::text[]) r, unnest(%s::text[]) t, unnest(%s::text[]) p
        where pg_catalog.has_table_privilege(r, t, p)"""
    assert "parley.entry" in tables
    assert set(owner.execute(query, [roles, tables, CHANGES]).fetchall()) == {
        (talks.record.web_role, f"accounts.{table}", change) for table, change in WEB_CHANGES
    }


def test_roles_of_seats_and_web_may_change_no_column_but_of_the_ways_in(owner, roles, tables, talks):
    query = """
        select r, t, p from unnest(%s::text[]) r, unnest(%s::text[]) t, unnest(%s::text[]) p
        where pg_catalog.has_any_column_privilege(r, t, p)"""
    changed = {(role, table) for role, table, _ in owner.execute(query, [roles, tables, ["UPDATE"]]).fetchall()}
    assert changed == {(talks.record.web_role, f"accounts.{table}") for table in ("passkey", "person")}
    asked = owner.execute(query, [roles, tables, ["INSERT", "REFERENCES"]]).fetchall()
    assert {(role, table) for role, table, _ in asked} == {
        (talks.record.web_role, f"accounts.{table}") for table in ("passkey", "request")
    }


def test_web_changes_of_a_person_how_one_signs_in_and_no_more(owner, talks):
    query = """
        select a.attname from pg_catalog.pg_attribute a
        where a.attrelid = 'accounts.person'::regclass and a.attnum > 0
          and pg_catalog.has_column_privilege(%s, a.attrelid, a.attnum, 'UPDATE')"""
    found = {name for (name,) in owner.execute(query, [talks.record.web_role])}
    assert found == {"password", "codes", "code_taken", "looked"}


def test_seat_reads_no_table_of_the_record(owner, talks, tables):
    query = """
        select a.attrelid::regclass::text, a.attname from pg_catalog.pg_attribute a
        where a.attrelid = any (%s::regclass[])
          and pg_catalog.has_column_privilege(%s, a.attrelid, a.attnum, 'SELECT')"""
    found = owner.execute(query, [tables, talks.seat("north").role]).fetchall()
    assert found == []


def test_seat_makes_nothing_in_the_database(owner, roles, talks):
    query = """
        select r, s.oid::regnamespace::text from unnest(%s::text[]) r, pg_catalog.pg_namespace s
        where pg_catalog.has_schema_privilege(r, s.oid, 'CREATE')"""
    assert owner.execute(query, [roles]).fetchall() == [(talks.record.web_role, "accounts")]
    query = "select r from unnest(%s::text[]) r where pg_catalog.has_database_privilege(r, current_database(), %s)"
    for privilege in ("CREATE", "TEMPORARY"):
        assert owner.execute(query, [roles, privilege]).fetchall() == []


def test_seat_calls_the_functions_of_the_doors_and_no_other(owner, talks):
    known = functions(owner)
    query = "select pg_catalog.has_function_privilege(%s, %s::regprocedure, 'EXECUTE')"
    role = talks.seat("north").role
    may = {name for name, function in known.items() if owner.execute(query, [role, function]).fetchone()[0]}
    assert may == SEAT_MAY_CALL
    assert known.keys() - may == OWNER_ALONE


@pytest.mark.parametrize(
    "call",
    [
        "parley.append(%(room)s::uuid, %(others)s::uuid, '\\x00', null::uuid, 'note made/1', '\\x', '\\x', '\\x')",
        "parley.begin_room(%(room)s::uuid, %(process)s::uuid, array[%(seat)s::uuid], true)",
        "parley.clock()",
    ],
)
@pytest.mark.parametrize("by", ["team", "north", "visitor"])
def test_seat_that_calls_what_is_the_owners_is_refused(talks, by, call):
    names = {"room": talks.room("public"), "seat": talks.seat_id("team"), "process": talks.process}
    names["others"] = talks.seat_id("south")
    with talks.record.as_seat(talks.seat(by)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("select " + call, names)


def test_functions_that_run_as_the_owner_look_up_names_in_the_catalogue_alone(owner):
    query = """
        select proname, proconfig from pg_catalog.pg_proc
        where pronamespace = 'parley'::regnamespace and prosecdef"""
    settings = dict(owner.execute(query).fetchall())
    assert settings.keys() == SEAT_MAY_CALL
    for name, setting in settings.items():
        assert setting == ["search_path=pg_catalog, pg_temp", *(PLANS if name in READS else ())]


def test_rows_of_entries_are_guarded_even_from_their_owner(owner):
    query = "select relrowsecurity, relforcerowsecurity from pg_catalog.pg_class where oid = 'parley.entry'::regclass"
    assert owner.execute(query).fetchone() == (True, True)
    query = "select cmd from pg_catalog.pg_policies where schemaname = 'parley' and tablename = 'entry'"
    assert sorted(cmd for (cmd,) in owner.execute(query)) == ["INSERT", "SELECT", "SELECT"]


def test_owner_is_no_superuser_and_passes_no_policy_by(owner):
    query = "select rolsuper, rolbypassrls from pg_catalog.pg_roles where rolname = current_user"
    assert owner.execute(query).fetchone() == (False, False)


@pytest.mark.parametrize(
    "statement",
    ["update parley.entry set body = '\\x7b7d'", "delete from parley.entry", "update parley.entry set n = n"],
)
def test_owner_changes_and_deletes_no_entry(owner, talks, statement):
    before = owner.execute("select count(*) from parley.entry").fetchone()
    assert before > (0,)
    assert owner.execute(statement).rowcount == 0
    assert owner.execute("select count(*) from parley.entry").fetchone() == before
    talks.append(note())


@pytest.mark.parametrize("by", list(ROLES))
def test_seat_that_asks_for_every_entry_is_given_those_of_its_rooms(talks, owner, by):
    sits = owner.execute("select room::text from parley.sits where seat = %s::uuid", [talks.seat_id(by)]).fetchall()
    with talks.record.as_seat(talks.seat(by)) as connection:
        given = (
            store.prepare(connection)
            .execute("select distinct room::text from parley.entries_after(null, null)")
            .fetchall()
        )
    assert set(given) == set(sits)


@pytest.mark.parametrize(
    "attempt", ["set role {other}", "set session authorization {other}", "set row_security = off; table parley.entry"]
)
def test_seat_becomes_nobody_else_and_lifts_no_rule(talks, attempt):
    other = talks.seat("south").role
    with talks.record.as_seat(talks.seat("north")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(attempt.format(other=other))

import hashlib
import secrets
from contextlib import contextmanager
from importlib.resources import files

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record.migrating import MigrationError, migrate
from parley.record.opening import RecordUnavailable, opened
from tests.conftest import drop

SCRIPTS = sorted(file.name for file in (files("parley.record") / "migrations").iterdir() if file.name.endswith(".sql"))
TABLES = "select oid::regclass::text from pg_catalog.pg_class where relnamespace = 'parley'::regnamespace order by 1"


@pytest.fixture
def empty(owner_address):
    """The address of an empty database."""
    name = f"parley_test_{secrets.token_hex(6)}"
    with psycopg.connect(owner_address, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield make_conninfo(owner_address, dbname=name)
    with psycopg.connect(owner_address, autocommit=True) as connection:
        drop(connection, name)


@contextmanager
def connected(address):
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def ledger(connection):
    return connection.execute("select number, name, digest, applied from parley_ledger.migration order by 1").fetchall()


def refusal(connection):
    with pytest.raises(MigrationError) as caught:
        migrate(connection)
    return str(caught.value)


def test_empty_database_is_given_every_migration_in_order_and_again_none(empty):
    with connected(empty) as connection:
        assert migrate(connection) == SCRIPTS
        first, tables = ledger(connection), connection.execute(TABLES).fetchall()
        assert migrate(connection) == []
        assert (ledger(connection), connection.execute(TABLES).fetchall()) == (first, tables)


def test_ledger_says_what_was_applied_by_number_and_digest(empty):
    with connected(empty) as connection:
        migrate(connection)
        noted = [(number, name, bytes(digest)) for number, name, digest, _ in ledger(connection)]
    folder = files("parley.record") / "migrations"
    digests = [hashlib.sha256((folder / name).read_bytes()).digest() for name in SCRIPTS]
    assert noted == list(zip(range(1, len(SCRIPTS) + 1), SCRIPTS, digests, strict=True))


def test_migration_that_was_changed_after_it_was_applied_is_refused(empty):
    with connected(empty) as connection:
        migrate(connection)
        connection.execute("update parley_ledger.migration set digest = '\\x00' where number = 1")
        before = ledger(connection)
        assert "migration 1 was changed after it was applied" in refusal(connection)
        assert ledger(connection) == before


def test_database_of_a_later_parley_is_refused_and_not_taken_back(empty):
    with connected(empty) as connection:
        migrate(connection)
        connection.execute("insert into parley_ledger.migration (number, name, digest) values (9001, 'later', '\\x00')")
        before = ledger(connection)
        assert "a later Parley has been here (migration 9001)" in refusal(connection)
        assert ledger(connection) == before


def test_migration_that_fails_leaves_the_database_as_it_was(empty):
    with connected(empty) as connection:
        connection.execute("create schema accounts")
        with pytest.raises(psycopg.errors.DuplicateSchema):
            migrate(connection)
        schemas = "select nspname from pg_catalog.pg_namespace where nspname like 'parley%'"
        assert connection.execute(schemas).fetchall() == []
        connection.execute("drop schema accounts")
        assert migrate(connection) == SCRIPTS


def test_second_parley_that_starts_meanwhile_waits_for_the_first_and_finds_nothing_to_do(empty):
    with connected(empty) as first, connected(empty) as second:
        second.execute("set lock_timeout = '200ms'")
        with first.transaction():
            assert migrate(first) == SCRIPTS
            with pytest.raises(psycopg.errors.LockNotAvailable):
                migrate(second)
        assert migrate(second) == []


def test_record_of_a_later_parley_does_not_open(empty, tmp_path):
    with connected(empty) as connection:
        migrate(connection)
        connection.execute("insert into parley_ledger.migration (number, name, digest) values (9001, 'later', '\\x00')")
    with pytest.raises(RecordUnavailable, match="install that version or a newer one"), opened(tmp_path, url=empty):
        pass

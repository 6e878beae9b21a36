"""Migrations: numbered files of our own SQL, applied forward only, each once."""

import hashlib
from importlib.resources import files
from typing import Any

from psycopg import Connection

LEDGER = """
    create table if not exists parley_ledger.migration (
        number integer primary key, name text not null, digest bytea not null,
        applied timestamptz not null default now())
"""
LOCK = 7_209_071


class MigrationError(RuntimeError):
    """The database cannot be brought to this Parley's shape; the message says why and what to do."""


def migrate(connection: Connection[Any], *, no_further_than: int | None = None) -> list[str]:
    """Apply what is missing, in one transaction, and return its names; none where the database is up to date.

    Args:
        connection: the owner's.
        no_further_than: the last migration to apply, for a database that is to be filled as one was by then.

    Raises:
        MigrationError: when a later Parley has been here, or a migration that was applied has since been changed.
    """
    with connection.transaction():
        hold_others_off(connection)
        connection.execute("create schema if not exists parley_ledger")
        connection.execute(LEDGER)
        found = applied(connection)
        known = _migrations()
        later = sorted(set(found) - set(known))
        if later:
            raise MigrationError(
                f"a later Parley has been here (migration {later[-1]}): install that version or a newer one"
            )
        wanted = [number for number in sorted(known) if no_further_than is None or number <= no_further_than]
        missing = [number for number in wanted if _missing(number, known[number][1], found.get(number))]
        return [_apply(connection, number, *known[number]) for number in missing]


def hold_others_off(connection: Connection[Any]) -> None:
    """Let nobody else change the shape of the database until the end of this transaction."""
    connection.execute("select pg_catalog.pg_advisory_xact_lock(%s)", [LOCK])


def applied(connection: Connection[Any]) -> dict[int, bytes]:
    """Return the migrations that a database has been through, with their digests."""
    rows = connection.execute("select number, digest from parley_ledger.migration").fetchall()
    return {number: bytes(digest) for number, digest in rows}


def _migrations() -> dict[int, tuple[str, str]]:
    folder = files("parley.record") / "migrations"
    scripts = (file for file in folder.iterdir() if file.name.endswith(".sql"))
    return {int(file.name[:4]): (file.name, file.read_text(encoding="utf-8")) for file in scripts}


def refuse_unless_known(been_through: dict[int, bytes]) -> None:
    """Refuse what came from a database that has been through other migrations than this Parley knows.

    Raises:
        MigrationError: when a later Parley made it, or one whose files were changed.
    """
    known = _migrations()
    for number, digest in been_through.items():
        if number not in known:
            raise MigrationError(f"a later Parley made it (migration {number}): install that version or a newer one")
        _missing(number, known[number][1], digest)


def _missing(number: int, script: str, digest: bytes | None) -> bool:
    if digest is None:
        return True
    if digest != hashlib.sha256(script.encode()).digest():
        raise MigrationError(f"migration {number} was changed after it was applied: restore the file as it was")
    return False


def _apply(connection: Connection[Any], number: int, name: str, script: str) -> str:
    connection.execute(script.encode())
    connection.execute(
        "insert into parley_ledger.migration (number, name, digest) values (%s, %s, %s)",
        [number, name, hashlib.sha256(script.encode()).digest()],
    )
    return name

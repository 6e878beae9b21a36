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


def migrate(connection: Connection[Any]) -> list[str]:
    """Apply what is missing, in one transaction, and return its names; none where the database is up to date.

    Raises:
        MigrationError: when a later Parley has been here, or a migration that was applied has since been changed.
    """
    with connection.transaction():
        connection.execute("select pg_catalog.pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute("create schema if not exists parley_ledger")
        connection.execute(LEDGER)
        rows = connection.execute("select number, digest from parley_ledger.migration").fetchall()
        applied = {number: bytes(digest) for number, digest in rows}
        known = _migrations()
        later = sorted(set(applied) - set(known))
        if later:
            raise MigrationError(
                f"a later Parley has been here (migration {later[-1]}): install that version or a newer one"
            )
        missing = [number for number in sorted(known) if _missing(number, known[number][1], applied.get(number))]
        return [_apply(connection, number, *known[number]) for number in missing]


def _migrations() -> dict[int, tuple[str, str]]:
    folder = files("parley.record") / "migrations"
    scripts = (file for file in folder.iterdir() if file.name.endswith(".sql"))
    return {int(file.name[:4]): (file.name, file.read_text(encoding="utf-8")) for file in scripts}


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

"""Where is measured: a fresh record in the embedded database, or on the server of PARLEY_DATABASE_URL."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record.opening import Record, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A record, and what another process needs to open it as one that serves people."""

    record: Record
    home: Path
    serving_url: str | None


@contextmanager
def fresh_place() -> Iterator[Place]:
    """Lend a record of its own; nothing of it is left afterwards."""
    url = os.environ.get("PARLEY_DATABASE_URL")
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        home = Path(folder) / "home"
        if url is None:
            with opened(home) as record:
                yield Place(record=record, home=home, serving_url=None)
            return
        name = sql.Identifier(f"parley_bench_{secrets.token_hex(6)}")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(name))
            try:
                address = make_conninfo(url, dbname=name.as_string().strip('"'))
                with opened(home, url=address) as record:
                    yield Place(record=record, home=home, serving_url=record.address_for_serving)
            finally:
                connection.execute(sql.SQL("drop database {} with (force)").format(name))

"""A real PostgreSQL for every test: the embedded one, or the server of PARLEY_DATABASE_URL."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record import cluster
from parley.record.opening import OWNER, Record, opened


@pytest.fixture(scope="session")
def owner_address() -> Iterator[str]:
    """The address of a database whose owner may make further databases and roles."""
    url = os.environ.get("PARLEY_DATABASE_URL")
    if url:
        yield url
        return
    with TemporaryDirectory(prefix="parley-test-") as folder, cluster.running(Path(folder) / "home") as address:
        yield address.conninfo(role=OWNER, database="parley")


@pytest.fixture(scope="session")
def new_record(owner_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Record]]:
    """Make a fresh record in a database of its own, as often as a test likes; one home gives records one secret."""
    made: list[str] = []
    with ExitStack() as stack:

        def make(home: Path | None = None) -> Record:
            name = f"parley_test_{secrets.token_hex(6)}"
            with psycopg.connect(owner_address, autocommit=True) as connection:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            made.append(name)
            where = home or tmp_path_factory.mktemp("home")
            return stack.enter_context(opened(where, url=make_conninfo(owner_address, dbname=name)))

        yield make
    with psycopg.connect(owner_address, autocommit=True) as connection:
        for name in made:
            drop(connection, name)


@pytest.fixture
def record(new_record: Callable[..., Record]) -> Record:
    """A fresh record."""
    return new_record()


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drop a database, waiting for those who are just leaving it: the owner may end no other role's connection."""
    for _ in range(100):
        try:
            connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            time.sleep(0.05)
        else:
            return

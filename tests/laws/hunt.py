"""A hunt for a leak: `python -m tests.laws.hunt --lives N --seed S --database-url URL` ends with 1 at the first one."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record.opening import opened
from tests.conftest import drop
from tests.laws.comparing import Leak, Report, compare
from tests.laws.pages import let_go
from tests.laws.world import World

FOUND = 1


@contextmanager
def two_worlds(owner: str, *, home: Path) -> Iterator[list[World]]:
    """Lend two databases of one owner with the same secret; databases and roles are gone afterwards."""
    names = [f"parley_hunt_{os.getpid()}_{n}" for n in range(2)]
    with psycopg.connect(owner, autocommit=True) as connection:
        worlds: list[World] = []
        try:
            with ExitStack() as stack:
                for name in names:
                    connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
                    record = stack.enter_context(opened(home, url=make_conninfo(owner, dbname=name)))
                    worlds.append(World(record, home))
                    stack.callback(worlds[-1].close)
                stack.callback(let_go)
                yield worlds
        finally:
            for name in names:
                drop(connection, name)
            for role in sorted({role for world in worlds for role in (*world.roles, world.record.web_role)}):
                connection.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))


def hunt(worlds: list[World], *, lives: int, seed: int) -> Leak | None:
    """Return the first difference in so many lives."""
    report = Report(stops=True)
    for one in range(seed, seed + lives):
        compare(one, whole=worlds[0], twin=worlds[1], report=report)
        if report.leaks:
            return report.leaks[0]
    return None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--database-url", default=os.environ.get("PARLEY_DATABASE_URL"))
    asked = parser.parse_args()
    if not asked.database_url:
        parser.error("say --database-url, or set PARLEY_DATABASE_URL")
    with TemporaryDirectory(prefix="parley-hunt-") as folder, two_worlds(asked.database_url, home=Path(folder)) as two:
        found = hunt(two, lives=asked.lives, seed=asked.seed)
    print(found or "no difference")
    sys.exit(FOUND if found else 0)

"""A hunt for a leak: `python -m tests.laws.hunt HOME LIVES` plays lives until a byte differs and ends with 1."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record.opening import opened
from tests.laws.comparing import Report, compare
from tests.laws.pages import let_go
from tests.laws.world import World

FOUND = 1


def hunt(home: Path, *, lives: int, owner: str) -> str | None:
    """Return the first difference in so many lives, played in two databases of their own."""
    names = [f"parley_hunt_{os.getpid()}_{n}" for n in range(2)]
    with ExitStack() as stack:
        connection = stack.enter_context(psycopg.connect(owner, autocommit=True))
        worlds = []
        for name in names:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            record = stack.enter_context(opened(home, url=make_conninfo(owner, dbname=name)))
            worlds.append(World(record, home))
            stack.callback(worlds[-1].close)
        stack.callback(let_go)
        report = Report(stops=True)
        for seed in range(lives):
            compare(seed, whole=worlds[0], twin=worlds[1], report=report)
            if report.leaks:
                return report.leaks[0]
    return None


if __name__ == "__main__":
    found = hunt(Path(sys.argv[1]), lives=int(sys.argv[2]), owner=os.environ["PARLEY_DATABASE_URL"])
    print(found or "no difference")
    sys.exit(FOUND if found else 0)

import subprocess
import sys

import pytest

from parley.record import copying
from parley.record.opening import KEPT_IN

STARTS = """
import os, pathlib, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "parley.web.settings"
import django; django.setup()
from parley.record.opening import opened
from parley.web import serving, sessions
with opened(pathlib.Path(sys.argv[1]), url=sys.argv[2], serving=True) as record:
    print("ready", flush=True); sys.stdin.readline()
    serving.serve_from(record)
    sessions.let_go()
print("served")
"""
AT_ONCE = 8


@pytest.mark.parametrize("_", range(2))
def test_web_processes_that_start_at_once_on_a_new_record_all_serve(record, tmp_path, _):
    (tmp_path / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    command = [sys.executable, "-c", STARTS, str(tmp_path), record.address_for_serving]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(AT_ONCE)]
    for one in started:
        assert one.stdout.readline() == "ready\n"
    for one in started:
        one.stdin.write("\n")
        one.stdin.flush()
    answers = [one.communicate() for one in started]
    assert [out for out, _ in answers] == ["served\n"] * AT_ONCE, answers


def test_whatever_the_web_keeps_beside_the_backup_is_sessions(standing_talks):
    """A backup holds the owner's tables; whoever lets the web keep more must see that it is backed up."""
    standing_talks.browser("north")
    query = "select n.nspname || '.' || c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n"
    query += " on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$'"
    with standing_talks.record.as_owner() as connection:
        there = {name for (name,) in connection.execute(query)}
        kept = {f"{table.schema}.{table.name}" for table in copying.tables(connection)}
    assert there - kept == {
        "parley_ledger.migration", "accounts.django_session", "accounts.django_migrations",
    }  # fmt: skip

"""Killing writers, backends and the server, and filling the disk, loses nothing that was acknowledged.

Each runs a server of its own: none that others use is ever killed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from parley.record import cluster
from parley.record.opening import RecordUnavailable, opened
from parley.record.references import entry_id
from parley.record.verifying import verify
from tests.record.cluster_person import AS_ROOT, end_all, eventually, server_of
from tests.record.talks_on_record import Talks, note

ROOT = Path(__file__).parents[2]
PLACES = [("team", "caucus"), ("north", "caucus"), ("south", "table"), ("guest", "guest-room")]
BACKENDS = "select pid from pg_stat_activity where usename like 's\\_%' and datname = 'parley'"


class Newsroom:
    """Talks in a cluster of their own, and writers that are started anew as they are killed."""

    def __init__(self, talks: Talks, home: Path, *, superuser: str, seed: int) -> None:
        self.talks, self.home, self.superuser = talks, home, superuser
        self.chance = random.Random(seed)
        self.writers: list[subprocess.Popen[bytes]] = []
        self.journals: dict[Path, tuple[str, str]] = {}

    def starts_a_writer(self) -> None:
        seat, room = PLACES[len(self.journals) % len(PLACES)]
        journal = self.home.parent / f"journal-{len(self.journals)}"
        journal.touch()
        self.journals[journal] = (seat, room)
        holder = self.talks.seat(seat)
        words = [self.home, journal, holder.id, holder.process, holder.key, holder.role, self.talks.room(room)]
        command = [sys.executable, "-m", "tests.record.durable_writer", *map(str, words)]
        self.writers.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL))

    def lines(self) -> int:
        return sum(journal.read_bytes().count(b"\n") for journal in self.journals)

    def goes_on(self) -> None:
        """Wait until more was acknowledged, and then a little for chance's sake."""
        until = self.lines() + 4 * len(self.writers)
        eventually(lambda: self.lines() >= until)
        time.sleep(self.chance.random() * 0.02)

    def kills_a_writer(self) -> None:
        eventually(lambda: all(journal.stat().st_size for journal in list(self.journals)[-len(self.writers) :]))
        writer = self.writers.pop(self.chance.randrange(len(self.writers)))
        writer.kill()
        writer.wait()
        self.starts_a_writer()

    def kills_a_backend(self) -> None:
        found: list[int] = []
        eventually(lambda: found.extend(self._backends()) or found)
        os.kill(self.chance.choice(found), signal.SIGKILL)

    def kills_the_server(self) -> None:
        before = server_of(self.home)
        os.kill(before, signal.SIGKILL)
        eventually(lambda: self._has_another_server(before))

    def stops(self) -> None:
        for writer in self.writers:
            writer.kill()
        for writer in self.writers:
            writer.wait()

    def _has_another_server(self, before: int) -> bool:
        with suppress(OSError, IndexError, ValueError):
            return server_of(self.home) != before
        return False

    def _backends(self) -> list[int]:
        with suppress(psycopg.OperationalError), psycopg.connect(self.superuser, autocommit=True) as connection:
            return [pid for (pid,) in connection.execute(BACKENDS)]
        return []


def patiently(ask: Callable[[], object]) -> object:
    """Return the answer once the server is there again."""
    until = time.monotonic() + 60
    while True:
        try:
            return ask()
        except RecordUnavailable:
            assert time.monotonic() < until, "the server does not come back"
            time.sleep(0.05)


def heard_of(newsroom: Newsroom) -> tuple[dict[str, str], dict[str, tuple[int, datetime]]]:
    """Return which entries were tried, with their words, and where those stand that were acknowledged."""
    tried, acknowledged = {}, {}
    for journal, (seat, room) in newsroom.journals.items():
        for line in journal.read_text().splitlines():
            what, token, *placed = line.split()
            talks = newsroom.talks
            known = entry_id(room=talks.room(room), seat=talks.seat_id(seat), token=bytes.fromhex(token))
            if what == "tries":
                tried[known] = token * 20
            else:
                assert placed[0] == known
                acknowledged[known] = (int(placed[1]), datetime.fromisoformat(placed[2]))
    return tried, acknowledged


def lost(newsroom: Newsroom) -> list[str]:
    """Return what was acknowledged and is not there as it was; whatever else is there was tried, and is there whole."""
    acknowledged = heard_of(newsroom)[1]
    entries = {}
    for seat in ("team", "guest"):
        entries.update({entry.id: entry for entry in patiently(lambda seat=seat: newsroom.talks.seen(seat)).entries})
    tried = heard_of(newsroom)[0]
    for entry in entries.values():
        if entry.kind == "note made/1":
            assert entry.what.words == tried[entry.id]
    return [
        known
        for known, placed in acknowledged.items()
        if known not in entries or (entries[known].number, entries[known].recorded) != placed
    ]


@contextmanager
def newsroom_in(folder: Path, *, writers: int, seed: int) -> Iterator[Newsroom]:
    with ExitStack() as stack:
        stack.callback(end_all, folder)
        record = stack.enter_context(opened(folder / "home"))
        address = stack.enter_context(cluster.running(folder / "home"))
        superuser = address.conninfo(role="parley", database="parley")
        newsroom = Newsroom(Talks(record).founded(), folder / "home", superuser=superuser, seed=seed)
        stack.callback(newsroom.stops)
        for _ in range(writers):
            newsroom.starts_a_writer()
        newsroom.goes_on()
        yield newsroom


def survives(folder: Path, *, writers: int, backends: int, servers: int, seed: int) -> None:
    blows = ["kills_a_writer"] * writers + ["kills_a_backend"] * backends + ["kills_the_server"] * servers
    with newsroom_in(folder, writers=4, seed=seed) as newsroom:
        newsroom.chance.shuffle(blows)
        for blow in blows:
            getattr(newsroom, blow)()
            assert patiently(lambda: verify(newsroom.talks.record)) == [], blow
            newsroom.goes_on()
        newsroom.stops()
        assert lost(newsroom) == []
        assert patiently(lambda: verify(newsroom.talks.record)) == []
        print(f"{len(heard_of(newsroom)[1])} entries acknowledged, none lost")  # noqa: T201 - a proof says how far it went


def test_nothing_acknowledged_is_lost_when_writers_and_backends_and_the_server_are_killed(tmp_path):
    survives(tmp_path, writers=12, backends=4, servers=1, seed=0)


@pytest.mark.prove
@pytest.mark.parametrize("fifth", range(1, 6))
def test_nothing_acknowledged_is_lost_in_two_hundred_and_twenty_five_kills(tmp_path, fifth):
    survives(tmp_path, writers=40, backends=4, servers=1, seed=fifth)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """Mount a disk of this size, and lend the path of a file that can fill it up."""
    options = f"size={megabytes}m,mode=700"
    if not AS_ROOT or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder / "filler"
    finally:
        end_all(folder)
        subprocess.run(["umount", folder], check=True)


def fill(filler: Path, *, leaving: int) -> None:
    """Fill the disk up but for some megabytes."""
    with suppress(OSError), filler.open("wb", buffering=0) as stream:
        while stream.write(b"-" * 4096):
            pass
    os.truncate(filler, filler.stat().st_size - leaving * 1_000_000)


def appended_until_refused(talks: Talks) -> list[str]:
    """Append until the record says that it cannot, and return what was acknowledged."""
    acknowledged = []
    with pytest.raises(RecordUnavailable, match="database"):  # noqa: PT012 - which of them is refused is not known
        for number in range(20_000):
            placed = talks.append(note(f"{number} {os.urandom(9_000).hex()}"), room="desk")
            acknowledged.append(placed.id)
    return acknowledged


@pytest.mark.parametrize("leaving", [0, 8])
def test_full_disk_is_an_error_that_loses_nothing_acknowledged_and_passes_with_space(tmp_path, leaving):
    """Eight megabytes hold the entries to come and not their log, at which the server itself gives up."""
    with small_disk(tmp_path, megabytes=160) as filler:
        with opened(tmp_path / "home") as record:
            talks = Talks(record).founded()
            fill(filler, leaving=leaving)
            acknowledged = appended_until_refused(talks)
            filler.unlink()
            if not leaving:
                acknowledged.append(talks.append(note("At once."), room="desk").id)
        with opened(tmp_path / "home") as record:
            talks.record = record
            assert set(acknowledged) <= {entry.id for entry in talks.seen("team").entries}
            assert verify(record) == []
            talks.append(note("After."), room="desk")
            assert talks.words("team")[-1] == "After."

"""Drilling: a backup restored beside the record, in a database of its own, and held against the living record."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parley.record import cluster, copying
from parley.record.backing_up import back_up
from parley.record.copying import Counts
from parley.record.opening import Record
from parley.record.references import RoomId
from parley.record.restoring import NotRestored, restored
from parley.record.verifying import Fault

PREFIX = "drill-"
LOCK = "drill.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What came of a drill."""

    made: datetime
    counts: Counts
    faults: list[Fault]
    astray: list[RoomId]
    """The rooms in which the backup and the living record do not say the same of what stands in both."""

    @property
    def restores(self) -> bool:
        """Whether the backup is good."""
        return not self.faults and not self.astray


def drill(
    record: Record, file: Path, *, home: Path, passphrase: str, progress: Callable[[str], None] = lambda _: None
) -> Drilled:
    """Restore a backup into a database of its own within the data folder, see whether it holds, and remove it.

    Args:
        record: the living one, opened as its owner.
        file: the backup.
        home: the data folder, since nobody else reads there what is restored.
        passphrase: with which the backup was made.
        progress: told what takes long.

    Raises:
        NotRestored: when the backup cannot be restored, or another drill is under way.
        RecordUnavailable: when one of the two databases cannot be reached.
    """
    with _room_for_it(home) as room:
        return _tried(record, file, beside=room / "home", passphrase=passphrase, progress=progress)


def drill_afresh(
    record: Record,
    *,
    home: Path,
    passphrase: str,
    salt: bytes,
    made: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> Drilled:
    """Make a backup for a drill alone, and drill it.

    Raises:
        NotBackedUp: when it cannot be made.
        NotRestored: when it cannot be restored, or another drill is under way.
        RecordUnavailable: when one of the two databases cannot be reached.
    """
    with _room_for_it(home) as room:
        file = room / "backup"
        back_up(record, file, passphrase=passphrase, salt=salt, made=made, progress=progress)
        return _tried(record, file, beside=room / "home", passphrase=passphrase, progress=progress)


def _tried(record: Record, file: Path, *, beside: Path, passphrase: str, progress: Callable[[str], None]) -> Drilled:
    try:
        with restored(file, home=beside, passphrase=passphrase, progress=progress) as copy:
            with copy.record.as_owner() as connection:
                heads = copying.heads(connection)
            with record.as_owner() as connection:
                astray = copying.not_passed_through(connection, heads=heads)
            return Drilled(made=copy.made, counts=copy.counts, faults=copy.faults, astray=astray)
    finally:
        cluster.wait_until_stopped(beside)


@contextmanager
def _room_for_it(home: Path) -> Iterator[Path]:
    """Lend an empty folder within the data folder; nothing of it is left, and nothing of a drill that was killed."""
    handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotRestored("another drill is under way: wait until it has ended") from error
        for left in home.glob(f"{PREFIX}*/"):
            cluster.wait_until_stopped(left / "home")
            shutil.rmtree(left)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
    finally:
        os.close(handle)

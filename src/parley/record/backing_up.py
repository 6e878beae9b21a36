"""Backing up: the whole record as it is at one moment, while people write, in one locked file."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import Connection

from parley.record import copying, migrating
from parley.record.backup_contents import Contents, write_contents, write_table
from parley.record.copying import Counts, RoomHead
from parley.record.locked_file import LockedWriter
from parley.record.opening import Record
from parley.record.placing import placed


class NotBackedUp(OSError):
    """A backup could not be written; nothing of it is left behind."""


def back_up(
    record: Record,
    file: Path,
    *,
    passphrase: str,
    salt: bytes,
    made: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> Counts:
    """Write a backup to a file that is not there yet, whole or not at all, and return how much it holds.

    Sessions are left out: after a restore everybody signs in anew.

    Args:
        record: opened as its owner.
        file: where; only its owner may read it.
        passphrase: what alone opens it again.
        salt: so many random bytes as `locked_file` says, for this file alone.
        made: the time.
        progress: told what takes long.

    Raises:
        NotBackedUp: when the file is there, its folder is missing or closed, or the disk is full.
        RecordUnavailable: when the database cannot be reached.
    """
    if file.exists():
        raise NotBackedUp(f"“{file}” is there already: name another file")
    try:
        with placed(file) as stream, record.as_owner() as connection:
            writer = LockedWriter(stream, passphrase=passphrase, salt=salt)
            return _write(connection, writer, secret=record.secret, made=made, progress=progress)
    except OSError as error:
        raise NotBackedUp(f"cannot write “{file}”: {error.strerror or error}; nothing of it was kept") from error


def digest_of(heads: Iterable[RoomHead]) -> bytes:
    """Return one digest for how far all rooms have come."""
    parts = (bytes.fromhex(head.room) + head.number.to_bytes(8, "big") + head.chain for head in heads)
    return hashlib.sha256(b"".join(parts)).digest()


def _write(
    connection: Connection[Any],
    writer: LockedWriter,
    *,
    secret: bytes,
    made: datetime,
    progress: Callable[[str], None],
) -> Counts:
    copying.hold_still(connection)
    tables = copying.tables(connection)
    counts = copying.counts(connection)
    contents = Contents(
        made=made,
        migrations=migrating.applied(connection),
        tables=tables,
        counts=counts,
        heads=digest_of(copying.heads(connection)),
        secret=secret,
    )
    write_contents(contents, onto=writer)
    progress(f"Copying {counts.entries:,} entries…")
    for table in tables:
        write_table(copying.copied_out(connection, table=table), onto=writer)
    writer.finish()
    return counts

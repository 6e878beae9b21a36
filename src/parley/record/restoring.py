"""Restoring: a backup made into a record again, where there is none, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import Connection, Error, OperationalError

from parley.record import copying, keeping, migrating
from parley.record.backing_up import digest_of
from parley.record.backup_contents import Contents, read_contents, read_table
from parley.record.copying import Counts
from parley.record.locked_file import LockedReader, NotUnlocked
from parley.record.opening import KEPT_IN, Record, keep_secret, let_the_web_in, reached
from parley.record.verifying import Fault, verify


class NotRestored(ValueError):
    """A backup was not restored, and nothing of it is left where it was to be; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A record that was made of a backup."""

    record: Record
    made: datetime
    counts: Counts
    faults: list[Fault]


@contextmanager
def restored(
    file: Path,
    *,
    home: Path,
    url: str | None = None,
    passphrase: str,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Restored]:
    """Make a record of a backup, in a data folder or on a server where there is none yet, and lend it, verified.

    A record that did not hold when it was backed up is restored all the same, and its faults are told.

    Raises:
        NotRestored: when there is a record already, or the file cannot be read, is damaged or no backup, or opens with
            another passphrase.
        RecordUnavailable: when the database cannot be reached.
    """
    progress("Reading the backup…")
    contents = _read_through(file, passphrase=passphrase)
    with ExitStack() as stack:
        with ExitStack() as undone:
            # Before the record, which nobody could enter without it; a restore that was killed goes on from here.
            if keep_secret(home, secret=contents.secret):
                undone.callback(_forget, home)
            record = stack.enter_context(reached(home, url=url, secret=contents.secret, progress=progress))
            with record.as_owner() as connection:
                _fill(connection, file, contents=contents, record=record, passphrase=passphrase, progress=progress)
            undone.pop_all()
        progress("Verifying…")
        yield Restored(record=record, made=contents.made, counts=contents.counts, faults=verify(record))


def _read_through(file: Path, *, passphrase: str) -> Contents:
    """Return what a backup holds, once all of it was read."""
    try:
        with file.open("rb") as stream:
            reader = LockedReader(stream, passphrase=passphrase)
            contents = read_contents(reader)
            reader.whole()
        migrating.refuse_unless_known(contents.migrations)
    except OSError as error:
        raise NotRestored(f"cannot read “{file}”: {error.strerror or error}") from error
    except (NotUnlocked, migrating.MigrationError) as error:
        raise NotRestored(f"“{file}” is not restored: {error}") from error
    return contents


def _fill(
    connection: Connection[Any],
    file: Path,
    *,
    contents: Contents,
    record: Record,
    passphrase: str,
    progress: Callable[[str], None],
) -> None:
    try:
        migrating.hold_others_off(connection)
        if not copying.is_empty(connection):
            raise NotRestored(
                "there is a record here already, and a backup never overwrites one: set PARLEY_HOME to a new data"
                " folder, or name an empty database in PARLEY_DATABASE_URL"
            )
        progress(f"Restoring {contents.counts.entries:,} entries…")
        migrating.migrate(connection, no_further_than=max(contents.migrations))
        _copy_in(connection, file, contents=contents, passphrase=passphrase)
        found = (copying.counts(connection), digest_of(copying.heads(connection)))
        if found != (contents.counts, contents.heads):
            raise NotRestored(f"“{file}” does not hold what it says it holds: take another copy of it")
        migrating.migrate(connection)
        keeping.let_seats_in(connection, password_of=record.password_of)
        let_the_web_in(connection, record=record)
    except OperationalError:
        raise
    except NotUnlocked as error:
        raise NotRestored(f"“{file}” is not restored: {error}") from error
    except Error as error:
        why = error.diag.message_primary or type(error).__name__
        raise NotRestored(
            f"the database refuses the restore ({why}): its user must own the database and be allowed to create roles"
        ) from error


def _copy_in(connection: Connection[Any], file: Path, *, contents: Contents, passphrase: str) -> None:
    known = {(table.schema, table.name): set(table.columns) for table in copying.tables(connection)}
    with file.open("rb") as stream:
        reader = LockedReader(stream, passphrase=passphrase)
        read_contents(reader)
        for table in contents.tables:
            if known.get((table.schema, table.name)) != set(table.columns):
                raise NotUnlocked("this backup is of a form that this Parley does not know: install a newer one")
            copying.copy_in(connection, table=table, pieces=read_table(reader))
        reader.whole()


def _forget(home: Path) -> None:
    with suppress(OSError):
        (home / KEPT_IN).unlink()

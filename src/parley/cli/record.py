"""Opening the record for a command: where it is, from the environment, and what takes long, on the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from parley.record.opening import Record, opened
from parley.record.when import read_known

HOME = "PARLEY_HOME"
URL = "PARLEY_DATABASE_URL"
DEFAULT_HOME = "parley-data"


def home() -> Path:
    """Return the data folder."""
    return Path(os.environ.get(HOME) or DEFAULT_HOME)


@contextmanager
def the_record() -> Iterator[Record]:
    """Open the record as its owner.

    Raises:
        RecordUnavailable: when it cannot be reached.
    """
    with opened(home(), url=os.environ.get(URL) or None, progress=tell) as record:
        yield record


def tell(message: str) -> None:
    """Say on a terminal what is going on; say nothing in a pipe."""
    if sys.stderr.isatty():
        click.echo(message, err=True)


def now() -> datetime:
    """Return the time: the shell's clock, which the core is handed."""
    return datetime.now(UTC)


class Time(click.ParamType[datetime]):
    """A time on the command line; a day means its end."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment."""
        if isinstance(value, datetime):
            return value
        try:
            return read_known(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


TIME = Time()

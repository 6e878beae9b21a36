"""The passphrase of backups: from the file that PARLEY_BACKUP_KEY names, or typed."""

import os
import stat
import sys
from pathlib import Path

import click

KEY = "PARLEY_BACKUP_KEY"
SHORTEST = 16


def the_passphrase(*, new: bool = False) -> str:
    """Return the passphrase; a new one is typed twice, and is not short.

    Raises:
        ClickException: when none can be had, in a sentence that says what to do.
    """
    file = os.environ.get(KEY)
    passphrase = _of_file(Path(file)) if file else _typed(new=new)
    if new and len(passphrase) < SHORTEST:
        raise click.ClickException(
            f"the passphrase of a backup has at least {SHORTEST} characters: five words by chance are easy to keep"
        )
    return passphrase


def key_is_for_one_alone(file: Path) -> bool:
    """Tell whether nobody but its owner may read a file."""
    return not file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _of_file(file: Path) -> str:
    try:
        if not key_is_for_one_alone(file):
            raise click.ClickException(f"others may read {file}, named by {KEY}: chmod go= {file}")
        passphrase = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"cannot read {file}, named by {KEY}: put the passphrase there") from error
    if not passphrase:
        raise click.ClickException(f"{file}, named by {KEY}, is empty: put the passphrase there")
    return passphrase


def _typed(*, new: bool) -> str:
    if not sys.stdin.isatty():
        raise click.ClickException(f"a backup has a passphrase: set {KEY} to a file that holds it, or use a terminal")
    typed: str = click.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=new, err=True)
    return typed

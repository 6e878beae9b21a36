"""parley drill: whether a backup restores, tried out."""

import secrets
from pathlib import Path

import click

from parley.cli.backups import drilled, verdict
from parley.cli.passphrase import the_passphrase
from parley.cli.record import home, now, tell, the_record
from parley.record.drilling import drill_afresh
from parley.record.locked_file import BYTES_OF_SALT


@click.command("drill")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path | None) -> int:
    """Restore the backup FILE beside the record, verify it, hold it against the record, and remove it again.

    Without FILE a backup is made for the drill alone. Exit status 1 where it does not restore.
    """
    if file is not None:
        passphrase = the_passphrase()
        with the_record() as record:
            return verdict(drilled(record, file, passphrase=passphrase))
    with the_record() as record:
        salt = secrets.token_bytes(BYTES_OF_SALT)
        found = drill_afresh(
            record, home=home(), passphrase=secrets.token_urlsafe(), salt=salt, made=now(), progress=tell
        )
        return verdict(found)

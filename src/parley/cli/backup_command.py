"""parley backup: the whole record in one locked file."""

import secrets
from pathlib import Path

import click

from parley.cli.backups import amount, drilled, verdict
from parley.cli.passphrase import the_passphrase
from parley.cli.record import home, now, tell, the_record
from parley.record.backing_up import back_up
from parley.record.locked_file import BYTES_OF_SALT
from parley.record.upkeep import remember


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--drill", is_flag=True, help="Restore it at once beside the record, as parley drill does.")
def command(file: Path, *, drill: bool) -> int:
    """Write the whole record to FILE, locked with a passphrase, while people go on writing.

    The passphrase is typed, or stands in the file that PARLEY_BACKUP_KEY names. Without it nobody can open the backup,
    you included; with it FILE alone is enough to restore everything on a bare machine, and to read everything.
    """
    passphrase = the_passphrase(new=True)
    with the_record() as record:
        salt = secrets.token_bytes(BYTES_OF_SALT)
        counts = back_up(record, file, passphrase=passphrase, salt=salt, made=now(), progress=tell)
        remember(home(), backed_up=now())
        click.echo(f"Backed up to {file}: {amount(counts)}.")
        return verdict(drilled(record, file, passphrase=passphrase)) if drill else 0

"""parley restore: a record made of a backup."""

import os
from pathlib import Path

import click

from parley.cli.backups import NO, amount, tell_faults
from parley.cli.passphrase import the_passphrase
from parley.cli.record import URL, home, now, tell
from parley.record.restoring import restored
from parley.record.upkeep import remember


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> int:
    """Make a record of the backup FILE, in an empty data folder or database, whole or not at all.

    PARLEY_HOME names the data folder, PARLEY_DATABASE_URL a server, if the record is to live on one. Exit status 1
    where the record is restored as it was and does not hold.
    """
    url = os.environ.get(URL) or None
    with restored(file, home=home(), url=url, passphrase=the_passphrase(), progress=tell) as made:
        remember(home(), verified=now(), holds=not made.faults)
        click.echo(f"Restored into {home()}: {amount(made.counts)}, as of {made.made:%Y-%m-%d %H:%M} UTC.")
        tell_faults(made.faults)
        if made.faults:
            click.echo("The record is restored as it was backed up, and does not hold; try an older backup.", err=True)
            return NO
        click.echo("Every room holds what was sealed in it. Everybody signs in anew.")
        return 0

"""parley verify: the seal of every room."""

import click

from parley.cli.record import home, now, the_record
from parley.record.upkeep import remember
from parley.record.verifying import verify

BROKEN = 1


@click.command("verify")
def command() -> int:
    """Check that every room holds what was sealed in it and nothing else; exit status 1 where one does not."""
    with the_record() as record:
        faults = verify(record)
    remember(home(), verified=now(), holds=not faults)
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
    if faults:
        click.echo(
            "The record does not hold. Keep the data folder as it is, and restore a backup into another one.", err=True
        )
        return BROKEN
    click.echo("Every room holds what was sealed in it.")
    return 0

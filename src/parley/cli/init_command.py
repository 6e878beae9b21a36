"""parley init: the record, made ready."""

import click

from parley.actions.examples import add_examples
from parley.cli.record import home, tell, the_record
from parley.record.founding import let_seats_in


@click.command("init")
@click.option("--examples", is_flag=True, help="Put the two examples on record.")
def command(*, examples: bool) -> None:
    """Make the record ready, in the data folder or on the server; safe to run twice."""
    with the_record() as record:
        let_seats_in(record)
        click.echo(f"The record is ready; its data folder is {home()}.")
        if examples:
            for name in add_examples(record, progress=tell):
                click.echo(f"On record: “{name}”.")

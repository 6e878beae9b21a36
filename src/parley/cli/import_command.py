"""parley import: the process of a file, put on record whole or not at all."""

from pathlib import Path

import click

from parley.actions.importing import import_process
from parley.actions.process_file import read_process_file
from parley.cli.record import tell, the_record


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Read and check the file, and put nothing on record.")
def command(file: Path, *, check: bool) -> None:
    """Put the process of FILE on record, whole or not at all."""
    if check:
        process = read_process_file(file)
        click.echo(f"{file.name} can be imported: “{process.process}”, {_contents(len(process.entries))}.")
        return
    with the_record() as record:
        tell(f"Reading {file.name}…")
        process = import_process(file, record=record)
    click.echo(f"On record: “{process.process}”, {_contents(len(process.entries))}.")


def _contents(entries: int) -> str:
    return f"{entries:,} entries" if entries != 1 else "1 entry"

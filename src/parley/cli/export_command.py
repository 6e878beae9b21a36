"""parley export: what a seat sees, or everything for the owner of the server, as a process file."""

from pathlib import Path

import click

from parley.actions.exporting import process_file
from parley.cli.record import the_record
from parley.documents.formats.writing_out import write_file
from parley.process.fold import fold
from parley.process.state import EMPTY, State
from parley.record import reading
from parley.record.founding import seat_at, seats_at
from parley.record.opening import Record


@click.command("export")
@click.argument("process")
@click.option("--seat", help="The seat whose view is written.")
@click.option("--whole", is_flag=True, help="Everything, whoever sees it: for the owner of the server alone.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; otherwise it is printed."
)
def command(process: str, *, seat: str | None, whole: bool, output: Path | None) -> None:
    """Write what a seat sees of PROCESS as a process file that can be read, edited and imported again."""
    if bool(seat) == whole:
        raise click.UsageError(
            "say for which seat: --seat SEAT; or --whole for everything, which is for the owner's eyes alone"
        )
    with the_record() as record:
        state = _whole(record, process=process) if whole else _view(record, process=process, seat=seat or "")
    text = process_file(state, process=process)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(text.encode(), output)


def _view(record: Record, *, process: str, seat: str) -> State:
    return fold(reading.seen_by(seat_at(record, process=process, seat=seat), record=record).entries)


def _whole(record: Record, *, process: str) -> State:
    """Put the views of all seats together: nothing is read but through a seat's own door."""
    state = EMPTY
    for seat in seats_at(record, process=process):
        state = fold(reading.seen_by(seat, record=record).entries, onto=state)
    return state

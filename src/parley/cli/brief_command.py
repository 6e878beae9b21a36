"""parley brief: the briefing for the next round, for one seat."""

from datetime import datetime
from pathlib import Path

import click

from parley.actions.papers import brief
from parley.cli.record import TIME, now, tell, the_record
from parley.documents.formats.markdown import to_markdown
from parley.documents.formats.writing_out import format_of, write_out
from parley.record.founding import seat_at


@click.command("brief")
@click.argument("process")
@click.option("--seat", required=True, help="The seat for which it is written, from only what that seat may see.")
@click.option(
    "--as-of",
    "as_of",
    type=TIME,
    help="Hold only what was known by then; a day means its end. Otherwise hold everything.",
)
@click.option("--recorded-by", type=TIME, help="Hold only what was recorded by then.")
@click.option("--lang", "language", default="en", show_default=True, help="The language of the paper.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file: .docx, .html, .md or .json."
)
def command(
    process: str, *, seat: str, as_of: datetime | None, recorded_by: datetime | None, language: str, output: Path | None
) -> None:
    """Write the briefing of PROCESS for the next round, for one seat.

    Without -o it is printed as Markdown.
    """
    if output is not None:
        format_of(output)
    with the_record() as record:
        tell("Reading what the seat sees…")
        holder = seat_at(record, process=process, seat=seat)
        paper = brief(
            record=record,
            seat=holder,
            process=process,
            as_of=as_of,
            now=now(),
            recorded_by=recorded_by,
            language=language,
        )
    if output is None:
        click.echo(to_markdown(paper), nl=False)
        return
    write_out(paper, output)
    tell(f"Written: {output}")

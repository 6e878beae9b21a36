"""parley hand-over: what a mediators' seat may hand over to a linked process, as a file or to read."""

from pathlib import Path

import click

from parley.actions.handing_over import NoSuchProcess, hand_over
from parley.actions.mandate import Action, require
from parley.actions.pack_file import pack_file
from parley.cli.record import now, tell, the_record
from parley.documents.formats.markdown import to_markdown
from parley.documents.formats.writing_out import write_file
from parley.documents.hand_over.pack import ten_answers
from parley.process.fold import fold
from parley.process.passing_on import may_take_over
from parley.process.state import State
from parley.record import reading
from parley.record.founding import seat_at
from parley.record.kinds.process import ProcessLinked
from parley.record.kinds.rooms import SeatOpened
from parley.record.references import EntryId, SeatId
from parley.wording import wording


@click.command("hand-over")
@click.argument("process")
@click.option("--seat", required=True, help="The mediators' seat that hands over, from only what it may pass on.")
@click.option("--to", "other", default="", help="The linked process, by its name; not needed where there is one.")
@click.option("--taker", default="", help="The seat here that stands for those who take over, by its key.")
@click.option("--lang", "language", default="en", show_default=True, help="The language of the papers in it.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file that ends in .zip.")
def command(process: str, *, seat: str, other: str, taker: str, language: str, output: Path | None) -> None:
    """Hand over what may pass from PROCESS to a process that is linked to it, with ten questions answered.

    Without -o the answers are printed as Markdown.
    """
    if output is not None and output.suffix.lower() != ".zip":
        raise click.UsageError(f"cannot write “{output.name}”: end its name in .zip")
    words = wording(language)
    with the_record() as record:
        tell("Reading what the seat sees…")
        holder = seat_at(record, process=process, seat=seat)
        state = fold(reading.seen_by(holder, record=record).entries)
    require(state, seat=holder.id, action=Action.HAND_OVER)
    made = hand_over(
        state,
        seat=holder,
        process=process,
        to=_linked(state, name=other),
        taker=_taker(state, seat=holder.id, key=taker),
        now=now(),
    )
    if output is None:
        click.echo(to_markdown(ten_answers(made.pack, words=words)), nl=False)
        return
    write_file(pack_file(made.pack, words=words), output)
    tell(f"Written: {output}")


def _linked(state: State, *, name: str) -> EntryId:
    """Return the linked process of a name, or the only one."""
    linked = state.facts(ProcessLinked)
    found = [one.id for one in linked if name in {"", one.what.name}]
    if len(found) != 1:
        names = ", ".join(f"“{one.what.name}”" for one in linked) or "none"
        raise NoSuchProcess(f"say to which process with --to NAME; the seat sees as linked: {names}")
    return found[0]


def _taker(state: State, *, seat: SeatId, key: str) -> SeatId | None:
    if not key:
        return None
    takers = may_take_over(state, seat=seat)
    keys = {one.what.key: one.what.seat for one in state.facts(SeatOpened) if one.what.seat in takers}
    if key not in keys:
        raise NoSuchProcess(
            f"no seat “{key}” can stand for those who take over; these can: {', '.join(sorted(keys)) or 'none'}"
        )
    return keys[key]

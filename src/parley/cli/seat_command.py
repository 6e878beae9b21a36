"""parley seat: open and close seats, and list those that a seat knows."""

import click

from parley.actions import seats
from parley.cli.record import now, the_record
from parley.process.fold import fold
from parley.record import reading
from parley.record.founding import seat_at
from parley.record.kinds.rooms import SeatRole


@click.group("seat")
def command() -> None:
    """Open and close seats, and list those that a seat knows."""


@command.command("list")
@click.argument("process")
@click.option("--seat", default="team", show_default=True, help="Whose knowledge is listed.")
def list_seats(process: str, *, seat: str) -> None:
    """List the seats of PROCESS that a seat knows, with its rooms."""
    with the_record() as record:
        state = fold(reading.seen_by(seat_at(record, process=process, seat=seat), record=record).entries)
    for line in seats.listed(state):
        click.echo(line)


@command.command("open")
@click.argument("process")
@click.argument("key")
@click.option("--name", required=True, help="The name under which it is known.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in SeatRole]), help="What it is at the talks."
)
@click.option("--by", default="team", show_default=True, help="The seat that opens it.")
@click.option(
    "--known-in", default="public", show_default=True, help="The room in which its existence is put on record."
)
@click.option("--caucus", is_flag=True, help="Also open a room for it and the seat that opens it.")
def open_seat(process: str, key: str, *, name: str, role: str, by: str, known_in: str, caucus: bool) -> None:
    """Open a seat KEY in PROCESS, with a room of its own."""
    with the_record() as record:
        opener = seat_at(record, process=process, seat=by)
        rooms = seats.open_seat(
            record=record,
            opener=opener,
            key=key,
            name=name,
            role=SeatRole(role),
            known_in=known_in,
            caucus=caucus,
            at=now(),
        )
    click.echo(f"The seat “{key}” is open; its rooms: {', '.join(rooms)}.")


@command.command("close")
@click.argument("process")
@click.argument("key")
@click.option("--by", default="team", show_default=True, help="The seat that closes it.")
@click.option("--known-in", default="public", show_default=True, help="The room in which that is put on record.")
@click.option("--why", default="", help="Why.")
def close_seat(process: str, key: str, *, by: str, known_in: str, why: str) -> None:
    """Close the seat KEY of PROCESS: it reads what it could read, and makes no entry any more."""
    with the_record() as record:
        closer = seat_at(record, process=process, seat=by)
        seats.close_seat(record=record, closer=closer, key=key, known_in=known_in, why=why, at=now())
    click.echo(f"The seat “{key}” is closed.")

"""parley person: persons who hold a seat."""

import click

from parley.actions import people
from parley.cli.record import now, the_record
from parley.process.fold import fold
from parley.record import reading
from parley.record.founding import seat_at


@click.group("person")
def command() -> None:
    """Give persons a seat, end their access, and list them."""


@command.command("add")
@click.argument("process")
@click.argument("seat")
@click.argument("name")
@click.option("--room", help="The room in which it is put on record; otherwise the seat's own.")
def add(process: str, seat: str, name: str, *, room: str | None) -> None:
    """Give the person NAME the seat SEAT of PROCESS, and print once what to sign in with."""
    with the_record() as record:
        holder = seat_at(record, process=process, seat=seat)
        new = people.add_person(record=record, seat=holder, process=process, name=name, at=now(), room=room)
    click.echo(f"{name} signs in as {new.login} with the password {new.password}")
    click.echo("The password is shown this once; give it by a safe way.", err=True)


@command.command("list")
@click.argument("process")
@click.argument("seat")
def list_persons(process: str, seat: str) -> None:
    """List the persons who hold SEAT of PROCESS."""
    with the_record() as record:
        holder = seat_at(record, process=process, seat=seat)
        state = fold(reading.seen_by(holder, record=record).entries)
    for one in people.persons(state, seat=holder):
        click.echo(one.what.name)


@command.command("end")
@click.argument("process")
@click.argument("seat")
@click.argument("name")
@click.option("--why", default="", help="Why.")
def end(process: str, seat: str, name: str, *, why: str) -> None:
    """End the access of the person NAME to SEAT of PROCESS."""
    with the_record() as record:
        holder = seat_at(record, process=process, seat=seat)
        people.end_access(record=record, seat=holder, name=name, why=why, at=now())
    click.echo(f"The access of {name} has ended.")

"""parley person: persons who hold a seat."""

import click

from parley.actions import people
from parley.cli.record import now, the_record
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


@command.command("invite")
@click.argument("process")
@click.argument("seat")
@click.argument("name")
@click.option("--room", help="The room in which it is put on record; otherwise the seat's own.")
@click.option("--address", default="http://localhost:8017", show_default=True, help="Where the pages are served.")
def invite(process: str, seat: str, name: str, *, room: str | None, address: str) -> None:
    """Invite the person NAME to the seat SEAT of PROCESS: by the address that is printed, once, within a week.

    Whoever holds the seat under that name already, or under that login, is invited anew.
    """
    with the_record() as record:
        holder = seat_at(record, process=process, seat=seat)
        secret = people.invite(record=record, seat=holder, process=process, name=name, at=now(), room=room)
    click.echo(f"{address.rstrip('/')}/invitation/{secret}")
    click.echo(f"Give this address to {name} alone, by a safe way; it works once and is not shown again.", err=True)


@command.command("list")
@click.argument("process")
@click.argument("seat")
def list_persons(process: str, seat: str) -> None:
    """List the persons who hold SEAT of PROCESS, with their logins."""
    with the_record() as record:
        found = people.logins(record=record, seat=seat_at(record, process=process, seat=seat))
    for one in found:
        click.echo(f"{one.name}: {one.login or 'does not sign in'}")


@command.command("end")
@click.argument("process")
@click.argument("seat")
@click.argument("who")
@click.option("--why", default="", help="Why.")
def end(process: str, seat: str, who: str, *, why: str) -> None:
    """End the access of the person WHO, a name or a login, to SEAT of PROCESS."""
    with the_record() as record:
        holder = seat_at(record, process=process, seat=seat)
        people.end_access(record=record, seat=holder, who=who, why=why, at=now())
    click.echo(f"The access of {who} has ended.")

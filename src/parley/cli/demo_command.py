"""parley demo: everything set up, and the workbench open on both examples."""

import sys
from typing import NamedTuple

import click

from parley.actions.examples import add_examples
from parley.actions.people import NewLogin, demo_address, give_demo_login
from parley.actions.seats import called_at, role_at
from parley.cli.record import now, tell, the_record
from parley.cli.web_process import attend, free_port, serving
from parley.record.founding import let_seats_in, seats_at
from parley.record.kinds.rooms import SeatRole
from parley.record.opening import Record


@click.command("demo")
@click.option("--once", is_flag=True, help="Do everything, see the pages answer, and end.")
@click.option("--logins", is_flag=True, help="Print a login for every seat.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8017,
    show_default=True,
    help="Where it is served; 0 takes a free one.",
)
def command(*, once: bool, logins: bool, port: int) -> None:
    """Set everything up, open the workbench on both examples, and print how to sign in."""
    with the_record() as record:
        let_seats_in(record)
        found = {key: _logins(record, process=key) for key in add_examples(record, progress=tell)}
        port = free_port(port)
        with serving(record, host="127.0.0.1", port=port, published=list(found)) as server:
            # By its name, since a passkey holds for a name and not for a number.
            _print(f"http://localhost:{port}", found, whole=logins)
            if not once:
                click.echo("Serving until Ctrl-C.")
                attend(record, server=server)


class Given(NamedTuple):
    """A login that was given to a seat, and the address that leads in with it."""

    role: SeatRole | None
    seat: str
    name: str
    login: NewLogin
    enter: str


def _logins(record: Record, *, process: str) -> list[Given]:
    """Return the logins of the seats, that of the desk first."""
    tell(f"Giving the seats of “{process}” their demo logins…")
    found = []
    for seat in seats_at(record, process=process):
        login = give_demo_login(record=record, seat=seat, process=process, at=now())
        if login is not None:
            enter = demo_address(record=record, login=login, at=now())
            name = called_at(record, seat=seat)
            found.append(Given(role_at(record, seat=seat), seat.key, name, login, enter))
    return sorted(found, key=lambda one: (one.role is not SeatRole.DESK, one.seat))


def _print(address: str, logins: dict[str, list[Given]], *, whole: bool) -> None:
    """Print where it is open: for the desk, for one party and for visitors; or a login for every seat."""
    click.echo(f"\nParley is open at {address}")
    for process, found in logins.items():
        click.echo(f"\n  {process}")
        if whole:
            for one in found:
                click.echo(f"    {one.seat:<20} sign in as {one.login.login:<32} password {one.login.password}")
            continue
        for one in _desk_and_party(found):
            told = "come in as" if one.role is SeatRole.DESK else "in a private window, see what the other side sees:"
            click.echo(f"    {told} {one.name}\n      {address}/enter/{one.enter}")
        click.echo(f"    read what everyone may read\n      {address}/public/{process}")
    if not whole:
        click.echo("\n  A login and a password for every seat: parley demo --logins")
    first = next(iter(logins))
    click.echo(f"  On the command line: {sys.argv[0]} brief {first} --seat team -o briefing.docx\n")


def _desk_and_party(found: list[Given]) -> list[Given]:
    return found[:1] + [one for one in found if one.role is SeatRole.DELEGATION][:1]

"""parley demo: everything set up, and the workbench open on both examples."""

import sys
from typing import NamedTuple

import click

from parley.actions.examples import add_examples
from parley.actions.people import NewLogin, give_demo_login
from parley.actions.seats import role_at
from parley.cli.record import now, tell, the_record
from parley.cli.web_process import free_port, serving
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
        with serving(record, host="127.0.0.1", port=port) as server:
            _print(f"http://127.0.0.1:{port}", found, whole=logins)
            if not once:
                click.echo("Serving until Ctrl-C.")
                server.wait()


class Given(NamedTuple):
    """A login that was given to a seat."""

    role: SeatRole | None
    seat: str
    login: NewLogin


def _logins(record: Record, *, process: str) -> list[Given]:
    """Return the logins of the seats, that of the desk first."""
    tell(f"Giving the seats of “{process}” their demo logins…")
    found = []
    for seat in seats_at(record, process=process):
        login = give_demo_login(record=record, seat=seat, process=process, at=now())
        if login is not None:
            found.append(Given(role_at(record, seat=seat), seat.key, login))
    return sorted(found, key=lambda one: (one.role is not SeatRole.DESK, one.seat))


def _print(address: str, logins: dict[str, list[Given]], *, whole: bool) -> None:
    """Print where it is open, and the logins: of the desk and of one party, or of every seat."""
    click.echo(f"\nParley is open at {address}\n")
    for process, found in logins.items():
        click.echo(f"  {process}")
        for _, seat, login in found if whole else _desk_and_party(found):
            click.echo(f"    {seat:<20} sign in as {login.login:<32} password {login.password}")
    if not whole:
        click.echo("\n  The second of them sees what one party sees. A login for every seat: parley demo --logins")
    for process, found in logins.items():
        if found:
            click.echo(f"  On the command line: {sys.argv[0]} brief {process} --seat {found[0].seat} -o briefing.docx")
    click.echo("")


def _desk_and_party(found: list[Given]) -> list[Given]:
    return found[:1] + [one for one in found if one.role is SeatRole.DELEGATION][:1]

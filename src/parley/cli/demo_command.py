"""parley demo: everything set up, and the workbench open on both examples."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

import click

from parley.actions.examples import add_examples
from parley.actions.people import NewLogin, give_demo_login
from parley.cli.record import HOME, URL, home, now, tell, the_record
from parley.record.founding import let_seats_in, seats_at
from parley.record.opening import Record, RecordUnavailable

SEATS_DATABASE = "PARLEY_SEATS_DATABASE"
START_SECONDS = 30.0


@click.command("demo")
@click.option("--once", is_flag=True, help="Do everything, see the pages answer, and end.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8017,
    show_default=True,
    help="Where it is served; 0 takes a free one.",
)
def command(*, once: bool, port: int) -> None:
    """Set everything up, open the workbench on both examples, and print how to sign in."""
    with the_record() as record:
        let_seats_in(record)
        keys = list(add_examples(record, progress=tell))
        logins = {key: _logins(record, process=key) for key in keys}
        address = f"http://127.0.0.1:{_free(port)}"
        server = _server(record, address=address)
        try:
            _wait(server, address=address)
            _print(address, logins)
            if not once:
                click.echo("Serving until Ctrl-C.")
                server.wait()
        finally:
            server.terminate()
            server.wait()


def _logins(record: Record, *, process: str) -> list[tuple[str, NewLogin]]:
    tell(f"Giving the seats of “{process}” their demo logins…")
    found = []
    for seat in seats_at(record, process=process):
        login = give_demo_login(record=record, seat=seat, process=process, at=now())
        if login is not None:
            found.append((seat.key, login))
    return sorted(found, key=lambda one: (one[0] != "team", one[0]))


def _free(port: int) -> int:
    """Return the port, or a free one where it is taken.

    Raises:
        RecordUnavailable: when no port can be had.
    """
    for candidate in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RecordUnavailable("no port of this machine can be had: say --port with a free one")


def _server(record: Record, *, address: str) -> "subprocess.Popen[bytes]":
    """Start the web process, which is handed no secret of the owner's."""
    environment = {name: value for name, value in os.environ.items() if name != URL}
    environment[HOME] = str(home().resolve())
    if os.environ.get(URL):
        environment[SEATS_DATABASE] = record.address_for_serving
    host, _, port = address.removeprefix("http://").partition(":")
    arguments = [
        "-m",
        "uvicorn",
        "parley.web.asgi:application",
        "--host",
        host,
        "--port",
        port,
        "--log-level",
        "warning",
    ]
    return subprocess.Popen([sys.executable, *arguments], env=environment)


def _wait(server: "subprocess.Popen[bytes]", *, address: str) -> None:
    """Wait until the pages answer.

    Raises:
        RecordUnavailable: when the web process ends, or does not answer in time.
    """
    tell("Starting the pages…")
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RecordUnavailable("the web process ended at its start; its own message is above")
        try:
            with closing(HTTPConnection(address.removeprefix("http://"), timeout=5)) as connection:
                connection.request("GET", "/sign-in")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise RecordUnavailable("the pages do not answer; try again, or another --port")


def _print(address: str, logins: dict[str, list[tuple[str, NewLogin]]]) -> None:
    click.echo(f"\nParley is open at {address}\n")
    for process, found in logins.items():
        click.echo(f"  {process}")
        for seat, login in found:
            click.echo(f"    {seat:<20} sign in as {login.login:<32} password {login.password}")
    for process, found in logins.items():
        if found:
            click.echo(f"  On the command line: {sys.argv[0]} brief {process} --seat {found[0][0]} -o briefing.docx")
    click.echo("")

"""The process that serves the pages: started without any secret of the owner's, and waited for."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from parley.actions import registry
from parley.actions.seats import visitors_at
from parley.cli.record import HOME, URL, home, now, tell
from parley.record import asking
from parley.record.opening import Record, RecordUnavailable
from parley.record.seat import Seat

SEATS_DATABASE = "PARLEY_SEATS_DATABASE"
PUBLISHED = "PARLEY_PUBLISHED_SEATS"
CHOICES = {"PARLEY_LOG": ("", "json", "text"), "PARLEY_BEHIND_TLS": ("", "1")}
START_SECONDS = 30.0


def attend(record: Record, *, server: "subprocess.Popen[bytes]") -> int:
    """Do meanwhile what only the owner may and persons ask for on the pages; return the web process's exit status.

    Raises:
        RecordUnavailable: when the database does not answer any more.
    """
    asking.attend(
        record,
        answer=lambda asked: registry.answer(asked, record=record, now=now()),
        failed=registry.FAILED,
        until=lambda: server.poll() is not None,
    )
    return server.wait()


@contextmanager
def serving(
    record: Record, *, host: str, port: int, workers: int = 1, published: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve the pages meanwhile, and lend the process once they answer.

    Args:
        record: opened as its owner.
        host: where.
        port: at which port.
        workers: how many processes serve.
        published: the keys of the processes whose public record is read without signing in.

    Raises:
        RecordUnavailable: when it ends at its start, or does not answer in time.
        NoSuchSeat: when there is no such process, or it has no seat for visitors.
    """
    seats = {key: visitors_at(record, process=key) for key in published}
    server = _started(record, host=host, port=port, workers=workers, seats=seats)
    try:
        _wait(server, host=host, port=port)
        yield server
    finally:
        server.terminate()
        server.wait()


def free_port(port: int, *, host: str = "127.0.0.1") -> int:
    """Return the port, or a free one where it is taken.

    Raises:
        RecordUnavailable: when no port can be had.
    """
    for candidate in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RecordUnavailable("no port of this machine can be had: say --port with a free one")


def _started(
    record: Record, *, host: str, port: int, workers: int, seats: dict[str, Seat]
) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if name != URL}
    environment[HOME] = str(home().resolve())
    environment[PUBLISHED] = json.dumps({key: [seat.process, seat.id, seat.key] for key, seat in seats.items()})
    if os.environ.get(URL):
        environment[SEATS_DATABASE] = record.address_for_serving
    for name, known in CHOICES.items():
        if environment.get(name, "") not in known:
            raise RecordUnavailable(f"{name} is {' or '.join(filter(None, known))}, or left out: set it anew")
    arguments = ["-m", "parley.web.server", "--host", host, "--port", str(port), "--workers", str(workers)]
    return subprocess.Popen([sys.executable, *arguments], env=environment)


def _wait(server: "subprocess.Popen[bytes]", *, host: str, port: int) -> None:
    tell("Starting the pages…")
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RecordUnavailable("the web process ended at its start; its own message is above")
        try:
            with closing(HTTPConnection(host, port, timeout=5)) as connection:
                # What it is called may not be among the hosts that it answers for; that it answers is enough.
                connection.request("GET", "/health", headers={"Host": "127.0.0.1"})
                if connection.getresponse().status in {HTTPStatus.NO_CONTENT, HTTPStatus.BAD_REQUEST}:
                    return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise RecordUnavailable("the pages do not answer; try again, or another --port")

"""The process that serves the pages: started without any secret of the owner's, and waited for."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from parley.cli.record import HOME, URL, home, tell
from parley.record.opening import Record, RecordUnavailable

SEATS_DATABASE = "PARLEY_SEATS_DATABASE"
START_SECONDS = 30.0
END_SECONDS = 3
MOST_ASKED = 64 * 1024
"""So many bytes may the head of a request have: a page says how far it has read in each room of its seat."""


@contextmanager
def serving(record: Record, *, host: str, port: int, workers: int = 1) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve the pages meanwhile, and lend the process once they answer.

    Raises:
        RecordUnavailable: when it ends at its start, or does not answer in time.
    """
    server = _started(record, host=host, port=port, workers=workers)
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


def _started(record: Record, *, host: str, port: int, workers: int) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if name != URL}
    environment[HOME] = str(home().resolve())
    if os.environ.get(URL):
        environment[SEATS_DATABASE] = record.address_for_serving
    arguments = ["-m", "uvicorn", "parley.web.asgi:application", "--host", host, "--port", str(port)]
    arguments += ["--workers", str(workers), "--log-level", "warning", "--no-server-header"]
    arguments += ["--timeout-graceful-shutdown", str(END_SECONDS), "--h11-max-incomplete-event-size", str(MOST_ASKED)]
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
                connection.request("GET", "/sign-in", headers={"Host": "127.0.0.1"})
                if connection.getresponse().status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
                    return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise RecordUnavailable("the pages do not answer; try again, or another --port")

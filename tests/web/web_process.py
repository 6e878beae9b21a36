"""A real web process that serves the record of a test, with as many workers as are asked for."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

from parley.record.opening import KEPT_IN

START_SECONDS = 30


@contextmanager
def web_process(record, home, *, workers=1):
    """Serve a record from a home of its own, and lend the port."""
    home.mkdir(mode=0o700)
    (home / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "PARLEY_DATABASE_URL"}
    environment |= {"PARLEY_HOME": str(home), "PARLEY_SEATS_DATABASE": record.address_for_serving}
    arguments = ["--port", str(port), "--workers", str(workers), "--log-level", "warning"]
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "parley.web.asgi:application", *arguments], env=environment
    )
    try:
        wait_for(server, port=port)
        yield port
    finally:
        server.terminate()
        assert server.wait(timeout=START_SECONDS) in {0, -15}, "the web process did not end as it should"


def wait_for(server, *, port):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the web process ended at its start"
        try:
            connection = HTTPConnection(f"127.0.0.1:{port}", timeout=5)
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
            connection.close()
            return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise AssertionError("the web process does not answer")

"""A web process as `parley serve` starts it, for tests of what it says about itself."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

START_SECONDS = 30


class Served:
    """Asks a web process, and keeps its cookies, sealed ones as well."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.set_cookies = []

    def ask(self, address, *, method="GET", typed=None, **headers):
        """Return the status, the headers and the body of an answer."""
        sent = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if typed is not None:
            method, sent["Content-Type"] = "POST", "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request(method, address, body=urlencode(typed) if typed else None, headers=sent)
            answer = connection.getresponse()
            body = answer.read().decode()
        finally:
            connection.close()
        self.set_cookies = answer.headers.get_all("Set-Cookie") or []
        self.cookies |= dict(one.split(";")[0].split("=", 1) for one in self.set_cookies)
        return answer.status, answer.headers, body

    def signs_in(self, *, login, password):
        body = self.ask("/sign-in")[2]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1]
        typed = {"login": login, "password": password, "csrfmiddlewaretoken": token}
        assert self.ask("/sign-in", typed=typed)[0] == 302


@contextmanager
def web_process(record, home, *, log, **environment):
    """Serve a record with a process of its own, which writes its journal to a file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    plain |= {"PARLEY_HOME": str(home), "PARLEY_SEATS_DATABASE": record.address_for_serving, **environment}
    command = [sys.executable, "-m", "parley.web.server", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    with log.open("wb") as journal, subprocess.Popen(command, env=plain, stdout=journal, stderr=journal) as server:
        try:
            _wait(server, port=port)
            yield Served(port)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(START_SECONDS)


def _wait(server, *, port):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the web process ended at its start"
        try:
            Served(port).ask("/health")
        except (HTTPException, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the web process does not answer")

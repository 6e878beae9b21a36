"""A real Chromium before a real web process; without a Chromium these tests skip with one line."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from parley.record.opening import KEPT_IN
from tests.browser.person import Person

CHROMIUM = Path("/usr/bin/chromium")
START_SECONDS = 30


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(record, tmp_path):
    """Where a web process of its own serves the record of the test."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {name: value for name, value in os.environ.items() if name != "PARLEY_DATABASE_URL"}
    environment |= {"PARLEY_HOME": str(home), "PARLEY_SEATS_DATABASE": record.address_for_serving}
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "parley.web.asgi:application", "--port", port, "--log-level", "warning"],
        env=environment,
    )
    try:
        wait_for(server, port=port)
        yield f"http://127.0.0.1:{port}"
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
    pytest.fail("the web process does not answer")


@pytest.fixture
def arrives(chromium, address):
    """Let a person come to Parley with a browser of their own."""
    contexts = []

    def arrive(*, width=1280, javascript=True, language="en", scheme="light"):
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=language,
            color_scheme=scheme,
        )
        contexts.append(context)
        return Person(context.new_page())

    yield arrive
    for context in contexts:
        context.close()

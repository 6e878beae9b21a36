"""Serving, as a system's own starter begins and ends it."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from parley.cli.record import HOME, URL
from parley.record.opening import KEPT_IN

SECONDS = 60


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(record, tmp_path):
    (tmp_path / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    return {**os.environ, HOME: str(tmp_path), URL: record.owner}


def serve(port, environment):
    run = "from parley.cli.main import run; run()"
    command = [sys.executable, "-c", run, "serve", "--port", str(port), "--workers", "2"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_pages_end_with_the_command_that_was_told_to_stop(port, environment):
    with serve(port, environment) as command:
        assert "Parley is open at" in command.stdout.readline()
        assert answers(port)
        command.send_signal(signal.SIGTERM)
        command.wait(SECONDS)
        until = time.monotonic() + 5
        while answers(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert not answers(port)


@pytest.mark.parametrize(("name", "value"), [("PARLEY_LOG", "xml"), ("PARLEY_BEHIND_TLS", "yes")])
def test_a_setting_that_makes_no_sense_is_told_in_one_line(port, environment, name, value):
    with serve(port, {**environment, name: value}) as command:
        _, err = command.communicate(timeout=SECONDS)
    assert command.returncode == 2
    assert err.startswith(f"parley: {name} is ")
    assert err.count("\n") == 1

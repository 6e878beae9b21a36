import re

import pytest

from parley.cli.main import main
from parley.cli.record import HOME, URL
from parley.record.opening import KEPT_IN


@pytest.fixture
def demo(record, tmp_path, monkeypatch, capfd):
    """Run the demo once, on a fresh record, as often as a test likes, and return what it prints."""
    (tmp_path / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    monkeypatch.setenv(HOME, str(tmp_path))
    monkeypatch.setenv(URL, record.owner)

    def run(*arguments):
        status = main(["demo", "--once", "--port", "0", *arguments])
        out = capfd.readouterr().out
        assert status == 0, out
        return out

    return run


def test_demo_leads_in_as_the_desk_and_one_party_and_gives_every_seat_a_login_if_asked(demo):
    first = demo()
    assert len(entrances(first)) == 3, "the desks of both examples, and a party of the one whose parties sign in"
    assert "see what the other side sees: Delegation of the Ridge Command" in first, "a party, not the host"
    assert re.findall(r"/public/(\S+)", first) == ["astana-2017", "orvane"]
    assert "password" not in first.replace("A login and a password for every seat", "")
    assert entrances(demo()) == entrances(first), "the second time the same"
    whole = demo("--logins")
    assert {"team@astana-2017", "ridge@orvane"} <= {line.split()[4] for line in logins(whole)}


def entrances(out):
    return re.findall(r"/enter/([0-9a-f]{64})", out)


def logins(out):
    return [line.strip() for line in out.splitlines() if "password" in line]

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


def test_demo_gives_the_desk_and_one_party_a_login_and_every_seat_if_asked(demo):
    first = demo()
    assert first.count("password") == 3
    assert "team@astana-2017" in first
    assert "ridge@orvane" in first, "a party, and not the host or the press"
    assert demo().replace(address(first), "").count("password") == 3, "the second time as well"
    assert set(logins(first)) < set(logins(demo("--logins")))


def address(out):
    return out.partition("open at ")[2].split()[0]


def logins(out):
    return [line.strip() for line in out.splitlines() if "password" in line]

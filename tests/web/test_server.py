"""What a web process says of itself: in its journal, to a probe, and behind a proxy with TLS."""

import json

import pytest

from parley.record.opening import KEPT_IN
from tests.web import talks as small
from tests.web.served_process import web_process


@pytest.fixture
def home(record, tmp_path):
    (tmp_path / KEPT_IN).write_text(record.secret.hex(), encoding="ascii")
    return tmp_path


def journal_of(record, home, *, form):
    """Return what a process logs while a person reads an entry, a room and a list, and something breaks."""
    begun = small.begin(record, home)
    begun.seats_a_person("north")
    state = begun.seat("north")
    log = home / "journal"
    with web_process(record, home, log=log, **({"PARLEY_LOG": form} if form else {})) as served:
        served.signs_in(login=begun.login("north"), password=small.PASSWORD)
        ids = set()
        body = served.ask("/timeline")[2] + served.ask("/rooms")[2] + served.ask("/search?q=winter")[2]
        ids |= {one for one in body.replace('"', " ").replace("/", " ").split() if len(one) == 32 and one.isalnum()}
        assert ids
        for one in ids:
            served.ask(f"/entries/{one}?back=winter")
            served.ask(f"/rooms/{one}.csv")
        served.ask("/rooms/" + "0" * 32)
        served.ask("/no-such-page/winter")
        served.ask("/search?q=winter", method="WINTER")
        served.ask("/sign-in", Host="winter.example")
        served.ask("/static/parley.css?winter")
    return log.read_text(), {*ids, state.id, "winter", begun.login("north"), "127.0.0.1", "P. north"}


def test_requests_are_json_lines_that_name_the_page_and_nothing_that_was_read(record, home):
    text, hidden = journal_of(record, home, form="json")
    lines = [json.loads(line) for line in text.splitlines()]
    assert not [word for word in hidden if word in text]
    asked = [line for line in lines if line["from"] == "parley.requests"]
    assert {line["route"] for line in asked} >= {
        "sign-in",
        "timeline",
        "entry",
        "room_page",
        "search",
        "none",
        "health",
    }
    assert all(list(line) == ["time", "level", "from", "method", "route", "status", "ms"] for line in asked)
    assert {line["method"] for line in asked} == {"GET", "POST", "other"}
    assert {line["status"] for line in asked} >= {200, 204, 302, 404}


def test_requests_as_text_say_the_same(record, home):
    text, hidden = journal_of(record, home, form="text")
    assert not [word for word in hidden if word in text]
    assert " INFO parley.requests: GET entry 200 " in text


def test_no_request_is_logged_unless_asked_for(record, home):
    text, _ = journal_of(record, home, form="")
    assert "entry" not in text
    assert "GET" not in text


def test_a_process_that_cannot_start_says_why_in_a_json_line(record, home):
    (home / KEPT_IN).write_text("ab" * 32, encoding="ascii")
    log = home / "journal"
    with (
        pytest.raises(AssertionError, match="ended at its start"),
        web_process(record, home, log=log, PARLEY_LOG="json"),
    ):
        pass
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert any("run parley init first" in line["what"] for line in lines)


def test_health_says_that_it_answers_and_nothing_else(record, home):
    with web_process(record, home, log=home / "journal", PARLEY_BEHIND_TLS="1") as served:
        status, headers, body = served.ask("/health")
    assert (status, body) == (204, "")
    assert served.set_cookies == []
    assert "Server" not in headers


def test_behind_tls_plain_requests_are_sent_on_and_cookies_are_sealed(record, home):
    with web_process(record, home, log=home / "journal", PARLEY_BEHIND_TLS="1") as served:
        status, headers, _ = served.ask("/who?as_of=2031")
        assert (status, headers["Location"]) == (301, "https://localhost/who?as_of=2031")
        status, headers, _ = served.ask("/sign-in", X_Forwarded_Proto="https")
        assert status == 200
        assert "max-age=31536000" in headers["Strict-Transport-Security"]
        assert served.set_cookies
        assert all("; Secure" in cookie for cookie in served.set_cookies)


def test_without_a_proxy_nobody_can_claim_one(record, home):
    with web_process(record, home, log=home / "journal") as served:
        _, headers, _ = served.ask("/sign-in", X_Forwarded_Proto="https", X_Forwarded_For="10.0.0.1")
        assert "Strict-Transport-Security" not in headers

import logging

import pytest

from parley.web.journal import WithoutContent, WithoutQuery


def test_an_error_is_told_by_its_kind_and_place_alone(caplog):
    try:
        int("We fear the winter.")
    except ValueError:
        logging.getLogger("parley").exception("%s: %s", "failed", "/statement?words=winter")
    line = WithoutContent().format(caplog.records[-1])
    assert "ValueError at test_an_error_is_told_by_its_kind_and_place_alone" in line
    assert "winter" not in line


def test_a_broken_page_says_so_and_tells_nothing(talks, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("We fear the winter.")

    browser = talks.browser("north")
    browser.raise_request_exception = False
    monkeypatch.setattr("parley.web.everyone.briefing_page.briefing", broken)
    answer = browser.get("/briefing?as_of=2031-01-05")
    assert answer.status_code == 500
    assert b"Something in Parley is broken" in answer.content
    assert b"winter" not in answer.content
    lines = [WithoutContent().format(one) for one in caplog.records]
    assert any("RuntimeError" in line for line in lines)
    assert not any("winter" in line or "2031" in line.partition("Z ")[2] for line in lines)


def test_requests_are_logged_without_their_query():
    record = logging.LogRecord(
        "uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d',
        ("127.0.0.1:1", "GET", "/briefing?as_of=2031-01-05", "1.1", 200), None,
    )  # fmt: skip
    assert WithoutQuery().filter(record)
    assert record.getMessage() == '127.0.0.1:1 - "GET /briefing HTTP/1.1" 200'


@pytest.mark.parametrize("address", ["/no-such-page?words=winter", "/statement"])
def test_what_was_asked_for_in_vain_is_not_logged(talks, address, caplog):
    talks.browser("north").get(address)
    assert "winter" not in caplog.text

import json
import logging

import pytest

from parley.web.journal import JsonLines, WithoutContent


def test_an_error_is_told_by_its_kind_and_place_alone(caplog):
    try:
        int("We fear the winter.")
    except ValueError:
        logging.getLogger("parley").exception("%s: %s", "failed", "/statement?words=winter")
    record = caplog.records[-1]
    line, told = WithoutContent().format(record), json.loads(JsonLines().format(record))
    assert "ValueError at test_an_error_is_told_by_its_kind_and_place_alone" in line
    assert told["error"] == "ValueError"
    assert told["at"][0].startswith("test_an_error_is_told_by_its_kind_and_place_alone:")
    assert told["what"] == "%s: %s"
    assert "winter" not in line + json.dumps(told)


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


@pytest.mark.parametrize("address", ["/no-such-page?words=winter", "/statement"])
def test_what_was_asked_for_in_vain_is_not_logged(talks, address, caplog):
    talks.browser("north").get(address)
    assert "winter" not in caplog.text

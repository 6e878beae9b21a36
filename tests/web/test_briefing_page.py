import json
from io import BytesIO

import pytest
from docx import Document

from tests.web.talks import START


def test_the_briefing_is_written_as_of_now(standing_talks):
    standing_talks.clock.moment = START
    page = standing_talks.browser("team").get("/briefing").content.decode()
    assert "Harbour talks" in page
    assert "as of 10 January 2031, 09:00 UTC" in page
    standing_talks.clock.moves_on(hours=1)
    assert "as of 10 January 2031, 10:00 UTC" in standing_talks.browser("team").get("/briefing").content.decode()


def test_as_of_holds_what_was_known_by_then(standing_talks):
    browser = standing_talks.browser("team")
    page = browser.get("/briefing", {"as_of": "2031-01-05"}).content.decode()
    assert "We fear the winter." in page
    assert 'value="2031-01-05"' in page
    assert 'href="/briefing.docx?as_of=2031-01-05"' in page
    assert "P. team" not in page


@pytest.mark.parametrize("typed", ["nonsense", "2030-12-31", "9999-12-31", "unknown", "2031-01-05T09:00", "2031-13-01"])
def test_a_time_of_which_there_is_no_briefing_is_said_and_kept(standing_talks, typed):
    answer = standing_talks.browser("team").get("/briefing", {"as_of": typed})
    assert answer.status_code == 422
    assert b"There is no briefing for this time" in answer.content
    assert f'value="{typed}"'.encode() in answer.content


def test_what_was_typed_cannot_become_markup(standing_talks):
    page = standing_talks.browser("team").get("/briefing", {"as_of": '"><script>alert(1)</script>'}).content
    assert page.count(b"<script") == page.count(b'<script src="/static/live.js" defer></script>')


def test_files_are_named_for_process_seat_and_the_time_asked_for(standing_talks):
    browser = standing_talks.browser("north")
    named = browser.get("/briefing.docx").headers["Content-Disposition"]
    assert named == 'attachment; filename="briefing-small-north.docx"'
    named = browser.get("/briefing.md", {"as_of": "2031-01-05T09:30Z"}).headers["Content-Disposition"]
    assert named == 'attachment; filename="briefing-small-north-2031-01-05T0930Z.md"'
    named = browser.get("/briefing.json", {"as_of": "2031-01-05"}).headers["Content-Disposition"]
    assert named == 'attachment; filename="briefing-small-north-2031-01-05.json"'


def test_files_open(standing_talks):
    browser = standing_talks.browser("north")
    document = Document(BytesIO(browser.get("/briefing.docx").content))
    assert any("We fear the winter." in paragraph.text for paragraph in document.paragraphs)
    paper = json.loads(browser.get("/briefing.json").content)
    assert (paper["process"], paper["seat"]) == ("small", "north")
    assert browser.get("/briefing.html").content.startswith(b"<!doctype html>")
    assert browser.get("/briefing.md").content.startswith(b"# ")


def test_the_same_request_at_the_same_time_gives_the_same_bytes(standing_talks):
    browser = standing_talks.browser("north")
    for address in ("/briefing.docx", "/briefing.html", "/briefing.md", "/briefing.json", "/briefing.css"):
        assert browser.get(address).content == browser.get(address).content


def test_the_style_puts_the_marking_on_printed_pages(standing_talks):
    answer = standing_talks.browser("north").get("/briefing.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "@top-center" in answer.content.decode()
    assert "North delegation" in answer.content.decode()

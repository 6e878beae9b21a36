import re

import pytest
from django.urls import get_resolver, resolve

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
ABSENT = "0" * 32
ADDRESSES = [
    "/", "/sign-in", "/sign-out", "/language", "/briefing", "/briefing.css", "/briefing.html", "/briefing.docx",
    "/briefing.md", "/briefing.json", "/timeline", "/timeline.csv", "/timeline.json", "/who", "/who/relations.csv",
    "/who/relations.json", "/seating", "/seating.csv", "/seating.json", "/issues", "/issues/cell", "/issues/cell.csv",
    "/issues/cell.json", "/meetings",
    "/public-record", "/public-record.csv", "/public-record.json",
    "/rooms", f"/rooms/{ABSENT}", f"/rooms/{ABSENT}.csv", f"/rooms/{ABSENT}.json", f"/entries/{ABSENT}",
    "/calendar.ics", "/health", "/live", "/passkey", "/sign-in-again",
    f"/invitation/{ABSENT * 2}", f"/enter/{ABSENT * 2}",
    "/account", "/account/add-passkey", "/account/remove-passkey", "/account/password", "/persons", "/new-process",
    f"/new-process/{ABSENT}", "/open-seat", f"/calendar/{ABSENT * 2}.ics", "/first-steps", "/guide", "/public/absent",
    "/hand-over", "/hand-over.zip", "/hand-over/take", f"/hand-over/{ABSENT}",
    "/import", "/search", "/record", "/record/note-made", "/note", f"/note/{ABSENT}", "/open-room", "/statement",
]  # fmt: skip
PAGES = [
    "/", "/sign-in", "/briefing", "/timeline", "/who", "/seating", "/issues", "/meetings", "/rooms", "/search",
    "/record", "/record/note-made", "/note", "/statement", "/account", "/account/add-passkey", "/account/password",
    "/persons", "/new-process", "/first-steps", "/open-seat", "/guide", "/import", "/hand-over", "/hand-over/take",
]  # fmt: skip


def test_every_address_is_listed():
    listed = {resolve(address).route for address in ADDRESSES}
    assert listed == {str(pattern.pattern) for pattern in get_resolver().url_patterns}


@pytest.mark.parametrize("address", [*ADDRESSES, "/no-such-page", "/briefing?as_of=nonsense"])
@pytest.mark.parametrize("seat", [None, "north"])
def test_every_page_is_kept_nowhere_and_runs_nothing(standing_talks, address, seat):
    headers = standing_talks.browser(seat).get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert {"ETag", "Last-Modified", "Expires"} & set(headers) == set()
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Vary"] == "Cookie"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_scripts_or_styles_within_it(standing_talks, address):
    page = standing_talks.browser("team").get(address, follow=True).content
    assert re.sub(rb'<script src="/static/[a-z]+\.js" defer></script>', b"", page).count(b"<script") == 0
    assert b"<style" not in page
    assert b" style=" not in page


def test_what_is_absent_is_the_same_answer_for_everyone(standing_talks):
    addresses = ["/no-such-page", "/briefing.pdf", "/briefing.docx?as_of=1900-01-01", "/briefing.docx?as_of=nonsense"]
    addresses += [f"/rooms/{ABSENT}", f"/rooms/{ABSENT}.csv", f"/entries/{ABSENT}", "/entries/nonsense"]
    answers = [standing_talks.browser("north").get(address) for address in addresses]
    answers += [standing_talks.browser(seat).get("/no-such-page") for seat in (None, "south", "team")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)


def test_an_unknown_host_is_refused(standing_talks):
    assert standing_talks.browser().get("/sign-in", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(("name", "sort"), [("parley.css", "text/css"), ("live.js", "text/javascript")])
def test_stylesheet_and_script_are_served(standing_talks, name, sort):
    answer = standing_talks.browser().get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(sort)
    assert "Access-Control-Allow-Origin" not in answer.headers

import re

import pytest
from django.contrib.sessions.models import Session

from tests.web.talks import PASSWORD


def shown(answer):
    """What a browser is sent, but for the token against forgery."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)


def test_whoever_is_not_signed_in_is_led_to_sign_in(talks):
    browser = talks.browser()
    for address in ("/", "/briefing", "/briefing.docx", "/briefing.css", "/statement"):
        assert browser.get(address).headers["Location"] == "/sign-in"
    assert browser.get("/sign-in").status_code == 200


def test_login_and_password_lead_home(talks):
    browser = talks.browser("north")
    assert browser.get("/sign-in").headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    assert talks.browser().get("/").headers["Location"] == "/sign-in"


def test_an_unknown_login_and_a_wrong_password_give_the_same_page(talks):
    talks.seats_a_person("north")
    pages = []
    for login, password in (("north@small", "wrong"), ("nobody@small", "wrong"), ("nobody@small", PASSWORD)):
        answer = talks.browser().post("/sign-in", {"login": login, "password": password})
        assert answer.status_code == 403
        pages.append(shown(answer).replace(login.encode(), b""))
    assert len(set(pages)) == 1
    assert b"do not fit together" in pages[0]


@pytest.mark.parametrize("login", ["", "north@small\0", "n" * 10_000])
def test_what_can_be_no_login_gives_that_page_too(talks, login):
    answer = talks.browser().post("/sign-in", {"login": login, "password": PASSWORD})
    assert answer.status_code == 403
    assert b"do not fit together" in answer.content


def test_signing_in_changes_the_key_of_the_session(talks):
    browser = talks.browser("north")
    first = browser.cookies["parley_session"].value
    talks.seats_a_person("team")
    browser.post("/sign-in", {"login": "team@small", "password": PASSWORD})
    second = browser.cookies["parley_session"].value
    assert first != second
    assert not Session.objects.filter(session_key=first).exists()


def test_the_cookie_is_for_the_server_alone(talks):
    cookie = talks.browser("north").cookies["parley_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["expires"]) == (True, "Strict", "", "")


def test_cookies_are_secure_where_the_way_is(talks):
    talks.seats_a_person("north")
    answer = talks.browser().post(
        "/sign-in",
        {"login": "north@small", "password": PASSWORD},
        secure=True,
        headers={"referer": "https://localhost/"},
    )
    assert answer.cookies["parley_session"]["secure"] is True


def test_after_ten_failures_even_the_right_password_is_refused_for_a_quarter_of_an_hour(talks):
    talks.seats_a_person("north")
    for _ in range(10):
        talks.browser().post("/sign-in", {"login": "north@small", "password": "wrong"})
    refused = talks.browser().post("/sign-in", {"login": "north@small", "password": PASSWORD})
    wrong = talks.browser().post("/sign-in", {"login": "north@small", "password": "wrong"})
    assert shown(refused) == shown(wrong)
    assert talks.browser("south").get("/briefing").status_code == 200
    talks.clock.moves_on(minutes=16)
    assert talks.browser("north").get("/briefing").status_code == 200


def test_signing_out_ends_the_session(talks):
    browser = talks.browser("north")
    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out").headers["Location"] == "/sign-in"
    assert browser.get("/briefing").headers["Location"] == "/sign-in"
    assert Session.objects.count() == 0


def test_access_that_ends_by_an_entry_ends_the_session(talks):
    north, south = talks.browser("north"), talks.browser("south")
    assert north.get("/briefing").status_code == 200
    talks.ends_access("north")
    assert north.get("/briefing").headers["Location"] == "/sign-in"
    assert north.post("/statement", {"step": "save"}).headers["Location"] == "/sign-in"
    answer = talks.browser().post("/sign-in", {"login": "north@small", "password": PASSWORD})
    assert answer.status_code == 403
    assert south.get("/briefing").status_code == 200


def test_a_form_from_elsewhere_is_refused(talks):
    browser = talks.browser("north", enforce_csrf_checks=False)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post("/statement", {"step": "save", "words": "We give in."})
    assert answer.status_code == 403
    assert b"Nothing was put on record" in answer.content
    assert browser.get("/briefing").content.count(b"We give in.") == 0

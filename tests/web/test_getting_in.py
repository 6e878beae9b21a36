import re
from io import BytesIO

import pyotp
import pytest
from docx import Document

from parley.record import accounts
from tests.web.talks import PASSWORD

CHOSEN = "harbour lantern seven oaks"
SECRET = re.compile(r"<code dir=\"ltr\">([A-Z2-7 ]+)</code>")
LINK = re.compile(r'href="http://localhost(/invitation/[0-9a-f]{64})"')
TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


def invites(talks, name="Nadia", *, by="north"):
    """Invite a person to a seat, and return the address that its holder is given."""
    page = talks.browser(by)
    token = TOKEN.search(page.get("/persons").content.decode())[1]
    answer = page.post("/persons", {"name": name, "step": "invite", "token": token})
    assert answer.status_code == 200
    return LINK.search(answer.content.decode())[1]


def code_of(page, talks):
    secret = SECRET.search(page)[1].replace(" ", "")
    return pyotp.TOTP(secret).at(talks.clock())


def sets_up(talks, address):
    """Take an invitation up with a password and an app; return the browser, the login and the app's secret."""
    browser = talks.browser()
    page = browser.get(address).content.decode()
    secret = SECRET.search(page)[1].replace(" ", "")
    login = re.search(r'name="login" value="([^"]+)"', page)[1]
    typed = {"step": "password", "password": CHOSEN, "again": CHOSEN, "code": pyotp.TOTP(secret).at(talks.clock())}
    answer = browser.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    return browser, login, secret


def test_an_invitation_lets_its_holder_choose_a_password_and_an_app_and_is_in(talks):
    browser, _, _ = sets_up(talks, invites(talks))
    assert "North" in browser.get("/").content.decode()


def test_an_invitation_is_taken_up_once_and_holds_for_a_week(talks):
    first, second = invites(talks, "Nadia"), invites(talks, "Omar")
    sets_up(talks, first)
    gone = talks.browser().get(first)
    talks.clock.moves_on(days=8)
    lapsed, absent = talks.browser().get(second), talks.browser().get("/invitation/" + "0" * 64)
    assert {gone.status_code, lapsed.status_code, absent.status_code} == {404}
    assert gone.content == lapsed.content == absent.content


def test_no_invitation_can_be_read_from_the_database(
    talks,
):
    secret = invites(talks).rpartition("/")[2]
    with talks.record.as_owner() as connection:
        kept = connection.execute("select digest from accounts.invitation").fetchall()
        asked = connection.execute("select asked from accounts.request").fetchall()
    assert [bytes(digest) for (digest,) in kept] == [accounts.digest_of(secret)]
    assert asked == [("",)], "what was asked is forgotten once it is answered"


def test_signing_in_asks_for_the_code_where_an_app_was_set_up_and_takes_each_once(talks):
    _, login, secret = sets_up(talks, invites(talks))
    talks.clock.moves_on(minutes=2)
    code = pyotp.TOTP(secret).at(talks.clock())
    typed = {"login": login, "password": CHOSEN}
    assert talks.browser().post("/sign-in", typed).status_code == 403
    assert talks.browser().post("/sign-in", {**typed, "code": "000000"}).status_code == 403
    assert talks.browser().post("/sign-in", {**typed, "code": f" {code[:3]} {code[3:]} "}).status_code == 302
    assert talks.browser().post("/sign-in", {**typed, "code": code}).status_code == 403, "it was taken"


def test_a_wrong_code_and_a_wrong_password_and_an_unknown_login_are_one_answer(talks):
    _, login, _ = sets_up(talks, invites(talks))
    answers = [
        talks.browser().post("/sign-in", typed)
        for typed in (
            {"login": login, "password": CHOSEN, "code": "000000"},
            {"login": login, "password": "wrong", "code": "000000"},
            {"login": "nobody@small", "password": CHOSEN, "code": "000000"},
        )
    ]
    pages = {re.sub(rb'value="[^"]*"', b"", answer.content) for answer in answers}
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"password": "short", "again": "short"}, "too easy to guess"),
        ({"password": "aaaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaaa"}, "too easy to guess"),
        ({"password": CHOSEN, "again": CHOSEN + "x"}, "The two passwords differ"),
        ({"password": CHOSEN, "again": CHOSEN, "code": "000000"}, "not the code that the app shows now"),
        ({"password": CHOSEN, "again": CHOSEN, "code": "٠٠٠٠٠٠"}, "not the code that the app shows now"),
        ({}, "Type a password"),
    ],
)
def test_what_does_not_do_is_said_and_the_app_stays_the_same(talks, typed, told):
    address, browser = invites(talks), talks.browser()
    before = SECRET.search(browser.get(address).content.decode())[1]
    answer = browser.post(address, {"step": "password", **typed})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert SECRET.search(answer.content.decode())[1] == before


def test_what_cannot_be_taken_back_asks_for_a_fresh_sign_in(talks):
    browser = talks.browser("north")
    talks.clock.moves_on(minutes=11)
    answer = browser.get("/persons")
    assert answer.headers["Location"] == "/sign-in-again?on=%2Fpersons"
    wrong = browser.post(answer.headers["Location"], {"step": "password", "password": "wrong"})
    assert wrong.status_code == 403
    right = browser.post(answer.headers["Location"], {"step": "password", "password": PASSWORD})
    assert right.headers["Location"] == "/persons"
    assert browser.get("/persons").status_code == 200


@pytest.mark.parametrize("on", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_fresh_sign_in_leads_nowhere_else(talks, on):
    answer = talks.browser("north").post(f"/sign-in-again?on={on}", {"step": "password", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_a_double_click_invites_one_person(talks):
    browser = talks.browser("north")
    token = TOKEN.search(browser.get("/persons").content.decode())[1]
    for _ in range(2):
        browser.post("/persons", {"name": "Nadia", "step": "invite", "token": token})
    assert browser.get("/persons").content.decode().count("Nadia") == 1


def test_a_person_whose_access_is_ended_is_out_at_once(talks):
    other, _, _ = sets_up(talks, invites(talks))
    browser = talks.browser("north")
    page = browser.get("/persons").content.decode()
    who = re.search(r'name="who" value="([0-9a-f]{32})"><span dir="auto">Nadia', page)[1]
    browser.post("/persons", {"step": "end", "who": who, "token": TOKEN.search(page)[1]})
    assert "Nadia" not in browser.get("/persons").content.decode()
    assert other.get("/").headers["Location"] == "/sign-in"


def test_nobody_ends_the_access_of_another_seat(talks):
    sets_up(talks, invites(talks))
    page = talks.browser("north").get("/persons").content.decode()
    who = re.search(r'name="who" value="([0-9a-f]{32})"><span dir="auto">Nadia', page)[1]
    answer = talks.browser("team").post("/persons", {"step": "end", "who": who, "token": "ab" * 16})
    assert answer.status_code == 422
    assert "no such person" in answer.content.decode()
    assert "Nadia" in talks.browser("north").get("/persons").content.decode()


PLAN = {
    "step": "open", "rows": "4", "name": "Talks on the lake", "purpose": "To share the water.",
    "mediators": "Office for the Lake", "persons": "Ana Ruiz\nBen Okafor",
    "party_0": "Upper shore", "sort_0": "government", "role_0": "delegation", "people_0": "Carla Diaz",
    "party_1": "Нижний берег", "sort_1": "armed group", "role_1": "delegation", "people_1": "",
    "issues": "Water: who opens the sluice, and when?", "round_name": "First round", "first_day": "2031-02-01",
    "last_day": "2031-02-03", "place": "Lakeside",
}  # fmt: skip


def opens_a_process(talks, **changed):
    browser = talks.browser("team")
    token = TOKEN.search(browser.get("/new-process").content.decode())[1]
    return browser, browser.post("/new-process", {**PLAN, "token": token, **changed})


def test_a_mediator_opens_a_process_from_one_page_and_has_its_briefing_in_word(talks):
    browser, answer = opens_a_process(talks)
    page = browser.get(answer.headers["Location"]).content.decode()
    assert len(LINK.findall(page)) == 3 * 1
    assert browser.post(answer.headers["Location"]).headers["Location"] == "/"
    assert "Talks on the lake" in browser.get("/").content.decode()
    paper = Document(BytesIO(browser.get("/briefing.docx").content))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for said in ("First round", "Upper shore", "Нижний берег", "who opens the sluice"):
        assert said in words, said
    assert "North" not in words
    assert browser.get(answer.headers["Location"]).status_code == 404, "the invitations are shown no more"


def test_whoever_is_invited_to_the_new_process_sees_that_and_not_this(talks):
    browser, answer = opens_a_process(talks)
    page = browser.get(answer.headers["Location"]).content.decode()
    given = re.findall(r'<dt dir="auto">([^,]+),.*?href="http://localhost(/invitation/[0-9a-f]{64})"', page, re.DOTALL)
    carla = dict(given)
    theirs, _, _ = sets_up(talks, carla["Carla Diaz"])
    seen = theirs.get("/").content.decode()
    assert "Talks on the lake" in seen
    assert "Upper shore: own room" in seen
    assert "The desk’s room" not in seen
    assert "North" not in seen


def test_a_process_is_opened_once_however_often_the_form_is_sent(talks):
    browser = talks.browser("team")
    token = TOKEN.search(browser.get("/new-process").content.decode())[1]
    first = browser.post("/new-process", {**PLAN, "token": token})
    second = browser.post("/new-process", {**PLAN, "token": token})
    assert first.headers["Location"] == second.headers["Location"]
    with talks.record.as_owner() as connection:
        keys = [key for (key,) in connection.execute("select key from parley.process")]
    assert sum(key.startswith("talks-on-the-lake") for key in keys) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Write what the talks are called."),
        ({"party_0": "", "party_1": "", "people_0": ""}, "Name at least one delegation."),
        ({"sort_1": ""}, "Choose what this delegation’s body is."),
        ({"role_1": ""}, "Choose as what it comes."),
        ({"party_0": ""}, "Write the name of the delegation that these persons sign in for."),
        ({"issues": "Water"}, "Line 1: write the issue, a colon, and the question"),
        ({"last_day": "2031-01-31"}, "The last day is before the first."),
        ({"first_day": "soon"}, "Write a day such as 2017-01-23."),
        ({"round_name": ""}, "Write what the round of these days is called."),
    ],
)
def test_a_plan_that_lacks_something_says_what_and_keeps_the_rest(talks, changed, told):
    _, answer = opens_a_process(talks, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Нижний берег" in page or "party_1" in changed


def test_more_rows_keep_what_was_typed(talks):
    _, answer = opens_a_process(talks, step="more")
    page = answer.content.decode()
    assert 'name="party_7"' in page
    assert 'value="Upper shore"' in page


def test_rows_are_filled_from_a_table(talks):
    table = BytesIO(b"delegation;role;persons\nHill council;delegation;Dora;\nLowland;observer;\n")
    table.name = "who comes.csv"
    _, answer = opens_a_process(talks, step="read", table=table)
    page = answer.content.decode()
    assert 'value="Hill council"' in page
    assert "Dora" in page
    assert 'value="Talks on the lake"' in page


def test_no_table_is_asked_for(talks):
    _, answer = opens_a_process(talks, step="read")
    assert "Choose a file first" in answer.content.decode()


def test_a_delegation_opens_no_process(talks):
    assert talks.browser("north").get("/new-process").status_code == 403
    assert talks.browser("north").post("/new-process", PLAN).status_code == 403


def test_what_is_published_is_read_without_signing_in_and_nothing_else(standing_talks):
    browser = standing_talks.browser()
    assert browser.get("/public/small").headers["Location"] == "/"
    page = browser.get("/").content.decode()
    assert "Your rooms" in page
    assert "Sign in" in page
    assert browser.get("/briefing").status_code == 200
    for address in ("/note", "/record/note-made", "/open-room", "/persons", "/account", "/new-process"):
        assert browser.get(address).status_code == 403, address
    assert standing_talks.browser().get("/public/another").status_code == 404


def test_a_guessed_cookie_reads_nothing_that_is_not_published(standing_talks):
    browser = standing_talks.browser()
    browser.cookies["parley_visits"] = "another"
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_the_only_way_in_is_not_taken_away(talks):
    page = talks.browser("north").get("/account").content.decode()
    assert "Set, without an authenticator app" in page


def test_up_to_where_one_has_looked_is_kept_from_one_session_to_the_next(talks):
    browser = talks.browser("team")
    page = browser.get("/").content.decode()
    until = re.search(r'name="until" value="([^"]+)"', page)[1]
    browser.post("/", {"until": until})
    assert "Nothing new." in talks.browser("team").get("/").content.decode()


def test_a_further_seat_is_known_in_the_room_where_it_was_opened_alone(talks):
    browser = talks.browser("team")
    page = browser.get("/open-seat").content.decode()
    desk = re.search(r'value="([0-9a-f]{32})"[^>]*>\s*<label[^>]*><b>The desk&#x27;s room', page)[1]
    typed = {"name": "Back channel", "role": "delegation", "room": desk, "caucus": "on", "token": TOKEN.search(page)[1]}
    assert browser.post("/open-seat", typed).headers["Location"] == "/rooms"
    assert browser.post("/open-seat", typed).headers["Location"] == "/rooms"
    assert browser.get("/rooms").content.decode().count("Back channel with") == 1
    for other in ("north", "south"):
        assert "Back channel" not in talks.browser(other).get("/open-room").content.decode()
        assert "Back channel" not in talks.browser(other).get("/rooms").content.decode()


def test_a_seat_without_name_role_or_room_is_asked_for_them(talks):
    answer = talks.browser("team").post("/open-seat", {})
    assert answer.status_code == 422
    for told in ("Give the seat a name.", "Choose what the seat is at the talks.", "Choose the room"):
        assert told in answer.content.decode()


def test_a_calendar_program_is_given_what_the_seat_sees_until_access_ends(talks):
    browser, _, _ = sets_up(talks, invites(talks))
    address = re.search(r"/calendar/[0-9a-f]{64}\.ics", browser.get("/account").content.decode())[0]
    given = talks.browser().get(address)
    assert given.headers["Content-Type"].startswith("text/calendar")
    assert given.content == browser.get("/calendar.ics").content
    assert talks.browser().get(address.replace(address[-10:-4], "000000")).status_code == 404
    page = talks.browser("north").get("/persons").content.decode()
    who = re.search(r'name="who" value="([0-9a-f]{32})"><span dir="auto">Nadia', page)[1]
    talks.browser("north").post("/persons", {"step": "end", "who": who, "token": TOKEN.search(page)[1]})
    assert talks.browser().get(address).status_code == 404

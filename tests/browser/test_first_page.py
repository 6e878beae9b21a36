import pytest
from playwright.sync_api import expect

from tests.web.talks import PASSWORD, begin

pytestmark = pytest.mark.browser

NEW = "We would open the harbour for a week."
IN_THE_CAUCUS = {"room": "North caucus", "speaker": "North", "words": NEW, "happened": "2031-01-09"}


@pytest.fixture
def talks(record, tmp_path):
    begun = begin(record, tmp_path)
    begun.seats_a_person("team")
    begun.seats_a_person("south")
    return begun


@pytest.fixture
def desk(talks, arrives):
    person = arrives()
    person.signs_in(talks.login("team"), PASSWORD)
    return person


@pytest.mark.parametrize("javascript", [True, False])
def test_a_statement_that_is_saved_stands_in_the_briefing_at_once(talks, arrives, javascript):
    desk = arrives(javascript=javascript)
    desk.signs_in(talks.login("team"), PASSWORD)
    assert not any(NEW in sentence for sentence in desk.reads("statements"))
    desk.writes_a_statement(**IN_THE_CAUCUS)
    assert "Will be read by: North delegation and The desk." in desk.is_told()
    desk.saves()
    assert sum(NEW in sentence for sentence in desk.reads("statements")) == 1
    assert desk.complaints == []


def test_nobody_else_reads_it(talks, arrives, desk):
    south = arrives()
    south.signs_in(talks.login("south"), PASSWORD)
    desk.writes_a_statement(**IN_THE_CAUCUS)
    desk.saves()
    south.opens_the_briefing()
    assert not any(NEW in sentence for sentence in south.reads("statements"))


def test_a_wrong_room_is_seen_before_anything_is_saved(desk):
    desk.writes_a_statement(**{**IN_THE_CAUCUS, "room": "Public record"})
    assert "Will be read by everyone, visitors included." in desk.is_told()
    desk.goes_back()
    expect(desk.page.get_by_label("What was said?")).to_have_value(NEW)
    expect(desk.page.get_by_label("Public record")).to_be_checked()
    desk.opens_the_briefing()
    assert not any(NEW in sentence for sentence in desk.reads("statements"))


def test_a_double_click_saves_once(desk):
    desk.writes_a_statement(**IN_THE_CAUCUS)
    desk.page.get_by_role("button", name="Save").dblclick()
    expect(desk.page).to_have_title("Briefing · Parley")
    assert sum(NEW in sentence for sentence in desk.reads("statements")) == 1


def test_the_briefing_goes_back_in_time(desk):
    desk.opens_the_briefing(as_of="2031-01-01")
    expect(desk.page.locator(".subtitle")).to_contain_text("1 January 2031")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Word (DOCX)").click()
    assert download.value.suggested_filename == "briefing-small-team-2031-01-01.docx"


def test_access_that_ends_closes_the_pages(talks, desk):
    talks.ends_access("team")
    desk.page.reload()
    expect(desk.page).to_have_title("Sign in · Parley")


def test_signing_out_closes_the_pages(desk):
    desk.signs_out()
    desk.page.goto("/briefing")
    expect(desk.page).to_have_title("Sign in · Parley")


def test_errors_are_summed_up_and_lead_to_their_fields(desk):
    desk.writes_a_statement(**{**IN_THE_CAUCUS, "happened": "last week"})
    expect(desk.page).to_have_title("Error: Add a statement · Parley")
    desk.page.get_by_role("alert").get_by_role("link").click()
    expect(desk.page.get_by_label("When was it said?")).to_be_focused()
    expect(desk.page.get_by_label("What was said?")).to_have_value(NEW)


def test_pages_fit_a_telephone(talks, arrives):
    person = arrives(width=390)
    person.signs_in(talks.login("team"), PASSWORD)
    for address in ("/briefing", "/statement", "/sign-in", "/no-such-page"):
        person.page.goto(address)
        assert person.page.evaluate("document.documentElement.scrollWidth") == 390, address


def test_the_first_stop_of_the_keyboard_skips_to_the_content(desk):
    desk.page.keyboard.press("Tab")
    skip = desk.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()


def test_a_printed_briefing_is_the_paper_alone(desk):
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".masthead")).to_be_hidden()
    expect(desk.page.locator(".tools")).to_be_hidden()
    expect(desk.page.locator(".paper h1")).to_be_visible()

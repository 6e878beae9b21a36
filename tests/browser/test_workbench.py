from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import expect

from parley.wording import languages, wording
from tests.web.talks import AROUND_THE_TABLE, PASSWORD, begin

pytestmark = pytest.mark.browser

EVERY_PAGE = (
    "/", "/briefing", "/timeline", "/who", "/seating", "/seating?shape=u", "/issues", "/issues?positions=confidential",
    "/meetings", "/rooms", "/search?q=winter", "/record",
    "/record/position-taken", "/note", "/open-room", "/statement", "/import", "/hand-over", "/hand-over/take",
    "/persons", "/account", "/account/password", "/new-process", "/open-seat", "/first-steps", "/guide",
    "/public-record", "/sign-in-again",
)  # fmt: skip
NEW = "We would open the harbour for a week."
IN_THE_CAUCUS = {"room": "North caucus", "speaker": "North", "words": NEW, "happened": "2031-01-09"}


@pytest.fixture
def talks(record, tmp_path):
    begun = begin(record, tmp_path, told=AROUND_THE_TABLE)
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
    assert (
        "Will be read by: North delegation and The desk (1 person that you know of; who sits for North"
        in desk.is_told()
    )
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
    expect(desk.page.get_by_role("heading", name="When, by whom and on what terms")).to_be_visible()
    desk.opens_the_briefing()
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
    for address in (*EVERY_PAGE, "/sign-in", "/no-such-page"):
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


AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "scheme"), [*((language, "light") for language in languages()), ("en", "dark"), ("fa", "dark")]
)
def test_no_page_shuts_anybody_out_and_none_breaks_its_policy(talks, arrives, language, scheme):
    person = arrives(language=language, scheme=scheme)
    person.page.goto("/sign-in")
    person.page.locator("#login").fill(talks.login("team"))
    person.page.locator("#password").fill(PASSWORD)
    person.page.locator("main button").first.click()
    direction = "rtl" if wording(language).right_to_left else "ltr"
    for address in EVERY_PAGE:
        person.page.goto(address)
        assert person.page.locator("html").get_attribute("dir") == direction
        person.page.evaluate(AXE)
        found = person.page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])")
        assert found == [], address
    assert person.complaints == []


def test_notes_of_a_meeting_become_statements_in_a_few_steps(desk):
    page = desk.page
    page.get_by_role("link", name="Put on record").click()
    page.get_by_role("link", name="Quick note").click()
    page.get_by_label("Your notes").fill("Tea with North\nNorth: we fear the spring too\nIt rained.")
    page.get_by_label("North caucus").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What your note may hold")).to_be_visible()
    page.get_by_role("link", name="Open the form").click()
    expect(page.get_by_label("What was said?")).to_have_value("we fear the spring too")
    page.get_by_label("The gist of it").check()
    page.get_by_label("When was it said?").fill("2031-01-09")
    page.get_by_label("Off the record").check()
    page.get_by_role("button", name="Continue").click()
    desk.saves()
    assert any("we fear the spring too" in sentence for sentence in desk.reads("statements"))


def test_room_is_opened_and_its_company_reads_in_it(talks, arrives, desk):
    talks.seats_a_person("north")
    page = desk.page
    page.get_by_role("link", name="Rooms").click()
    page.get_by_role("link", name="Open a room").click()
    page.get_by_label("What is it called?").fill("On the list")
    page.get_by_label("North delegation").check()
    page.get_by_role("button", name="Open the room").click()
    expect(page.get_by_role("heading", name="On the list")).to_be_visible()
    for who, there in (("north", 1), ("south", 0)):
        other = arrives()
        other.signs_in(talks.login(who), PASSWORD)
        other.page.get_by_role("link", name="Rooms").click()
        expect(other.page.get_by_role("link", name="On the list")).to_have_count(there)


def test_search_leads_to_the_entry(desk):
    page = desk.page
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Words to look for").fill("winter")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text("winter")
    page.locator(".found a").first.click()
    expect(page.get_by_role("heading", name="When, by whom and on what terms")).to_be_visible()


def test_a_table_is_laid_and_drawn_for_what_is_chosen(desk):
    page = desk.page
    page.get_by_role("link", name="Parties and roles").click()
    page.get_by_role("link", name="Seating plan").click()
    expect(page.get_by_text("Cannot: no order keeps all of them apart")).to_be_visible()
    page.get_by_label("Table", exact=True).select_option("In the shape of a U")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Proposed, clockwise from one end of the U-shaped table")).to_be_visible()
    expect(page.get_by_role("img", name="Seating plan: The first round")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "seating.csv"


def test_a_stand_leads_to_what_it_rests_on_and_the_printed_page_is_the_matrix_alone(desk):
    page = desk.page
    page.get_by_role("link", name="Issues", exact=True).click()
    page.get_by_role("table").get_by_role("link", name="conditional").click()
    expect(page.get_by_role("heading", name="South on Harbour: public positions")).to_be_visible()
    page.get_by_role("link", name="Back to the issues").click()
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".matrix")).to_be_visible()


def test_a_note_is_begun_from_its_meeting(desk):
    page = desk.page
    page.get_by_role("link", name="Meetings").click()
    page.get_by_role("link", name="Write the note to file: Opening").click()
    expect(page.get_by_label("Title")).to_have_value("Note on Opening")

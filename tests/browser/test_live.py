import pytest
from playwright.sync_api import expect

from tests.browser.test_workbench import AXE
from tests.web.talks import PASSWORD, begin
from tests.web.test_live import says

pytestmark = pytest.mark.browser


@pytest.fixture
def talks(record, tmp_path):
    begun = begin(record, tmp_path)
    for key in ("team", "north", "south"):
        begun.seats_a_person(key)
    return begun


@pytest.fixture
def sits(talks, arrives):
    """Let a seat's person sit before an open page."""

    def sit(key, *, address="/", **browser):
        person = arrives(**browser)
        person.page.goto("/sign-in")
        person.page.locator("#login").fill(talks.login(key))
        person.page.locator("#password").fill(PASSWORD)
        person.page.locator("main button").first.click()
        person.page.goto(address)
        return person

    return sit


def what_is_new(person):
    return person.page.locator(".live [role=status]")


def test_a_new_entry_appears_on_the_open_pages_of_its_room_and_leads_to_it(talks, sits):
    north, south = sits("north"), sits("south")
    says(talks, "In confidence")
    expect(what_is_new(north)).to_have_text("1 new entry")
    link = north.page.locator(".live").get_by_role("link", name="In confidence")
    says(talks, "To all", room="public")
    expect(what_is_new(south)).to_have_text("1 new entry")
    expect(south.page.locator(".live li")).to_have_count(1)
    expect(what_is_new(north)).to_have_text("2 new entries")
    link.click()
    expect(north.page.get_by_role("heading", name="When, by whom and on what terms")).to_be_visible()
    assert north.complaints == south.complaints == []


def test_other_pages_say_how_much_is_new_and_lead_home(talks, sits):
    desk = sits("team", address="/note")
    desk.page.get_by_label("Your notes").fill("Half a line")
    says(talks, "In confidence")
    expect(what_is_new(desk)).to_have_text("1 new entry")
    expect(desk.page.locator(".live li")).to_have_count(0)
    expect(desk.page.get_by_label("Your notes")).to_have_value("Half a line")
    desk.page.get_by_role("link", name="Show").click()
    expect(desk.page.get_by_role("table", name="").first).to_contain_text("In confidence")
    expect(what_is_new(desk)).to_have_text("")


def test_nothing_moves_under_the_hand(talks, sits):
    desk = sits("team")
    places = "() => [...document.querySelectorAll('main a, .foot *, .live a')].map(a => a.getBoundingClientRect().y)"
    says(talks, "Word 0")
    first = desk.page.locator(".live").get_by_role("link", name="Word 0")
    expect(first).to_be_visible()
    before, at = desk.page.evaluate(places)[:-2], first.bounding_box()
    for number in range(1, 9):
        says(talks, f"Word {number}")
        expect(what_is_new(desk)).to_have_text(f"{number + 1} new entries")
    assert first.bounding_box() == at
    assert desk.page.evaluate(places)[: len(before)] == before


def test_a_page_that_comes_back_into_sight_shows_what_came_meanwhile(talks, sits):
    desk = sits("team")
    turn = "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, value: hidden});"
    turn += " document.dispatchEvent(new Event('visibilitychange')); }"
    says(talks, "Word 0")
    expect(what_is_new(desk)).to_have_text("1 new entry")
    desk.page.evaluate(turn, arg=True)
    says(talks, "Word 1")
    desk.page.evaluate(turn, arg=False)
    expect(what_is_new(desk)).to_have_text("2 new entries")
    assert [one[-6:] for one in desk.page.locator(".live li a").all_inner_texts()] == ["Word 1", "Word 0"]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_what_is_new_shuts_nobody_out(talks, sits, language, scheme):
    desk = sits("team", language=language, scheme=scheme)
    says(talks, "In confidence")
    expect(desk.page.locator(".live li")).to_have_count(1)
    desk.page.evaluate(AXE)
    assert desk.page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])") == []
    assert desk.page.evaluate("document.documentElement.scrollWidth") == 1280
    assert desk.complaints == []


def test_without_javascript_every_page_reads_as_before(talks, sits):
    desk = sits("team", javascript=False)
    says(talks, "In confidence")
    expect(what_is_new(desk)).to_have_text("")
    expect(desk.page.get_by_role("link", name="Show")).to_have_count(0)
    desk.page.reload()
    expect(desk.page.locator("main")).to_contain_text("In confidence")

from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import expect

from tests.actions.intake.files import mail, word
from tests.actions.intake.tables import excel
from tests.web.talks import PASSWORD, begin

pytestmark = pytest.mark.browser
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def talks(record, tmp_path):
    begun = begin(record, tmp_path)
    begun.seats_a_person("team")
    return begun


def brings(person, name, file, *, room="North caucus"):
    page = person.page
    page.get_by_role("link", name="Put on record").click()
    page.get_by_role("main").get_by_role("link", name="Bring in notes, tables and mails").click()
    page.get_by_label("A file").set_input_files({"name": name, "mimeType": WORD, "buffer": file})
    page.get_by_role("radio", name=room).check()
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_word_note_is_seen_whole_before_it_goes_on_record(talks, arrives, javascript):
    desk = arrives(javascript=javascript)
    desk.signs_in(talks.login("team"), PASSWORD)
    brings(desk, "tea.docx", word("#Tea with North", "North: we fear the spring too"))
    page = desk.page
    expect(page.get_by_text("Will be read by: North delegation and The desk (")).to_be_visible()
    expect(page.get_by_text("we fear the spring too")).to_be_visible()
    page.get_by_role("button", name="Save what is ticked").dblclick()
    expect(page.get_by_role("heading", name="What your note may hold")).to_be_visible()
    expect(page.get_by_text("we fear the spring too")).to_be_visible()
    page.goto("/rooms")
    page.get_by_role("link", name="North caucus").first.click()
    expect(page.get_by_role("link", name="Tea with North")).to_have_count(1)
    assert desk.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_of_what_was_found_shuts_nobody_out(talks, arrives, language):
    desk = arrives(width=390, language=language)
    page = desk.page
    page.goto("/sign-in")
    page.locator("#login").fill(talks.login("team"))
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").first.click()
    page.goto("/import")
    table = excel(["Delegation", "Role"], ["North", "party"], ["The Lake Council of Elders", "guarantor"])
    file = mail(Subject="On Monday", attached=[("table.xlsx", table)])
    page.locator("#id_file").set_input_files({"name": "mail.eml", "mimeType": "message/rfc822", "buffer": file})
    page.locator("input[name=room]").first.check()
    page.locator("button[value=preview]").click()
    expect(page.locator("#names select")).to_have_count(1)
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390

import secrets
from datetime import UTC, datetime
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import expect

from parley.actions.entries import put_on_record
from parley.process.fold import fold
from parley.record import reading
from parley.record.entry import Attribution, Draft
from parley.record.kinds.process import Link, ProcessLinked
from parley.record.kinds.rooms import RoomOpened
from parley.record.when import When
from tests.web.talks import PASSWORD, begin

pytestmark = pytest.mark.browser
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def talks(record, tmp_path):
    """Talks with a linked process that everyone knows of."""
    begun = begin(record, tmp_path)
    begun.seats_a_person("team")
    team = begun.seat("team")
    state = fold(reading.seen_by(team, record=record).entries)
    public = next(one.room for one in state.facts(RoomOpened) if one.what.everyone)
    linked = ProcessLinked(name="Lake talks", link=Link.FEEDS_INTO)
    draft = Draft(
        what=linked,
        happened=When.unknown(),
        known=datetime(2031, 1, 9, tzinfo=UTC),
        attribution=Attribution.ON_THE_RECORD,
    )
    put_on_record(
        draft, room=public, record=record, seat=team, state=state, person=None,
        token=secrets.token_bytes(16), salt=secrets.token_bytes(32),
    )  # fmt: skip
    return begun


def shuts_out(page):
    page.evaluate(AXE)
    return page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])")


@pytest.mark.parametrize("javascript", [True, False])
def test_hand_over_is_shown_fetched_and_taken_into_a_room(talks, arrives, javascript, tmp_path):
    desk = arrives(javascript=javascript)
    desk.signs_in(talks.login("team"), PASSWORD)
    page = desk.page
    page.get_by_role("link", name="Hand-over", exact=True).click()
    page.get_by_label("To which process?").select_option("Lake talks")
    page.get_by_role("button", name="Show what would go").click()
    expect(page.get_by_role("heading", name="Hand-over: Harbour talks, for Lake talks")).to_be_visible()
    expect(page.get_by_text("may itself not pass")).to_have_count(0)
    assert not javascript or shuts_out(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the hand-over (ZIP)").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "hand-over-small.zip"
    page.get_by_role("link", name="Take a hand-over").click()
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Show what it holds").click()
    expect(page.get_by_role("heading", name="What stands open, issue by issue?")).to_be_visible()
    assert not javascript or shuts_out(page) == []
    page.get_by_label("The desk's room").check()
    page.get_by_label("Off the record").check()
    page.get_by_role("button", name="Continue").click()
    assert desk.is_told().endswith("Will be read by: The desk (1 person).")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Hand-over: Harbour talks, for Lake talks")).to_be_visible()
    assert not javascript or shuts_out(page) == []
    page.get_by_role("link", name="Hand-over", exact=True).first.click()
    expect(page.get_by_role("main").get_by_role("link", name="Harbour talks")).to_have_count(1)
    assert desk.complaints == []

import re
from html import unescape

import pytest

from parley.process.fold import fold
from parley.record import reading
from parley.record.entry import Attribution, Form
from parley.record.kinds.papers import Rendering, StatementMade
from parley.record.when import When

NEW = "We would open the harbour for a week."


@pytest.fixture
def desk(talks):
    return talks.browser("team")


def choices(page, field):
    """What can be chosen in a field of a page: the names, and what a browser sends for each."""
    radios = re.findall(rf'name="{field}" value="([^"]*)"[^>]*> <label[^>]*>(?:<b>)?([^<]+)', page)
    select = re.search(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    options = re.findall(r'<option value="([^"]*)"[^>]*>([^<]+)', select[0]) if select else []
    return {unescape(name).strip(): value for value, name in (*radios, *options)}


def filled(browser, **changed):
    """The form as somebody fills it in, by the names that the page shows."""
    page = browser.get("/statement").content.decode()
    token = re.search(r'name="token" value="([0-9a-f]{32})"', page)[1]
    known = re.search(r'name="known" value="([^"]+)"', page)[1]
    asked = {"room": "North caucus", "speaker": "North", **changed}
    chosen = {name: choices(page, name)[asked.pop(name)] for name in ("room", "speaker")}
    several = {name: [choices(page, name)[one] for one in asked.pop(name, [])] for name in ("to", "about", "terms_to")}
    typed = {"words": NEW, "rendering": "gist", "happened": "2031-01-09", "attribution": "off the record"}
    return {"token": token, "known": known, "terms": "unspecified", **typed, **chosen, **several, **asked}


def statements(talks, key="team"):
    state = fold(reading.seen_by(talks.seat(key), record=talks.record).entries)
    return [one for one in state.facts(StatementMade) if one.what.words != "We fear the winter."]


def test_each_room_says_who_will_read_what_is_said_there(desk):
    page = desk.get("/statement").content.decode()
    assert "<b>North caucus</b> <span>Will be read by: North delegation and The desk (" in page
    assert "<b>Public record</b> <span>Will be read by everyone, visitors included.</span>" in page
    assert 'name="room" value' in page
    assert not re.search(r'name="room"[^>]*checked', page)


def test_nothing_is_saved_before_it_was_shown_who_will_read_it(desk, talks):
    answer = desk.post("/statement", {**filled(desk), "step": "review"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Will be read by: North delegation and The desk (" in page
    assert NEW in page
    assert statements(talks) == []


def test_a_statement_changes_the_briefing_of_those_who_may_read_it_and_of_nobody_else(desk, talks):
    north, south = talks.browser("north"), talks.browser("south")
    before = south.get("/briefing").content
    answer = desk.post("/statement", {**filled(desk), "step": "save"})
    assert answer.headers["Location"].startswith("/entries/")
    assert NEW in desk.get("/briefing").content.decode()
    assert NEW in north.get("/briefing").content.decode()
    assert re.sub(rb'value="\w{64}"', b"", south.get("/briefing").content) == re.sub(rb'value="\w{64}"', b"", before)


def test_everything_that_was_typed_is_on_record(desk, talks):
    page = filled(
        desk, to=["South"], about=["Harbour"], terms="gist", terms_to=["South delegation"], until="2031-02-01",
        attribution="on background", described_as="a northern officer", happened="2031-01-09T08:00Z",
        words="One line.\r\nAnother.", rendering="verbatim",
    )  # fmt: skip
    desk.post("/statement", {**page, "step": "save"})
    (made,) = statements(talks)
    assert made.what.words == "One line.\nAnother."
    assert made.what.rendering is Rendering.VERBATIM
    assert (len(made.what.to), len(made.what.about)) == (1, 1)
    assert made.happened == When.read("2031-01-09T08:00Z")
    assert (made.attribution, made.described_as) == (Attribution.ON_BACKGROUND, "a northern officer")
    assert (made.terms.form, made.terms.to) == (Form.GIST, (talks.seat("south").id,))
    assert made.known == talks.clock()
    assert made.person is not None


def test_a_speaker_need_not_be_named(desk, talks):
    desk.post("/statement", {**filled(desk, speaker="A speaker not named"), "step": "save"})
    assert [one.what.speaker for one in statements(talks)] == [None]


def test_a_double_click_makes_one_entry(desk, talks):
    page = {**filled(desk), "step": "save"}
    first, second = desk.post("/statement", page), desk.post("/statement", page)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(statements(talks)) == 1


def test_other_words_under_the_same_form_are_asked_about_and_then_added(desk, talks):
    page = {**filled(desk), "step": "save"}
    desk.post("/statement", page)
    answer = desk.post("/statement", {**page, "words": "For two weeks."})
    assert answer.status_code == 422
    assert "was saved before" in answer.content.decode()
    assert "For two weeks." in answer.content.decode()
    token = re.search(r'name="token" value="([0-9a-f]{32})"', answer.content.decode())[1]
    desk.post("/statement", {**page, "token": token, "words": "For two weeks."})
    assert len(statements(talks)) == 2


def test_going_back_keeps_what_was_typed(desk, talks):
    answer = desk.post("/statement", {**filled(desk, about=["Harbour"]), "step": "edit"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert NEW in page
    assert "Error:" not in page
    assert len(re.findall(r"checked", page)) == 5
    assert statements(talks) == []


@pytest.mark.parametrize("missing", ["room", "speaker", "words", "rendering", "happened", "known", "attribution"])
def test_what_is_missing_is_asked_for_and_nothing_is_lost(desk, missing):
    words = "We would open it, perhaps."
    page = {**filled(desk, words=words), "step": "review"}
    del page[missing]
    answer = desk.post("/statement", page)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Nothing is on record yet" in shown
    assert shown.count('class="error"') == 1
    assert (words in shown) is (missing != "words")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"happened": "last week"}, id="no time"),
        pytest.param({"happened": "99999-12"}, id="beyond the calendar"),
        pytest.param({"known": "unknown"}, id="known at no time"),
        pytest.param({"until": "soon", "terms": "gist"}, id="until no time"),
        pytest.param({"until": "2031-02-01"}, id="an end of nothing"),
        pytest.param({"attribution": "on background"}, id="no description"),
        pytest.param({"words": "x" * 20_001}, id="too long"),
        pytest.param({"words": "left \u202e right"}, id="a control character"),
    ],
)
def test_what_does_not_make_an_entry_is_said_and_nothing_is_lost(desk, talks, changed):
    answer = desk.post("/statement", {**filled(desk), **changed, "step": "save"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Nothing is on record yet" in shown
    assert changed.get("words", NEW) in shown
    assert statements(talks) == []


def test_a_speaker_whom_not_everyone_in_the_room_may_see_is_refused_in_words(desk, talks):
    page = filled(desk, room="Public record", speaker="Go-between · North caucus")
    answer = desk.post("/statement", {**page, "step": "save"})
    assert answer.status_code == 422
    assert "Not everyone in this room may see that this speaker is on record" in answer.content.decode()
    assert NEW in answer.content.decode()
    assert statements(talks) == []
    answer = desk.post("/statement", {**page, "room": filled(desk)["room"], "step": "save"})
    assert answer.status_code == 302


def test_a_room_that_is_not_yours_and_one_that_is_not_there_are_the_same(talks):
    north_room = choices(talks.browser("north").get("/statement").content.decode(), "room")["North's own room"]
    desk = talks.browser("team")
    page = {**filled(desk), "step": "save"}
    hidden, absent = (desk.post("/statement", {**page, "room": room}) for room in (north_room, "0" * 32))
    assert (hidden.status_code, absent.status_code) == (422, 422)
    pages = [re.sub(r'value="\w{64}"', "", one.content.decode()) for one in (hidden, absent)]
    assert pages[0] == pages[1]


def test_a_speaker_that_is_not_yours_and_one_that_is_not_there_are_the_same(talks):
    page = talks.browser("team").get("/statement").content.decode()
    go_between = choices(page, "speaker")["Go-between · North caucus"]
    south = talks.browser("south")
    form = {**filled(south, room="Public record"), "step": "save"}
    hidden, absent = (south.post("/statement", {**form, "speaker": one}) for one in (go_between, "0" * 32))
    pages = [re.sub(r'value="\w{64}"', "", one.content.decode()) for one in (hidden, absent)]
    assert pages[0] == pages[1]


def test_a_made_up_token_is_not_used(desk, talks):
    answer = desk.post("/statement", {**filled(desk), "token": "short", "step": "save"})
    assert answer.status_code == 302
    assert len(statements(talks)) == 1

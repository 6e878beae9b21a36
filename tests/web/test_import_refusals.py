import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.actions.intake.files import word
from tests.actions.intake.tables import excel
from tests.web.importing import brought, filled, room, sent, state


@pytest.fixture(autouse=True)
def desk(standing_talks):
    """The desk has signed in, which is an entry of its own."""
    return standing_talks.browser("team")


def test_missing_value_is_asked_for_and_never_made_up(standing_talks):
    shown = brought(
        standing_talks, excel(["Who", "With whom", "Date", "Place"], ["North", "South", "2031-01-09", "The mill"])
    )
    assert "is missing: choose its column, say it for every row" in shown.content.decode()
    assert 'name="table-0-row-2"' not in shown.content.decode()
    assert sent(standing_talks, shown).status_code == 422


def test_row_that_is_marked_confidential_does_not_go_into_a_public_room(standing_talks):
    table = "Delegation;Issue;Position;Confidential\nNorth;No such;Never;yes\nNorth;No such;Never;confidential\n"
    shown = brought(standing_talks, text=table, where="Public record").content.decode()
    assert "It is marked confidential, and this room is read by everyone" in shown
    assert "“yes” is neither public nor confidential" in shown
    assert "It is marked confidential" not in brought(standing_talks, text=table).content.decode()


def test_what_the_room_does_not_know_is_as_unknown_as_what_nobody_knows(standing_talks):
    """The desk knows the go-between from the caucus; the room of everyone does not, and South knows nothing of it."""
    table = "Delegation;Role\nGo-between;observer\nNobody;observer\n"
    for who, where in (("team", "Public record"), ("south", "Public record")):
        page = brought(standing_talks, text=table, who=who, where=where).content.decode()
        assert page.count("say above who or what this is") == 2
        assert page.count("Go-between") == page.count("Nobody")
    known = brought(standing_talks, text=table).content.decode()
    assert known.count("say above who or what this is") == 1


def test_room_that_is_hidden_is_refused_as_one_that_is_absent(standing_talks):
    browser = standing_talks.browser("south")
    hidden = room(standing_talks, "North caucus")
    shown = filled(brought(standing_talks, text="Tea.", who="south", where="Public record"))
    for step, given in (("preview", {"text": "Tea."}), ("save", shown), ("look", shown)):
        answers = [
            browser.post("/import", {**given, "room": one, "step": step}) for one in (hidden, "0" * 32, "nonsense")
        ]
        assert {answer.status_code for answer in answers} == {422}
        bodies = [re.sub(rb'csrfmiddlewaretoken" value="\w+', b"", answer.content) for answer in answers]
        assert len(set(bodies)) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "Choose a file or paste text, one of the two."),
        ({"text": "Tea", "file": SimpleUploadedFile("a", b"Tea")}, "Choose a file or paste text, one of the two."),
        (
            {"file": SimpleUploadedFile("a.docx", b"%PDF-1.7")},
            "This is a PDF: open it, copy its text",
        ),
        ({"text": "Tea\x01"}, "control character (U+0001) in line 1"),
        ({"text": "Tea", "room": ""}, "Choose the room: it decides who will read this."),
        ({"text": "x" * 10_000_000}, "more than 1000000 letters"),
        ({"file": SimpleUploadedFile("a", b"x" * 10_000_001)}, "A file may hold at most 10 MB"),
    ],
)
def test_what_is_not_taken_is_told_at_its_field_and_nothing_typed_is_lost(standing_talks, given, words):
    before = len(state(standing_talks).entries)
    answer = standing_talks.browser("team").post("/import", {"room": room(standing_talks), "step": "preview", **given})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert "file" in given or given["text"].strip() in page
    assert len(state(standing_talks).entries) == before


def test_what_is_too_large_altogether_gets_a_page_that_says_so(standing_talks):
    answer = standing_talks.browser("team").post("/import", {"text": "x" * 24_000_001})
    assert answer.status_code == 413
    assert "At most 24 MB can be sent at once. Nothing was put on record." in answer.content.decode()


def test_markup_is_words_on_the_page(standing_talks):
    page = brought(standing_talks, word("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')).content.decode()
    assert "<script>" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "changed",
    [
        {"table-0": "nonsense"},
        {"table-0": "[]"},
        {"table-0": '[[1,["a\\u0000"]]]'},
        {"table-0-heading": "99"},
        {"table-0-heading": "²"},
        {"table-0-title": "x" * 500},
        {"table-0-known": "yesterday"},
        {"table-0-offered": "x -1 999999999999"},
        {"table-0-shown": "x"},
    ],
)
def test_form_that_was_tampered_with_is_refused_and_nothing_is_on_record(standing_talks, changed):
    shown = brought(standing_talks, excel(["Colour", "Size"], ["red", 3]))
    before = len(state(standing_talks).entries)
    answer = sent(standing_talks, shown, **changed)
    harmless = {"table-0-offered", "table-0-shown"} & set(changed)
    assert answer.status_code == (302 if harmless else 422)
    assert harmless or len(state(standing_talks).entries) == before


def test_page_is_found_from_where_things_are_put_on_record(standing_talks):
    for address in ("/record", "/note"):
        assert 'href="/import"' in standing_talks.browser("team").get(address).content.decode()


def test_nothing_is_stored_between_looking_and_saving(standing_talks):
    browser = standing_talks.browser("team")
    session = dict(browser.session)
    browser.post("/import", {"room": room(standing_talks), "step": "preview", "text": "Tea."})
    assert dict(browser.session) == session

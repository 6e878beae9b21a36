import csv
import json
from io import StringIO

import pytest

from parley.documents.formats.table_files import to_csv
from parley.documents.paper import Cell, Row, Table
from parley.record import reading
from parley.record.kinds.catalogue import kind_name
from parley.web import listing
from parley.wording import OWN_NAMES, languages

ABSENT = "0" * 32


def entries(talks, who):
    return reading.seen_by(talks.seat(who), record=talks.record).entries


def one(talks, kind, *, who="team"):
    return next(entry for entry in entries(talks, who) if kind_name(type(entry.what)) == kind)


def text(talks, address, *, who="team", **query):
    answer = talks.browser(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_shows_what_is_new_until_one_has_looked(talks):
    browser = talks.browser("team")
    page = browser.get("/").content.decode()
    assert "New since you last looked" in page
    until = page.partition('name="until" value="')[2].partition('"')[0]
    assert browser.post("/", {"until": until}).headers["Location"] == "/"
    assert "Nothing new." in browser.get("/").content.decode()
    talks.seats_a_person("north")
    assert "Nothing new." in browser.get("/").content.decode(), "what is put on record elsewhere is not new here"


@pytest.mark.parametrize("until", ["", "nonsense", "2031-01-01T00:00:00", "<script>"])
def test_looking_until_no_time_changes_nothing(talks, until):
    browser = talks.browser("team")
    assert browser.post("/", {"until": until}).status_code == 302
    assert "New since you last looked" in browser.get("/").content.decode()
    assert "I have seen these" in browser.get("/").content.decode()


def test_timeline_is_narrowed_to_an_issue_a_kind_and_a_time(standing_talks):
    issue = one(standing_talks, "issue raised").id
    assert "We fear the winter" in text(standing_talks, "/timeline")
    narrowed = text(standing_talks, "/timeline", issue=issue, kind="position taken")
    assert narrowed.count("<tr>") == 2
    assert "position taken" in narrowed
    assert "There is nothing of this kind." in text(standing_talks, "/timeline", as_of="2030-01-01")
    assert "There is nothing of this kind." in text(standing_talks, "/timeline", issue=ABSENT)


def test_timeline_says_what_is_no_time_and_keeps_it(standing_talks):
    answer = standing_talks.browser("team").get("/timeline", {"as_of": "long ago"})
    assert answer.status_code == 422
    assert "“long ago” is no time" in answer.content.decode()
    assert 'value="long ago"' in answer.content.decode()


def test_list_is_the_same_on_the_page_in_csv_and_in_json(standing_talks):
    found = json.loads(text(standing_talks, "/timeline.json"))
    rows = list(csv.reader(StringIO(text(standing_talks, "/timeline.csv").removeprefix("\ufeff"))))
    assert rows[0] == [*found["columns"], "id"]
    assert [row[:-1] for row in rows[1:]] == [row["cells"] for row in found["rows"]]
    page = text(standing_talks, "/timeline")
    assert all(f'href="/entries/{row["entries"][0]}"' in page for row in found["rows"])


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_spreadsheet_is_given_no_formula(typed):
    table = Table(title="t", corner=typed, columns=(typed,), rows=(Row(heading=typed, cells=(Cell(text=typed),)),))
    for row in csv.reader(StringIO(to_csv(table).removeprefix("\ufeff"))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_rooms_are_those_of_the_seat_with_who_reads_there(standing_talks):
    page = text(standing_talks, "/rooms", who="north")
    assert "North caucus" in page
    assert "North&#x27;s own room" in page
    assert "The desk&#x27;s room" not in page


def test_room_lists_what_is_on_record_there_and_nothing_else(standing_talks):
    fear = one(standing_talks, "statement made")
    page = text(standing_talks, f"/rooms/{fear.room}")
    assert f'href="/entries/{fear.id}"' in page
    assert "Who runs it?" not in page
    assert json.loads(text(standing_talks, f"/rooms/{fear.room}.json"))["title"] == "North caucus"


def test_hidden_room_and_entry_are_as_absent_as_those_that_are_not(standing_talks):
    fear = one(standing_talks, "statement made")
    for address in (f"/rooms/{fear.room}", f"/rooms/{fear.room}.csv", f"/entries/{fear.id}"):
        absent = address.replace(fear.room, ABSENT).replace(fear.id, ABSENT)
        hidden, none = (standing_talks.browser("south").get(one) for one in (address, absent))
        assert hidden.status_code == none.status_code == 404
        assert hidden.content == none.content


def test_entry_says_what_it_says_on_what_terms_and_what_it_rests_on(standing_talks):
    fear, opening = one(standing_talks, "statement made"), one(standing_talks, "process opened")
    page = text(standing_talks, f"/entries/{fear.id}")
    for words in ("We fear the winter.", "North caucus", "may be passed on in gist to South delegation", "in gist"):
        assert words in page
    assert f'href="/entries/{opening.id}"' in page
    assert f'href="/entries/{fear.id}"' in text(standing_talks, f"/entries/{opening.id}")
    assert fear.id not in text(standing_talks, f"/entries/{opening.id}", who="south")


def test_search_finds_and_marks_what_the_seat_sees_alone(standing_talks):
    page = text(standing_talks, "/search", q="winter")
    assert "We fear the <mark>winter</mark>." in page
    assert "Nothing that your seat sees holds these words." in text(standing_talks, "/search", who="south", q="winter")


def test_what_is_looked_for_cannot_become_markup(standing_talks):
    page = text(standing_talks, "/search", q='"><script>alert(1)</script>')
    assert page.count("<script") == page.count('<script src="/static/live.js" defer></script>')


@pytest.mark.parametrize("address", ["/who", "/issues", "/meetings", "/"])
def test_sources_lead_to_the_entries_themselves(standing_talks, address):
    page = text(standing_talks, address)
    known = {entry.id for entry in entries(standing_talks, "team")}
    linked = {part.partition('"')[0] for part in page.split('href="/entries/')[1:]}
    assert linked
    assert linked <= known


def test_language_is_the_one_that_was_chosen_or_else_the_first_that_is_asked_for(standing_talks):
    browser = standing_talks.browser("team")
    assert 'lang="en"' in browser.get("/rooms").content.decode()
    page = browser.get("/rooms", headers={"accept-language": "xx, fr-FR;q=0.9, en;q=0.5"}).content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert browser.post("/language", {"language": "ar", "back": "/rooms?page=1"}).headers["Location"] == "/rooms?page=1"
    assert '<html lang="ar" dir="rtl">' in browser.get("/rooms").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_choosing_a_language_leads_nowhere_else(standing_talks, back):
    answer = standing_talks.browser("team").post("/language", {"language": "zz", "back": back})
    assert answer.headers["Location"] == "/"
    assert "parley_language" not in answer.cookies


def test_every_language_is_offered_under_its_own_name(standing_talks):
    page = text(standing_talks, "/rooms")
    assert set(OWN_NAMES) == set(languages())
    assert all(own in page for own in OWN_NAMES.values())


def test_pages_of_a_list_lead_on_and_back(standing_talks, monkeypatch):
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 2)
    first, second = text(standing_talks, "/timeline"), text(standing_talks, "/timeline", page=2)
    assert 'href="/timeline?page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="/timeline" rel="prev"' in second


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_file_of_a_list_for_what_is_no_time_is_absent(standing_talks, suffix):
    answer = standing_talks.browser("team").get(f"/timeline{suffix}", {"as_of": "long ago"})
    assert answer.status_code == 404
    assert answer.content == standing_talks.browser("team").get("/no-such-page").content


def test_a_delegation_comes_in_by_its_own_door(standing_talks):
    page = text(standing_talks, "/", who="north")
    assert "Your rooms" in page
    assert "Public record" in page
    assert "Parties and roles" not in page


def test_the_mediators_come_in_by_theirs(standing_talks):
    page = text(standing_talks, "/")
    assert "Your rooms" not in page
    assert "Parties and roles" in page


def test_the_public_record_is_what_everyone_reads(standing_talks):
    rows = json.loads(text(standing_talks, "/public-record.json", who="north"))["rows"]
    assert {row["cells"][3] for row in rows} == {"Public record"}


def test_a_seat_that_sees_no_round_and_no_meeting_is_told_so(standing_talks):
    assert "No round and no meeting that your seat sees is on record yet." in text(standing_talks, "/seating")
    assert json.loads(text(standing_talks, "/seating.json"))["rows"] == []
    assert "No meeting that your seat sees is on record." in text(standing_talks, "/meetings")

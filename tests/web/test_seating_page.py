import csv
import json
from io import StringIO

from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.meetings import MeetingPlanned, RefusalStated, RoundAnnounced

ABSENT = "0" * 32


def seen(talks, who="team"):
    return fold(reading.seen_by(talks.seat(who), record=talks.record).entries)


def text(talks, address, *, who="team", **query):
    answer = talks.browser(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_parts_those_who_refuse_each_other_and_says_how_it_was_found(talks_at_a_table):
    page = text(talks_at_a_table, "/seating", who="south")
    assert "Proposed, clockwise from the head of the round table: East, North, West and South." in page
    assert "every order was weighed" in page
    assert "In protocol order, the alphabetical order of the names on record: East, North, South and West." in page
    assert "North refuses to meet South in these formats: bilateral (The Gazette): Not at one table." in page
    assert "South does not recognise West, according to The Gazette." in page


def test_a_refusal_that_is_told_in_confidence_changes_the_plan_of_those_alone_who_were_told(talks_at_a_table):
    whispered = next(one for one in seen(talks_at_a_table).facts(RefusalStated) if one.what.formats[0] == "plenary")
    desk, south = (text(talks_at_a_table, "/seating", who=who) for who in ("team", "south"))
    assert "Cannot: no order keeps all of them apart" in desk
    assert "North beside South and North beside West" in desk
    assert "A table in the shape of a U has an order that does" in desk
    assert whispered.id in desk
    assert whispered.id not in south


def test_a_u_shaped_table_has_two_ends(talks_at_a_table):
    page = text(talks_at_a_table, "/seating", shape="u")
    assert "Proposed, clockwise from one end of the U-shaped table to the other" in page


def test_the_drawing_is_of_real_text_with_a_line_for_each_refusal(talks_at_a_table):
    page = text(talks_at_a_table, "/seating", who="south")
    drawn = page.partition("<svg")[2].partition("</svg>")[0]
    assert all(f">{name}</text>" in drawn for name in ("North", "South", "East", "West"))
    assert "North refuses to sit with South (bilateral)" in drawn
    assert "4 places" in drawn


def test_the_plan_is_the_same_on_the_page_in_csv_and_in_json(talks_at_a_table):
    found = json.loads(text(talks_at_a_table, "/seating.json", who="south"))
    rows = list(csv.reader(StringIO(text(talks_at_a_table, "/seating.csv", who="south").removeprefix("\ufeff"))))
    assert [row[:-1] for row in rows] == [found["columns"], *(row["cells"] for row in found["rows"])]
    assert [row["cells"][2] for row in found["rows"]] == ["East", "North", "West", "South"]
    assert [row["cells"][4] for row in found["rows"]] == ["", "South", "", "North"]
    page = text(talks_at_a_table, "/seating", who="south")
    assert all(f'href="/entries/{row["entries"][0]}"' in page for row in found["rows"])


def test_any_round_or_meeting_may_be_chosen_and_what_is_hidden_is_as_absent_as_what_is_not(talks_at_a_table):
    state = seen(talks_at_a_table)
    (opening,) = state.facts(MeetingPlanned)
    page = text(talks_at_a_table, "/seating", of=opening.id)
    assert "On record as coming or asked to come to Opening" in page
    assert f'<option value="{opening.id}" selected>' in page
    hidden = next(one.id for one in state.facts(RefusalStated) if not state.is_public(one))
    for who in ("team", "south"):
        answers = [talks_at_a_table.browser(who).get("/seating", {"of": of}) for of in (hidden, ABSENT)]
        assert {one.status_code for one in answers} == {404}
        assert answers[0].content == answers[1].content


def test_which_formats_exclude_nobody_is_said(talks_at_a_table):
    page = text(talks_at_a_table, "/seating", who="south")
    assert "This format excludes nobody, as far as is on record: proximity." in page
    assert "This format cannot be held with all of them: bilateral, since North refuses South." in page
    assert "Through intermediaries alone nobody meets anybody" in page


def test_the_seating_plan_is_reached_from_who_and_from_the_meetings(talks_at_a_table):
    for address in ("/who", "/meetings"):
        assert 'href="/seating"' in text(talks_at_a_table, address)


def test_without_a_choice_the_plan_is_that_of_the_next_round(talks_at_a_table):
    (days,) = seen(talks_at_a_table).facts(RoundAnnounced)
    assert text(talks_at_a_table, "/seating.csv") == text(talks_at_a_table, "/seating.csv", of=days.id)
    assert f'<option value="{days.id}" selected>' in text(talks_at_a_table, "/seating")

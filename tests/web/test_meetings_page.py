from html import unescape

from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.meetings import MeetingPlanned


def text(talks, address, *, who="team", **query):
    answer = talks.browser(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_planned_and_held_stand_side_by_side_with_who_came(talks_at_a_table):
    page = text(talks_at_a_table, "/meetings")
    planned, _, held = page.partition("<h4>Planned</h4>")[2].partition("<h4>Held</h4>")
    assert "Opening is planned for 5 January 2031, 09:00 UTC, as plenary." in planned
    assert "Opening was held, 5 January 2031; format: proximity (The Herald): Nobody met." in held
    assert "East left Opening" in held


def test_the_formats_that_refusals_exclude_are_named_with_the_refusal(talks_at_a_table):
    page = text(talks_at_a_table, "/meetings")
    assert "this format was not open to it: bilateral, since North refuses South." in page


def test_a_meeting_leads_to_the_form_of_a_note_that_holds_what_is_known_of_it(talks_at_a_table):
    state = fold(reading.seen_by(talks_at_a_table.seat("team"), record=talks_at_a_table.record).entries)
    (opening,) = state.facts(MeetingPlanned)
    page = text(talks_at_a_table, "/meetings")
    address = unescape(page.partition('href="/record/note-made?')[2].partition('"')[0])
    form = text(talks_at_a_table, f"/record/note-made?{address}")
    assert 'value="Note on Opening"' in form
    assert 'value="2031-01-05"' in form
    assert f'<option value="{opening.id}" selected>' in form

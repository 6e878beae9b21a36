import json

import pytest

from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.bodies import BodyNamed
from parley.record.kinds.issues import IssueRaised, PositionTaken

ABSENT = "0" * 32


def seen(talks, who="team"):
    return fold(reading.seen_by(talks.seat(who), record=talks.record).entries)


def named(talks, kind, name, who="team"):
    return next(one.id for one in seen(talks, who).facts(kind) if one.what.name == name)


def text(talks, address, *, who="team", **query):
    answer = talks.browser(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_public_and_confidential_positions_are_never_on_one_page(talks_at_a_table):
    state = seen(talks_at_a_table)
    for positions, on_it in (("", True), ("confidential", False)):
        page = text(talks_at_a_table, "/issues", positions=positions)
        for one in state.facts(PositionTaken):
            assert (one.id in page) is (state.is_public(one) is on_it)


def test_movement_and_deadlock_are_said_in_words(talks_at_a_table):
    page = text(talks_at_a_table, "/issues")
    assert "↓ softened since 2 January 2031" in page
    assert "1 meeting held since the last move, 4 January 2031" in page
    assert "stuck according to East" in page
    assert "red line" in text(talks_at_a_table, "/issues", positions="confidential")


def test_a_cell_leads_to_the_entries_that_it_rests_on(talks_at_a_table):
    harbour, south = named(talks_at_a_table, IssueRaised, "Harbour"), named(talks_at_a_table, BodyNamed, "South")
    page = text(talks_at_a_table, "/issues")
    assert f'href="/issues/cell?issue={harbour}&amp;body={south}"' in page
    found = json.loads(text(talks_at_a_table, "/issues/cell.json", issue=harbour, body=south))
    positions = [one.id for one in seen(talks_at_a_table).facts(PositionTaken) if one.what.by == south]
    assert [row["entries"][0] for row in found["rows"]] == positions[::-1]
    cell = text(talks_at_a_table, "/issues/cell", issue=harbour, body=south)
    assert "South on Harbour: public positions" in cell
    assert all(f'href="/entries/{one}"' in cell for one in positions)


def test_a_cell_of_confidences_is_empty_for_those_who_were_not_told(talks_at_a_table):
    asked = {
        "issue": named(talks_at_a_table, IssueRaised, "Harbour"),
        "body": named(talks_at_a_table, BodyNamed, "North"),
        "positions": "confidential",
    }
    rows = {
        who: len(json.loads(text(talks_at_a_table, "/issues/cell.json", who=who, **asked))["rows"])
        for who in ("team", "north", "south")
    }
    assert rows == {"team": 1, "north": 1, "south": 0}


@pytest.mark.parametrize("suffix", ["", ".csv", ".json"])
def test_a_hidden_issue_or_body_is_as_absent_as_one_that_is_not(talks_at_a_table, suffix):
    harbour, hidden = named(talks_at_a_table, IssueRaised, "Harbour"), named(talks_at_a_table, BodyNamed, "Go-between")
    browser = talks_at_a_table.browser("south")
    asked = [(harbour, hidden), (harbour, ABSENT), (hidden, hidden), (ABSENT, ABSENT), ("", "")]
    answers = [browser.get(f"/issues/cell{suffix}", {"issue": issue, "body": body}) for issue, body in asked]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1

import csv
import json
from io import StringIO


def text(talks, address, *, who="team", **query):
    answer = talks.browser(who).get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(talks, **query):
    return [row["cells"][:3] for row in json.loads(text(talks, "/who/relations.json", **query))["rows"]]


def test_relations_are_listed_each_leading_to_its_entry_with_twins(talks_at_a_table):
    found = json.loads(text(talks_at_a_table, "/who/relations.json"))
    lines = list(csv.reader(StringIO(text(talks_at_a_table, "/who/relations.csv").removeprefix("\ufeff"))))
    assert [line[:-1] for line in lines] == [found["columns"], *(row["cells"] for row in found["rows"])]
    assert found["columns"] == ["from", "relation", "to", "since", "until", "according to", "source", "known"]
    page = text(talks_at_a_table, "/who")
    assert all(f'href="/entries/{row["entries"][0]}"' in page for row in found["rows"])
    assert 'href="/who/relations.csv"' in page


def test_relations_are_narrowed_to_who_reports_them(talks_at_a_table):
    assert rows(talks_at_a_table, according_to="The Gazette") == [
        ["East", "backs", "North"],
        ["South", "refuses to recognise", "West"],
    ]
    assert rows(talks_at_a_table, according_to="West") == [["East", "opposes", "North"]]
    assert rows(talks_at_a_table, according_to="Nobody") == []
    page = text(talks_at_a_table, "/who", according_to="West")
    assert "<option selected>West</option>" in page
    assert "/who/relations.csv?according_to=West" in page


def test_relations_stand_as_they_were_known_at_a_time(talks_at_a_table):
    assert ["East", "opposes", "North"] not in rows(talks_at_a_table, as_of="2031-01-01")
    assert ["East", "backs", "North"] in rows(talks_at_a_table, as_of="2031-01-01")
    assert rows(talks_at_a_table, as_of="2030-01-01") == []


def test_what_is_no_time_is_said_and_kept(talks_at_a_table):
    answer = talks_at_a_table.browser("team").get("/who", {"as_of": "long ago"})
    assert answer.status_code == 422
    assert "“long ago” is no time" in answer.content.decode()
    assert 'value="long ago"' in answer.content.decode()
    assert talks_at_a_table.browser("team").get("/who/relations.csv", {"as_of": "long ago"}).status_code == 404


def test_relations_that_are_reported_otherwise_stand_side_by_side(talks_at_a_table):
    page = text(talks_at_a_table, "/who")
    differing = page.partition('id="section-contested"')[2].partition("</section>")[0]
    assert "East backs North, since June 2030, according to The Gazette." in differing
    assert "East opposes North, since July 2030, according to West." in differing
    assert "South" not in differing
    drawn = page.partition("<svg")[2].partition("</svg>")[0]
    assert "backs, contested" in drawn
    assert "opposes, contested" in drawn


def test_a_tie_told_in_confidence_is_drawn_for_those_alone_who_were_told(talks_at_a_table):
    for who, there in (("team", True), ("north", True), ("south", False)):
        page = text(talks_at_a_table, "/who", who=who)
        assert ("speaks through" in page) is there


def test_delegations_and_invitations_stand_with_ranks_persons_and_sources(talks_at_a_table):
    page = text(talks_at_a_table, "/who")
    for words in ("Bo Lind", "minister", "The Gazette", "accepted", "not known"):
        assert words in page.partition('id="section-delegations"')[2].partition('id="section-relations"')[0]

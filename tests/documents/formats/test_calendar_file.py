from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.documents.dates import Date
from parley.documents.formats.calendar_file import to_calendar
from parley.record.when import When

KNOWN = datetime(2031, 1, 1, 9, tzinfo=UTC)


def written(title="Round 1", place="", when=None):
    one = Date(title=title, place=place, when=when or When.read("2031-01-20"), known=KNOWN, entry="ab" * 16)
    return to_calendar([one], name="Harbour talks")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2031-01-20", "DTSTART;VALUE=DATE:20310120", "DTEND;VALUE=DATE:20310121"),
        ("2031-01-20/2031-01-22", "DTSTART;VALUE=DATE:20310120", "DTEND;VALUE=DATE:20310123"),
        ("2031-02", "DTSTART;VALUE=DATE:20310201", "DTEND;VALUE=DATE:20310301"),
        ("9999-12-31", "DTSTART;VALUE=DATE:99991231", None),
        ("2031-01-20T09:30Z", "DTSTART:20310120T093000Z", None),
    ],
)
def test_time_is_no_more_precise_than_it_is_known(typed, start, end):
    lines = unfolded(written(when=When.read(typed)))
    assert start in lines
    assert (end in lines) if end else not any(line.startswith("DTEND") for line in lines)


def test_words_cannot_become_lines_of_the_calendar():
    lines = unfolded(written(title="One; two, three\\four\r\nATTACH:x\nEND:VEVENT"))
    assert "SUMMARY:One\\; two\\, three\\\\four\\nATTACH:x\\nEND:VEVENT" in lines
    assert lines.count("END:VEVENT") == 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_make_lines_that_calendars_read(title):
    text = written(title=title)
    assert all(
        len(line.encode()) <= 75
        for line in text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").split("\r\n")
    )


def test_long_words_of_any_alphabet_are_folded_between_letters():
    title = "جولة المفاوضات " * 12
    text = written(title=title)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{title}" in unfolded(text)

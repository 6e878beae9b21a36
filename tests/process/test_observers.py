from datetime import date

import pytest

from parley.process.fold import fold
from parley.process.observers import days
from parley.record.entry import Malformed
from parley.record.kinds.papers import IncidentsReported, Tally
from parley.record.when import When
from tests.process.record_of import RecordOf

DAY = When.day(date(2031, 7, 30))


def test_two_observers_stand_side_by_side_for_a_day():
    record = RecordOf()
    east, west = record.body("East"), record.body("West")
    record.add(IncidentsReported(observer=west, place="the front", count=2), happened=DAY)
    record.add(IncidentsReported(observer=east, place="the front", count=17), happened=DAY)
    (day,) = days(fold(record.entries))
    assert [one.what.count for one in day.reports] == [17, 2]


def test_none_reported_is_kept_apart_from_zero():
    record = RecordOf()
    east = record.body("East")
    record.add(IncidentsReported(observer=east, place="the front", count=None), happened=DAY)
    record.add(IncidentsReported(observer=east, place="the pass", count=0), happened=DAY)
    (day,) = days(fold(record.entries))
    assert [one.what.count for one in day.reports] == [None, 0]


def test_the_latest_day_comes_first_and_an_unknown_one_last():
    record = RecordOf()
    east = record.body("East")
    for when in (When.unknown(), When.day(date(2031, 7, 1)), DAY):
        record.add(IncidentsReported(observer=east, place="the front", count=1), happened=when)
    assert [day.when for day in days(fold(record.entries))] == [DAY, When.day(date(2031, 7, 1)), When.unknown()]


def test_parts_add_up_to_the_whole():
    with pytest.raises(Malformed, match="do not add up"):
        IncidentsReported(observer="a" * 32, place="x", count=3, by_place=(Tally(place="y", count=2),))

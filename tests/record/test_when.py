from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.record.when import Precision, When, read_instant, read_known, written_instant, written_known

YEARS = {"min_value": datetime(1000, 1, 1), "max_value": datetime(9998, 12, 31)}  # noqa: DTZ001 - the zone is added
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(**YEARS, timezones=st.just(UTC))
DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))
SINGLE = st.one_of(
    MOMENTS.map(When.instant),
    DAYS.map(When.day),
    st.builds(When.month, st.integers(1000, 9998), st.integers(1, 12)),
)


@st.composite
def intervals(draw):
    first, last = draw(SINGLE), draw(SINGLE)
    return When.interval(*sorted((first, last), key=lambda when: (when.start, when.end)))


TIMES = st.one_of(SINGLE, intervals(), st.just(When.unknown()))


@pytest.mark.parametrize(
    ("words", "precision", "start", "end"),
    [
        ("2017-01-23T09:00Z", "instant", "2017-01-23T09:00:00+00:00", "2017-01-23T09:00:00+00:00"),
        ("2017-01-23 09:00+06:00", "instant", "2017-01-23T03:00:00+00:00", "2017-01-23T03:00:00+00:00"),
        ("2017-01-23", "day", "2017-01-23T00:00:00+00:00", "2017-01-23T23:59:59.999999+00:00"),
        ("2016-02", "month", "2016-02-01T00:00:00+00:00", "2016-02-29T23:59:59.999999+00:00"),
        ("2017-01-23/2017-01-24", "interval", "2017-01-23T00:00:00+00:00", "2017-01-24T23:59:59.999999+00:00"),
        ("2017-01/2017-01-24T08:00Z", "interval", "2017-01-01T00:00:00+00:00", "2017-01-24T08:00:00+00:00"),
        (" 2017-01-23 ", "day", "2017-01-23T00:00:00+00:00", "2017-01-23T23:59:59.999999+00:00"),
    ],
)
def test_time_is_read_as_precisely_as_it_is_written(words, precision, start, end):
    when = When.read(words)
    assert (when.precision, when.start.isoformat(), when.end.isoformat()) == (precision, start, end)


def test_unknown_time_has_neither_start_nor_end():
    assert When.read("unknown") == When.unknown() == When(Precision.UNKNOWN, None, None)


@pytest.mark.parametrize(
    "words",
    [
        "", "yesterday", "2017-13", "2017-02-30", "2017-01-23T09:00", "23.01.2017", "2017-01-24/2017-01-23",
        "unknown/2017-01-23", "2017-01-23/unknown", "2017-01-23/", "/", "2017", "-2017-01",
    ],
)  # fmt: skip
def test_words_that_are_no_time_are_refused(words):
    with pytest.raises(ValueError, match=r"write 2017-01-23|an interval needs|comes before"):
        When.read(words)


@pytest.mark.parametrize("words", ["2017_01", "2017101", "2017.01", "２０１７-01"])
def test_month_that_is_written_otherwise_is_refused(words):
    with pytest.raises(ValueError, match="is no time"):
        When.read(words)


def test_interval_of_three_times_is_refused():
    with pytest.raises(ValueError, match="is no time"):
        When.read("2017-01/2017-02/2017-03")


def test_early_year_is_written_in_four_digits():
    assert When.read(When.read("0917-01-23").written()) == When.read("0917-01-23")


def test_interval_until_the_last_moment_of_all_can_be_written():
    when = When.read("2017-01-01/9999-12-31T23:59:59.999999Z")
    assert When.read(when.written()) == when


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (Precision.UNKNOWN, datetime(2017, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)),
        (Precision.DAY, None, None),
        (Precision.DAY, datetime(2017, 1, 1, tzinfo=UTC), None),
        (Precision.INTERVAL, datetime(2017, 1, 2, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)),
        (Precision.INTERVAL, datetime(2017, 1, 1), datetime(2017, 1, 2)),  # noqa: DTZ001 - what is refused
    ],
)
def test_time_that_contradicts_its_precision_is_refused(precision, start, end):
    with pytest.raises(ValueError, match=r"a known time has|comes before|needs a time zone"):
        When(precision, start, end)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("2017-01-23", "2017-01-23T23:59:59.999999+00:00"),
        ("2017-01", "2017-01-31T23:59:59.999999+00:00"),
        ("2017-01-23T09:00Z", "2017-01-23T09:00:00+00:00"),
    ],
)
def test_what_was_known_on_a_day_was_known_at_its_end(words, known):
    assert read_known(words).isoformat() == known


def test_when_it_was_known_is_asked_for():
    with pytest.raises(ValueError, match="cannot be unknown"):
        read_known("unknown")


def test_moment_without_a_zone_is_asked_for_one():
    with pytest.raises(ValueError, match="names no time zone"):
        read_instant("2017-01-23T09:00")


@given(TIMES)
def test_any_time_is_read_back_as_it_was_written(when):
    assert When.read(when.written()) == when


@given(TIMES)
def test_any_time_that_is_read_is_written_the_same_again(when):
    words = when.written()
    assert When.read(words).written() == words


@given(MOMENTS, ZONES)
def test_any_moment_is_the_same_in_every_zone(moment, zone):
    assert written_instant(moment.astimezone(zone)) == written_instant(moment)
    assert read_instant(moment.astimezone(zone).isoformat()) == moment


@given(MOMENTS)
def test_any_time_of_knowing_is_read_back_as_it_was_written(moment):
    assert read_known(written_known(moment)) == moment


@given(st.text())
def test_any_other_words_are_refused_in_words_and_nothing_else_happens(words):
    try:
        when = When.read(words)
    except ValueError:
        return
    assert isinstance(when, When)

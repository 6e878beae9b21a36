"""The timeline is real text in which no label lies upon another, whatever the times."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parley.documents.formats.drawing import width_of
from parley.documents.formats.time_scale import time_scale
from parley.documents.formats.timeline_svg import timeline_svg
from parley.documents.paper import Moment, Table, Timeline
from parley.wording import wording
from tests.documents.formats.sample_paper import timeline

SVG = "{http://www.w3.org/2000/svg}"
NOW = datetime(2031, 5, 4, 9, tzinfo=UTC)
NO_TABLE = Table(title="", corner="", columns=(), rows=())
LABEL = "11"


def drawn(figure):
    return timeline_svg(figure, name="line", words=wording())


def made(days, *, lasting=0):
    moments = tuple(
        Moment(
            start=NOW + timedelta(days=day),
            end=NOW + timedelta(days=day + lasting),
            lane=f"Lane {number % 3}",
            label=f"Event number {number} of a long series",
            entries=(),
        )
        for number, day in enumerate(days)
    )
    return Timeline(title="Timeline", moments=moments, now=NOW, table=NO_TABLE)


def labels(drawing):
    root = etree.fromstring(drawing.svg)
    return [text for text in root.iter(f"{SVG}text") if text.get("font-size") == LABEL and not text.get("font-weight")]


def test_every_moment_of_the_sample_has_its_label():
    drawing = drawn(timeline())
    assert [text.text for text in labels(drawing)].count("Convoy let through") == 5
    assert len(labels(drawing)) == 40
    assert drawing.notes == ()
    assert etree.fromstring(drawing.svg).find(f"{SVG}desc").text.startswith("A timeline of 40 moments.")


def test_time_of_the_paper_is_drawn_and_what_is_to_come_is_hollow():
    root = etree.fromstring(drawn(made([-10, 10])).svg)
    assert "as of 2031-05-04" in [text.text for text in root.iter(f"{SVG}text")]
    dots = sorted((float(dot.get("cx")), dot.get("fill")) for dot in root.iter(f"{SVG}circle"))
    assert [fill for _, fill in dots] == ["#1d5c7a", "#ffffff"]


def test_a_crowd_is_thinned_out_from_its_oldest_and_it_is_said():
    drawing = drawn(made([-day / 50 for day in range(300)]))
    kept = [text.text for text in labels(drawing)]
    assert 0 < len(kept) < 300
    assert "Event number 0 of a long series" in kept
    assert drawing.notes == (
        f"Labelled: {len(kept)} of 300 moments, the latest where they crowd. The table has them all.",
    )


def test_a_long_past_before_a_crowded_present_changes_the_scale_and_it_is_said():
    drawing = drawn(made([-2000, -1000, *range(-20, 10)]))
    assert drawing.notes == ("The scale changes on 2031-04-13, at the dotted line.",)


@pytest.mark.parametrize("days", [[], [0], [0, 0, 0], [-9000, 9000]])
def test_few_moments_are_drawn(days):
    assert len(labels(drawn(made(days)))) == len(days)


def test_same_timeline_gives_the_same_drawing_twice():
    assert drawn(timeline()).svg == drawn(timeline()).svg


@given(st.lists(st.integers(-3000, 300), max_size=60), st.sampled_from([0, 40]))
def test_any_timeline_has_no_label_upon_another_and_none_outside(days, lasting):
    boxes = []
    for text in labels(drawn(made(days, lasting=lasting))):
        left = float(text.get("x"))
        boxes.append((float(text.get("y")), left, left + width_of(text.text, size=11)))
        assert -0.1 <= left <= boxes[-1][2] <= 760.1
    for (y, left, right), (other_y, other_left, other_right) in combinations(boxes, 2):
        assert abs(y - other_y) >= 11 or right <= other_left or other_right <= left


@given(st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), min_size=1), st.integers(100, 2000))  # noqa: DTZ001
def test_any_scale_keeps_the_order_of_times_and_marks_few_dates(days, width):
    times = sorted(day.replace(tzinfo=UTC) for day in days)
    scale = time_scale(times, left=0, right=width)
    places = [scale.place(time) for time in times]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= width
    ticks = [place for place, _ in scale.ticks()]
    assert all(later - earlier >= 60 for earlier, later in pairwise(ticks))

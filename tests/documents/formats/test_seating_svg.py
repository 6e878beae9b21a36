from lxml import etree

from parley.documents.formats.seating_svg import seating_svg
from parley.documents.paper import Crossing, SeatingPlan, Table
from parley.record.references import EntryId
from parley.wording import wording

LONG = "Office of the Envoy for the Tarn Valley and the Two Fords"
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = Table(title="t", corner="c", columns=(), rows=())


def drawn(*places, closed=True, crossings=(), language="en"):
    plan = SeatingPlan(title="A plan", places=places, closed=closed, crossings=crossings, table=EMPTY)
    return seating_svg(plan, name="plan", words=wording(language))


def line(start, end, *, refusal=True):
    label = f"{start} refuses {end}"
    return Crossing(start=start, end=end, label=label, refusal=refusal, entries=(EntryId("1" * 32),))


def circles(drawing):
    found = etree.fromstring(drawing.svg.encode()).iter(f"{SVG}circle")
    return [(float(one.get("cx")), float(one.get("cy"))) for one in found]


def test_every_place_has_its_number_and_its_whole_name_on_pointing():
    drawing = drawn("East", LONG, "<b>West</b>")
    texts = ["".join(one.itertext()) for one in etree.fromstring(drawing.svg.encode()).iter(f"{SVG}text")]
    assert {"1", "2", "3", "East"} <= set(texts)
    titles = [one.text for one in etree.fromstring(drawing.svg.encode()).iter(f"{SVG}title")]
    assert f"2. {LONG}" in titles
    assert "3. <b>West</b>" in titles


def test_places_keep_apart_and_within_the_drawing_for_any_number():
    for closed in (True, False):
        for count in range(1, 25):
            spots = circles(drawn(*(f"Body {n}" for n in range(count)), closed=closed))
            assert len(set(spots)) == count
            assert all(100 < x < 660 for x, _ in spots)


def test_two_lines_between_the_same_places_do_not_fall_together_and_each_has_its_letter():
    drawing = drawn("East", "West", "North", crossings=(line(0, 1), line(1, 0), line(0, 1, refusal=False)))
    assert [letter for letter, _ in drawing.key] == ["a", "b", "c"]
    paths = [one.get("d") for one in etree.fromstring(drawing.svg.encode()).iter(f"{SVG}path") if one.get("d")]
    lines = [one for one in paths if "L" in one and "V" not in one and "H" not in one]
    assert len(set(lines)) == len(lines)


def test_the_drawing_is_the_same_in_a_language_with_a_decimal_comma():
    assert circles(drawn("East", "West", "North")) == circles(drawn("East", "West", "North", language="fr"))

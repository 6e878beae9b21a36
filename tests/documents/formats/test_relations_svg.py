"""The map of relations is real text, the same every time, with no body upon another."""

import locale
import re
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from parley.documents.formats.relations_layout import arranged
from parley.documents.formats.relations_svg import relations_svg
from parley.documents.paper import Edge, Node, RelationsMap, Table
from parley.record.references import EntryId
from parley.wording import wording
from tests.documents.formats.sample_paper import relations

SVG = "{http://www.w3.org/2000/svg}"
NO_TABLE = Table(title="", corner="", columns=(), rows=())


def drawn(figure):
    return relations_svg(figure, name="map", words=wording())


def made(bodies, ties):
    nodes = tuple(Node(id=EntryId(f"{number:032x}"), name=f"Body {number}", sort="state") for number in range(bodies))
    edges = tuple(
        Edge(start=nodes[one].id, end=nodes[two].id, label=f"tie {place}", hostile=place % 2 == 0, entries=())
        for place, (one, two) in enumerate(ties)
    )
    return RelationsMap(title="Map", nodes=nodes, edges=edges, table=NO_TABLE)


def texts(svg):
    return ["".join(element.itertext()) for element in etree.fromstring(svg).iter(f"{SVG}text")]


def test_names_are_real_text_and_the_drawing_is_named():
    root = etree.fromstring(drawn(relations()).svg)
    words = " ".join(texts(drawn(relations()).svg))
    for node in relations().nodes:
        assert all(part in words for part in node.name.split()), node.name
    assert root.find(f"{SVG}title").text == "Map of relations"
    assert root.find(f"{SVG}desc").text == (
        "A map of 20 bodies. 30 ties are drawn. The table of the same data follows."
    )


def test_every_tie_has_its_words_or_a_letter_that_the_key_explains():
    drawing = drawn(relations())
    words, key = texts(drawing.svg), dict(drawing.key)
    assert set(key) <= set(words)
    told = " ".join(words) + " ".join(key.values())
    assert all(edge.label in told for edge in relations().edges)


def test_hostile_ties_differ_in_more_than_colour():
    root = etree.fromstring(drawn(relations()).svg)
    lines = [line for line in root.iter(f"{SVG}path") if line.get("marker-end")]
    kinds = {(line.get("marker-end"), line.get("stroke-dasharray"), line.get("stroke")) for line in lines}
    assert kinds == {("url(#map-friendly)", None, "#1d5c7a"), ("url(#map-hostile)", "6 4", "#9b2335")}


def test_every_tie_is_traced():
    root = etree.fromstring(drawn(relations()).svg)
    traced = {entry for group in root.iter(f"{SVG}g") for entry in group.get("data-entries", "").split()}
    assert traced == {entry for edge in relations().edges for entry in edge.entries}


def test_two_that_say_the_same_of_each_other_share_one_line_with_two_ends():
    figure = made(2, [(0, 1), (1, 0)])
    alike = replace(figure, edges=tuple(replace(edge, label="opposes", hostile=True) for edge in figure.edges))
    root = etree.fromstring(drawn(alike).svg)
    lines = [line for line in root.iter(f"{SVG}path") if line.get("marker-start")]
    assert len(lines) == 1
    assert texts(drawn(alike).svg).count("opposes") == 1


def test_beyond_sixty_bodies_the_best_connected_are_drawn_and_it_is_said():
    figure = made(70, [(0, other) for other in range(10, 70)])
    drawing = drawn(figure)
    assert drawing.notes == ("Drawn: 60 of 70 bodies, those with the most ties. The table has them all.",)
    bodies = arranged(figure).boxes
    assert len(bodies) == 60
    assert figure.nodes[0].id in bodies
    assert figure.nodes[1].id not in bodies
    assert drawn(made(60, [])).notes == ()


def test_same_map_gives_the_same_drawing_twice():
    assert drawn(relations()).svg == drawn(relations()).svg


def test_locale_does_not_change_a_number():
    before, usual = locale.setlocale(locale.LC_NUMERIC), drawn(relations()).svg
    with suppress(locale.Error):
        locale.setlocale(locale.LC_NUMERIC, "de_DE.UTF-8")
    try:
        assert drawn(relations()).svg == usual
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
    assert not re.search(r'"-?\d+,\d|\de[-+]\d|nan|inf\b', usual)


@pytest.mark.parametrize("bodies", [0, 1, 3])
def test_few_bodies_without_ties_are_drawn(bodies):
    assert len(etree.fromstring(drawn(made(bodies, [])).svg).findall(f".//{SVG}rect")) == bodies


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=50))
def test_any_map_has_no_body_upon_another_and_none_outside(ties):
    arrangement = arranged(made(25, ties))
    for one, other in combinations(arrangement.boxes.values(), 2):
        across = abs(one.middle.x - other.middle.x) >= one.half.x + other.half.x
        assert across or abs(one.middle.y - other.middle.y) >= one.half.y + other.half.y
    for box in arrangement.boxes.values():
        assert 0 <= box.middle.x - box.half.x <= box.middle.x + box.half.x <= 760
        assert 0 <= box.middle.y - box.half.y <= box.middle.y + box.half.y <= arrangement.height

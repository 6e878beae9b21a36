"""The map of relations as a drawing: bodies as boxes, ties as arrows, hostile ones dashed and ending in a bar."""

from collections.abc import Iterator

from parley.documents.formats.drawing import (
    FAINT_INK,
    FRIENDLY,
    HOSTILE,
    INK,
    Drawing,
    Look,
    Point,
    element,
    haloed,
    image,
    shortened,
    titled,
    units,
    width_of,
    words_at,
)
from parley.documents.formats.relations_layout import LINE, NAME_SIZE, SORT_SIZE, Arrangement, arranged
from parley.documents.formats.relations_ties import LABEL_SIZE, Label, Tie, labels_of, ties_of
from parley.documents.paper import RelationsMap
from parley.wording import Wording

TOP = 34
LEGEND_SIZE = 11
LEGEND_LINE = 40
FILLS = ("#e8f0f4", "#f6efdf", "#ece8f3", "#e6f1ea", "#f4e9e6", "#eceeef", "#e3eef0", "#f2f0e2")
"""One for each sort of body, in order of first use; the sort stands in words as well."""


def relations_svg(figure: RelationsMap, *, name: str, words: Wording) -> Drawing:
    """Return the map as a drawing, of more than sixty bodies the best connected; `name` is unique in its page.

    A tie has its words beside it where there is room for them, and otherwise a letter that the drawing's key explains.
    """
    arrangement = arranged(figure)
    ties = ties_of(arrangement)
    labels, key = labels_of(ties, arrangement, right_to_left=words.right_to_left)
    parts = [
        *(_arrow(tie, name, words) for tie in ties),
        *_boxes(arrangement, words),
        *(_label(label, words) for label in labels),
    ]
    body = _markers(name) + _legend(name, words) + element("g", "".join(parts), transform=f"translate(0 {TOP})")
    bodies = len(arrangement.boxes)
    svg = image(
        body,
        name=name,
        title=figure.title,
        description=_description(arrangement, words),
        height=arrangement.height + TOP + 4,
    )
    return Drawing(svg=svg, key=key, notes=(_left_out(figure, bodies, words),) if bodies < len(figure.nodes) else ())


def _description(arrangement: Arrangement, words: Wording) -> str:
    sentences = [
        words.count("A map of {n} body.", "A map of {n} bodies.", len(arrangement.boxes)),
        words.count("{n} tie is drawn.", "{n} ties are drawn.", len(arrangement.edges)),
        words("The table of the same data follows."),
    ]
    return " ".join(sentences)


def _left_out(figure: RelationsMap, drawn: int, words: Wording) -> str:
    return words.count(
        "Drawn: {drawn} of {n} body. The table has all.",
        "Drawn: {drawn} of {n} bodies, those with the most ties. The table has them all.",
        len(figure.nodes),
        drawn=drawn,
    )


def _arrow(tie: Tie, name: str, words: Wording) -> str:
    first, last = tie.shown()
    start, halfway, end = (tie.at(first + (last - first) * part / 2) for part in range(3))
    # The control point of the part that shows, from its own start, middle and end.
    control = Point(2 * halfway.x - (start.x + end.x) / 2, 2 * halfway.y - (start.y + end.y) / 2)
    look = _stroke(name, hostile=tie.hostile)
    if tie.mutual:
        look["marker_start"] = look["marker_end"]
    line = element("path", d=f"M{_at(start)}Q{_at(control)} {_at(end)}", **look)
    return titled(line, tie.sentence(right_to_left=words.right_to_left), data_entries=" ".join(tie.entries))


def _stroke(name: str, *, hostile: bool) -> Look:
    look: Look = {"fill": "none", "stroke": HOSTILE if hostile else FRIENDLY, "stroke_width": 1.6}
    look["marker_end"] = f"url(#{name}-{'hostile' if hostile else 'friendly'})"
    return {**look, "stroke_dasharray": "6 4"} if hostile else look


def _at(point: Point) -> str:
    return f"{units(point.x)} {units(point.y)}"


def _boxes(arrangement: Arrangement, words: Wording) -> Iterator[str]:
    sorts = list(dict.fromkeys(box.node.sort for box in arrangement.boxes.values()))
    of_name: Look = {"font_size": NAME_SIZE, "font_weight": "bold"}
    of_sort: Look = {"font_size": SORT_SIZE, "fill": FAINT_INK}
    for box in arrangement.boxes.values():
        left, top = box.middle.x - box.half.x, box.middle.y - box.half.y
        look: Look = {"fill": FILLS[sorts.index(box.node.sort) % len(FILLS)], "stroke": FAINT_INK}
        drawn = element("rect", x=left, y=top, width=box.width, height=box.height, rx=5, **look)
        for number, line in enumerate(box.lines):
            place = Point(box.middle.x, top + 17 + LINE * number)
            drawn += words_at(line, place, of_name, anchor="middle", right_to_left=words.right_to_left)
        sort = shortened(box.node.sort, size=SORT_SIZE, within=box.width - LINE)
        foot = Point(box.middle.x, top + 16 + LINE * len(box.lines))
        drawn += words_at(sort, foot, of_sort, anchor="middle", right_to_left=words.right_to_left)
        yield titled(drawn, f"{box.node.name} ({box.node.sort})")


def _label(label: Label, words: Wording) -> str:
    look = haloed(font_size=LABEL_SIZE, fill=HOSTILE if label.hostile else INK)
    place = Point(label.middle.x, label.middle.y + LABEL_SIZE * 0.36)
    return words_at(label.text, place, look, anchor="middle", right_to_left=words.right_to_left)


def _markers(name: str) -> str:
    shared: Look = {"viewBox": "0 0 10 10", "refY": 5, "orient": "auto-start-reverse", "markerUnits": "userSpaceOnUse"}
    arrow = element("path", d="M0 0.5L10 5L0 9.5z", fill=FRIENDLY)
    bar = element("path", d="M8 0V10", stroke=HOSTILE, stroke_width=3)
    return element(
        "defs",
        element("marker", arrow, id=f"{name}-friendly", refX=9, markerWidth=11, markerHeight=11, **shared)
        + element("marker", bar, id=f"{name}-hostile", refX=8, markerWidth=13, markerHeight=13, **shared),
    )


def _legend(name: str, words: Wording) -> str:
    drawn, left = "", 2.0
    for hostile, text in ((False, words("friendly tie")), (True, words("hostile tie"))):
        drawn += element("path", d=f"M{units(left)} 10H{units(left + LEGEND_LINE)}", **_stroke(name, hostile=hostile))
        left += LEGEND_LINE + 10
        drawn += words_at(text, Point(left, 14), {"font_size": LEGEND_SIZE}, right_to_left=words.right_to_left)
        left += width_of(text, size=LEGEND_SIZE) + 24
    return drawn

"""A seating plan as a drawing: the table, its places in order, and a marked line for each refusal between two."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from parley.documents.formats.drawing import (
    FAINT_INK,
    HOSTILE,
    INK,
    PAPER,
    WIDTH,
    Drawing,
    Look,
    Point,
    broken_into_lines,
    element,
    haloed,
    image,
    letter,
    titled,
    units,
    width_of,
    words_at,
)
from parley.documents.formats.plain_text import plain
from parley.documents.paper import Crossing, SeatingPlan
from parley.wording import Wording

TOP = 40
NAME_SIZE, NUMBER_SIZE, LETTER_SIZE, LEGEND_SIZE = 12, 11, 11, 11
LINE = 15
WIDEST_NAME = 116
SEAT = 13
AWAY = 34
"""How far the words of a place stand from its middle."""

WOOD = "#efe8dc"
LEGEND_LINE = 40
ALONG = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75)
"""Where on its line a letter may stand, the best place first."""

APART = 18
BESIDE = 10
"""How far two lines between the same places run beside each other."""


def seating_svg(figure: SeatingPlan, *, name: str, words: Wording) -> Drawing:
    """Return the plan as a drawing; `name` is unique in its page. Its key says what each lettered line stands for."""
    count = len(figure.places)
    half = Point(215, 105 + 9 * max(count - 6, 0))
    middle = Point(WIDTH / 2, TOP + 62 + half.y)
    spots = [_spot(share, middle, half, closed=figure.closed) for share in _shares(count, closed=figure.closed)]
    ways = list(_ways(figure, spots))
    letters, key = _letters(figure, ways)
    parts = [
        _markers(name),
        _legend(name, words),
        _table(middle, half, closed=figure.closed),
        *(_line(one, way, name) for one, way in zip(figure.crossings, ways, strict=True)),
        *letters,
        *(
            part
            for number, (spot, place) in enumerate(zip(spots, figure.places, strict=True), start=1)
            for part in _place(number, place, spot, middle, words)
        ),
    ]
    height = middle.y + half.y + 66
    description = " ".join(
        (
            words.count("A table with {n} place.", "A table with {n} places.", count),
            words.count("{n} line is drawn across it.", "{n} lines are drawn across it.", len(figure.crossings)),
            words("The table of the same data follows."),
        )
    )
    svg = image("".join(parts), name=name, title=figure.title, description=description, height=height)
    return Drawing(svg=svg, key=key)


def _shares(count: int, *, closed: bool) -> list[float]:
    """Return how far along the table each place is: around a round one from its head, along a U from end to end."""
    return [(number if closed else number + 0.5) / count for number in range(count)]


def _spot(share: float, middle: Point, half: Point, *, closed: bool) -> Point:
    if closed:
        angle = 2 * math.pi * share - math.pi / 2
        return Point(middle.x + half.x * math.cos(angle), middle.y + half.y * math.sin(angle))
    side, across = 2 * half.y, 2 * half.x
    way = share * (2 * side + across)
    if way <= side:
        return Point(middle.x - half.x, middle.y + half.y - way)
    if way <= side + across:
        return Point(middle.x - half.x + way - side, middle.y - half.y)
    return Point(middle.x + half.x, middle.y - half.y + way - side - across)


def _table(middle: Point, half: Point, *, closed: bool) -> str:
    look: Look = {"stroke": FAINT_INK, "stroke_width": 1.2}
    if closed:
        return element("ellipse", cx=middle.x, cy=middle.y, rx=half.x, ry=half.y, fill=WOOD, **look)
    left, right = units(middle.x - half.x), units(middle.x + half.x)
    top, foot = units(middle.y - half.y), units(middle.y + half.y)
    path = f"M{left} {foot}V{top}H{right}V{foot}"
    drawn = element("path", d=path, fill="none", stroke=FAINT_INK, stroke_width=26, stroke_linejoin="round")
    return drawn + element("path", d=path, fill="none", stroke=WOOD, stroke_width=24, stroke_linejoin="round")


def _place(number: int, name: str, spot: Point, middle: Point, words: Wording) -> Iterator[str]:
    circle = element("circle", cx=spot.x, cy=spot.y, r=SEAT, fill=PAPER, stroke=INK, stroke_width=1.4)
    figure = words_at(str(number), Point(spot.x, spot.y + 4), {"font_size": NUMBER_SIZE}, anchor="middle")
    lines = broken_into_lines(name, size=NAME_SIZE, within=WIDEST_NAME, most=3)
    across, down = spot.x - middle.x, spot.y - middle.y
    beside = abs(across) > abs(down) * 1.1 and abs(across) > WIDTH / 8
    x = spot.x + (math.copysign(SEAT + 9, across) if beside else 0)
    start = spot.y - LINE * (len(lines) - 1) / 2 + 4
    if not beside:
        start = spot.y + AWAY if down > 0 else spot.y - AWAY + 12 - LINE * (len(lines) - 1)
    anchor = ("start" if across > 0 else "end") if beside else "middle"
    look: Look = {"font_size": NAME_SIZE, "font_weight": "bold"}
    said = "".join(
        words_at(line, Point(x, start + LINE * row), look, anchor=anchor, right_to_left=words.right_to_left)
        for row, line in enumerate(lines)
    )
    yield titled(circle + figure + said, f"{number}. {name}")


def _ways(figure: SeatingPlan, spots: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield from where to where each line runs, several between the same two places side by side."""
    before: Counter[frozenset[int]] = Counter()
    for one in figure.crossings:
        pair = frozenset((one.start, one.end))
        start, end = spots[one.start], spots[one.end]
        long = math.dist((start.x, start.y), (end.x, end.y)) or 1
        along, aside = Point((end.x - start.x) / long, (end.y - start.y) / long), BESIDE * before[pair]
        if one.start > one.end:
            aside = -aside
        before[pair] += 1
        near = SEAT + 2
        yield (
            Point(start.x + along.x * near - along.y * aside, start.y + along.y * near + along.x * aside),
            Point(end.x - along.x * near - along.y * aside, end.y - along.y * near + along.x * aside),
        )


def _line(one: Crossing, way: tuple[Point, Point], name: str) -> str:
    start, end = way
    path = f"M{units(start.x)} {units(start.y)}L{units(end.x)} {units(end.y)}"
    line = element("path", d=path, **_stroke(name, refusal=one.refusal))
    return titled(line, one.label, data_entries=" ".join(one.entries))


def _stroke(name: str, *, refusal: bool) -> Look:
    look: Look = {"fill": "none", "stroke": HOSTILE if refusal else FAINT_INK, "stroke_width": 2 if refusal else 1.4}
    look["marker_end"] = f"url(#{name}-{'refusal' if refusal else 'unrecognised'})"
    return look if refusal else {**look, "stroke_dasharray": "2 4"}


def _markers(name: str) -> str:
    shared: Look = {"viewBox": "0 0 10 10", "refY": 5, "orient": "auto", "markerUnits": "userSpaceOnUse"}
    bar = element("path", d="M8 0V10", stroke=HOSTILE, stroke_width=3)
    tip = element("path", d="M1 1L9 5L1 9", fill="none", stroke=FAINT_INK, stroke_width=1.4)
    return element(
        "defs",
        element("marker", bar, id=f"{name}-refusal", refX=8, markerWidth=14, markerHeight=14, **shared)
        + element("marker", tip, id=f"{name}-unrecognised", refX=9, markerWidth=10, markerHeight=10, **shared),
    )


def _legend(name: str, words: Wording) -> str:
    drawn, left = "", 2.0
    for refusal, text in ((True, words("refuses to sit with")), (False, words("does not recognise, as reported"))):
        drawn += element("path", d=f"M{units(left)} 10H{units(left + LEGEND_LINE)}", **_stroke(name, refusal=refusal))
        left += LEGEND_LINE + 10
        drawn += words_at(text, Point(left, 14), {"font_size": LEGEND_SIZE}, right_to_left=words.right_to_left)
        left += width_of(text, size=LEGEND_SIZE) + 24
    return drawn


def _letters(figure: SeatingPlan, ways: Sequence[tuple[Point, Point]]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return a letter for each line, none upon another, and what the letters stand for."""
    taken: list[Point] = []
    drawn, key = [], []
    for number, (one, (start, end)) in enumerate(zip(figure.crossings, ways, strict=True)):
        along = [Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part) for part in ALONG]
        free = [way for way in along if all(math.dist((way.x, way.y), (x.x, x.y)) > APART for x in taken)]
        place = (free or along)[0]
        taken.append(place)
        sign = letter(number)
        look = haloed(font_size=LETTER_SIZE, font_weight="bold", fill=HOSTILE if one.refusal else INK)
        drawn.append(words_at(sign, Point(place.x, place.y + 4), look, anchor="middle"))
        key.append((sign, plain(one.label)))
    return drawn, tuple(key)

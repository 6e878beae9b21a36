"""The map of relations as a drawing: bodies as boxes, ties as arrows, hostile ones dashed and ending in a bar."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from parley.documents.formats.drawing import (
    FAINT_INK,
    FRIENDLY,
    HOSTILE,
    INK,
    PAPER,
    WIDTH,
    Drawing,
    Point,
    element,
    haloed,
    image,
    titled,
    units,
    width_of,
    words_at,
)
from parley.documents.formats.plain_text import plain
from parley.documents.formats.relations_layout import LINE, NAME_SIZE, SORT_SIZE, Arrangement, Box, arranged
from parley.documents.paper import Edge, RelationsMap
from parley.record.references import EntryId
from parley.wording import Wording

LABEL_SIZE = 10.5
WIDEST_LABEL = 126
TOP = 34
BENDS = (0, 14, -14, 28, -28, 45, -45, 65, -65, 90, -90, 120, -120)
BENDS_OF_SEVERAL = (14, -14, 42, -42, 70, -70, 100, -100, 130, -130)
"""How far a tie bends aside halfway: from least to most, where one or several join the same two bodies."""
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)
STEPS = 40
FILLS = ("#e8f0f4", "#f6efdf", "#ece8f3", "#e6f1ea", "#f4e9e6", "#eceeef", "#e3eef0", "#f2f0e2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The relations of one body to another that are alike in temper, drawn as one arrow that may bend."""

    start: Box
    end: Box
    label: str
    hostile: bool
    entries: tuple[EntryId, ...]
    mutual: bool = False
    bend: float = 0

    def at(self, share: float) -> Point:
        """Return the point at a share of the way from the middle of one box to that of the other."""
        one, other, control = self.start.middle, self.end.middle, self.control
        near, far = (1 - share) ** 2, share**2
        half = 2 * share * (1 - share)
        return Point(near * one.x + half * control.x + far * other.x, near * one.y + half * control.y + far * other.y)

    @property
    def control(self) -> Point:
        """The point towards which the arrow bends: aside of the middle of the way."""
        one, other = self.start.middle, self.end.middle
        # The same side for both directions, so that bends of one pair never fall together.
        aside = self.bend if self.start.node.id < self.end.node.id else -self.bend
        turn = 2 * aside / (math.hypot(other.x - one.x, other.y - one.y) or 1)
        return Point(
            (one.x + other.x) / 2 - (other.y - one.y) * turn,
            (one.y + other.y) / 2 + (other.x - one.x) * turn,
        )

    def bent(self, bend: float) -> "Tie":
        """Return the same tie with another bend."""
        return replace(self, bend=bend)

    def sentence(self, *, right_to_left: bool) -> str:
        """Return the tie in words, for those who point at it and for the key."""
        arrow = "↔" if self.mutual else "←" if right_to_left else "→"
        return f"{plain(self.start.node.name)} {arrow} {plain(self.end.node.name)}: {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words on a tie, and where they stand."""

    text: str
    full: str
    middle: Point
    hostile: bool

    @property
    def half(self) -> Point:
        """Half its width and height."""
        return Point(width_of(self.text, size=LABEL_SIZE) / 2 + 2, LABEL_SIZE / 2 + 2)


def relations_svg(figure: RelationsMap, *, name: str, words: Wording) -> Drawing:
    """Return the map as a drawing; `name` is unique in its page. Of more than sixty bodies the best connected are drawn.

    A tie has its words beside it where there is room for them, and otherwise a letter that the drawing's key explains.
    """
    arrangement = arranged(figure)
    ties = tuple(_clear_of_boxes(_merged(_ties(arrangement)), tuple(arrangement.boxes.values())))
    labels, key = _labels(ties, tuple(arrangement.boxes.values()), words)
    body = _markers(name) + _legend(name, words)
    body += element(
        "g",
        "".join([*(_arrow(tie, name, words) for tie in ties), *_boxes(arrangement, words), *(_label(label, words) for label in labels)]),
        transform=f"translate(0 {TOP})",
    )
    description = words("A map of {bodies} bodies and {ties} ties. The table of the same data follows.",
                        bodies=len(arrangement.boxes), ties=len(arrangement.edges))  # fmt: skip
    notes = ()
    if len(arrangement.boxes) < len(figure.nodes):
        notes = (words("Drawn: {drawn} of {all} bodies, those with the most ties. The table has them all.",
                       drawn=len(arrangement.boxes), all=len(figure.nodes)),)  # fmt: skip
    svg = image(body, name=name, title=figure.title, description=description, height=arrangement.height + TOP + 4)
    return Drawing(svg=svg, notes=notes, key=key)


def _ties(arrangement: Arrangement) -> Iterator[Tie]:
    order = {body: place for place, body in enumerate(arrangement.boxes)}

    def between(edge: Edge) -> tuple[int, int, bool]:
        return order[edge.start], order[edge.end], edge.hostile

    for _, together in groupby(sorted(arrangement.edges, key=between), key=between):
        alike = list(together)
        yield Tie(
            start=arrangement.boxes[alike[0].start],
            end=arrangement.boxes[alike[0].end],
            label=" · ".join(dict.fromkeys(plain(edge.label) for edge in alike)),
            hostile=alike[0].hostile,
            entries=tuple(entry for edge in alike for entry in edge.entries),
        )


def _merged(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Yield one tie in place of two that say the same of either body."""
    waiting = {(tie.start.node.id, tie.end.node.id, tie.label, tie.hostile): tie for tie in ties}
    while waiting:
        start, end, label, hostile = first = next(iter(waiting))
        tie = waiting.pop(first)
        back = waiting.pop((end, start, label, hostile), None)
        yield replace(tie, mutual=True, entries=(*tie.entries, *back.entries)) if back else tie


def _clear_of_boxes(ties: Iterable[Tie], boxes: Sequence[Box]) -> Iterator[Tie]:
    """Yield ties bent so that they pass behind as few boxes of others as may be, and no two of a pair together."""
    pairs: dict[frozenset[str], list[Tie]] = {}
    for tie in ties:
        pairs.setdefault(frozenset({tie.start.node.id, tie.end.node.id}), []).append(tie)
    for pair, joining in pairs.items():
        strangers = [box for box in boxes if box.node.id not in pair]
        free = list(BENDS if len(joining) == 1 else BENDS_OF_SEVERAL)
        for tie in joining:
            bent = min((tie.bent(bend) for bend in free), key=lambda bent: _crossed(bent, strangers))
            if len(free) > 1:
                free.remove(bent.bend)
            yield bent


def _crossed(tie: Tie, strangers: Sequence[Box]) -> tuple[int, float]:
    points = [tie.at(step / STEPS) for step in range(1, STEPS)]
    outside = sum(not 0 < point.x < WIDTH or point.y < 0 for point in points)
    return sum(box.holds(point, margin=4) for point in points for box in strangers) + outside, abs(tie.bend)


def _labels(
    ties: Sequence[Tie], boxes: Sequence[Box], words: Wording
) -> tuple[list[Label], tuple[tuple[str, str], ...]]:
    placed: list[Label] = []
    key: list[tuple[str, str]] = []
    # The shortest ties first, since they leave the least choice of a place.
    for tie in sorted(ties, key=_length):
        label = None
        if width_of(tie.label, size=LABEL_SIZE) <= WIDEST_LABEL:
            label = _free_place(tie, tie.label, boxes, placed)
        if label is None:
            letter = _letter(len(key))
            key.append((letter, tie.sentence(right_to_left=words.right_to_left)))
            label = _free_place(tie, letter, boxes, placed) or Label(
                text=letter, full=tie.label, middle=tie.at(0.5), hostile=tie.hostile
            )
        placed.append(label)
    return placed, tuple(key)


def _free_place(tie: Tie, text: str, boxes: Sequence[Box], placed: Sequence[Label]) -> Label | None:
    first, last = _shown(tie)
    for share in ALONG:
        label = Label(text=text, full=tie.label, middle=tie.at(first + share * (last - first)), hostile=tie.hostile)
        inside = label.half.x <= label.middle.x <= WIDTH - label.half.x
        if inside and not any(_meet(label, box.middle, Point(box.width / 2, box.height / 2)) for box in boxes) and not any(
            _meet(label, other.middle, other.half) for other in placed
        ):
            return label
    return None


def _meet(label: Label, middle: Point, half: Point) -> bool:
    across = abs(label.middle.x - middle.x) < label.half.x + half.x
    return across and abs(label.middle.y - middle.y) < label.half.y + half.y


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _arrow(tie: Tie, name: str, words: Wording) -> str:
    first, last = _shown(tie)
    points = [tie.at(first + (last - first) * part / 2) for part in range(3)]
    # The control point of the part that shows, from its own start, middle and end.
    control = Point(2 * points[1].x - (points[0].x + points[2].x) / 2, 2 * points[1].y - (points[0].y + points[2].y) / 2)
    path = f"M{_at(points[0])}Q{_at(control)} {_at(points[2])}"
    marker = f"url(#{name}-{'hostile' if tie.hostile else 'friendly'})"
    look = {"stroke_dasharray": "6 4"} if tie.hostile else {}
    if tie.mutual:
        look["marker_start"] = marker
    line = element(
        "path",
        d=path,
        fill="none",
        stroke=HOSTILE if tie.hostile else FRIENDLY,
        stroke_width=1.6,
        marker_end=marker,
        **look,
    )
    return titled(line, tie.sentence(right_to_left=words.right_to_left), data_entries=" ".join(dict.fromkeys(tie.entries)))


def _shown(tie: Tie) -> tuple[float, float]:
    """Return from where to where a tie is outside both of its boxes, as shares of the way."""
    shares = [step / (STEPS * 4) for step in range(STEPS * 4 + 1)]
    outside = [
        share
        for share in shares
        if not (tie.start.holds(tie.at(share), margin=2) or tie.end.holds(tie.at(share), margin=4))
    ]
    return (outside[0], outside[-1]) if outside else (0, 1)


def _length(tie: Tie) -> float:
    return math.dist((tie.start.middle.x, tie.start.middle.y), (tie.end.middle.x, tie.end.middle.y))


def _at(point: Point) -> str:
    return f"{units(point.x)} {units(point.y)}"


def _boxes(arrangement: Arrangement, words: Wording) -> Iterator[str]:
    sorts = list(dict.fromkeys(box.node.sort for box in arrangement.boxes.values()))
    for box in arrangement.boxes.values():
        left, top = box.middle.x - box.width / 2, box.middle.y - box.height / 2
        fill = FILLS[sorts.index(box.node.sort) % len(FILLS)]
        drawn = element(
            "rect", x=left, y=top, width=box.width, height=box.height, rx=5, fill=fill, stroke=FAINT_INK, stroke_width=1
        )
        for number, line in enumerate([*box.lines, box.node.sort]):
            of_sort = number == len(box.lines)
            place = Point(box.middle.x, top + 17 + LINE * number - (1 if of_sort else 0))
            look = {"font_size": SORT_SIZE, "fill": FAINT_INK} if of_sort else {"font_size": NAME_SIZE, "font_weight": "bold"}
            drawn += words_at(line, place, anchor="middle", right_to_left=words.right_to_left, **look)
        yield titled(drawn, f"{box.node.name} ({box.node.sort})")


def _label(label: Label, words: Wording) -> str:
    look = haloed(font_size=LABEL_SIZE, fill=HOSTILE if label.hostile else INK)
    place = Point(label.middle.x, label.middle.y + LABEL_SIZE * 0.36)
    return words_at(label.text, place, anchor="middle", right_to_left=words.right_to_left, **look)


def _markers(name: str) -> str:
    shared = {"viewBox": "0 0 10 10", "refY": 5, "orient": "auto-start-reverse", "markerUnits": "userSpaceOnUse"}
    arrow = element("path", d="M0 0.5L10 5L0 9.5z", fill=FRIENDLY)
    bar = element("path", d="M8 0V10", stroke=HOSTILE, stroke_width=3)
    return element(
        "defs",
        element("marker", arrow, id=f"{name}-friendly", refX=9, markerWidth=11, markerHeight=11, **shared)
        + element("marker", bar, id=f"{name}-hostile", refX=8, markerWidth=13, markerHeight=13, **shared),
    )


def _legend(name: str, words: Wording) -> str:
    drawn, left = "", 2.0
    for kind, colour, text in (
        ("friendly", FRIENDLY, words("friendly tie")),
        ("hostile", HOSTILE, words("hostile tie")),
    ):
        dashes = {"stroke_dasharray": "6 4"} if kind == "hostile" else {}
        drawn += element("path", d=f"M{units(left)} 10H{units(left + 40)}", fill="none", stroke=colour, stroke_width=1.6,
                         marker_end=f"url(#{name}-{kind})", **dashes)  # fmt: skip
        drawn += words_at(text, Point(left + 50, 14), font_size=11, fill=PAPER if not text else INK, right_to_left=words.right_to_left)
        left += 50 + width_of(text, size=11) + 24
    return drawn

"""The ties of a map of relations: which are drawn as one arrow, how each bends, and where its words stand."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from parley.documents.formats.drawing import WIDTH, Point, letter, width_of
from parley.documents.formats.plain_text import plain
from parley.documents.formats.relations_layout import Arrangement, Box
from parley.documents.paper import Edge
from parley.record.references import EntryId

LABEL_SIZE = 10.5
WIDEST_LABEL = 126
STEPS = 40
NEAR = 4

BENDS = (0.0, 14.0, -14.0, 28.0, -28.0, 45.0, -45.0, 65.0, -65.0, 90.0, -90.0, 120.0, -120.0)
BENDS_OF_SEVERAL = (14.0, -14.0, 42.0, -42.0, 70.0, -70.0, 100.0, -100.0, 130.0, -130.0)
"""How far a tie bends aside halfway, the least first: one that joins two bodies alone, and one of several."""

ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)
"""Where on its tie a label may stand, the best place first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The relations of one body to another that are alike in temper, drawn as one arrow that may bend."""

    start: Box
    end: Box
    label: str
    hostile: bool
    entries: tuple[EntryId, ...]
    control: Point
    bend: float = 0
    mutual: bool = False

    def at(self, share: float) -> Point:
        """Return the point at a share of the way from the middle of one box to that of the other."""
        one, other, control = self.start.middle, self.end.middle, self.control
        near, half, far = (1 - share) ** 2, 2 * share * (1 - share), share**2
        return Point(near * one.x + half * control.x + far * other.x, near * one.y + half * control.y + far * other.y)

    def shown(self) -> tuple[float, float]:
        """Return from where to where it is outside both of its boxes, as shares of the way."""
        shares = [step / (STEPS * 4) for step in range(STEPS * 4 + 1)]
        hidden = [
            self.start.holds(self.at(share), margin=NEAR / 2) or self.end.holds(self.at(share), margin=NEAR)
            for share in shares
        ]
        outside = [share for share, inside in zip(shares, hidden, strict=True) if not inside]
        return (outside[0], outside[-1]) if outside else (0, 1)

    def sentence(self, *, right_to_left: bool) -> str:
        """Return the tie in words, for those who point at it and for the key."""
        arrow = "←" if right_to_left else "→"
        return (
            f"{plain(self.start.node.name)} {'↔' if self.mutual else arrow} {plain(self.end.node.name)}: {self.label}"
        )

    @property
    def length(self) -> float:
        """How far its two bodies are from each other."""
        return math.dist((self.start.middle.x, self.start.middle.y), (self.end.middle.x, self.end.middle.y))

    def bent(self, bend: float) -> "Tie":
        """Return the same tie with another bend."""
        one, other = self.start.middle, self.end.middle
        # The same side for both directions, so that the bends of one pair never fall together.
        aside = bend if self.start.node.id < self.end.node.id else -bend
        turn = 2 * aside / (self.length or 1)
        x, y = (one.x + other.x) / 2 - (other.y - one.y) * turn, (one.y + other.y) / 2 + (other.x - one.x) * turn
        return replace(self, bend=bend, control=Point(x, y))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words on a tie, and where they stand."""

    text: str
    middle: Point
    hostile: bool

    @property
    def half(self) -> Point:
        """Half its width and height."""
        return Point(width_of(self.text, size=LABEL_SIZE) / 2 + 2, LABEL_SIZE / 2 + 2)


def ties_of(arrangement: Arrangement) -> tuple[Tie, ...]:
    """Return the ties as they are drawn: around the boxes of others where that can be, and apart from one another."""
    pairs: dict[frozenset[str], list[Tie]] = {}
    for tie in _merged(_together(arrangement)):
        pairs.setdefault(frozenset({tie.start.node.id, tie.end.node.id}), []).append(tie)
    return tuple(bent for pair, ties in pairs.items() for bent in _bent(ties, _without(pair, arrangement)))


def labels_of(
    ties: Sequence[Tie], arrangement: Arrangement, *, right_to_left: bool
) -> tuple[list[Label], tuple[tuple[str, str], ...]]:
    """Return the labels of ties, and what the letters stand for of those that had no room for their words."""
    placed: list[Label] = []
    key: list[tuple[str, str]] = []
    # The shortest ties first, since they leave the least choice of a place.
    for tie in sorted(ties, key=lambda tie: tie.length):
        label = None
        if width_of(tie.label, size=LABEL_SIZE) <= WIDEST_LABEL:
            label = _free_place(tie, tie.label, arrangement, placed)
        if label is None:
            sign = letter(len(key))
            key.append((sign, tie.sentence(right_to_left=right_to_left)))
            anywhere = Label(text=sign, middle=tie.at(0.5), hostile=tie.hostile)
            label = _free_place(tie, sign, arrangement, placed) or anywhere
        placed.append(label)
    return placed, tuple(key)


def _together(arrangement: Arrangement) -> Iterator[Tie]:
    order = {body: place for place, body in enumerate(arrangement.boxes)}

    def between(edge: Edge) -> tuple[int, int, bool]:
        return order[edge.start], order[edge.end], edge.hostile

    for _, group in groupby(sorted(arrangement.edges, key=between), key=between):
        alike = list(group)
        yield Tie(
            start=arrangement.boxes[alike[0].start],
            end=arrangement.boxes[alike[0].end],
            label=" · ".join(dict.fromkeys(plain(edge.label) for edge in alike)),
            hostile=alike[0].hostile,
            entries=tuple(dict.fromkeys(entry for edge in alike for entry in edge.entries)),
            control=Point(0, 0),
        ).bent(0)


def _merged(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Yield one tie in place of two that say the same of either body."""
    waiting = {(tie.start.node.id, tie.end.node.id, tie.label, tie.hostile): tie for tie in ties}
    while waiting:
        start, end, label, hostile = first = next(iter(waiting))
        tie = waiting.pop(first)
        back = waiting.pop((end, start, label, hostile), None)
        if back is None:
            yield tie
        else:
            yield replace(tie, mutual=True, entries=tuple(dict.fromkeys((*tie.entries, *back.entries))))


def _without(pair: frozenset[str], arrangement: Arrangement) -> list[Box]:
    return [box for body, box in arrangement.boxes.items() if body not in pair]


def _bent(ties: Sequence[Tie], strangers: Sequence[Box]) -> Iterator[Tie]:
    free = list(BENDS if len(ties) == 1 else BENDS_OF_SEVERAL)
    for tie in ties:
        bent = _least_crossed([tie.bent(bend) for bend in free], strangers)
        if len(free) > 1:
            free.remove(bent.bend)
        yield bent


def _least_crossed(ways: Sequence[Tie], strangers: Sequence[Box]) -> Tie:
    crossings = []
    for way in ways:
        crossings.append(_crossed(way, strangers))
        if crossings[-1] == 0:
            break
    return ways[crossings.index(min(crossings))]


def _crossed(tie: Tie, strangers: Sequence[Box]) -> int:
    """Return how much of a tie lies behind boxes, or outside of the drawing."""
    points = [tie.at(step / STEPS) for step in range(1, STEPS)]
    outside = sum(not 0 < point.x < WIDTH or point.y < 0 for point in points)
    left, right = min(point.x for point in points), max(point.x for point in points)
    top, foot = min(point.y for point in points), max(point.y for point in points)
    near = [box for box in strangers if box.reaches(left, right, top, foot, margin=NEAR)]
    return outside + sum(box.holds(point, margin=NEAR) for point in points for box in near)


def _free_place(tie: Tie, text: str, arrangement: Arrangement, placed: Sequence[Label]) -> Label | None:
    first, last = tie.shown()
    for share in ALONG:
        label = Label(text=text, middle=tie.at(first + share * (last - first)), hostile=tie.hostile)
        inside = label.half.x <= label.middle.x <= WIDTH - label.half.x
        boxes = any(_meet(label, box.middle, box.half) for box in arrangement.boxes.values())
        if inside and not boxes and not any(_meet(label, other.middle, other.half) for other in placed):
            return label
    return None


def _meet(label: Label, middle: Point, half: Point) -> bool:
    across = abs(label.middle.x - middle.x) < label.half.x + half.x
    return across and abs(label.middle.y - middle.y) < label.half.y + half.y

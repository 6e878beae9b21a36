"""Where the bodies of a map of relations stand: those with ties to one another close by, none upon another."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

from parley.documents.formats.drawing import WIDTH, Point, broken_into_lines, width_of
from parley.documents.paper import Edge, Node, RelationsMap
from parley.record.references import EntryId

MOST_DRAWN = 60
NAME_SIZE = 12
SORT_SIZE = 10
WIDEST_NAME = 116
LINE = 15
GAP = Point(20, 24)
ROUNDS = 300
SHORTEST_MAP = 260
TALLEST_MAP = 1000
HEIGHT_OF_A_BODY = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A body's box: its middle, its size, and the lines of its name."""

    node: Node
    middle: Point
    width: float
    height: float
    lines: tuple[str, ...]

    def holds(self, point: Point, *, margin: float = 0) -> bool:
        """Return whether a point lies in the box, or within a margin around it."""
        across = abs(point.x - self.middle.x) <= self.width / 2 + margin
        return across and abs(point.y - self.middle.y) <= self.height / 2 + margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The boxes of the bodies that are drawn, the ties between them, and how high the map is."""

    boxes: Mapping[EntryId, Box]
    edges: tuple[Edge, ...]
    height: float


def arranged(figure: RelationsMap) -> Arrangement:
    """Return where the bodies stand: at most sixty, the best connected; those without ties in rows at the foot.

    The same map is always arranged alike: the method (Kamada and Kawai 1989, from a circle) leaves nothing to chance.
    """
    drawn = _best_connected(figure)
    kept = {node.id for node in drawn}
    edges = tuple(edge for edge in figure.edges if edge.start in kept and edge.end in kept and edge.start != edge.end)
    tied = {end for edge in edges for end in (edge.start, edge.end)}
    boxes = [_box(node) for node in drawn if node.id in tied]
    height = min(max(SHORTEST_MAP, HEIGHT_OF_A_BODY * len(boxes) + 90), TALLEST_MAP) if boxes else 0
    boxes = _apart(_spread(boxes, edges, height=height))
    foot = max((box.middle.y + box.height / 2 for box in boxes), default=0)
    alone, height = _in_rows([_box(node) for node in drawn if node.id not in tied], top=foot + GAP.y)
    return Arrangement(boxes={box.node.id: box for box in [*boxes, *alone]}, edges=edges, height=height)


def _best_connected(figure: RelationsMap) -> tuple[Node, ...]:
    ties = Counter(end for edge in figure.edges for end in (edge.start, edge.end))
    best = sorted(figure.nodes, key=lambda node: -ties[node.id])[:MOST_DRAWN]
    kept = {node.id for node in best}
    return tuple(node for node in figure.nodes if node.id in kept)


def _box(node: Node) -> Box:
    lines = broken_into_lines(node.name, size=NAME_SIZE, within=WIDEST_NAME, most=3)
    widths = [*(width_of(line, size=NAME_SIZE) for line in lines), width_of(node.sort, size=SORT_SIZE)]
    return Box(
        node=node,
        middle=Point(0, 0),
        width=min(max(widths), WIDEST_NAME + LINE) + 18,
        height=LINE * len(lines) + SORT_SIZE + 14,
        lines=lines,
    )


def _spread(boxes: Sequence[Box], edges: Sequence[Edge], *, height: float) -> list[Box]:
    if not boxes:
        return []
    place = {box.node.id: number for number, box in enumerate(boxes)}
    graph = igraph.Graph(n=len(boxes), edges=sorted({_pair(place[edge.start], place[edge.end]) for edge in edges}))
    circle = graph.layout_circle()
    spread = graph.layout_kamada_kawai(seed=circle).coords
    across = _scale([x for x, _ in spread], room=(WIDEST_NAME / 2 + LINE, WIDTH - WIDEST_NAME / 2 - LINE))
    down = _scale([y for _, y in spread], room=(LINE * 2, height - LINE * 2))
    return [_moved(box, x=x, y=y) for box, x, y in zip(boxes, across, down, strict=True)]


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _scale(places: Sequence[float], *, room: tuple[float, float]) -> list[float]:
    low, high = min(places), max(places)
    first, last = room
    if math.isclose(low, high, abs_tol=1e-6):
        return [(first + last) / 2] * len(places)
    return [round(first + (place - low) / (high - low) * (last - first), 2) for place in places]


def _apart(boxes: list[Box]) -> list[Box]:
    for _ in range(ROUNDS):
        moved = False
        for one in range(len(boxes)):
            for other in range(one + 1, len(boxes)):
                if apart := _pushed(boxes[one], boxes[other]):
                    boxes[one], boxes[other] = apart
                    moved = True
        if not moved:
            break
    top = min((box.middle.y - box.height / 2 for box in boxes), default=0)
    return [_moved(box, x=box.middle.x, y=box.middle.y - top) for box in boxes]


def _pushed(one: Box, other: Box) -> tuple[Box, Box] | None:
    across = (one.width + other.width) / 2 + GAP.x - abs(one.middle.x - other.middle.x)
    down = (one.height + other.height) / 2 + GAP.y - abs(one.middle.y - other.middle.y)
    if across <= 0 or down <= 0:
        return None
    if across < down:
        step = math.copysign(across / 2 + 1, other.middle.x - one.middle.x)
        apart = _moved(one, x=one.middle.x - step, y=one.middle.y), _moved(other, x=other.middle.x + step, y=other.middle.y)
    else:
        step = math.copysign(down / 2 + 1, other.middle.y - one.middle.y)
        apart = _moved(one, x=one.middle.x, y=one.middle.y - step), _moved(other, x=other.middle.x, y=other.middle.y + step)
    return apart


def _moved(box: Box, *, x: float, y: float) -> Box:
    inside = min(max(x, box.width / 2 + 1), WIDTH - box.width / 2 - 1)
    return Box(node=box.node, middle=Point(inside, y), width=box.width, height=box.height, lines=box.lines)


def _in_rows(boxes: Sequence[Box], *, top: float) -> tuple[list[Box], float]:
    placed: list[Box] = []
    left, tallest = 1.0, 0.0
    for box in boxes:
        if left > 1 and left + box.width > WIDTH - 1:
            left, top, tallest = 1.0, top + tallest + GAP.y / 2, 0.0
        placed.append(_moved(box, x=left + box.width / 2, y=top + box.height / 2))
        left, tallest = left + box.width + GAP.x, max(tallest, box.height)
    return placed, top + tallest

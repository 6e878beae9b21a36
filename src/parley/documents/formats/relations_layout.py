"""Where the bodies of a map of relations stand: those with ties to one another close by, none upon another."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import igraph

from parley.documents.formats.drawing import WIDTH, Point, broken_into_lines, width_of
from parley.documents.paper import Edge, Node, RelationsMap
from parley.record.references import EntryId

MOST_DRAWN = 60
NAME_SIZE = 12
SORT_SIZE = 10
WIDEST_NAME = 116
LINE = 15
GAP = Point(72, 40)
STRIP = 170
MOST_STRETCHED = 3
CROWD = 30
GAP_IN_A_CROWD = Point(36, 28)
ROUNDS = 300
SHORTEST_MAP = 260
TALLEST_MAP = 1000
HEIGHT_OF_A_BODY = 27


PLACES = 6
"""To so many places a middle is kept: less would show, more is an error of floating point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A body's box: its middle, its size, and the lines of its name."""

    node: Node
    middle: Point
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def half(self) -> Point:
        """Half its width and height."""
        return Point(self.width / 2, self.height / 2)

    def holds(self, point: Point, *, margin: float = 0) -> bool:
        """Return whether a point lies in the box, or within a margin around it."""
        across = abs(point.x - self.middle.x) <= self.width / 2 + margin
        return across and abs(point.y - self.middle.y) <= self.height / 2 + margin

    def reaches(self, left: float, right: float, top: float, foot: float, *, margin: float) -> bool:
        """Return whether any point between these sides may lie in the box, or within a margin around it."""
        wide, high = self.width / 2 + margin, self.height / 2 + margin
        across = left <= self.middle.x + wide and right >= self.middle.x - wide
        return across and top <= self.middle.y + high and foot >= self.middle.y - high


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A part of the map in which one group of bodies stands."""

    left: float
    right: float
    top: float
    foot: float


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
    high = min(max(SHORTEST_MAP, HEIGHT_OF_A_BODY * len(boxes) + 90), TALLEST_MAP)
    boxes = _apart(_spread(boxes, edges, height=high)) if boxes else []
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
    """Return boxes with the largest group of tied bodies on the left, and the others in a strip on its right."""
    groups = _groups(boxes, edges)
    others = sum(len(group) for group in groups[1:])
    strip = max(STRIP, WIDTH * others / len(boxes)) if others else 0
    spread, top = [], 0.0
    for number, group in enumerate(groups):
        room = Room(left=0, right=WIDTH - strip, top=0, foot=height)
        if number:
            share = height * len(group) / others
            room = Room(left=WIDTH - strip, right=WIDTH, top=top, foot=top + share)
            top += share
        spread += _spread_group(group, edges, room=room)
    return spread


def _groups(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[list[Box]]:
    graph = _graph(boxes, edges)
    groups = [[boxes[place] for place in component] for component in graph.connected_components()]
    return sorted(groups, key=len, reverse=True)


def _spread_group(boxes: Sequence[Box], edges: Sequence[Edge], *, room: Room) -> list[Box]:
    graph = _graph(boxes, edges)
    # Ties among the well connected are longer, since more has to pass between them.
    degrees = graph.degree()
    lengths = [1 + (min(degrees[edge.source], degrees[edge.target]) - 1) / 2 for edge in graph.es]
    spread = graph.layout_kamada_kawai(seed=graph.layout_circle(), weights=lengths).coords
    places = _stretched(
        _turned([Point(x, y) for x, y in spread], upright=room.foot - room.top > room.right - room.left), room
    )
    return [_moved(box, x=place.x, y=place.y) for box, place in zip(boxes, places, strict=True)]


def _graph(boxes: Sequence[Box], edges: Sequence[Edge]) -> igraph.Graph:
    place = {box.node.id: number for number, box in enumerate(boxes)}
    ties = {_pair(place[edge.start], place[edge.end]) for edge in edges if edge.start in place}
    return igraph.Graph(n=len(boxes), edges=sorted(ties))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _turned(places: Sequence[Point], *, upright: bool) -> list[Point]:
    """Return places around their middle, turned so that they reach farthest along the longer side of their room."""
    x, y = fmean(place.x for place in places), fmean(place.y for place in places)
    around = [Point(place.x - x, place.y - y) for place in places]
    across, down = sum(place.x**2 for place in around), sum(place.y**2 for place in around)
    angle = math.atan2(2 * sum(place.x * place.y for place in around), across - down) / 2
    turn = angle - math.pi / 2 if upright else angle
    cosine, sine = math.cos(turn), math.sin(turn)
    return [Point(place.x * cosine + place.y * sine, place.y * cosine - place.x * sine) for place in around]


def _stretched(places: Sequence[Point], room: Room) -> list[Point]:
    """Return places stretched to fill a room, one way at most three times as far as the other."""
    wide = max(abs(place.x) for place in places) or 1
    high = max(abs(place.y) for place in places) or 1
    across = max(room.right - room.left - WIDEST_NAME - 2 * LINE, 0) / 2 / wide
    down = max(room.foot - room.top - 4 * LINE, 0) / 2 / high
    across, down = min(across, down * MOST_STRETCHED), min(down, across * MOST_STRETCHED)
    x, y = (room.left + room.right) / 2, (room.top + room.foot) / 2
    return [Point(round(x + place.x * across, 2), round(y + place.y * down, 2)) for place in places]


def _apart(boxes: list[Box]) -> list[Box]:
    """Return boxes pushed apart, pair by pair, until none overlap or the rounds are over, and moved to the top."""
    gap = GAP if len(boxes) <= CROWD else GAP_IN_A_CROWD
    middles = [(box.middle.x, box.middle.y) for box in boxes]
    for _ in range(ROUNDS):
        if not _pushed(middles, boxes, gap=gap):
            break
    top = min((y - box.height / 2 for (_, y), box in zip(middles, boxes, strict=True)), default=0)
    return [_moved(box, x=x, y=round(y - top, PLACES)) for (x, y), box in zip(middles, boxes, strict=True)]


def _pushed(middles: list[tuple[float, float]], boxes: list[Box], *, gap: Point) -> bool:
    """Push each pair that overlaps apart, and tell whether there was one. Written for speed: it meets every pair."""
    sizes = [(box.width / 2, box.height / 2) for box in boxes]
    moved = False
    for one, (wide, high) in enumerate(sizes):
        x, y = middles[one]
        for other in range(one + 1, len(sizes)):
            to_x, to_y = middles[other]
            across = wide + sizes[other][0] + gap.x - abs(x - to_x)
            if across <= 0:
                continue
            down = high + sizes[other][1] + gap.y - abs(y - to_y)
            if down <= 0:
                continue
            if across < down:
                step = math.copysign(across / 2 + 1, to_x - x)
                x, to_x = _inside(x - step, wide=wide), _inside(to_x + step, wide=sizes[other][0])
            else:
                step = math.copysign(down / 2 + 1, to_y - y)
                y, to_y = y - step, to_y + step
            middles[one], middles[other] = (x, y), (to_x, to_y)
            moved = True
    return moved


def _inside(x: float, *, wide: float) -> float:
    """Return where the middle of a box of half a width comes to stand, so that it stays in the drawing."""
    return min(max(x, wide + 1), WIDTH - wide - 1)


def _moved(box: Box, *, x: float, y: float) -> Box:
    return replace(box, middle=Point(_inside(x, wide=box.width / 2), y))


def _in_rows(boxes: Sequence[Box], *, top: float) -> tuple[list[Box], float]:
    placed: list[Box] = []
    left, tallest = 1.0, 0.0
    for box in boxes:
        if left > 1 and left + box.width > WIDTH - 1:
            left, top, tallest = 1.0, top + tallest + GAP.y / 2, 0.0
        placed.append(_moved(box, x=left + box.width / 2, y=top + box.height / 2))
        left, tallest = left + box.width + GAP.x, max(tallest, box.height)
    return placed, top + tallest

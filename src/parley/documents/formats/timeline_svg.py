"""The timeline as a drawing: lanes from left to right in time, what is past filled, what is to come hollow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from parley.documents.formats.drawing import (
    FAINT_INK,
    FRIENDLY,
    HOSTILE,
    INK,
    PAPER,
    WIDTH,
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
from parley.documents.formats.time_scale import TimeScale, time_scale
from parley.documents.paper import Moment, Timeline
from parley.wording import Wording

SIDE = 10
EDGE = 40
LABEL_SIZE = 11
DATE_SIZE = 10.5
HEAD_SIZE = 11.5
WIDEST_LABEL = 320
ROW = 17
LANE_HEAD = 22
TOP = 40
MOST_ROWS = 48
FEWEST_ROWS_OF_A_LANE = 3
DOT = 4.0
PALE = "#c9dbe4"
GRID = "#d5dbe0"
GAP = 5.0
SPACE = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment in its row: from where to where its mark reaches, and where its label starts, if it has one."""

    moment: Moment
    row: int
    left: float
    right: float
    label: str = ""
    label_left: float | None = None


@dataclass(slots=True, kw_only=True)
class Lane:
    """A lane while it is filled: the stretches taken in each row, and the marks for whose labels there was no room."""

    name: str
    most_rows: int
    rows: list[list[tuple[float, float]]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    crowd: list[Mark] = field(default_factory=list)

    @property
    def height(self) -> float:
        """How high it is: a row for each row of labels, and one for the marks that have none."""
        return LANE_HEAD + ROW * max(1, len(self.rows) + bool(self.crowd))

    def add(self, moment: Moment, *, scale: TimeScale) -> None:
        """Put a moment into the first row with room for its mark and label; without a label where there is none."""
        middle = (scale.place(moment.start) + scale.place(moment.end)) / 2
        half = max(DOT, (scale.place(moment.end) - scale.place(moment.start)) / 2)
        left, right = middle - half, middle + half
        label = shortened(moment.label, size=LABEL_SIZE, within=WIDEST_LABEL)
        wide = width_of(label, size=LABEL_SIZE)
        for label_left in _sides(left, right, wide):
            first, last = min(left, label_left), max(right, label_left + wide)
            row = next((row for row in range(self.most_rows) if self._free(row, first, last)), None)
            if row is not None:
                self._take(row, first, last)
                self.marks.append(
                    Mark(moment=moment, row=row, left=left, right=right, label=label, label_left=label_left)
                )
                return
        if not any(abs(mark.left - left) < 1 and abs(mark.right - right) < 1 for mark in self.crowd):
            self.crowd.append(Mark(moment=moment, row=len(self.rows), left=left, right=right))

    def _free(self, row: int, first: float, last: float) -> bool:
        taken = self.rows[row] if row < len(self.rows) else []
        return all(last + SPACE < other_first or other_last + SPACE < first for other_first, other_last in taken)

    def _take(self, row: int, first: float, last: float) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row].append((first, last))


def timeline_svg(figure: Timeline, *, name: str, words: Wording) -> Drawing:
    """Return the timeline as a drawing; `name` is unique in its page.

    Where moments crowd, the latest keep their labels and the others are marks alone, which the drawing says beneath.
    """
    scale = time_scale([figure.now, *(edge for moment in figure.moments for edge in (moment.start, moment.end))],
                       left=SIDE, right=WIDTH - SIDE)  # fmt: skip
    lanes = _lanes(figure.moments, scale)
    height = TOP + sum(lane.height for lane in lanes) + 8
    body = _grid(scale, height) + _now(figure.now, scale, height, words)
    top = float(TOP)
    for lane in lanes:
        body += "".join(_lane(lane, top, now=figure.now, words=words))
        top += lane.height
    description = words.count("A timeline of {n} moment.", "A timeline of {n} moments.", len(figure.moments))
    description += " " + words("The table of the same data follows.")
    return Drawing(
        svg=image(body, name=name, title=figure.title, description=description, height=height),
        notes=tuple(_notes(figure, lanes=lanes, scale=scale, words=words)),
    )


def _notes(figure: Timeline, *, lanes: Sequence[Lane], scale: TimeScale, words: Wording) -> Iterator[str]:
    labelled = sum(len(lane.marks) for lane in lanes)
    if labelled < len(figure.moments):
        yield words.count(
            "Labelled: {drawn} of {n} moment. The table has all.",
            "Labelled: {drawn} of {n} moments, the latest where they crowd. The table has them all.",
            len(figure.moments),
            drawn=labelled,
        )
    if scale.change is not None:
        yield words("The scale changes on {date}, at the dotted line.", date=f"{scale.change:%Y-%m-%d}")


def _lanes(moments: Sequence[Moment], scale: TimeScale) -> list[Lane]:
    names = list(dict.fromkeys(moment.lane for moment in moments))
    most_rows = max(FEWEST_ROWS_OF_A_LANE, MOST_ROWS // max(1, len(names)))
    lanes = {name: Lane(name=name, most_rows=most_rows) for name in names}
    for moment in sorted(moments, key=lambda moment: moment.start, reverse=True):
        lanes[moment.lane].add(moment, scale=scale)
    return list(lanes.values())


def _sides(left: float, right: float, wide: float) -> Iterator[float]:
    """Yield where a label may start: after its mark, before it, or upon it where the mark is longer."""
    if right + GAP + wide <= WIDTH:
        yield right + GAP
    if left - GAP - wide >= 0:
        yield left - GAP - wide
    if wide + 2 * GAP <= right - left:
        yield left + GAP


def _grid(scale: TimeScale, height: float) -> str:
    drawn = ""
    if scale.change is not None:
        dots: Look = {"stroke": FAINT_INK, "stroke_width": 2, "stroke_dasharray": "1 5", "stroke_linecap": "round"}
        drawn += element("path", d=f"M{units(scale.place(scale.change))} {TOP - 6}V{units(height)}", **dots)
    for place, label in scale.ticks():
        drawn += element("path", d=f"M{units(place)} {TOP - 6}V{units(height)}", stroke=GRID)
        anchor = "start" if place < EDGE else "end" if place > WIDTH - EDGE else "middle"
        drawn += words_at(label, Point(place, TOP - 10), {"font_size": DATE_SIZE, "fill": FAINT_INK}, anchor=anchor)
    return drawn


def _now(now: datetime, scale: TimeScale, height: float, words: Wording) -> str:
    place = scale.place(now)
    text = words("as of {date}", date=f"{now.astimezone(UTC):%Y-%m-%d}")
    half = width_of(text, size=LABEL_SIZE) / 2 + 2
    middle = Point(min(max(place, half), WIDTH - half), 11)
    look: Look = {"font_size": LABEL_SIZE, "font_weight": "bold", "fill": HOSTILE}
    line = element("path", d=f"M{units(place)} 16V{units(height)}", stroke=HOSTILE, stroke_width=1.5)
    return line + words_at(text, middle, look, anchor="middle", right_to_left=words.right_to_left)


def _lane(lane: Lane, top: float, *, now: datetime, words: Wording) -> Iterator[str]:
    yield element("path", d=f"M0 {units(top)}H{WIDTH}", stroke=FAINT_INK)
    name = shortened(lane.name, size=HEAD_SIZE, within=WIDTH - 2 * SIDE)
    look = haloed(font_size=HEAD_SIZE, font_weight="bold")
    yield words_at(name, Point(0, top + 15), look, right_to_left=words.right_to_left)
    for mark in [*lane.crowd, *lane.marks]:
        middle = top + LANE_HEAD + ROW * mark.row + ROW / 2 - 3
        yield _mark(mark, middle, to_come=mark.moment.start > now, words=words)


def _mark(mark: Mark, middle: float, *, to_come: bool, words: Wording) -> str:
    long = mark.right - mark.left > 2 * DOT
    fill = PAPER if to_come else PALE if long else FRIENDLY
    look: Look = {"fill": fill, "stroke": FRIENDLY, "stroke_width": 1.5}
    if long:
        wide, high = mark.right - mark.left, 2 * DOT + 2
        drawn = element("rect", x=mark.left, y=middle - high / 2, width=wide, height=high, rx=3, **look)
    else:
        drawn = element("circle", cx=(mark.left + mark.right) / 2, cy=middle, r=DOT - 0.5, **look)
    if mark.label_left is not None:
        look = haloed(font_size=LABEL_SIZE, fill=INK)
        place = Point(mark.label_left, middle + 4)
        drawn += words_at(mark.label, place, look, right_to_left=words.right_to_left)
    said = f"{mark.moment.start.astimezone(UTC):%Y-%m-%d} {mark.moment.label}"
    return titled(drawn, said, data_entries=" ".join(mark.moment.entries))

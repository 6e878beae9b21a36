"""What a measurement says: a figure against its goal, and whether it is met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table; a figure without a goal is there to explain the others."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal is met, in words."""
        return "" if self.met is None else "met" if self.met else "MISSED"


def at_least(what: str, values: Sequence[float], *, goal: float | None = None) -> Figure:
    """Return the median of some ratios against the least that it should be."""
    figure = spread(values, digits=2)
    if goal is None:
        return Figure(what=what, figure=figure)
    return Figure(what=what, figure=figure, goal=f"≥ {goal:.2f}", met=median(values) >= goal)


def at_most(what: str, values: Sequence[float], *, unit: str, goal: float | None = None) -> Figure:
    """Return the median of some measurements against the most that it should be."""
    digits = 0 if median(values) >= 100 else 2
    figure = f"{spread(values, digits=digits)} {unit}"
    if goal is None:
        return Figure(what=what, figure=figure)
    return Figure(what=what, figure=figure, goal=f"≤ {goal:g} {unit}", met=median(values) <= goal)


def spread(values: Sequence[float], *, digits: int) -> str:
    """Return the median, with the least and the most beside it."""
    middle, least, most = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({least}–{most})"


def show(figures: Iterable[Figure]) -> None:
    """Print figures as they come, one a line."""
    for one in figures:
        print(f"{one.what:<66} {one.goal:>12} {one.figure:>28}  {one.verdict}", flush=True)


def show_head() -> None:
    """Print what the columns hold."""
    print(f"{'':<66} {'goal':>12} {'median (least–most)':>28}", flush=True)

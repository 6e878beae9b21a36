"""A scale of time: where a moment lies between two edges, and the round dates that mark it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WIDTH_OF_A_DATE = 72
SHORTEST = 3600.0
MARGIN = 0.03
CROWD = 12
CROWDED_SHARE = 0.2
EARLY_SHARE = 0.28
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)
HOURS = (1, 3, 6, 12, 24, 48, 96, 168, 336)
SECONDS_OF_AN_HOUR = 3600
HOURS_OF_A_DAY = 24
HOURS_OF_A_MONTH = 730
MONTHS_OF_A_YEAR = 12
ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of even time, in seconds from the year 1970, laid between two edges."""

    first: float
    last: float
    left: float
    right: float

    def place(self, second: float) -> float:
        """Return where a second lies, beyond the edges if it is outside."""
        return self.left + (second - self.first) / (self.last - self.first) * (self.right - self.left)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield round dates with where they lie, as many as there is room for, written as precisely as they need."""
        most = max(1, (self.right - self.left) / WIDTH_OF_A_DATE)
        hours = (self.last - self.first) / SECONDS_OF_AN_HOUR
        step = next((step for step in HOURS if hours / step <= most), None)
        if step is not None:
            yield from self._hours(step)
        else:
            yield from self._months(next(step for step in MONTHS if hours / HOURS_OF_A_MONTH / step <= most))

    def _hours(self, step: int) -> Iterator[tuple[float, str]]:
        seconds = step * SECONDS_OF_AN_HOUR
        second = -(-int(self.first) // seconds) * seconds
        while second <= self.last:
            midnight = second % (HOURS_OF_A_DAY * SECONDS_OF_AN_HOUR) == 0
            yield self.place(second), f"{_moment(second):{'%Y-%m-%d' if midnight else '%H:%M'}}"
            second += seconds

    def _months(self, step: int) -> Iterator[tuple[float, str]]:
        start = _moment(self.first)
        month = -(-(start.year * MONTHS_OF_A_YEAR + start.month) // step) * step
        while (second := _seconds(_first_of(month))) <= self.last:
            form = "%Y" if step % MONTHS_OF_A_YEAR == 0 else "%Y-%m"
            yield self.place(second), f"{_first_of(month):{form}}"
            month += step


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """A stretch of time, or an early one and a late one that is drawn wider, where most of what happened crowds."""

    stretches: tuple[Stretch, ...]

    @property
    def change(self) -> datetime | None:
        """When the scale changes; None for an even one."""
        return _moment(self.stretches[1].first) if len(self.stretches) > 1 else None

    def place(self, time: datetime) -> float:
        """Return where a time lies."""
        second = _seconds(time)
        stretch = next((stretch for stretch in self.stretches if second <= stretch.last), self.stretches[-1])
        return stretch.place(second)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield round dates with where they lie, far enough from one another to be written side by side."""
        before = -math.inf
        for place, date in (tick for stretch in self.stretches for tick in stretch.ticks()):
            if place - before >= WIDTH_OF_A_DATE * 0.9:
                yield place, date
                before = place


def time_scale(times: Sequence[datetime], *, left: float, right: float) -> TimeScale:
    """Return a scale that holds all times with a margin at either edge.

    It changes at the widest gap before which at most a third of them lie, if all the others lie within the last fifth.
    """
    seconds = sorted(_seconds(time) for time in times)
    middle, half = (seconds[0] + seconds[-1]) / 2, max(SHORTEST, (seconds[-1] - seconds[0]) / 2) * (1 + MARGIN)
    whole = Stretch(first=middle - half, last=middle + half, left=left, right=right)
    latest, span = seconds[-1], seconds[-1] - seconds[0]
    early = [place for place in range(1, len(seconds) // 3 + 1) if latest - seconds[place] <= CROWDED_SHARE * span]
    if len(seconds) < CROWD or not early:
        return TimeScale(stretches=(whole,))
    crowd = max(early, key=lambda place: seconds[place] - seconds[place - 1])
    late = max(SHORTEST, latest - seconds[crowd]) * (1 + MARGIN)
    change = latest - late
    between = left + (right - left) * EARLY_SHARE
    return TimeScale(
        stretches=(
            Stretch(first=whole.first, last=change, left=left, right=between),
            Stretch(first=change, last=latest + late * MARGIN, left=between, right=right),
        )
    )


def _first_of(month: int) -> datetime:
    year, rest = divmod(month, MONTHS_OF_A_YEAR)
    return datetime(year, rest + 1, 1, tzinfo=UTC)


def _seconds(time: datetime) -> float:
    return (time - ZERO).total_seconds()


def _moment(second: float) -> datetime:
    return ZERO + timedelta(seconds=second)

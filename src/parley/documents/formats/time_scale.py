"""A scale of time: where a moment lies between two edges, and the round dates that mark it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

MOST_TICKS = 9
SHORTEST = 3600.0
MARGIN = 0.03
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
HOURS = (1, 3, 6, 12, 24, 48, 96, 168, 336)
HOURS_OF_A_DAY = 24
MONTHS_OF_A_YEAR = 12
HOURS_OF_A_MONTH = 730
ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """A stretch of time, in seconds from the year 1970, laid between two edges."""

    first: float
    last: float
    left: float
    right: float

    @classmethod
    def over(cls, times: Sequence[datetime], *, left: float, right: float) -> Self:
        """Return a scale that holds all times with a margin at either edge."""
        seconds = [_seconds(time) for time in times]
        middle = (min(seconds) + max(seconds)) / 2
        half = max(SHORTEST, (max(seconds) - min(seconds)) / 2) * (1 + MARGIN)
        return cls(first=middle - half, last=middle + half, left=left, right=right)

    def place(self, time: datetime) -> float:
        """Return where a time lies."""
        return self._place(_seconds(time))

    def ticks(self) -> list[tuple[float, str]]:
        """Return round dates with where they lie, at most nine, written as precisely as they need."""
        for hours in HOURS:
            if (self.last - self.first) / 3600 / hours <= MOST_TICKS:
                form = "%H:%M" if hours < HOURS_OF_A_DAY else "%Y-%m-%d"
                return [
                    (self._place(second), f"{_moment(second):{'%Y-%m-%d' if second % 86400 == 0 else form}}")
                    for second in self._every(hours * 3600)
                ]
        return self._months()

    def _place(self, second: float) -> float:
        return self.left + (second - self.first) / (self.last - self.first) * (self.right - self.left)

    def _every(self, seconds: int) -> Iterator[int]:
        second = -(-int(self.first) // seconds) * seconds
        while second <= self.last:
            yield second
            second += seconds

    def _months(self) -> list[tuple[float, str]]:
        span = (self.last - self.first) / 3600 / HOURS_OF_A_MONTH
        step = next((months for months in MONTHS if span / months <= MOST_TICKS), MONTHS[-1])
        start = _moment(self.first)
        month = -(-(start.year * MONTHS_OF_A_YEAR + start.month) // step) * step
        ticks = []
        while (second := _seconds(_first_of(month))) <= self.last:
            form = "%Y" if step % MONTHS_OF_A_YEAR == 0 else "%Y-%m"
            ticks.append((self._place(second), f"{_first_of(month):{form}}"))
            month += step
        return ticks


def _first_of(month: int) -> datetime:
    year, rest = divmod(month, MONTHS_OF_A_YEAR)
    return datetime(year, rest + 1, 1, tzinfo=UTC)


def _seconds(time: datetime) -> float:
    return (time - ZERO).total_seconds()


def _moment(second: float) -> datetime:
    return ZERO + timedelta(seconds=second)

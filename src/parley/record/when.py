"""A time in the world, no more precise than it is known: an instant, a day, a month, an interval, or unknown."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Self


class Precision(StrEnum):
    """How precisely a time is known."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


LAST_YEAR = 9999
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A stretch of time from `start` to `end`, both included; both are None where the time is unknown."""

    precision: Precision
    start: datetime | None = None
    end: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a time that ends before it starts, or that says more or less than its precision."""
        unknown = self.precision is Precision.UNKNOWN
        if unknown != (self.start is None) or unknown != (self.end is None):
            message = "a known time has a start and an end, an unknown one has neither"
            raise ValueError(message)
        if self.start is None or self.end is None:
            return
        if self.start.tzinfo is None or self.end.tzinfo is None:
            message = "a time needs a time zone"
            raise ValueError(message)
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            # One time has one form, whatever zone it was handed in.
            object.__setattr__(self, "start", self.start.astimezone(UTC))
            object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end < self.start:
            message = f"{self.end:%Y-%m-%d %H:%M} comes before {self.start:%Y-%m-%d %H:%M}"
            raise ValueError(message)

    @classmethod
    def unknown(cls) -> Self:
        """Return a time of which nothing is known."""
        return cls(Precision.UNKNOWN)

    @classmethod
    def instant(cls, moment: datetime) -> Self:
        """Return a moment."""
        return cls(Precision.INSTANT, moment, moment)

    @classmethod
    def day(cls, day: date) -> Self:
        """Return a whole day, in UTC."""
        start = datetime.combine(day, time(), UTC)
        return cls(Precision.DAY, start, datetime.combine(day, time.max, UTC))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a whole month, in UTC."""
        last = date(year, month, calendar.monthrange(year, month)[1])
        return cls(Precision.MONTH, datetime(year, month, 1, tzinfo=UTC), datetime.combine(last, time.max, UTC))

    @classmethod
    def interval(cls, first: "When", last: "When") -> "When":
        """Return the stretch from the start of one known time to the end of another.

        Raises:
            ValueError: when either is unknown, or the second ends before the first starts.
        """
        if first.start is None or last.end is None:
            message = "an interval needs two known ends"
            raise ValueError(message)
        return cls(Precision.INTERVAL, first.start, last.end)

    @classmethod
    def read(cls, words: str) -> "When":
        """Return the time that is written as `2017-01-23`, `2017-01`, `2017-01-23T09:00Z`, `A/B` or `unknown`.

        Raises:
            ValueError: saying which of these forms the words do not fit.
        """
        words = words.strip()
        if words == "unknown":
            return cls.unknown()
        if words.count("/") == 1:
            first, _, last = words.partition("/")
            return cls.interval(cls.read(first), cls.read(last))
        try:
            if "T" in words or " " in words:
                return cls.instant(read_instant(words))
            if MONTH.fullmatch(words):
                return cls.month(int(words[:4]), int(words[5:]))
            return cls.day(date.fromisoformat(words if DAY.fullmatch(words) else ""))
        except (ValueError, OverflowError) as error:
            raise ValueError(
                f"“{words[:60]}” is no time: write 2017-01-23, 2017-01, 2017-01-23T09:00Z, "
                "two of these with / between, or unknown"
            ) from error

    def written(self) -> str:
        """Return the words that `read` understands as this time."""
        if self.start is None or self.end is None:
            return "unknown"
        if self.precision is Precision.INSTANT:
            return written_instant(self.start)
        if self.precision is Precision.DAY:
            return self.start.date().isoformat()
        if self.precision is Precision.MONTH:
            return self.start.date().isoformat()[: len("2017-01")]
        return f"{_written_end(self.start, last=False)}/{_written_end(self.end, last=True)}"


def read_instant(words: str) -> datetime:
    """Return the moment that is written, in UTC.

    Raises:
        ValueError: when it is no moment or names no time zone.
    """
    moment = datetime.fromisoformat(words.strip())
    if moment.tzinfo is None:
        raise ValueError(f"“{words[:60]}” names no time zone: add Z or an offset such as +06:00")
    return moment.astimezone(UTC)


def written_instant(moment: datetime) -> str:
    """Return a moment in UTC as `read_instant` reads it, without seconds where there are none."""
    moment = moment.astimezone(UTC)
    precision = "microseconds" if moment.microsecond else "seconds" if moment.second else "minutes"
    return moment.replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def read_known(words: str) -> datetime:
    """Return the time by which something was known: of a day or a month, its last moment.

    Raises:
        ValueError: when the words are no time, or an unknown one.
    """
    when = When.read(words)
    if when.end is None:
        message = "when it was known cannot be unknown: give the day on which its source was published or heard"
        raise ValueError(message)
    if when.end.year >= LAST_YEAR:
        raise ValueError(f"“{words[:60]}” lies beyond the calendar")
    return when.end


def written_known(known: datetime) -> str:
    """Return the words that `read_known` understands as this time: the day, where it is the last moment of a day."""
    return _written_end(known, last=True)


def _written_end(moment: datetime, *, last: bool) -> str:
    moment = moment.astimezone(UTC)
    whole_day = moment.time() == (time.max if last else time())
    return moment.date().isoformat() if whole_day else written_instant(moment)

"""Times as people type them into a form."""

from datetime import UTC, datetime

from parley.record.when import When, read_known, written_instant


def time_of(words: str) -> When:
    """Return a time, as precise as it was typed.

    Raises:
        ValueError: when it is no time.
    """
    try:
        return When.read(words)
    except OverflowError as error:
        raise ValueError(f"“{words[:60]}” lies beyond the calendar") from error


def known_by(words: str) -> datetime:
    """Return the moment by which something was known; a day means its end.

    Raises:
        ValueError: when it is no time, or an unknown one.
    """
    try:
        return read_known(words)
    except OverflowError as error:
        raise ValueError(f"“{words[:60]}” lies beyond the calendar") from error


def to_the_minute(moment: datetime) -> str:
    """Return the minute of a moment as it would be typed."""
    return written_instant(moment.astimezone(UTC).replace(second=0, microsecond=0))

"""Times as people type them into a form."""

from datetime import UTC, datetime

from parley.record.when import written_instant


def to_the_minute(moment: datetime) -> str:
    """Return the minute of a moment as it would be typed."""
    return written_instant(moment.astimezone(UTC).replace(second=0, microsecond=0))

"""Dates as a calendar that any calendar program reads (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from parley.documents.dates import Date
from parley.record.when import Precision

OCTETS_A_LINE = 75
MAKER = "-//Parley//Parley//EN"
ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\r\n": "\\n", "\n": "\\n", "\r": "\\n"}


def to_calendar(dates: Iterable[Date], *, name: str) -> str:
    """Return dates as a calendar; the same dates give the same bytes, and nothing in them tells who asked, or when."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", f"X-WR-CALNAME:{_text(name)}"]
    for one in dates:
        lines += _event(one)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(one: Date) -> Iterator[str]:
    start, end = one.when.start, one.when.end
    if start is None or end is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{one.entry}@parley"
    yield f"DTSTAMP:{_moment(one.known)}"
    if one.when.precision is Precision.INSTANT:
        yield f"DTSTART:{_moment(start)}"
    else:
        # The end of a stretch of days is the day after it (section 3.6.1).
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        if end.date() < date.max:
            yield f"DTEND;VALUE=DATE:{end.date() + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(one.title)}"
    if one.place:
        yield f"LOCATION:{_text(one.place)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Return a text as a calendar writes it (section 3.3.11)."""
    for plain, escaped in ESCAPED.items():
        words = words.replace(plain, escaped)
    return words


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, each later one after a space, no letter cut in two (section 3.1)."""
    part, room = "", OCTETS_A_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", OCTETS_A_LINE - 1
        part += letter
        room -= size
    yield part

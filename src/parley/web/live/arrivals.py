"""What came on record for one seat since it last read, and the event that tells an open page of it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse

from parley.documents.briefing.compose import live_moment
from parley.documents.briefing.view import View
from parley.documents.lists import list_of
from parley.documents.paper import Row
from parley.record.reading import Cursor
from parley.record.references import RoomId
from parley.record.seat import Seat
from parley.web.cursors import written
from parley.web.viewer import Came, came_since
from parley.wording import wording

MOST_LINES = 200
"""So many entries does one event put into words, the latest ones, as after an import; it counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in short, as the lists say it, and where it stands."""

    room: RoomId
    number: int
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How far the seat has read now, and what came by then, in each language that was asked for."""

    cursor: Cursor
    lines: Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """What an open page needs to be told: in which language, since when it was made, and whether in lines."""

    language: str
    made_at: Cursor
    in_lines: bool


def arrived(seat: Seat, *, since: Cursor, languages: Collection[str]) -> Arrivals | None:
    """Return what came on record for a seat since a cursor; None where nothing did.

    Raises:
        RecordUnavailable: when the database does not answer.
    """
    came = came_since(seat, cursor=since, most=MOST_LINES)
    if came is None:
        return None
    return Arrivals(cursor=came.cursor, lines={language: _lines(came, language=language) for language in languages})


def event(arrivals: Arrivals, *, read: Cursor, page: OpenPage) -> bytes:
    """Return the event that tells a page of what it has not read; empty where that is nothing.

    Its id is how far the seat has read in its own rooms, so that a page that was cut off reads on from there.
    """
    if all(number <= read.get(room, 0) for room, number in arrivals.cursor.items()):
        return b""
    words = wording(page.language)
    count = sum(max(number - page.made_at.get(room, 0), 0) for room, number in arrivals.cursor.items())
    lines = arrivals.lines.get(page.language, ()) if page.in_lines else ()
    told = {
        "said": words.count("{n} new entry", "{n} new entries", count),
        "entries": [line.shown for line in lines if line.number > read.get(line.room, 0)],
    }
    return f"id: {written(arrivals.cursor)}\nevent: entries\ndata: {json.dumps(told)}\n\n".encode()


def _lines(came: Came, *, language: str) -> tuple[Line, ...]:
    view = View(state=came.state, moment=live_moment(came.state, now=came.moment), words=wording(language))
    rows = list_of(came.latest, view=view, title="").rows
    return tuple(
        Line(room=entry.room, number=entry.number, shown=_shown(row))
        for entry, row in zip(came.latest, rows, strict=True)
    )


def _shown(row: Row) -> Mapping[str, str]:
    kind, short, room = row.cells[:3]
    return {
        "kind": kind.text,
        "words": short.text,
        "room": room.text,
        "address": reverse("entry", args=[short.entries[0]]),
    }

"""The form of a statement: what may be chosen in it, and what was typed, read into the parts of an entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html

from parley.actions.rooms import RoomChoice, open_rooms
from parley.documents.briefing.compose import live_moment
from parley.process.state import State
from parley.record.entry import Attribution, Form, Terms
from parley.record.kinds.bodies import BodyNamed, BodySort, PersonNamed
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.papers import Rendering
from parley.record.references import RoomId, SeatId
from parley.record.when import When, written_known
from parley.web.times import known_by, time_of, to_the_minute
from parley.web.viewer import Viewer
from parley.wording import Wording

NOBODY_NAMED = "not-named"
UNSPECIFIED = "unspecified"
Choices = list[tuple[str, Any]]


def readers(room: RoomChoice, *, words: Wording) -> str:
    """Say who will read what is put on record in a room."""
    if room.everyone:
        return words("Will be read by everyone, visitors included.")
    first, last = room.readers[:-1], room.readers[-1]
    names = words("{first} and {last}", first=", ".join(first), last=last) if first else last
    return words("Will be read by: {names}.", names=names)


class TimeField(forms.CharField):
    """A time as it happened, as precise as it is typed."""

    def to_python(self, value: str | None) -> When | None:
        """Read it."""
        return self.read(value, as_=time_of)

    def read(self, value: str | None, *, as_: Any) -> Any:
        """Read what was typed, or say how to type it."""
        typed = (value or "").strip()
        try:
            return as_(typed) if typed else None
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


class MomentField(TimeField):
    """A moment by which something was known; a day means its end."""

    def to_python(self, value: str | None) -> datetime | None:
        """Read it."""
        return self.read(value, as_=known_by)

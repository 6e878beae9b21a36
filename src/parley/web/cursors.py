"""How far a seat has read in each of its own rooms, as text that a page holds and hands back."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from parley.record.reading import Cursor
from parley.record.references import RoomId

A_ROOM = re.compile(r"([A-Za-z0-9_-]{22})([0-9]{1,15})")
"""A room's id in base 64, and the number of the last entry read there."""


class NotACursor(ValueError):
    """What was handed back does not say how far anybody has read."""


def written(cursor: Cursor) -> str:
    """Return a cursor as text; one that has read nothing is empty."""
    return ".".join(f"{_short(room)}{number}" for room, number in sorted(cursor.items()))


def read(text: str, *, of: Cursor) -> Cursor:
    """Return the cursor that was written so, of a seat that has now read so far: no other room, and nothing beyond.

    Raises:
        NotACursor: when nothing is written so.
    """
    found = [A_ROOM.fullmatch(part) for part in text.split(".")] if text else []
    handed_back = {_long(one[1]): int(one[2]) for one in found if one}
    if len(handed_back) != len(found):
        raise NotACursor
    return {room: min(number, handed_back.get(room, 0)) for room, number in of.items()}


def _short(room: RoomId) -> str:
    return urlsafe_b64encode(bytes.fromhex(room)).decode().rstrip("=")


def _long(short: str) -> RoomId:
    return RoomId(urlsafe_b64decode(short + "==").hex())

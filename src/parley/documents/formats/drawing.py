"""What drawings share: numbers that no locale changes, real text, and how wide it will be."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape

from parley.documents.formats.plain_text import plain

WIDTH = 760
"""How wide every drawing is, in its own units: one is a pixel on a screen, and text of 12 is 8 points on A4."""

FONT = "'Noto Sans', 'Liberation Sans', Arial, sans-serif"
INK = "#1b2126"
FAINT_INK = "#4c565e"
FRIENDLY = "#1d5c7a"
HOSTILE = "#9b2335"
PAPER = "#ffffff"
ELLIPSIS = "…"
LETTERS = 26

NARROW = frozenset("iljtfrI.,:;'|()[]!/-· ")
WIDE = frozenset("mwMW@%—…")


Look = dict[str, object]
"""Attributes of an element, with `_` in place of `-` in their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing as SVG, notes on what it leaves out, and what its letters stand for."""

    svg: str
    notes: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a drawing."""

    x: float
    y: float


def units(number: float) -> str:
    """Return a number as SVG reads it in every language: a full stop, one decimal, no exponent."""
    written = f"{number:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, content: str = "", /, **look: object) -> str:
    """Return an element around content that is already SVG; `_` in the name of an attribute stands for `-`."""
    start = f"<{name}" + "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in look.items())
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def words_at(text: str, place: Point, look: Look, *, right_to_left: bool = False, anchor: str = "start") -> str:
    """Return words as text of the drawing; `anchor` says which end of them lies at the place."""
    if right_to_left:
        # Words that run from right to left start on their right.
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        look = {"direction": "rtl", **look}
    return element("text", escape(plain(text), quote=False), x=place.x, y=place.y, text_anchor=anchor, **look)


def haloed(**look: object) -> Look:
    """Return attributes with which text stays legible on top of lines."""
    return {**look, "stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}


def image(body: str, *, name: str, title: str, description: str, height: float) -> str:
    """Return a whole drawing, with a title and a description for those who do not see it."""
    head = element("title", escape(plain(title), quote=False), id=f"{name}-title")
    head += element("desc", escape(plain(description), quote=False), id=f"{name}-description")
    return element(
        "svg",
        head + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {units(height)}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-description",
        font_family=FONT,
        fill=INK,
    )


def width_of(text: str, *, size: float) -> float:
    """Return about how wide a text will be; fonts differ, so it is taken rather too wide than too narrow."""
    return size * sum(_share(character) for character in plain(text))


def shortened(text: str, *, size: float, within: float) -> str:
    """Return a text that is no wider than a given width, cut with an ellipsis where it has to be."""
    text = plain(text)
    if width_of(text, size=size) <= within:
        return text
    while text and width_of(text + ELLIPSIS, size=size) > within:
        text = text[:-1]
    return plain(text.rstrip(" ,;:–—-") + ELLIPSIS)


def broken_into_lines(text: str, *, size: float, within: float, most: int) -> tuple[str, ...]:
    """Return a text as at most so many lines of a given width, the last of them cut where the text is longer."""
    lines: list[str] = []
    waiting = plain(text).split(" ")
    while waiting and len(lines) < most - 1:
        line = waiting.pop(0)
        while waiting and width_of(f"{line} {waiting[0]}", size=size) <= within:
            line = f"{line} {waiting.pop(0)}"
        lines.append(line)
    rest = [" ".join(waiting)] if waiting else []
    return tuple(shortened(line, size=size, within=within) for line in [*lines, *rest])


def letter(number: int) -> str:
    """Return a, b … z, aa, ab …: letters, since numbers are those of sources."""
    rest, place = divmod(number, LETTERS)
    return (letter(rest - 1) if rest else "") + chr(ord("a") + place)


def titled(content: str, title: str, **look: object) -> str:
    """Return content as a group whose full words show when it is pointed at."""
    return element("g", element("title", escape(plain(title), quote=False)) + content, **look)


def _value(value: object) -> str:
    return units(value) if isinstance(value, float | int) else escape(str(value))


@cache
def _share(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    if character in NARROW:
        return 0.34
    if character in WIDE:
        return 0.95
    return 0.7 if character.isupper() else 0.57

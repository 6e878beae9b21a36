"""Words within a paragraph of a DOCX: runs in either direction, links, fields, and the places to which links lead."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from parley.documents.formats.plain_text import plain


def bookmark_of(number: int) -> str:
    """Return the name of the place in the list of sources to which its number leads."""
    return f"source_{number}"


def set_style(paragraph: Paragraph, style: str) -> None:
    """Give a new paragraph a style by its id: to look one up by its name goes through all of them each time."""
    inside = paragraph._p  # noqa: SLF001 - its own element
    look = _element("w:pPr")
    look.append(_element("w:pStyle", **{"w:val": style}))
    inside.insert(0, look)


def add_words(paragraph: Paragraph, text: str, *, right_to_left: bool, style: str = "") -> None:
    """Add words to a paragraph."""
    paragraph._p.append(_run(text, right_to_left=right_to_left, style=style))  # noqa: SLF001 - its own element


def add_numbers(paragraph: Paragraph, numbers: Sequence[int], *, right_to_left: bool) -> None:
    """Add the raised numbers of sources, each leading to its place in the list."""
    for place, number in enumerate(numbers):
        if place:
            add_words(paragraph, ", ", right_to_left=right_to_left, style="SourceNumber")
        link = _element("w:hyperlink", **{"w:anchor": bookmark_of(number), "w:history": "1"})
        link.append(_run(str(number), right_to_left=right_to_left, style="SourceNumber"))
        paragraph._p.append(link)  # noqa: SLF001 - its own element


def add_address(paragraph: Paragraph, address: str) -> None:
    """Add an address of the web as a link."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _element("w:hyperlink", **{"r:id": key, "w:history": "1"})
    link.append(_run(address, right_to_left=False, style="Hyperlink"))
    paragraph._p.append(link)  # noqa: SLF001 - its own element


def add_field(paragraph: Paragraph, instruction: str, *, right_to_left: bool) -> None:
    """Add a number that the word processor works out, such as `PAGE`."""
    field = _element("w:fldSimple", **{"w:instr": instruction})
    field.append(_run("1", right_to_left=right_to_left))
    paragraph._p.append(field)  # noqa: SLF001 - its own element


def mark_place(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph the place to which the number of a source leads."""
    inside = paragraph._p  # noqa: SLF001 - its own element
    first = next((child for child in inside if child.tag != qn("w:pPr")), None)
    start = _element("w:bookmarkStart", **{"w:id": str(number), "w:name": bookmark_of(number)})
    if first is None:
        inside.append(start)
    else:
        first.addprevious(start)
    inside.append(_element("w:bookmarkEnd", **{"w:id": str(number)}))


def _run(text: str, *, right_to_left: bool, style: str = "") -> BaseOxmlElement:
    run = _element("w:r")
    if style or right_to_left:
        look = _element("w:rPr")
        if style:
            look.append(_element("w:rStyle", **{"w:val": style}))
        if right_to_left:
            look.append(_element("w:rtl"))
        run.append(look)
    # Spaces at either end part these words from their neighbours, so they are kept where `plain` would drop them.
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    words = _element("w:t", **{"xml:space": "preserve"})
    words.text = f"{before}{plain(text)}{after}" if text.strip(" ") else text
    run.append(words)
    return run


_qualified = cache(qn)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in attributes.items():
        element.set(_qualified(key), value)
    return element

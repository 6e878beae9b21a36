"""A Word note: its paragraphs, headings and tables in order; what was deleted, hidden or commented stays apart."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import QName, _Element

from parley.actions.intake import characters
from parley.actions.intake.columns import knows
from parley.actions.intake.found import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Found,
    NotTaken,
    Remark,
    Sheet,
    SheetRow,
    Text,
    even,
    left_out,
    remark,
)
from parley.actions.intake.office_zip import BROKEN, parts_of, xml
from parley.actions.intake.plain import EMPTY, TOO_LONG, title_of
from parley.wording import mark

DELETED, INSERTED, HIDDEN, BOXES, NOTES = "deleted", "inserted", "hidden", "boxes", "notes"
APART = {
    "del": DELETED, "moveFrom": DELETED, "txbxContent": BOXES, "drawing": BOXES, "pict": BOXES, "object": BOXES,
    "AlternateContent": BOXES, "footnoteReference": NOTES, "endnoteReference": NOTES,
}  # fmt: skip
"""What stands within a paragraph and is not taken."""

WITHIN = {"body", "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
"""What holds paragraphs, or parts of one, and is nothing by itself."""

BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
DEEPEST = 100
HEADINGS = ("heading", "title")

WHAT_IS_THERE = mark("“{where}”, a Word note. Paragraphs: {paragraphs}; headings: {headings}; tables: {tables}.")
REMARKS = {
    DELETED: mark("Left out, deleted while changes were tracked: {n} passages."),
    INSERTED: mark("Taken, inserted while changes were tracked and perhaps not agreed: {n} passages."),
    HIDDEN: mark("Left out, hidden text: {n} passages."),
    BOXES: mark("Left out, pictures and text boxes: {n}."),
    NOTES: mark("Left out, footnotes and endnotes: {n}."),
}
LEFT_OUT = mark("Left out of “{where}”: headers, footers, and who wrote and changed it when.")
COMMENTS = mark("Comments in “{where}”")


@dataclass(slots=True)
class _Body:
    """What was met so far in the body of a note."""

    blocks: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    title: str = ""
    counted: Counter[str] = field(default_factory=Counter)


def read_word_note(file: bytes, *, where: str) -> Found:
    """Return the text of a .docx, its comments as a text of their own, and its tables under known headings.

    Raises:
        NotTaken: when it cannot be opened, holds macros, is empty or too long.
    """
    parts = parts_of(file)
    main = next((name for name in ("word/document.xml", *sorted(parts)) if _is_main(name, parts)), None)
    if main is None:
        raise NotTaken(BROKEN)
    root = xml(parts[main])
    body = _Body()
    for element in _children(root, "body"):
        _read(element, body=body, headings=_headings(parts), depth=0)
    comments = _comments(parts)
    words = "\n".join(body.blocks).strip("\n")
    if not words.strip():
        raise NotTaken(EMPTY, where=where)
    if len(words) + sum(map(len, comments)) > MOST_LETTERS:
        raise NotTaken(TOO_LONG, where=where, n=MOST_LETTERS)
    turns = characters.turned(words)
    words = characters.checked(words, where=where)
    texts = [Text(title=title_of(characters.shown(body.title) or words), words=words, where=where)]
    if comments:
        said = characters.checked("\n".join(comments), where=where)
        texts.append(Text(title=remark(COMMENTS, where=where), words=said, where=where))
    return Found(texts=tuple(texts), sheets=_sheets(body, where=where), remarks=_remarks(body, turns, where=where))


def _remarks(body: _Body, turns: int, *, where: str) -> tuple[Remark, ...]:
    counted = body.counted
    there = remark(
        WHAT_IS_THERE,
        where=where,
        paragraphs=counted["paragraphs"],
        headings=counted["headings"],
        tables=len(body.tables),
    )
    told = tuple((message, counted[name]) for name, message in REMARKS.items())
    return (there, *left_out((*told, (characters.TURNED, turns))), remark(LEFT_OUT, where=where))


def _is_main(name: str, parts: dict[str, bytes]) -> bool:
    return name in parts and name.startswith("word/document") and name.endswith(".xml")


def _read(element: _Element, *, body: _Body, headings: set[str], depth: int) -> None:
    """Take the blocks of an element in their order."""
    if depth > DEEPEST:
        raise NotTaken(BROKEN)
    for child in element.iterchildren(tag="*"):
        name = QName(child).localname
        if name == "p":
            _read_paragraph(child, body=body, headings=headings)
        elif name == "tbl":
            rows = _rows(child, counted=body.counted)
            body.tables.append(rows)
            body.blocks += ["", *(" | ".join(row) for row in rows if any(row)), ""]
        elif name in WITHIN:
            body.counted[INSERTED] += name in {"ins", "moveTo"}
            _read(child, body=body, headings=headings, depth=depth + 1)
        elif name in APART:
            body.counted[APART[name]] += 1


def _read_paragraph(paragraph: _Element, *, body: _Body, headings: set[str]) -> None:
    words = _words(paragraph, counted=body.counted).rstrip()
    if not words.strip():
        body.blocks.append("")
        return
    style = _attribute(paragraph, "pPr", "pStyle")
    if style in headings:
        body.counted["headings"] += 1
        body.title = body.title or words.strip()
        body.blocks += ["", words]
    else:
        body.counted["paragraphs"] += 1
        body.blocks.append(f"- {words}" if _is_listed(paragraph) else words)


def _words(paragraph: _Element, *, counted: Counter[str]) -> str:
    """Return the words of a paragraph or a cell as they stand once what was deleted is gone."""
    found: list[str] = []
    waiting = list(reversed(list(paragraph.iterchildren(tag="*"))))
    while waiting:
        element = waiting.pop()
        name = QName(element).localname
        if name in APART:
            counted[APART[name]] += 1
        elif name == "t":
            found.append(element.text or "")
        elif name in BREAKS:
            found.append(BREAKS[name])
        elif name == "r" and _is_hidden(element):
            counted[HIDDEN] += 1
        elif not name.endswith("Pr") and name != "instrText":
            counted[INSERTED] += name in {"ins", "moveTo"}
            if name == "p" and found:
                found.append("\n")
            waiting.extend(reversed(list(element.iterchildren(tag="*"))))
    return "".join(found)


def _rows(table: _Element, *, counted: Counter[str]) -> list[list[str]]:
    rows = []
    for row in _within(table, "tr"):
        if _children(row, "trPr", "del"):
            counted[DELETED] += 1
            continue
        rows.append([_words(cell, counted=counted).strip().replace("\n", "; ") for cell in _within(row, "tc")])
    return rows


def _sheets(body: _Body, *, where: str) -> tuple[Sheet, ...]:
    sheets = []
    for number, rows in enumerate(body.tables, 1):
        cells = [
            SheetRow(number=at, cells=tuple(characters.checked(cell, where=where) for cell in row))
            for at, row in enumerate(rows, 1)
        ]
        kept = even(cells)
        fits = len(kept) <= MOST_ROWS and all(len(row.cells) <= MOST_COLUMNS for row in kept)
        if kept and fits and knows(kept[0].cells):
            sheets.append(Sheet(title=f"{where} ({number})", where=where, rows=kept))
    return tuple(sheets)


def _comments(parts: dict[str, bytes]) -> list[str]:
    """Return the words of each comment; who made it and when is not taken."""
    if "word/comments.xml" not in parts:
        return []
    found = (_words(one, counted=Counter()) for one in _children(xml(parts["word/comments.xml"]), "comment"))
    return [f"- {words.strip()}" for words in found if words.strip()]


def _headings(parts: dict[str, bytes]) -> set[str]:
    """Return the styles of headings: their names are English in every language of Word, their ids are not."""
    if "word/styles.xml" not in parts:
        return set()
    styles = _children(xml(parts["word/styles.xml"]), "style")
    names = {_own(style, "styleId"): _attribute(style, "name").lower() for style in styles}
    return {style for style, name in names.items() if style and name.startswith(HEADINGS)}


def _is_listed(paragraph: _Element) -> bool:
    return bool(_children(paragraph, "pPr", "numPr"))


def _is_hidden(run: _Element) -> bool:
    found = _children(run, "rPr", "vanish")
    return bool(found) and _own(found[0], "val") not in {"0", "false", "off"}


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, those in content controls and insertions as well."""
    for child in element.iterchildren(tag="*"):
        if QName(child).localname == name:
            yield child
        elif QName(child).localname in WITHIN:
            yield from _within(child, name)


def _children(element: _Element, *path: str) -> list[_Element]:
    found = [element]
    for name in path:
        found = [child for one in found for child in one.iterchildren(tag="*") if QName(child).localname == name]
    return found


def _attribute(element: _Element, *path: str) -> str:
    found = _children(element, *path)
    return _own(found[0], "val") if found else ""


def _own(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if QName(key).localname == name), "")

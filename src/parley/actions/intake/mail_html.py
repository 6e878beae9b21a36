"""The words of a mail that is a page: its visible text, line by line, with what it quotes marked."""

import re

from lxml import etree, html

from parley.actions.intake.found import NotTaken
from parley.wording import mark

SKIPPED = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"}
BLOCKS = {
    "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NO_PAGE = mark("The words of this mail cannot be read: open it, copy its words and paste them here.")
QUOTE = "blockquote"


def text_of(page: str) -> str:
    """Return the visible words of a page; nothing is fetched, nothing runs.

    Raises:
        NotTaken: when it is no page at all.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise NotTaken(NO_PAGE) from error
    pieces: list[str] = []
    skipping = quoting = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag).lower()
        hides = name in SKIPPED or bool(HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None
        begins = event == "start"
        skipping += (1 if begins else -1) * hides
        quoting += (1 if begins else -1) * (name == QUOTE)
        if name in BLOCKS or name == "br":
            pieces.append("\n" if begins or name != "br" else "")
        if name in {"td", "th"} and not begins:
            pieces.append("\t")
        said = (element.text if begins else element.tail) or ""
        if said and not skipping:
            line = re.sub(r"\s+", " ", said)
            pieces.append(f"\0{line}" if quoting else line)
    return _lines("".join(pieces))


def _lines(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        words = line.replace("\0", "").strip()
        lines.append(f"> {words}" if words and "\0" in line else words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

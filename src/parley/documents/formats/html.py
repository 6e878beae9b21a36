"""A paper as one HTML file that asks nothing of the network, and as the content of a page that embeds it."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files

from parley.collecting import without_collecting
from parley.documents.formats.addresses import may_be_linked
from parley.documents.formats.citing import Citing
from parley.documents.formats.drawing import Drawing
from parley.documents.formats.matrix_html import matrix_html
from parley.documents.formats.numbers_html import numbers_html
from parley.documents.formats.plain_text import plain
from parley.documents.formats.relations_svg import relations_svg
from parley.documents.formats.seating_svg import seating_svg
from parley.documents.formats.table_shape import needs_landscape
from parley.documents.formats.timeline_svg import timeline_svg
from parley.documents.paper import Figure, Paper, RelationsMap, SeatingPlan, Section, Sentence, Source, Table
from parley.wording import Wording, wording

STYLE = (files("parley.documents.formats") / "paper.css").read_text(encoding="utf-8")
"""The style of every paper, as a page that embeds `body_html` serves it."""

PAGE_OF_PAGES = ("\N{OBJECT REPLACEMENT CHARACTER}1", "\N{OBJECT REPLACEMENT CHARACTER}2")


@without_collecting()
def to_html(paper: Paper) -> str:
    """Return a paper as a whole HTML file; its policy lets it load and run nothing."""
    words = wording(paper.language)
    style = f"\n{STYLE}{print_style(handling=paper.handling, words=words)}"
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"""<!doctype html>
<html lang="{escape(paper.language)}" dir="{_direction(words)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{_words(paper.title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body_html(paper)}
</main>
</body>
</html>
"""


def body_html(paper: Paper, *, entries_at: str = "", headed: bool = True) -> str:
    """Return a paper as one article for a page that serves `STYLE`; it has neither scripts nor style attributes.

    Args:
        paper: what is written.
        entries_at: the address below which each entry has a page of its own, to which its source then leads.
        headed: whether its own head stands above it; not where it continues a page that has one.
    """
    words = wording(paper.language)
    citing = Citing(paper.sources)
    parts = [
        f'<article class="paper" lang="{escape(paper.language)}" dir="{_direction(words)}">',
        *(_head(paper, words) if headed else ()),
        *(_section(section, citing=citing, words=words) for section in paper.sections),
        f'<section id="sources">\n<h2>{_words(paper.sources_title)}</h2>\n<ol class="sources">',
        *(_source(source, number, entries_at) for number, source in enumerate(paper.sources, start=1)),
        "</ol>\n</section>",
        *(f"<footer>{marking}</footer>" for marking in _paragraph("handling", paper.handling)),
        "</article>",
    ]
    return "\n".join(parts)


def _head(paper: Paper, words: Wording) -> Iterator[str]:
    yield "<header>"
    yield from _paragraph("handling", paper.handling)
    yield f"<h1>{_words(paper.title)}</h1>"
    yield from _paragraph("subtitle", paper.subtitle)
    yield "</header>"
    yield _contents(paper, words)


def print_style(*, handling: str, words: Wording) -> str:
    """Return the style, served after `STYLE`, that puts a paper's marking and a number on every printed page."""
    page, pages = PAGE_OF_PAGES
    footer = _css(words("Page {page} of {pages}", page=page, pages=pages))
    footer = footer.replace(_css(page)[1:-1], '" counter(page) "').replace(_css(pages)[1:-1], '" counter(pages) "')
    font = 'font: 8.5pt "Noto Sans", "Liberation Sans", Arial, sans-serif'
    top = f"content: {_css(plain(handling))}; {font}; font-weight: 700; color: #7a1f2b"
    bottom = f"content: {footer}; {font}; color: #4c565e"
    return f"@page {{\n  @top-center {{ {top}; }}\n  @bottom-center {{ {bottom}; }}\n}}\n"


def _css(text: str) -> str:
    """Return a text as a string of CSS; what is no letter or digit is escaped, so that nothing can end the string."""
    plain_letters = (letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)
    return f'"{"".join(plain_letters)}"'


def _direction(words: Wording) -> str:
    return "rtl" if words.right_to_left else "ltr"


def _words(text: str) -> str:
    return escape(plain(text))


def _paragraph(sort: str, text: str) -> list[str]:
    return [f'<p class="{sort}">{_words(text)}</p>'] if text.strip() else []


def _contents(paper: Paper, words: Wording) -> str:
    titles = [(f"section-{section.id}", section.title) for section in paper.sections] + [
        ("sources", paper.sources_title)
    ]
    items = "".join(f'<li><a href="#{escape(name)}">{_words(title)}</a></li>' for name, title in titles)
    return f'<nav class="contents" aria-label="{_words(words("Contents"))}"><ol>{items}</ol></nav>'


def _section(section: Section, *, citing: Citing, words: Wording) -> str:
    wide = ' class="wide"' if needs_landscape(section.figures) else ""
    name = escape(f"section-{section.id}")
    parts = [
        f'<section id="{name}"{wide}>',
        f"<h2>{_words(section.title)}</h2>",
        *(_sentence(sentence, citing) for sentence in section.sentences),
    ]
    for number, figure in enumerate(section.figures, start=1):
        parts += _figure(figure, name=f"{name}-{number}", citing=citing, words=words)
    return "\n".join([*parts, "</section>"])


def _sentence(sentence: Sentence, citing: Citing) -> str:
    sort = "sentence lead" if sentence.lead else "sentence"
    return (
        f'<p class="{sort}" data-entries="{escape(" ".join(sentence.entries))}">'
        f'<span class="words">{_words(sentence.text)}</span>{numbers_html(sentence.entries, citing=citing)}</p>'
    )


def _figure(figure: Figure, *, name: str, citing: Citing, words: Wording) -> Iterator[str]:
    if isinstance(figure, Table):
        yield matrix_html(figure, name=name, citing=citing)
        return
    if isinstance(figure, RelationsMap):
        drawing = relations_svg(figure, name=name, words=words)
    elif isinstance(figure, SeatingPlan):
        drawing = seating_svg(figure, name=name, words=words)
    else:
        drawing = timeline_svg(figure, name=name, words=words)
    yield f'<figure id="{name}">\n<figcaption id="{name}-caption">{_words(figure.title)}</figcaption>'
    yield f'<div class="scroll chart" dir="ltr" tabindex="0" role="group" aria-labelledby="{name}-caption">'
    yield f"{drawing.svg}\n</div>"
    yield from _beneath(drawing)
    yield f"<details>\n<summary>{_words(words('Table of the same data'))}</summary>"
    yield matrix_html(figure.table, name=f"{name}-table", citing=citing)
    yield "</details>\n</figure>"


def _beneath(drawing: Drawing) -> Iterator[str]:
    for note in drawing.notes:
        yield from _paragraph("note", note)
    if drawing.key:
        items = "".join(f"<li><b>{_words(letter)}</b>{_words(meaning)}</li>" for letter, meaning in drawing.key)
        yield f'<ul class="key">{items}</ul>'


def _source(source: Source, number: int, entries_at: str) -> str:
    address = source.address.strip()
    link = _words(address)
    if may_be_linked(address):
        link = f'<a href="{escape(address)}" rel="noopener noreferrer">{link}</a>'
    named = f'<span class="words">{_words(source.text)}</span>'
    if entries_at:
        named = f'<a href="{escape(entries_at)}/{escape(source.entry)}">{named}</a>'
    return f'<li id="source-{number}">{named}{f" {link}" if address else ""}</li>'

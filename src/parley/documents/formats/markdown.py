"""A paper as Markdown (CommonMark with GitHub's tables), its words escaped so that none of them can become markup."""

import re

from parley.documents.formats.addresses import may_be_linked
from parley.documents.formats.citing import Citing
from parley.documents.formats.plain_text import plain
from parley.documents.formats.table_shape import NOTHING_KNOWN
from parley.documents.paper import Cell, Figure, Paper, Section, Sentence, Source, Table

INLINE = re.compile(r"[\\`*_\[\]<>|~&$#@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
AT_THE_START = re.compile(r"\A(\d{1,9}(?=[.)])|(?=[-+=]))")


def to_markdown(paper: Paper) -> str:
    """Return a paper as Markdown; a drawing is given as the table that says the same."""
    citing = Citing(paper.sources)
    parts = [
        f"# {_line(paper.title)}",
        *_paragraphs(paper.subtitle),
        *(f"**{marking}**" for marking in _paragraphs(paper.handling)),
    ]
    for section in paper.sections:
        parts += _section(section, citing)
    parts += [f"## {_line(paper.sources_title)}", _sources(paper.sources)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section, citing: Citing) -> list[str]:
    sentences = [_sentence(sentence, citing) for sentence in section.sentences]
    return [f"## {_line(section.title)}", *sentences, *(_figure(figure, citing) for figure in section.figures)]


def _sentence(sentence: Sentence, citing: Citing) -> str:
    head = "### " if sentence.lead else ""
    return f"{head}{_line(sentence.text)} {_numbers(citing.numbers(sentence.entries))}"


def _figure(figure: Figure, citing: Citing) -> str:
    table = figure if isinstance(figure, Table) else figure.table
    heads = [table.corner, *table.columns]
    rows = [[_line(row.heading), *(_cell(cell, citing) for cell in row.cells)] for row in table.rows]
    lines = [[_line(head) for head in heads], ["---"] * len(heads), *rows]
    return f"### {_line(table.title)}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell, citing: Citing) -> str:
    if not cell.text.strip():
        return NOTHING_KNOWN
    return " ".join([_line(cell.text), *([_numbers(citing.numbers(cell.entries))] if cell.entries else [])])


def _sources(sources: tuple[Source, ...]) -> str:
    return "\n".join(
        f"{number}. {_line(source.text)}{_address(source)}" for number, source in enumerate(sources, start=1)
    )


def _address(source: Source) -> str:
    if not source.address.strip():
        return ""
    return f" <{source.address}>" if may_be_linked(source.address) else f" {_line(source.address)}"


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, numbers))}]"


def _paragraphs(text: str) -> list[str]:
    return [_line(text)] if text.strip() else []


def _line(text: str) -> str:
    """Return words as they read, whatever Markdown would make of them at the start of a line or within it."""
    return AT_THE_START.sub(r"\1\\", INLINE.sub(r"\\\g<0>", plain(text)))

"""A paper as Markdown keeps its words as words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from parley.documents.formats.markdown import to_markdown
from parley.documents.formats.plain_text import plain
from tests.documents.formats.sample_paper import paper_of, sample_paper

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BLOCKS = {"heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "ordered_list", "list_item", "inline"}
SPANS = {"text", "strong_open", "strong_close", "link_open", "link_close"}

HOSTILE = [
    "# no heading", "#", "- no list", "+ no list", "12. no list", "3) no list", "> no quotation", "| no | table |",
    "<script>alert(1)</script>", "<b>", "&lt;b&gt;", "***", "---", "===", "a * b * c", "_emphasis_ __strong__",
    "`code`", "```", "    indented", "\tindented", "[link](https://evil.example)", "![image](x)", "[1]: https://x.example",
    "ends in a backslash\\", "\\# escaped already", "~~struck~~", "<https://evil.example>", "https://evil.example",
    "www.evil.example", "someone@evil.example", "two\nlines", "$x$", "وقف | النار", "]]>", "[^1]", "-", "1.",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    written = to_markdown(paper_of(text))
    _only_words(written)
    lines = [_words(token) for token in READER.parse(written) if token.type == "inline"]
    assert lines[0] == " ".join(plain(text).split())


@pytest.mark.parametrize("text", ["https://evil.example", "www.evil.example", "someone@evil.example"])
def test_no_address_in_prose_links_itself(text):
    title = to_markdown(paper_of(text)).splitlines()[0]
    assert not re.search(r"https?://|www\.|\w@", title)


@given(st.text())
def test_any_text_stays_text(text):
    _only_words(to_markdown(paper_of(text or "-" if text.strip() else "-")))


def test_every_sentence_carries_the_numbers_of_its_sources():
    written = to_markdown(sample_paper())
    sentences = [sentence for section in sample_paper().sections for sentence in section.sentences]
    numbers = {source.entry: number for number, source in enumerate(sample_paper().sources, start=1)}
    assert len(sentences) == 60
    for sentence in sentences:
        cited = ", ".join(str(number) for number in sorted(numbers[entry] for entry in sentence.entries))
        assert f"{sentence.text} [{cited}]\n" in written


def test_sources_are_numbered_as_they_are_cited():
    last = to_markdown(sample_paper()).split("## Sources\n\n")[1].splitlines()
    for number, (line, source) in enumerate(zip(last, sample_paper().sources, strict=True), start=1):
        assert line.startswith(f"{number}. {source.text}")
        assert line.endswith(f"<{source.address}>" if source.address else "Courier")


def test_tables_have_a_cell_for_each_column_and_a_mark_where_nothing_is_known():
    tables = re.findall(r"(?:^\|.*\n)+", to_markdown(sample_paper()), re.MULTILINE)
    assert [len(table.splitlines()) for table in tables] == [32, 10, 42]
    assert {line.count(" | ") for line in tables[1].splitlines()} == {10}
    assert "| – |" in tables[1]


def test_same_paper_gives_the_same_words_twice():
    assert to_markdown(sample_paper()) == to_markdown(sample_paper())


def _only_words(written):
    for token in READER.parse(written):
        assert re.sub("_(open|close)$", "", token.type) in BLOCKS, token
        for child in token.children or []:
            assert child.type in SPANS, child
            if child.type == "link_open":
                assert child.info == "auto"


def _words(token):
    return " ".join("".join(child.content for child in token.children).split())

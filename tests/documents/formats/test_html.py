"""A paper as HTML asks nothing of the network, runs nothing, and leads from every sentence to its sources."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from parley.documents.formats.citing import SourceMissing
from parley.documents.formats.html import STYLE, body_html, print_style, to_html
from parley.documents.paper import Section, Sentence
from parley.record.references import EntryId
from parley.wording import wording
from tests.documents.formats.sample_paper import ENTRIES, paper_of, sample_paper

HOSTILE = [
    "<script>alert(1)</script>", "</style><script>alert(1)</script>", '" onload="alert(1)', "]]>", "<!-- -->",
    "a & b &amp;", "\u202eturned", "قال إن", "javascript:alert(1)", "https://x.example/\"onclick='x'", "nul\0",
    "\\", '";}', "<svg/onload=x>",
]  # fmt: skip
DRAWN_TWICE = "from {0} import to_html; from {1} import sample_paper; print(to_html(sample_paper()))"


class Fetching(HTMLParser):
    """What a page would fetch, run or style by itself."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "link", "img", "iframe", "object", "embed", "base", "image", "use", "form", "video"}:
            self.found.append(tag)
        for name, value in attrs:
            if name in {"style", "src", "srcset", "action", "ping", "poster", "xlink:href"} or name.startswith("on"):
                self.found.append(f"{tag} {name}")
            elif name == "href":
                self.links.append(value)


def read(page):
    reader = Fetching()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def page():
    return to_html(sample_paper())


@pytest.fixture(scope="module")
def body():
    return etree.fromstring(body_html(sample_paper()))


def test_page_fetches_and_runs_nothing(page):
    reader = read(page)
    assert reader.found == []
    assert not re.search(r"@import|url\((?!#)|expression", page)
    assert "default-src 'none'; style-src 'sha256-" in page


def test_page_is_in_its_language_and_direction(page):
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<h1>") == page.count("<main>") == 1


def test_every_sentence_leads_to_its_sources(body):
    paper = sample_paper()
    numbers = {source.entry: number for number, source in enumerate(paper.sources, start=1)}
    written = body.findall(".//p[@class='sentence']")
    sentences = [sentence for section in paper.sections for sentence in section.sentences]
    assert len(written) == len(sentences) == 60
    for element, sentence in zip(written, sentences, strict=True):
        assert element.get("data-entries").split() == list(sentence.entries)
        cited = sorted(numbers[entry] for entry in sentence.entries)
        assert [link.get("href") for link in element.findall("sup/a")] == [f"#source-{number}" for number in cited]
        assert element.find("span").text == sentence.text


def test_every_link_within_the_page_leads_somewhere(body, page):
    names = [element.get("id") for element in body.iter() if element.get("id")]
    assert len(names) == len(set(names))
    inside = {link[1:] for link in read(page).links if link.startswith("#")}
    assert inside <= set(names)
    assert {name for name in names if name.startswith("source-")} == {f"source-{number}" for number in range(1, 35)}


def test_tables_have_headings_with_their_scope(body):
    for table in body.iter("table"):
        columns = table.findall("thead/tr/th")
        assert {column.get("scope") for column in columns} == {"col"}
        for row in table.findall("tbody/tr"):
            assert [head.get("scope") for head in row.findall("th")] == ["row"]
            assert len(row.findall("td")) == len(columns) - 1


def test_cells_rest_on_their_sources_and_the_same_word_has_the_same_shade(body):
    table = body.find(".//section[@id='section-positions']//table")
    shades = {(cell.text, cell.get("class")) for cell in table.iter("td")}
    assert shades == {
        ("accepts", "shade-1"), ("rejects", "shade-2"), ("conditional", "shade-3"), ("no position", "shade-4"),
        ("–", "empty"),
    }  # fmt: skip
    assert all(
        cell.get("data-entries") and cell.find("sup/a") is not None for cell in table.iter("td") if cell.text != "–"
    )


def test_drawings_are_named_and_followed_by_the_table_that_says_the_same(body):
    figures = body.findall(".//figure")
    assert len(figures) == 2
    for figure in figures:
        drawing = figure.find("div/{*}svg")
        assert drawing.getparent().get("dir") == "ltr"
        assert figure.find("details/div/table") is not None
        assert drawing.get("role") == "img"
        assert all(body.find(f".//*[@id='{name}']").text for name in drawing.get("aria-labelledby").split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    page = to_html(paper_of(text))
    reader = read(page)
    assert reader.found == []
    assert all(re.match(r"#|https?://[^\"'<>]*\Z", link) for link in reader.links)
    assert page.count("</style>") == page.count("<style>") == 1
    body = etree.fromstring(body_html(paper_of(text)))
    assert body.find("header/h1").text.strip("\u202c") == text.replace("\0", "\ufffd")


def test_marking_and_number_stand_on_every_printed_page():
    style = print_style(handling='Team only"; } <x>', words=wording())
    assert '@top-center { content: "Team only\\22 \\3b  \\7d  \\3c x\\3e "' in style
    assert '@bottom-center { content: "Page " counter(page) " of " counter(pages) ""' in style


def test_style_is_logical_and_can_be_served_alone():
    sides = "left|right|top|bottom"
    physical = rf"(?<![\w-])({sides}|width|height|float|text-align: (left|right)|(margin|padding|border)-({sides})):"
    assert not re.search(physical, STYLE)
    assert "<" not in STYLE
    selectors = re.findall(r"^\s*([.\w][^{@;]*)\{", STYLE, re.MULTILINE)
    assert all(part.strip().startswith(".paper") for selector in selectors for part in selector.split(","))


def test_a_sentence_whose_source_is_not_listed_is_refused():
    stray = Section(id="a", title="A", sentences=(Sentence(text="A.", entries=(EntryId("f" * 32),)),))
    with pytest.raises(SourceMissing, match=r"f{32}"):
        to_html(replace(sample_paper(), sections=(stray,)))


def test_paper_without_figures_or_sections_is_a_page():
    empty = replace(sample_paper(), sections=(Section(id="a", title="A", sentences=()),), sources=())
    assert ENTRIES[0] not in to_html(empty)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_paper_gives_the_same_page_in_any_process(page, seed):
    program = DRAWN_TWICE.format("parley.documents.formats.html", "tests.documents.formats.sample_paper")
    outcome = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert outcome.stdout == page + "\n"

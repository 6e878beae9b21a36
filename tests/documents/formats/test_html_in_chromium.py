"""A paper in a real browser: nothing is asked for, nothing is refused, nothing sticks out of a telephone."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from parley.documents.formats.writing_out import write_out
from tests.documents.formats.sample_paper import sample_paper

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no page is opened"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("paper") / "paper.html"
    write_out(sample_paper(), path)
    return path.as_uri()


@pytest.mark.parametrize("width", [390, 1000])
def test_page_asks_for_nothing_and_fits(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert (asked, said) == ([address], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.querySelector('.paper h2')).borderBottomStyle") == "solid"


def test_a_number_leads_to_its_source(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.click(".sentence a")
    assert page.evaluate("document.querySelector('li:target').id") == "source-1"


def test_tables_of_drawings_are_printed_though_they_are_closed(browser, address):
    page = browser.new_page()
    page.goto(address)
    shown = "document.querySelector('details:not([open]) table').checkVisibility()"
    assert not page.evaluate(shown)
    page.emulate_media(media="print")
    assert page.evaluate(shown)

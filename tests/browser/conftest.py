"""A real Chromium before a real web process; without a Chromium these tests skip with one line."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.person import Person
from tests.web.web_process import web_process

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(record, tmp_path):
    """Where a web process of its own serves the record of the test."""
    with web_process(record, tmp_path / "home") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def arrives(chromium, address):
    """Let a person come to Parley with a browser of their own."""
    contexts = []

    def arrive(*, width=1280, javascript=True, language="en", scheme="light"):
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=language,
            color_scheme=scheme,
        )
        contexts.append(context)
        return Person(context.new_page())

    yield arrive
    for context in contexts:
        context.close()

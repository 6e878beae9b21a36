"""The pictures of the guide and of the README, taken of the demo; `make pictures` takes them anew and writes the guide.

With `--all FOLDER` it takes every page instead, light and dark, in English and in Arabic, to be looked at.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from parley.web.everyone.guide_page import GUIDE
from parley.wording import wording

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "src/parley/web/static/guide"
WRITTEN = ROOT / "docs/guide.md"
FOR_THE_README = {"home": "/", "matrix": "/issues", "delegation": "/"}
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1200, 750
EVERY_PAGE = [
    "/", "/first-steps", "/guide", "/briefing", "/timeline", "/who", "/issues", "/meetings", "/rooms", "/search?q=road",
    "/record", "/record/position-taken", "/note", "/open-room", "/open-seat", "/persons", "/account", "/new-process",
    "/public-record", "/hand-over", "/seating", "/import",
]  # fmt: skip


@contextmanager
def the_demo() -> Iterator[tuple[str, str]]:
    """Run the demo in a folder of its own, and lend the addresses that lead in as the desk and as one party."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PARLEY_HOME": home, "PYTHONUNBUFFERED": "1"}
        environment.pop("PARLEY_DATABASE_URL", None)
        command = [str(Path(sys.executable).with_name("parley")), "demo", "--port", port]
        demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            told = ""
            for line in demo.stdout or ():
                told += line
                if "Serving until" in line:
                    break
            of_orvane = told.partition("\n  orvane\n")[2]
            desk, party, *_ = re.findall(r"http://\S+/enter/\S+", of_orvane)
            yield desk, party
        finally:
            demo.terminate()
            demo.wait()


def page_of(browser: Browser, *, enter: str, language: str = "en", dark: bool = False) -> Page:
    """Return a page signed in by a demo's address."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale=language, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(enter)
    return page


def take(page: Page, address: str, *, to: Path, whole: bool = False) -> None:
    """Take the picture of a page."""
    root = re.match("http://[^/]+", page.url)
    page.goto(f"{root[0] if root else ''}{address}")
    page.screenshot(path=to, full_page=whole)


def guide() -> str:
    """Return the guide as a document."""
    words = wording("en")
    lines = ["# A round, from the invitation to the hand-over", ""]
    for number, one in enumerate(GUIDE, start=1):
        lines += [f"## {number}. {words(one.title)}", *(words(paragraph) for paragraph in one.paragraphs), ""]
        lines += [f"![{words(one.title)}](../src/parley/web/static/guide/{one.picture}.png)", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Take the pictures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--all", type=Path)
    folder = arguments.parse_args().all
    with sync_playwright() as playwright, the_demo() as (desk, party):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        if folder is None:
            _of_the_guide(browser, desk=desk, party=party)
        else:
            _of_everything(browser, enter=desk, folder=folder)
        browser.close()


def _of_the_guide(browser: Browser, *, desk: str, party: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page = page_of(browser, enter=desk)
    for one in GUIDE:
        take(page, one.address, to=PICTURES / f"{one.picture}.png")
    for name, address in FOR_THE_README.items():
        seen = page_of(browser, enter=party) if name == "delegation" else page
        take(seen, address, to=ROOT / f"docs/pictures/{name}.png")
    WRITTEN.write_text(guide(), encoding="utf-8")


def _of_everything(browser: Browser, *, enter: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", "ar"):
        for dark in (False, True):
            page = page_of(browser, enter=enter, language=language, dark=dark)
            for address in EVERY_PAGE:
                name = re.sub(r"\W+", "-", address).strip("-") or "home"
                to = folder / f"{name}-{language}-{'dark' if dark else 'light'}.png"
                take(page, address, to=to, whole=True)


if __name__ == "__main__":
    main()

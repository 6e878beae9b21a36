"""Each sentence of the article is at work on the pages that docs/seed.md names for it."""

import re

import pytest

from parley.actions.importing import import_process
from parley.actions.people import NewLogin, add_person
from parley.record.founding import seat_at
from parley.web import serving, sessions
from tests.examples.test_astana_2017 import EXAMPLE, SEED
from tests.web.talks import PASSWORD, START, Talks

PAGES = {
    "home": "/",
    "public record": "/public-record.json",
    "parties and roles": "/who",
    "issues": "/issues",
    "meetings": "/meetings",
    "seating": "/seating",
    "timeline": "/timeline.json",
}
ROW = re.compile(r"^\| (\d+) \|.*?\| ((?:`[a-z0-9-]+`(?:, )?)+) \|.*\| ([^|]+) \|$", re.MULTILINE)
ROWS = [
    (number, re.findall("`([^`]+)`", keys), pages.split(", "))
    for number, keys, pages in ROW.findall(SEED.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def shown(new_record):
    """What each page of the desk leads to, with the ids of the example's entries by their keys."""
    record = new_record()
    process = import_process(EXAMPLE, record=record)
    team = seat_at(record, process="astana-2017", seat="team")
    login = NewLogin(login="team@astana-2017", password=PASSWORD)
    add_person(record=record, seat=team, process="astana-2017", name="Desk", at=START, room="desk", login=login)
    talks = Talks(record, seated={"team"}, process="astana-2017")
    serving.serve_from(record.for_serving(), clock=talks.clock)
    browser = talks.browser("team")
    pages = {name: browser.get(address).content.decode() for name, address in PAGES.items()}
    yield {one.key: one.id for one in process.entries}, pages
    sessions.let_go()


def test_every_sentence_has_its_row():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 26))


@pytest.mark.parametrize(("number", "keys", "named"), ROWS)
def test_sentence_is_at_work_on_its_pages(shown, number, keys, named):
    ids, pages = shown
    for name in set(named) - {"briefing", "hand-over"}:
        assert any(ids[key] in pages[name] for key in keys), f"sentence {number} is not on the page “{name}”"
    assert len(named) > 1

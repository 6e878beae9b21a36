import re

import pytest

ROUND = {"happened": "unknown", "known": "2031-01-09", "attribution": "on the record", "terms": "unspecified"}


@pytest.fixture
def strip(talks):
    """The strip of rounds on a page, as a seat sees it: name, and how it stands."""
    desk = talks.browser("team")
    page = desk.get("/record/round-announced").content.decode()
    public = re.search(r'value="([0-9a-f]{32})"[^>]*>\s*<label[^>]*><b>Public record', page.replace("\n", ""))[1]
    for number, dates in enumerate(("2031-02-01", "2030-12-01", "unknown", "2031-01-09/2031-01-11", "2031-03-01")):
        typed = {**ROUND, "room": public, "step": "save", "token": f"{number:032x}"}
        answer = desk.post("/record/round-announced", {**typed, "what_name": f"R{number}", "what_dates": dates})
        assert answer.status_code == 302, answer.content.decode()

    def seen(address, *, by):
        shown = (
            talks.browser(by).get(address).content.decode().partition('<nav class="phases"')[2].partition("</nav>")[0]
        )
        found = re.findall(r'<li( aria-current="step")?><a [^>]*>(R\d)</a> <span>(?:[^<]* · )?([^<]*)</span>', shown)
        return [(name, stands, bool(now)) for now, name, stands in found]

    return seen


@pytest.mark.parametrize("by", ["team", "north"])
@pytest.mark.parametrize("address", ["/", "/meetings", "/issues"])
def test_the_rounds_stand_on_top_in_order_each_with_how_it_stands(strip, address, by):
    assert strip(address, by=by) == [
        ("R1", "over", False),
        ("R3", "under way", True),
        ("R0", "later", False),
        ("R4", "later", False),
        ("R2", "no dates known", False),
    ]

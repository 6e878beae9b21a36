from datetime import timedelta

import pytest

from parley.web import viewer


def test_the_owners_record_is_not_served(record):
    with pytest.raises(ValueError, match="not as its owner"):
        viewer.use(record)


def test_what_is_held_of_a_seat_is_folded_anew_after_a_while(talks):
    browser = talks.browser("north")
    browser.get("/briefing")
    house = viewer._SERVED[0]  # noqa: SLF001 - what is held is seen nowhere else
    (first,) = house.held.values()
    browser.get("/briefing")
    assert next(iter(house.held.values())).since == first.since
    talks.clock.moves_on(seconds=viewer.KEPT_FOR.total_seconds() + 1)
    browser.get("/briefing")
    (later,) = house.held.values()
    assert later.since - first.since > viewer.KEPT_FOR - timedelta(seconds=1)


def test_each_seat_sees_its_own_confidences_and_no_others(talks):
    words = b"We fear the winter."
    for key, sees in (("team", True), ("north", True), ("south", False)):
        browser = talks.browser(key)
        for address in ("/briefing", "/briefing.html", "/briefing.md", "/briefing.json"):
            assert (words in browser.get(address).content) is sees
        assert (b"Go-between" in browser.get("/statement").content) is sees
        assert (b"North caucus" in browser.get("/statement").content) is sees

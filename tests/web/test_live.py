import asyncio
import secrets
from contextlib import aclosing

import pytest

from parley.actions.people import NewLogin, add_person, end_access
from parley.process.fold import fold
from parley.record import reading, writing
from parley.record.entry import Attribution, Draft
from parley.record.kinds.papers import NoteMade
from parley.record.kinds.rooms import RoomOpened
from parley.record.when import When
from parley.web import sessions
from parley.web.cursors import read, written
from parley.web.live import streaming
from parley.web.live.arrivals import OpenPage as OpenToBeTold
from parley.web.live.watching import SignedIn
from tests.web.open_page import Browser, OpenPage
from tests.web.talks import PASSWORD, START, begin
from tests.web.web_process import web_process

LEAVING = NewLogin(login="leaving@small", password=PASSWORD)


@pytest.fixture(scope="module")
def sitting(new_record, tmp_path_factory):
    """Talks before a web process with two workers; who is named sits before a browser."""
    folder = tmp_path_factory.mktemp("sitting")
    talks = begin(new_record(), folder)
    for key in ("team", "north", "south"):
        talks.seats_a_person(key)
    with web_process(talks.record, folder / "home", workers=2) as port:
        yield talks, lambda key: Browser(port, login=talks.login(key), password=PASSWORD)


def says(talks, words, *, room="caucus", who="team"):
    state = fold(reading.seen_by(talks.seat(who), record=talks.record).entries)
    where = next(one.room for one in state.facts(RoomOpened) if one.what.key == room)
    noted = Draft(
        what=NoteMade(title=words, words=words),
        happened=When.unknown(),
        known=START,
        attribution=Attribution.ON_THE_RECORD,
    )
    token, salt = secrets.token_bytes(16), secrets.token_bytes(32)
    writing.append(noted, record=talks.record, seat=talks.seat(who), room=where, token=token, salt=salt, person=None)


def test_an_entry_comes_to_the_open_pages_of_its_room_and_to_no_others(sitting):
    talks, arrives = sitting
    pages = {key: arrives(key).opens() for key in ("team", "north", "south")}
    says(talks, "In confidence")
    for key in ("team", "north"):
        said, words = pages[key].is_told()
        assert said == "1 new entry"
        assert "In confidence" in words[0]
    says(talks, "To all", room="public")
    said, words = pages["south"].is_told()
    assert said == "1 new entry"
    assert "To all" in words[0]
    assert pages["north"].is_told()[0] == "2 new entries"


def test_every_page_of_a_seat_is_told_whichever_worker_answers(sitting):
    talks, arrives = sitting
    browser = arrives("north")
    pages = [browser.opens() for _ in range(8)]
    for number in range(5):
        says(talks, f"Word {number}")
    for page in pages:
        assert [words.split("Word ")[1][0] for words in page.is_told_all(5)] == list("01234")


def test_a_page_that_was_cut_off_is_told_everything_once(sitting):
    talks, arrives = sitting
    page = arrives("north").opens()
    says(talks, "Word 0")
    told = page.is_told_all(1)
    page.is_cut()
    for number in (1, 2, 3):
        says(talks, f"Word {number}")
    again = page.comes_again()
    told += again.is_told_all(3)
    says(talks, "Word 4")
    told += again.is_told_all(1)
    assert [words.split("Word ")[1][0] for words in told] == list("01234")


def test_what_is_said_while_the_page_is_on_its_way_is_told(sitting):
    talks, arrives = sitting
    browser = arrives("north")
    address = browser.stream_of("/")
    says(talks, "Between")
    said, words = OpenPage(browser, address).is_told()
    assert said == "1 new entry"
    assert "Between" in words[0]


def test_other_pages_are_told_how_much_is_new_and_nothing_of_it(sitting):
    talks, arrives = sitting
    page = arrives("north").opens("/issues")
    says(talks, "In confidence")
    assert page.is_told() == ("1 new entry", [])


def test_access_that_ends_ends_the_stream_of_that_person_alone(sitting):
    talks, arrives = sitting
    south = talks.seat("south")
    add_person(record=talks.record, seat=south, process="small", name="L.", at=START, room="public", login=LEAVING)
    browser = arrives("leaving")
    page, other = browser.opens(), arrives("south").opens()
    end_access(record=talks.record, seat=south, who="L.", why="", at=START)
    assert page.what_is_told_to_the_end().count("event: ") <= 1, "no more than that access ended"
    assert browser.gets(page.address).status == 302
    says(talks, "Still here", room="public")
    assert any("Still here" in words for words in other.is_told_all(2))


def test_signing_out_ends_the_stream_of_that_session_alone(sitting):
    talks, arrives = sitting
    leaving, staying = arrives("north"), arrives("north")
    pages = [leaving.opens(), leaving.opens("/issues")]
    other = staying.opens()
    leaving.signs_out()
    assert all("data" not in page.what_is_told_to_the_end() for page in pages)
    says(talks, "Still here")
    assert other.is_told()[0] == "1 new entry"


def test_each_page_is_told_in_its_own_language(sitting):
    talks, arrives = sitting
    browser = arrives("north")
    browser.cookies["parley_language"] = "fr"
    french, english = browser.opens(), arrives("north").opens()
    says(talks, "Word 0")
    french.is_told()
    assert english.is_told()[0] == "1 new entry"


def test_pages_answer_beside_many_that_are_open(sitting):
    talks, arrives = sitting
    browser = arrives("north")
    pages = [browser.opens("/issues") for _ in range(40)]
    assert browser.gets("/").status == 200
    says(talks, "To forty")
    assert {page.is_told()[0] for page in pages} == {"1 new entry"}


def test_a_quiet_stream_beats(talks, monkeypatch):
    monkeypatch.setattr(streaming, "BEAT_SECONDS", 0.01)
    page = OpenToBeTold(language="en", made_at={}, in_lines=False)
    session = talks.browser("north").cookies["parley_session"].value
    signed_in = SignedIn(session=session, person=sessions.persons_of([session])[session])
    heads = reading.seen_by(talks.seat("north"), record=talks.record).cursor
    stream = streaming.Stream(seat=talks.seat("north"), signed_in=signed_in, page=page, read=heads)

    async def first_two():
        async with aclosing(stream.sent()) as sent:
            return [await anext(sent) for _ in range(2)]

    assert asyncio.run(first_two()) == [streaming.BEAT] * 2


def test_the_web_process_stops_at_once_with_pages_open(talks, tmp_path):
    talks.seats_a_person("north")
    with web_process(talks.record, tmp_path / "home", workers=2) as port:
        browser = Browser(port, login=talks.login("north"), password=PASSWORD)
        pages = [browser.opens() for _ in range(6)]
    assert all("data" not in page.what_is_told_to_the_end() for page in pages)


def test_nothing_is_told_of_rooms_that_are_not_the_seats_own(talks):
    browser, absent = talks.browser("south"), "0" * 31 + "1"
    state = fold(reading.seen_by(talks.seat("north"), record=talks.record).entries)
    hidden = next(one.room for one in state.facts(RoomOpened) if one.what.key == "caucus")
    answers = [browser.get(f"/live?since={written({room: 3})}&lines=yes") for room in (hidden, absent)]
    assert answers[0].content == answers[1].content
    assert b"We fear the winter" not in answers[0].content
    assert written({hidden: 3})[:22].encode() not in answers[0].content


@pytest.mark.parametrize("address", ["/live", "/live?since=nonsense", "/live?since=.", "/live?since=%00"])
def test_what_says_nothing_of_how_far_was_read_is_not_understood(talks, address):
    assert talks.browser("north").get(address).status_code == 400


def test_a_cursor_beyond_what_is_on_record_is_cut_to_it(talks):
    browser = talks.browser("north")
    heads = reading.seen_by(talks.seat("north"), record=talks.record).cursor
    forged = written(dict.fromkeys(heads, 999_999_999))
    assert b"data" not in browser.get(f"/live?since={forged}&lines=yes").content
    assert read(forged, of=heads) == heads


def test_a_cursor_is_read_as_it_was_written():
    cursor = {"0" * 32: 1, "f" * 32: 12, "0123456789abcdef" * 2: 7}
    assert read(written(cursor), of=dict.fromkeys(cursor, 99)) == cursor
    assert written({}) == ""
    assert read("", of=cursor) == dict.fromkeys(cursor, 0)

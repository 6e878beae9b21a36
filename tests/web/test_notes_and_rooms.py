import secrets

import pytest

from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.papers import NoteMade
from parley.record.kinds.rooms import RoomOpened

KNOWN = "2031-01-10T09:00Z"
NOTES = "Tea with both.\r\nNorth: we fear the winter\r\nSouth will wait for the list\r\nIt rained."


def state(talks, who):
    return fold(reading.seen_by(talks.seat(who), record=talks.record).entries)


def room(talks, who, name):
    return next(one.room for one in state(talks, who).facts(RoomOpened) if one.what.name == name)


def saved(talks, **typed):
    said = {"notes": NOTES, "room": room(talks, "team", "North caucus"), "known": KNOWN, "step": "save"}
    return talks.browser("team").post("/note", {**said, "token": secrets.token_hex(16), **typed})


def test_note_is_saved_at_once_off_the_record_and_for_understanding_only(talks):
    answer = saved(talks)
    assert answer.status_code == 302
    (note,) = [one for one in state(talks, "north").facts(NoteMade) if one.what.title == "Tea with both."]
    assert (note.attribution.value, note.terms, note.happened.start) == ("off the record", None, None)
    assert note.what.words == NOTES.replace("\r\n", "\n")
    assert not [one for one in state(talks, "south").facts(NoteMade) if one.what.title == "Tea with both."]


def test_note_that_is_sent_twice_is_saved_once(talks):
    answers = []
    for _ in range(2):
        answers.append(saved(talks, token="ab" * 16).headers["Location"])
        talks.clock.moves_on(seconds=1)
    assert len(set(answers)) == 1
    assert [one.what.title for one in state(talks, "team").facts(NoteMade)].count("Tea with both.") == 1


def test_what_a_note_may_hold_is_proposed_and_nothing_of_it_is_on_record(talks):
    browser, before = talks.browser("team"), len(state(talks, "team").entries)
    answer = saved(talks)
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "we fear the winter" in page
    assert "wait for the list" in page
    assert "It rained" not in page.partition("<ol")[2]
    assert len(state(talks, "team").entries) == before + 1


def test_proposal_opens_a_form_that_holds_it(talks):
    browser = talks.browser("team")
    page = browser.get(saved(talks).headers["Location"]).content.decode()
    address = page.partition('href="/statement?')[2].partition('"')[0].replace("&amp;", "&")
    form = browser.get("/statement?" + address).content.decode()
    assert "we fear the winter</textarea>" in form
    assert form.count(" selected") >= 1
    assert 'name="room"' in form
    assert "checked" in form.partition('name="speaker"')[0]


def test_note_without_a_room_or_words_is_refused_and_kept(talks):
    answer = saved(talks, room="")
    assert answer.status_code == 422
    assert "we fear the winter" in answer.content.decode()
    assert "Choose the room: it decides who will read this." in answer.content.decode()
    assert "Paste or write your notes." in saved(talks, notes="  ").content.decode()


def test_proposals_of_what_is_no_note_or_not_seen_are_absent(talks):
    answer = saved(talks)
    hidden = talks.browser("south").get(answer.headers["Location"])
    assert hidden.status_code == 404
    opening = next(iter(state(talks, "team").entries))
    assert talks.browser("team").get(f"/note/{opening}").content == hidden.content


def opened(talks, who="team", **typed):
    token = typed.pop("token", secrets.token_hex(16))
    return talks.browser(who).post("/open-room", {"name": "The list", "known": KNOWN, "token": token, **typed})


def test_room_is_open_for_those_who_sit_in_it_and_for_nobody_else(talks):
    answer = opened(talks, seats=[talks.seat("north").id], purpose="To exchange lists")
    assert answer.status_code == 302
    assert "The list" in talks.browser("north").get("/rooms").content.decode()
    assert talks.browser("north").get(answer.headers["Location"]).status_code == 200
    assert talks.browser("south").get(answer.headers["Location"]).status_code == 404


def test_form_that_is_sent_twice_opens_one_room(talks):
    answers = []
    for _ in range(2):
        answers.append(opened(talks, token="ab" * 16).headers["Location"])
        talks.clock.moves_on(seconds=1)
    assert len(set(answers)) == 1
    assert [one.what.name for one in state(talks, "team").facts(RoomOpened)].count("The list") == 1


def test_two_rooms_may_have_one_name(talks):
    assert opened(talks).headers["Location"] != opened(talks).headers["Location"]
    keys = [one.what.key for one in state(talks, "team").facts(RoomOpened) if one.what.name == "The list"]
    assert len(set(keys)) == 2


def test_successor_is_for_those_who_sat_in_the_room_it_follows(talks):
    caucus = next(one.id for one in state(talks, "team").facts(RoomOpened) if one.what.name == "North caucus")
    answer = opened(talks, successor_of=caucus, seats=[talks.seat("south").id])
    assert answer.status_code == 422
    assert "A successor is for those who did." in answer.content.decode()
    assert opened(talks, successor_of=caucus, seats=[talks.seat("north").id]).status_code == 302


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"seats": ["0" * 32]}, {"successor_of": "0" * 32}, {"name": "x" * 500}]
)
def test_what_makes_no_room_is_refused(talks, typed):
    before = len(state(talks, "team").facts(RoomOpened))
    assert opened(talks, **typed).status_code == 422
    assert len(state(talks, "team").facts(RoomOpened)) == before


def test_delegation_opens_no_room(talks):
    refused = talks.browser("north").get("/open-room")
    assert refused.status_code == 403
    assert "Your seat opens no rooms" in refused.content.decode()
    assert opened(talks, who="north").status_code == 403
    assert 'href="/open-room"' not in talks.browser("north").get("/rooms").content.decode()


def test_a_note_that_is_saved_at_once_is_never_for_everyone(talks):
    page = talks.browser("team").get("/note").content.decode()
    assert "The desk&#x27;s room" in page
    assert "Public record" not in page

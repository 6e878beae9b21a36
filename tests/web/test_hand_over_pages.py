import io
import re
import secrets
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parley.actions.entries import put_on_record
from parley.actions.examples import add_examples
from parley.process.fold import fold
from parley.record import reading
from parley.record.entry import Attribution, Draft, Form, Terms
from parley.record.kinds.papers import HandOverReceived, NoteMade
from parley.record.kinds.process import Link, ProcessLinked
from parley.record.kinds.rooms import RoomOpened
from parley.record.when import When
from tests.web.talks import Talks

WORDS = "The mill may be opened in May."


def state(talks, who="team"):
    return fold(reading.seen_by(talks.seat(who), record=talks.record).entries)


def room(talks, who, name):
    return next(one.room for one in state(talks, who).facts(RoomOpened) if one.what.name == name)


def says(talks, what, *, where, who="team", **envelope):
    plain = {"happened": When.unknown(), "known": talks.clock(), "attribution": Attribution.ON_THE_RECORD}
    return put_on_record(
        Draft(what=what, **{**plain, **envelope}),
        room=room(talks, who, where),
        record=talks.record,
        seat=talks.seat(who),
        state=state(talks, who),
        person=None,
        token=secrets.token_bytes(16),
        salt=secrets.token_bytes(32),
    ).id


@pytest.fixture
def linked(talks):
    """The talks with a linked process that everyone knows of."""
    return says(talks, ProcessLinked(name="Lake talks", link=Link.FEEDS_INTO), where="Public record")


@pytest.fixture
def desk(talks, linked):  # noqa: ARG001 - the process is on record before anybody looks
    return talks.browser("team")


def page_of(answer):
    return unescape(answer.content.decode())


def given(desk, linked):
    return desk.get(f"/hand-over.zip?to={linked}&seat=").content


def uploaded(browser, content, name="hand-over-small.zip"):
    return browser.post("/hand-over/take", {"file": SimpleUploadedFile(name, content)})


def filled(page, talks, **changed):
    """The form of a pack as somebody fills it in."""
    hidden = dict(re.findall(r'name="(token|pack)" value="([^"]+)"', page))
    known = re.search(r'name="known" value="([^"]+)"', page)[1]
    typed = {"attribution": "off the record", "terms": "unspecified", "known": known}
    return {**hidden, **typed, "room": room(talks, "team", "The desk's room"), "process": "", **changed}


def test_what_would_go_is_shown_question_by_question_before_it_goes(desk, linked):
    page = page_of(desk.get(f"/hand-over?to={linked}&seat="))
    assert "Hand-over: Harbour talks, for Lake talks" in page
    assert page.count('id="section-question-') == 10
    assert "Harbour: Who runs it?" in page
    assert "We fear the winter" not in page


def test_what_stays_is_told_to_its_maker_and_stands_nowhere_in_the_file(desk, linked, talks):
    before = given(desk, linked)
    page = page_of(desk.get(f"/hand-over?to={linked}&seat="))
    assert "3 entries stand in rooms where others than the mediators sit." in page
    says(talks, NoteMade(title="Mill", words=WORDS), where="The desk's room")
    page = page_of(desk.get(f"/hand-over?to={linked}&seat="))
    assert "1 entry is not on terms that let it go word for word." in page
    assert WORDS not in page
    assert given(desk, linked) == before


def test_the_file_is_named_for_the_process_and_is_the_same_twice(desk, linked):
    answers = [desk.get(f"/hand-over.zip?to={linked}&seat=") for _ in range(2)]
    assert answers[0].headers["Content-Disposition"] == 'attachment; filename="hand-over-small.zip"'
    assert answers[0].headers["Content-Type"] == "application/zip"
    assert answers[0].content == answers[1].content


def test_no_id_of_the_record_leaves_with_the_file(desk, linked, talks):
    with zipfile.ZipFile(io.BytesIO(given(desk, linked))) as opened:
        words = b"".join(opened.read(one) for one in opened.namelist()).decode("utf-8", "replace")
    seen = state(talks)
    ids = {*seen.entries, *seen.rooms, *seen.seats, talks.seat("team").process}
    assert {one for one in ids if one in words} == set()


def test_only_the_mediators_make_a_pack_or_take_one(talks, linked):
    north = talks.browser("north")
    assert north.get(f"/hand-over.zip?to={linked}&seat=").status_code == 403
    assert north.get("/hand-over/take").status_code == 403
    page = page_of(north.get(f"/hand-over?to={linked}&seat="))
    assert "Show what would go" not in page
    assert "Download" not in page


def test_hidden_and_absent_processes_and_seats_are_the_same_answer(talks, linked):
    back = says(talks, ProcessLinked(name="Back", link=Link.RUNS_BESIDE), where="North's own room", who="north")
    desk = talks.browser("team")
    for address in ("/hand-over?to={}&seat=", f"/hand-over?to={linked}&seat={{}}"):
        answers = [desk.get(address.format(one)) for one in (back, "0" * 32, "nonsense")]
        assert {answer.status_code for answer in answers} == {422}
        # Below it the form of the languages leads back to the address that was asked for.
        assert len({page_of(answer).partition("<main")[2].partition("</main>")[0] for answer in answers}) == 1
    files = [desk.get(f"/hand-over.zip?to={one}&seat=") for one in (back, "0" * 32)]
    assert {answer.status_code for answer in files} == {404}
    assert len({answer.content for answer in files}) == 1


def test_process_whose_name_may_not_pass_is_refused_with_the_reason(talks):
    back = says(talks, ProcessLinked(name="Back", link=Link.RUNS_BESIDE), where="The desk's room")
    answer = talks.browser("team").get(f"/hand-over?to={back}&seat=")
    assert answer.status_code == 422
    assert "may itself not pass" in page_of(answer)


def test_terms_to_a_party_let_nothing_pass(desk, linked, talks):
    terms = Terms(form=Form.VERBATIM, to=(talks.seat("south").id,))
    says(talks, NoteMade(title="Mill", words=WORDS), where="The desk's room", terms=terms)
    page = page_of(desk.get(f"/hand-over?to={linked}&seat="))
    assert "1 entry may go word for word, but not to those who take over." in page
    assert desk.get(f"/hand-over?to={linked}&seat={talks.seat('south').id}").status_code == 422


def test_pack_is_taken_into_one_room_and_answers_there(desk, linked, talks):
    shown = page_of(uploaded(desk, given(desk, linked)))
    assert "Hand-over: Harbour talks, for Lake talks" in shown
    assert state(talks).facts(HandOverReceived) == ()
    typed = filled(shown, talks)
    review = desk.post("/hand-over/take", {**typed, "step": "review"})
    assert "Will be read by: The desk (1 person)." in page_of(review)
    assert "Harbour talks: The desk" in page_of(review)
    assert typed["pack"] not in re.sub(r"<input[^>]*>", "", page_of(review))
    answer = desk.post("/hand-over/take", {**typed, "step": "save"})
    (received,) = state(talks).facts(HandOverReceived)
    assert answer.headers["Location"] == f"/hand-over/{received.id}"
    assert received.what.title == "Harbour talks"
    assert received.happened == When.instant(talks.clock())
    page = page_of(desk.get(f"/hand-over/{received.id}"))
    assert page.count('id="section-question-') == 10
    assert "Entry of Harbour talks: issue raised" in page
    assert 'href="/entries/' not in page.partition("<article")[2]
    assert f'href="/hand-over/{received.id}"' in page_of(desk.get("/hand-over"))


def test_pack_that_is_sent_twice_is_taken_once(desk, linked, talks):
    typed = filled(page_of(uploaded(desk, given(desk, linked))), talks, step="save")
    for _ in range(2):
        assert desk.post("/hand-over/take", typed).status_code == 302
    assert len(state(talks).facts(HandOverReceived)) == 1


def test_pack_in_a_room_of_others_is_as_absent_as_one_that_is_not(desk, linked, talks):
    typed = filled(page_of(uploaded(desk, given(desk, linked))), talks, step="save")
    place = desk.post("/hand-over/take", typed).headers["Location"]
    north = talks.browser("north")
    answers = [north.get(place), north.get("/hand-over/" + "0" * 32), north.get(f"/hand-over/{linked}")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert place not in page_of(north.get("/hand-over"))


def test_nothing_typed_is_lost_where_the_room_is_missing(desk, linked, talks):
    typed = filled(page_of(uploaded(desk, given(desk, linked))), talks, room="", step="review")
    answer = desk.post("/hand-over/take", typed)
    assert answer.status_code == 422
    assert typed["pack"] in page_of(answer)
    assert "Choose the room" in page_of(answer)
    assert 'id="section-question-10"' in page_of(answer)


@pytest.mark.parametrize(
    ("content", "says_why"),
    [(b"nonsense", "no whole ZIP file"), (b"x" * 9_000_000, "no whole ZIP file")],
    ids=["nonsense", "large nonsense"],
)
def test_what_is_no_pack_is_refused_in_a_sentence(desk, content, says_why):
    answer = uploaded(desk, content)
    assert answer.status_code == 422
    assert says_why in page_of(answer)


def test_file_that_is_too_large_or_missing_is_asked_for_again(desk):
    for answer in (desk.post("/hand-over/take"), uploaded(desk, b"x" * 10_100_000)):
        assert answer.status_code == 422
        assert "of 10 MB at most" in page_of(answer)


@pytest.mark.parametrize("carried", ["nonsense", "bm9uc2Vuc2U=", "éé", "A" * 100_000])
def test_pack_that_was_tampered_with_between_two_pages_is_refused(desk, talks, linked, carried):
    typed = filled(page_of(uploaded(desk, given(desk, linked))), talks, step="save", pack=carried)
    answer = desk.post("/hand-over/take", typed)
    assert answer.status_code == 422
    assert "did not come through whole" in page_of(answer)
    assert state(talks).facts(HandOverReceived) == ()


def test_pack_on_record_that_is_not_as_it_was_given_says_so(talks, desk):
    what = HandOverReceived(title="Lake talks", given_by="Somebody", digest="none", pack="parley: 1")
    entry = says(talks, what, where="The desk's room")
    answer = desk.get(f"/hand-over/{entry}")
    assert answer.status_code == 200
    assert "This pack cannot be read" in page_of(answer)


def test_no_form_but_its_own_page_makes_it(desk):
    assert desk.get("/record/hand-over-received").status_code == 404
    assert "hand over received" not in page_of(desk.get("/record"))


def test_what_one_process_gives_another_takes_and_answers_from_there(talks):
    assert "astana-2017" in list(add_examples(talks.record, progress=lambda _: None))
    astana = Talks(talks.record, clock=talks.clock, process="astana-2017")
    link = next(one for one in state(astana).facts(ProcessLinked) if one.what.name.startswith("Geneva"))
    content = given(astana.browser("team"), link.id)
    desk = talks.browser("team")
    typed = filled(page_of(uploaded(desk, content)), talks, step="save")
    page = page_of(desk.get(desk.post("/hand-over/take", typed).headers["Location"]))
    assert "Hand-over: Astana talks on Syria, for Geneva’s UN-led process" in page
    assert "Syrian government refuses to meet Turkey" in page
    assert "Entry of Astana talks on Syria: refusal stated" in page
    assert "ask The mediators’ desk" in page

import secrets

import pytest
from django import forms

from parley.actions.importing import import_process
from parley.process.fold import fold
from parley.record import reading
from parley.record.kinds.catalogue import KINDS, kind_name
from parley.web import pages, serving, sessions
from parley.web.entry_form import OF_A_PAGE_OF_ITS_OWN, OF_THE_OWNER, EntryForm, form_of, makeable
from parley.web.form_fields import TimeField, flat
from parley.web.viewer import viewer_of
from parley.wording import wording
from tests.examples.test_orvane import ORVANE
from tests.web import talks as small

FORMS = sorted(name for name, kind in KINDS.items() if kind not in (*OF_THE_OWNER, *OF_A_PAGE_OF_ITS_OWN))
SAID = {
    "happened": "2031-01-05",
    "known": "2031-01-06",
    "attribution": "off the record",
    "terms": "unspecified",
    "token": "ab" * 16,
}

BETWEEN_TWO = {"refusal stated": "what_whom", "relation reported": "what_to"}
"""Kinds that are of two different actors, with the field of the second."""

OF_WORDS_THERE = {"translation made": "what_of", "correction made": "what_corrects"}
"""Kinds that stand in the room of what they name."""


def address(kind: str) -> str:
    return "/record/" + kind.replace(" ", "-")


def note(talks, **typed):
    rooms = {one.what.name: one.room for one in entries(talks, "team") if hasattr(one.what, "sitters")}
    said = {"what_title": "Over tea", "what_words": "They might come.", "step": "save"}
    return {**SAID, "room": rooms["The desk's room"], **said, **typed}


def entries(talks, who):
    return reading.seen_by(talks.seat(who), record=talks.record).entries


def notes(talks):
    return [one for one in entries(talks, "team") if kind_name(type(one.what)) == "note made"]


def test_every_kind_that_a_form_makes_is_offered_and_no_other(standing_talks):
    page = standing_talks.browser("team").get("/record").content.decode()
    offered = {kind for kind in KINDS if f'href="{address(kind)}"' in page}
    assert offered == set(FORMS) - {"statement made"}
    assert 'href="/statement"' in page
    others = standing_talks.browser("north").get("/record").content.decode()
    assert f'href="{address("seat closed")}"' not in others


@pytest.mark.parametrize("kind", ["seat opened", "person seated", "person left", "room opened", "nonsense"])
def test_what_is_the_owners_has_no_form(standing_talks, kind):
    assert standing_talks.browser("team").get(address(kind)).status_code == 404


def test_entry_is_on_record_once_however_often_its_form_is_sent(talks):
    browser = talks.browser("team")
    before = len(notes(talks))
    answers = [browser.post(address("note made"), note(talks)) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(notes(talks)) == before + 1
    assert "They might come." in browser.get(answers[0].headers["Location"]).content.decode()


def test_who_will_read_it_is_said_before_it_is_saved(talks):
    browser, before = talks.browser("team"), len(notes(talks))
    page = browser.post(address("note made"), note(talks, step="review")).content.decode()
    assert "Will be read by: The desk (1 person)." in page
    assert "They might come." in page
    assert len(notes(talks)) == before


def test_nothing_that_was_typed_is_lost_when_something_is_missing(talks):
    answer = talks.browser("team").post(address("note made"), note(talks, what_title="", happened="long ago"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Fill in “Title”." in page
    assert "They might come." in page
    assert 'value="long ago"' in page
    assert 'href="#id_what_title"' in page


def test_what_is_hidden_and_what_is_absent_are_refused_in_the_same_words(talks):
    hidden = next(one.id for one in entries(talks, "north") if one.id not in {e.id for e in entries(talks, "south")})
    talks.seats_a_person("south")
    room = next(one.room for one in entries(talks, "south") if hasattr(one.what, "sitters"))
    pages_of = []
    for one in (hidden, "0" * 32):
        typed = {**SAID, "room": room, "what_issue": one, "what_what": "Tried.", "step": "save"}
        answer = talks.browser("south").post(address("attempt made"), typed)
        assert answer.status_code == 422
        pages_of.append(answer.content.decode().replace(one, ""))
    assert len({page.partition("<form")[0] for page in pages_of}) == 1


@pytest.fixture(scope="module")
def orvane(new_record):
    """The desk of the fictional example, which has something of almost every kind on record."""
    record = new_record()
    import_process(ORVANE, record=record)
    talks = small.Talks(record, process="orvane")
    serving_record = record.for_serving()
    serving.serve_from(serving_record, clock=talks.clock)
    yield talks
    sessions.let_go()
    serving_record.close()


def filled(form: EntryForm, *, room: str) -> dict[str, object]:
    """Return a form with every field filled that must be, and every picker at its first choice."""
    typed: dict[str, object] = {**SAID, "room": room, "step": "save", "token": secrets.token_hex(16)}
    for name, field in form.fields.items():
        if not name.startswith("what_") or not field.required:
            continue
        chosen = [key for key in flat(getattr(field, "choices", ())) if key]
        if chosen:
            typed[name] = chosen[:1] if isinstance(field, forms.MultipleChoiceField) else chosen[0]
        elif isinstance(field, forms.IntegerField):
            typed[name] = "1"
        else:
            typed[name] = "2031-01-20" if isinstance(field, TimeField) else "Plainly"
    return typed


@pytest.mark.parametrize("kind", sorted(set(FORMS) - {"seat closed", "room closed", "statement made"}))
def test_every_kind_is_put_on_record_by_its_form(orvane, kind):
    browser = orvane.browser("team")
    viewer = viewer_of(browser.session[sessions.PERSON])
    form = form_of(makeable(viewer)[kind])(viewer, words=wording())
    room = next(one.room for one in form.rooms.values() if len(one.readers) == 1)
    typed = filled(form, room=room)
    if kind in BETWEEN_TWO:
        typed[BETWEEN_TWO[kind]] = flat(form.fields[BETWEEN_TWO[kind]].choices).popitem()[0]
    if kind in OF_WORDS_THERE:
        said = {
            **SAID,
            "room": room,
            "what_title": "A",
            "what_words": "B",
            "step": "save",
            "token": secrets.token_hex(16),
        }
        typed[OF_WORDS_THERE[kind]] = browser.post(address("note made"), said).headers["Location"].rpartition("/")[2]
    answer = browser.post(address(kind), typed)
    assert answer.status_code == 302, answer.content.decode().partition('class="errors"')[2][:600]
    page = browser.get(answer.headers["Location"])
    assert page.status_code == 200
    seen = fold(reading.seen_by(orvane.seat("team"), record=orvane.record).entries)
    made = seen.entry(answer.headers["Location"].rpartition("/")[2])
    assert kind_name(type(made.what)) == kind
    assert pages.ENTRIES in answer.headers["Location"]


def test_what_is_no_time_is_said_to_be_none(talks):
    typed = note(talks, what_scheduled="2027-01-12 at ten")
    page = talks.browser("team").post(address("meeting planned"), typed).content.decode()
    assert "“2027-01-12 at ten” is no time" in page

"""Which entries go, each rule with a confidence that must not go: it is looked for in every part of the file."""

import pytest

from parley.actions.handing_over import NameStays, NoSuchProcess
from parley.actions.mandate import NotInYourMandate
from parley.process.passing_on import Stays
from tests.documents.hand_over.handed import TALKS, TO_LAKE, handed, made, more, note

HIDDEN = "SECRETWORD"


def staying(text, **how):
    """How many stay behind for which reason, beyond those of the talks as they begin."""
    before, after = made(TALKS, **how).staying, made(text, **how).staying
    return {why: after[why] - before.get(why, 0) for why in after if after[why] != before.get(why, 0)}


def test_what_everyone_reads_goes():
    words = handed(more("key: said, kind: note made, title: A note, words: ALOUD, happened: 2031-01-05"))
    assert words.count("ALOUD") >= 3
    assert "Who runs the quay?" in words


def test_own_words_that_may_go_word_for_word_to_those_who_take_over_go():
    for room in ("desk", "mediators"):
        text = more(note("mine", "RELEASED", f"room: {room}"))
        assert handed(text).count("RELEASED") >= 3
        assert staying(text) == {}


def test_no_room_and_no_company_goes_that_not_everyone_knows_of():
    words = handed(more(note("mine", "RELEASED")))
    assert "SECRET" not in words


def test_who_else_may_hear_of_it_does_not_go():
    words = handed(more(note("mine", "RELEASED", "terms: {form: verbatim, to: [lake, isle]}")))
    assert "RELEASED" in words
    assert "Isle" not in words
    assert "isle" not in words


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        pytest.param(note("x", HIDDEN, "room: caucus"), Stays.OTHERS_SIT_THERE, id="said where a party sits"),
        pytest.param(
            note("x", HIDDEN, "room: mediators", "made by: envoy"), Stays.ANOTHER_MADE_IT, id="made by the envoy"
        ),
        pytest.param(note("x", HIDDEN, "terms: unsaid"), Stays.NOT_WORD_FOR_WORD, id="terms unspecified"),
        *(
            pytest.param(note("x", HIDDEN, f"terms: {{form: {form}, to: [lake]}}"), Stays.NOT_WORD_FOR_WORD, id=form)
            for form in ("gist", "as the mediator's own idea", "for understanding only", "never")
        ),
        pytest.param(note("x", HIDDEN, "terms: verbatim"), Stays.NOT_TO_THEM, id="to nobody yet"),
        pytest.param(
            note("x", HIDDEN, "terms: {form: verbatim, to: [isle]}"), Stays.NOT_TO_THEM, id="to somebody else"
        ),
        pytest.param(
            note("x", HIDDEN, "terms: {form: verbatim, to: [lake], until: 2031-02-28}"), Stays.RUN_OUT, id="run out"
        ),
        pytest.param(note("x", HIDDEN, "attribution: off the record"), Stays.OFF_THE_RECORD, id="off the record"),
        pytest.param(
            f"key: x, kind: statement made, room: desk, speaker: n, words: {HIDDEN}, rendering: gist,"
            f" happened: 2031-01-05, attribution: not for attribution, {TO_LAKE}",
            Stays.NAMES_ITS_SPEAKER,
            id="not for attribution",
        ),
        pytest.param(
            f"key: x, kind: room closed, room: desk, why: {HIDDEN}, happened: 2031-01-05, {TO_LAKE}",
            Stays.OF_THE_HOUSE,
            id="about a room",
        ),
        pytest.param(
            f"key: x, kind: person seated, person: p, seat: team, name: {HIDDEN}, happened: 2031-01-05",
            Stays.OF_THE_HOUSE,
            id="who signs in",
        ),
    ],
)
def test_confidence_stays_and_its_maker_is_told_why(entry, why):
    assert HIDDEN not in handed(more(entry))
    assert staying(more(entry)) == {why: 1}


def test_with_nobody_to_stand_for_those_who_take_over_only_what_everyone_reads_goes():
    text = more(note("mine", HIDDEN))
    assert HIDDEN not in handed(text, taker="")
    assert staying(text, taker="") == {Stays.NOT_TO_THEM: 1}


def test_terms_last_to_their_last_moment():
    text = more(note("mine", "RELEASED", "terms: {form: verbatim, to: [lake], until: 2031-03-01T09:30:12Z}"))
    assert "RELEASED" in handed(text)


def test_terms_are_read_as_of_the_last_thing_known_where_the_talks_play_in_the_future():
    entry = note("mine", HIDDEN, "terms: {form: verbatim, to: [lake], until: 2031-04-01}")
    later = "key: later, kind: note made, title: Later, words: Later, happened: unknown, known: 2031-06-01"
    assert HIDDEN not in handed(more(entry, later))


@pytest.mark.parametrize(
    "leaning",
    [
        "key: y, kind: option tabled, room: desk, issue: x, name: RESTING, happened: unknown, ",
        note("y", "RESTING", "evidence: [x]") + ", ",
    ],
    ids=["named", "evidence"],
)
def test_what_rests_on_something_that_stays_stays_too(leaning):
    hidden = "key: x, kind: issue raised, room: desk, name: SECRETWORD, question: Why?, happened: unknown"
    terms = "" if TO_LAKE in leaning else TO_LAKE
    text = more(hidden, (leaning + terms).rstrip(", "))
    words = handed(text)
    assert HIDDEN not in words
    assert "RESTING" not in words
    assert staying(text) == {Stays.NOT_WORD_FOR_WORD: 1, Stays.RESTS_ON_WHAT_STAYS: 1}


def test_what_rests_on_what_rests_on_something_that_stays_stays_too():
    text = more(
        note("x", HIDDEN, "terms: unsaid"),
        note("y", "RESTING", "evidence: [x]"),
        note("z", "ONRESTING", "evidence: [y]"),
    )
    assert "RESTING" not in handed(text)
    assert staying(text)[Stays.RESTS_ON_WHAT_STAYS] == 2


def test_correction_goes_with_what_it_corrects():
    correction = f"key: c, kind: correction made, room: desk, corrects: x, why: MENDED, happened: unknown, {TO_LAKE}"
    words = handed(more(note("x", "WRONGWORDS"), correction))
    assert "Corrected: " in words
    assert "MENDED" in words


@pytest.mark.parametrize("rests", [True, False])
def test_words_that_are_known_to_be_wrong_do_not_go_without_their_correction(rests):
    correction = "key: c, kind: correction made, room: desk, corrects: x, why: SECRETWORD, happened: unknown"
    text = more(note("x", "WRONGWORDS"), correction, *([note("y", "RESTING", "evidence: [x]")] if rests else []))
    words = handed(text)
    assert "WRONGWORDS" not in words
    assert HIDDEN not in words
    assert "RESTING" not in words
    assert staying(text)[Stays.CORRECTION_STAYS] == 1


def test_the_correction_of_a_correction_counts_as_well():
    first = f"key: c, kind: correction made, room: desk, corrects: x, why: FIRST, happened: unknown, {TO_LAKE}"
    second = "key: d, kind: correction made, room: desk, corrects: c, why: SECRETWORD, happened: unknown"
    words = handed(more(note("x", "WRONGWORDS"), first, second))
    assert "WRONGWORDS" not in words
    assert "FIRST" not in words


def test_the_file_is_the_same_whatever_stays_behind():
    staying_behind = [note(f"x{n}", HIDDEN, "terms: never") for n in range(5)]
    hidden = ["key: z, kind: body named, room: desk, name: SECRETWORD, sort: state, happened: unknown"]
    lines = more(note("mine", "RELEASED")).splitlines(keepends=True)
    amid = "".join([*lines[:-1], *(f"  - {{{one}}}\n" for one in (*staying_behind, *hidden)), lines[-1]])
    assert handed(amid) == handed("".join(lines))


@pytest.mark.parametrize("seat", ["north", "lake"])
def test_no_other_seat_hands_anything_over(seat):
    with pytest.raises(NotInYourMandate):
        made(TALKS, seat=seat, taker="")


@pytest.mark.parametrize("taker", ["north", "team", "envoy"])
def test_neither_a_party_nor_a_mediator_stands_for_those_who_take_over(taker):
    with pytest.raises(NoSuchProcess):
        made(TALKS, taker=taker)


def test_name_of_the_other_process_goes_only_where_it_may():
    back = "key: back, kind: process linked, room: desk, name: SECRETWORD, link: runs beside, happened: unknown"
    with pytest.raises(NameStays):
        made(more(back), to=HIDDEN)
    assert HIDDEN in handed(more(f"{back}, {TO_LAKE}"), to=HIDDEN)


def test_envoy_hands_over_its_own_words_and_not_those_of_the_desk():
    text = more(note("x", "ENVOYSAID", "room: mediators", "made by: envoy"), note("y", "DESKSAID", "room: mediators"))
    words = handed(text, seat="envoy")
    assert "ENVOYSAID" in words
    assert "DESKSAID" not in words

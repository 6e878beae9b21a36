import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.record.encoding import MOST_BYTES, UnknownKind, decode, encode
from parley.record.entry import Attribution, Malformed, Terms
from parley.record.kinds.bodies import BodyNamed, BodySort, RelationReported, Tie
from parley.record.kinds.catalogue import KINDS, READERS, VERSION, kind_name
from parley.record.kinds.issues import PositionTaken, Stance, Sureness
from parley.record.kinds.papers import DocumentFiled, IncidentsReported, NoteMade
from parley.record.kinds.rooms import RoomOpened, SeatOpened, SeatRole
from parley.record.when import When
from tests.laws import facts
from tests.record.talks_on_record import KNOWN, draft, note

SOMETHING = "0f" * 16
BIDI = "\u202a\u202b\u202c\u202d\u202e"
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=BIDI + "\\"), max_size=40)
MADE_BY_ITSELF = [kind for kind in KINDS if facts.may_be_made(kind)]


@st.composite
def drafts(draw):
    """A draft of any kind, made up from its shape."""
    chance, word = random.Random(draw(st.integers(0, 2**32))), draw(WORDS)
    kind = draw(st.sampled_from(MADE_BY_ITSELF))
    offered = [f"{number:032x}" for number in range(40)]
    while True:
        try:
            what = facts.fact(chance, kind, choose=lambda _: offered, seats=offered, word=word)
            return facts.draft(chance, what, known=KNOWN, choose=lambda _: offered, seats=offered)
        except Malformed:
            continue


def test_entry_is_written_as_json_that_names_its_kind_and_version():
    tag, body = encode(draft(note("Слова")))
    assert tag == "note made/1"
    assert body.decode() == (
        '{"what":{"title":"A note","words":"Слова","meeting":null},'
        '"happened":{"precision":"unknown","start":null,"end":null},"known":"2031-01-01T00:00:00Z",'
        '"attribution":"on the record","described_as":"","terms":null,"evidence":[]}'
    )
    assert decode(tag, body) == draft(note("Слова"))


def test_kind_of_a_later_parley_is_named_and_not_guessed_at():
    for tag in ("dream dreamt/1", "note made/2", "note made", ""):
        with pytest.raises(UnknownKind, match="a later one wrote it"):
            decode(tag, b"{}")


def test_every_kind_that_can_be_written_can_be_read():
    assert {f"{name}/{version}" for name, version in VERSION.items()} <= set(READERS)
    assert set(VERSION) == set(KINDS)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"what":{"title":"","words":"x"}}'])
def test_bytes_that_do_not_fit_the_kind_are_refused_in_words(body):
    with pytest.raises(Malformed, match="note made: "):
        decode("note made/1", body)


def test_bytes_that_are_no_json_are_refused_as_malformed():
    with pytest.raises(Malformed):
        decode("note made/1", b"\xff not json")


@pytest.mark.parametrize(
    ("what", "complaint"),
    [
        (NoteMade(title="", words="x"), "title"),
        (NoteMade(title="x" * 201, words="x"), "title"),
        (NoteMade(title="x", words=""), "words"),
        (NoteMade(title="x", words="x" * 20_001), "words"),
        (NoteMade(title="x", words=None), "words"),
        (NoteMade(title="x", words="half \ud800"), "surrogates"),
        (SeatOpened(seat=SOMETHING, key="Not A Key", name="x", role=SeatRole.DESK), "key"),
        (SeatOpened(seat=SOMETHING, key="key", name="x", role="king"), "role"),
        (IncidentsReported(observer=SOMETHING, place="x", count=-1), "count"),
        (IncidentsReported(observer=SOMETHING, place="x", count=True), "count"),
        (BodyNamed(name="x", sort=BodySort.STATE, also_called=("",)), "also called"),
    ],
)
def test_field_that_does_not_fit_is_named(what, complaint):
    with pytest.raises(Malformed, match=complaint):
        encode(draft(what))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1.01, -0.01])
def test_salience_that_is_no_share_is_refused(number):
    position = PositionTaken(
        by=SOMETHING, issue=SOMETHING, stance=Stance.FOR, sureness=Sureness.STATED, salience=number
    )
    with pytest.raises(Malformed, match="position taken"):
        encode(draft(position))


@pytest.mark.parametrize(
    "make",
    [
        lambda: RelationReported(of=SOMETHING, to=SOMETHING, tie=Tie.BACKS, since=When.unknown()),
        lambda: RoomOpened(key="x", name="x"),
        lambda: PositionTaken(
            by=SOMETHING, issue=SOMETHING, stance=Stance.NEUTRAL, sureness=Sureness.STATED, red_line=True
        ),
        lambda: draft(note(), attribution=Attribution.ON_BACKGROUND),
        lambda: draft(note(), known=datetime(2031, 1, 1)),  # noqa: DTZ001 - what is refused
    ],
)
def test_fact_or_envelope_that_contradicts_itself_cannot_be_made(make):
    with pytest.raises(Malformed):
        make()


def test_entry_of_more_than_four_million_bytes_is_refused():
    filed = DocumentFiled(title="x", publisher="x", language="en", text="х" * (MOST_BYTES // 2))
    with pytest.raises(Malformed, match="at most 4,000,000 bytes"):
        encode(draft(filed))


@pytest.mark.parametrize("sign", ["\0", "\7", "\x1b", "\x7f", "\x85", "\x9b", *BIDI])
def test_control_character_is_refused(sign):
    with pytest.raises(Malformed, match="control character"):
        encode(draft(note(f"a{sign}b")))


@pytest.mark.parametrize("sign", ["\b", "\f"])
def test_control_character_with_an_escape_of_its_own_is_refused(sign):
    with pytest.raises(Malformed, match="control character"):
        encode(draft(note(f"a{sign}b")))


def test_backslash_that_somebody_wrote_is_no_control_character():
    encode(draft(note(r"the file \u0007, or C:\u001f")))


@pytest.mark.parametrize("words", ["a\tb\nc", "a\u200eb", "e\u0301", "\u2067عربي\u2069", "🕊"])
def test_line_ends_and_marks_of_a_script_are_kept(words):
    assert decode(*encode(draft(note(words)))).what.words == words


def test_something_that_is_no_kind_is_refused():
    with pytest.raises(Malformed, match="no kind of entry"):
        encode(draft(Terms(form="gist")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (draft(note()), draft(note(), known=KNOWN.astimezone(timezone(timedelta(hours=6))))),
        (
            draft(PositionTaken(by=SOMETHING, issue=SOMETHING, stance="for", sureness="stated", salience=1)),
            draft(PositionTaken(by=SOMETHING, issue=SOMETHING, stance="for", sureness="stated", salience=1.0)),
        ),
        (
            draft(PositionTaken(by=SOMETHING, issue=SOMETHING, stance="for", sureness="stated", salience=-0.0)),
            draft(PositionTaken(by=SOMETHING, issue=SOMETHING, stance="for", sureness="stated", salience=0.0)),
        ),
    ],
)
def test_equal_drafts_have_the_same_bytes(one, other):
    assert one == other
    assert encode(one) == encode(other)


@given(drafts())
def test_any_draft_is_read_back_as_it_was_written(made):
    assert decode(*encode(made)) == made


@given(drafts())
def test_any_draft_that_was_read_is_written_in_the_same_bytes(made):
    tag, body = encode(made)
    assert encode(decode(tag, body)) == (tag, body)


@given(drafts(), drafts())
def test_any_two_drafts_have_the_same_bytes_only_if_they_are_equal(one, other):
    assert (encode(one) == encode(other)) == (one == other)


@given(drafts(), st.data())
def test_any_missing_field_of_the_envelope_is_asked_for_or_has_one_meaning(made, chance):
    tag, body = encode(made)
    fields = msgspec.json.decode(body)
    gone = chance.draw(st.sampled_from(sorted(fields)))
    del fields[gone]
    plain = {"terms": None, "described_as": "", "evidence": ()}
    if gone in plain and (gone != "described_as" or made.attribution is not Attribution.ON_BACKGROUND):
        assert decode(tag, msgspec.json.encode(fields)) == replace(made, **{gone: plain[gone]})
    else:
        with pytest.raises(Malformed, match=kind_name(type(made.what))):
            decode(tag, msgspec.json.encode(fields))


@given(drafts(), st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)))  # noqa: DTZ001 - zone is added
def test_any_time_of_knowing_is_kept_to_the_microsecond(made, known):
    assert decode(*encode(replace(made, known=known))).known == known

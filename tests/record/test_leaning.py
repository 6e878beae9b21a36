import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.record.entry import Evidence, Form, Terms
from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.issues import OptionTabled
from parley.record.kinds.papers import CorrectionMade, NoteMade, TranslationMade
from parley.record.kinds.rooms import PersonSeated, RoomOpened, SeatClosed, SeatOpened, SeatRole, Sitter
from parley.record.leaning import Ground, Standing, Unsupported, check, entries_named, known_seats, seats_named
from tests.laws import facts
from tests.record.talks_on_record import KNOWN, draft, note

TEAM, NORTH, SOUTH, GUEST, STRANGER = (letter * 32 for letter in "12345")
PUBLIC, CAUCUS, OTHER, DESK, TABLE = (letter * 32 for letter in "abcde")
SITTERS = {
    CAUCUS: frozenset({TEAM, NORTH}),
    OTHER: frozenset({TEAM, SOUTH}),
    DESK: frozenset({TEAM}),
    TABLE: frozenset({TEAM, NORTH, SOUTH}),
}
ABSENT = "0" * 32
FEAR, SECRET, OPEN, AGREED, MINE = (f"{number:032x}" for number in range(1, 6))
ENTRIES = {
    FEAR: Standing(room=CAUCUS, kind="statement made"),
    SECRET: Standing(room=OTHER, kind="statement made"),
    OPEN: Standing(room=PUBLIC, kind="issue raised"),
    AGREED: Standing(room=TABLE, kind="issue raised"),
    MINE: Standing(room=DESK, kind="issue raised"),
}
GROUND = Ground(
    entries=ENTRIES, sitters=SITTERS, everyone=frozenset({PUBLIC}), seats=frozenset({TEAM, NORTH, SOUTH, GUEST})
)
NAMING = {
    "of a kind": lambda target: draft(OptionTabled(issue=target, name="Share it")),
    "as evidence": lambda target: draft(note(), evidence=(Evidence(entry=target),)),
}


def refusal(made, room):
    with pytest.raises(Unsupported) as caught:
        check(made, room=room, ground=GROUND)
    return caught.value


@pytest.mark.parametrize("naming", NAMING)
@pytest.mark.parametrize(
    ("room", "target"),
    [(CAUCUS, OPEN), (CAUCUS, AGREED), (DESK, AGREED), (DESK, MINE), (TABLE, AGREED), (PUBLIC, OPEN)],
)
def test_entry_leans_on_what_everyone_in_its_room_sees(naming, room, target):
    check(NAMING[naming](target), room=room, ground=GROUND)


@pytest.mark.parametrize("naming", NAMING)
@pytest.mark.parametrize(("room", "target"), [(CAUCUS, MINE), (TABLE, MINE), (PUBLIC, MINE), (PUBLIC, AGREED)])
def test_entry_does_not_lean_on_what_somebody_in_its_room_does_not_see(naming, room, target):
    refused = refusal(NAMING[naming](target), room)
    assert "not everyone in this room may see" in str(refused)
    assert refused.target == target


@pytest.mark.parametrize("naming", NAMING)
def test_entry_that_its_author_does_not_see_is_the_same_as_none(naming):
    unseen = Ground(entries={OPEN: ENTRIES[OPEN]}, sitters=SITTERS, everyone=GROUND.everyone, seats=GROUND.seats)
    words = set()
    for target in (SECRET, ABSENT):
        with pytest.raises(Unsupported) as caught:
            check(NAMING[naming](target), room=CAUCUS, ground=unseen)
        words.add(str(caught.value))
    assert len(words) == 1
    assert "not on record" in words.pop()


def test_reference_names_an_entry_of_the_kind_that_it_needs():
    refused = refusal(draft(OptionTabled(issue=FEAR, name="Share it")), CAUCUS)
    assert str(refused) == "issue names an entry that is “statement made”; it needs “issue raised”"


@pytest.mark.parametrize(
    "made",
    [
        CorrectionMade(corrects=OPEN, why="A slip."),
        CorrectionMade(corrects=FEAR, why="A slip.", instead=OPEN),
        TranslationMade(of=OPEN, language="fa", words="…", by="the interpreter"),
    ],
)
def test_correction_and_translation_stand_in_the_room_of_the_words(made):
    assert "stands in the room of the words themselves" in str(refusal(draft(made), CAUCUS))


def test_correction_in_the_same_room_is_supported():
    check(draft(CorrectionMade(corrects=FEAR, why="A slip.", instead=FEAR)), room=CAUCUS, ground=GROUND)


def test_terms_name_seats_that_the_whole_room_knows():
    check(draft(note(), terms=Terms(form=Form.GIST, to=(SOUTH, GUEST))), room=CAUCUS, ground=GROUND)
    refused = refusal(draft(note(), terms=Terms(form=Form.GIST, to=(SOUTH, STRANGER))), CAUCUS)
    assert refused.target == STRANGER


def test_seat_is_closed_where_it_sits():
    check(draft(SeatClosed(seat=NORTH)), room=CAUCUS, ground=GROUND)
    check(draft(SeatClosed(seat=NORTH)), room=PUBLIC, ground=GROUND)
    assert "so that it knows" in str(refusal(draft(SeatClosed(seat=SOUTH)), CAUCUS))
    assert "not everyone in this room knows" in str(refusal(draft(SeatClosed(seat=STRANGER)), PUBLIC))


def test_seats_that_a_draft_names_are_those_of_its_terms_and_its_fact():
    terms = Terms(form=Form.GIST, to=(SOUTH,))
    assert seats_named(draft(note(), terms=terms)) == {SOUTH}
    assert seats_named(draft(SeatClosed(seat=NORTH), terms=terms)) == {NORTH, SOUTH}
    assert seats_named(draft(PersonSeated(person=ABSENT, seat=NORTH, name="P"))) == {NORTH}
    assert seats_named(draft(SeatOpened(seat=NORTH, key="n", name="N", role=SeatRole.DELEGATION))) == frozenset()


def test_room_knows_its_own_seats_and_those_opened_where_all_of_it_see():
    opened = [
        (PUBLIC, SeatOpened(seat=SOUTH, key="s", name="S", role=SeatRole.DELEGATION)),
        (DESK, SeatOpened(seat=GUEST, key="g", name="G", role=SeatRole.GUARANTOR)),
        (TABLE, RoomOpened(key="t", name="T", sitters=(Sitter(seat=STRANGER, name="X"),))),
    ]
    assert known_seats(opened, room=CAUCUS, ground=GROUND) == {TEAM, NORTH, SOUTH, STRANGER}
    assert known_seats(opened, room=DESK, ground=GROUND) == {TEAM, SOUTH, GUEST, STRANGER}
    assert known_seats(opened, room=PUBLIC, ground=GROUND) == {SOUTH}


def test_body_that_names_nothing_leans_on_nothing():
    check(draft(BodyNamed(name="N", sort=BodySort.STATE)), room=PUBLIC, ground=Ground(entries={}, sitters={}))


@st.composite
def worlds(draw):
    """Rooms of some of four seats and a public one, and an entry of each kind in some of them."""
    seats = [TEAM, NORTH, SOUTH, GUEST]
    companies = draw(st.lists(st.sets(st.sampled_from(seats), min_size=1), min_size=1, max_size=5))
    rooms = {f"{number:032x}": frozenset(company) for number, company in enumerate(companies)}
    places = [*rooms, PUBLIC]
    kinds = sorted(KINDS)
    entries = {
        f"{number + 100:032x}": Standing(room=draw(st.sampled_from(places)), kind=kinds[number % len(kinds)])
        for number in range(2 * len(kinds))
    }
    return Ground(entries=entries, sitters=rooms, everyone=frozenset({PUBLIC}), seats=frozenset(seats)), places


def watched(room, ground):
    return ground.sitters.get(room, frozenset({TEAM, NORTH, SOUTH, GUEST, "the visitor"}))


@given(worlds(), st.sampled_from([kind for kind in sorted(KINDS) if facts.may_be_made(kind)]), st.integers(0, 2**32))
def test_any_draft_that_is_supported_names_only_what_everyone_in_its_room_sees(world, kind, seed):
    ground, places = world
    chance = random.Random(seed)
    room = chance.choice(places)

    def choose(kinds):
        return [target for target, standing in ground.entries.items() if not kinds or standing.kind in kinds]

    try:
        what = facts.fact(chance, kind, choose=choose, seats=sorted(ground.seats), word="word")
        made = facts.draft(chance, what, known=KNOWN, choose=choose, seats=sorted(ground.seats))
        check(made, room=room, ground=ground)
    except ValueError:
        return
    for target in entries_named(made):
        assert watched(room, ground) <= watched(ground.entries[target].room, ground)
        if isinstance(what, CorrectionMade | TranslationMade):
            assert target in {evidence.entry for evidence in made.evidence} or ground.entries[target].room == room


@given(worlds(), st.lists(st.sampled_from([TEAM, NORTH, SOUTH, GUEST, STRANGER])))
def test_any_seat_that_a_room_knows_is_known_to_every_seat_in_it(world, opened):
    ground, places = world
    openings = [
        (places[number % len(places)], SeatOpened(seat=seat, key="k", name="N", role=SeatRole.HOST))
        for number, seat in enumerate(opened)
    ]
    for room in places:
        for seat in known_seats(openings, room=room, ground=ground) - ground.sitters.get(room, frozenset()):
            assert any(
                what.seat == seat and watched(room, ground) <= watched(where, ground) for where, what in openings
            )


@given(st.permutations([FEAR, OPEN, AGREED]))
def test_any_order_of_evidence_is_supported_alike(targets):
    evidence = tuple(Evidence(entry=target) for target in targets)
    check(draft(NoteMade(title="T", words="W"), evidence=evidence), room=CAUCUS, ground=GROUND)

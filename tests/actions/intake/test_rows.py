import re

import pytest

from parley.actions.intake.columns import Mapping
from parley.actions.intake.found import SheetRow
from parley.actions.intake.naming import Names, key_of, names_known_in
from parley.actions.intake.rows import Reading, read_row
from parley.process.fold import fold
from parley.record.kinds.bodies import BodyNamed, BodySort, PersonNamed
from parley.record.kinds.issues import IssueRaised, PositionTaken, Stance
from parley.record.kinds.rooms import RoomOpened, Sitter
from parley.wording import languages, wording
from tests.process.record_of import START, RecordOf, id_of

COLUMNS = ("by", "issue", "words", "stance", "secrecy", "happened")
ALWAYS = {"sureness": "reported"}


def talks():
    record = RecordOf()
    named = {"north": record.body("North"), "south": record.body("South, the")}
    named["also"] = record.add(BodyNamed(name="The Front", sort=BodySort.ARMED_GROUP, also_called=("Front",)))
    named["harbour"] = record.add(IssueRaised(name="Harbour", question="Who runs it?"))
    named["hidden"] = record.add(BodyNamed(name="Go-between", sort=BodySort.OFFICE), room=record.caucus)
    return record, named


def names(record, *, room=None, decided=None):
    where = room or record.public
    state = fold(record.entries)
    return Names(
        room=where,
        seat=record.team,
        token="ab" * 16,
        known=names_known_in(where, state=state),
        decided=(decided or {}).get,
    )


def read(record, *cells, kind="position taken", columns=COLUMNS, always=ALWAYS, everyone=False, **how):
    reading = Reading(
        mapping=Mapping(kind=kind, columns=columns),
        always=always,
        names=names(record, **how),
        everyone=everyone,
        known=START,
    )
    return read_row(SheetRow(number=2, cells=cells), reading=reading), reading


def test_row_is_an_entry_with_what_its_names_mean():
    record, named = talks()
    found, _ = read(record, "north", "HARBOUR", "Open it.", "conditional", "confidential", "9.1.2031")
    assert found.draft.what == PositionTaken(
        by=named["north"], issue=named["harbour"], words="Open it.", stance=Stance.CONDITIONAL, sureness="reported"
    )
    assert found.draft.happened.written() == "2031-01-09"
    assert (found.draft.attribution.value, found.draft.terms) == ("off the record", None)


def test_other_names_of_a_body_mean_it_as_well():
    record, named = talks()
    assert read(record, "front", "Harbour", "", "for", "", "")[0].draft.what.by == named["also"]


@pytest.mark.parametrize("language", languages())
def test_choice_is_read_in_every_language(language):
    record, _ = talks()
    stance = wording(language).choice("against")
    assert read(record, "North", "Harbour", "", stance, "", "")[0].draft.what.stance is Stance.AGAINST


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("Nobody", "Harbour", "", "for"), "“Nobody”: say above who or what this is"),
        (("North", "Winter", "", "for"), "“Winter”: say above who or what this is"),
        (("", "Harbour", "", "for"), "“by” is empty in this row"),
        (("North", "Harbour", "", ""), "“stance” is empty in this row"),
        (("North", "Harbour", "", "perhaps"), "“perhaps” is none of these: for, against, conditional"),
        (("North", "Harbour", "", "for", "secretly"), "“secretly” is neither public nor confidential"),
        (("North", "Harbour", "", "for", "", "01/02/2031"), "“01/02/2031” is no time"),
        (("North", "Harbour", "x" * 20_001, "for"), "This row makes no entry:"),
    ],
)
def test_row_that_is_no_entry_says_why(cells, why):
    record, _ = talks()
    found, _ = read(record, *cells, *[""] * (len(COLUMNS) - len(cells)))
    assert found.draft is None
    assert re.match(re.escape(why), str(found.why))


def test_what_no_column_holds_and_nobody_says_is_missing():
    record, _ = talks()
    found, _ = read(record, "North", "Harbour", "", "for", "", "", always={})
    assert str(found.why).startswith("“sureness” is missing: choose its column, say it for every row")


def test_name_that_two_bear_is_asked_for_with_both():
    record, _ = talks()
    other = record.body("North")
    found, reading = read(record, "North", "Harbour", "", "for", "", "")
    assert found.draft is None
    assert other in reading.names.asked["north"].means
    assert len(reading.names.asked["north"].means) == 2
    assert read(record, "North", "Harbour", "", "for", "", "", decided={"north": other})[0].draft.what.by == other


def test_name_that_the_room_does_not_know_is_unknown_to_it():
    record, named = talks()
    assert read(record, "Go-between", "Harbour", "", "for", "", "")[0].draft is None
    inside, _ = read(record, "Go-between", "Harbour", "", "for", "", "", room=record.caucus)
    assert inside.draft.what.by == named["hidden"]


def test_room_within_another_company_knows_what_that_company_knows():
    record, named = talks()
    alone = id_of("room desk")
    sitters = (Sitter(seat=record.team, name="The desk"),)
    record.add(RoomOpened(key="desk", name="Desk", sitters=sitters), room=alone)
    assert read(record, "Go-between", "Harbour", "", "for", "", "", room=alone)[0].draft.what.by == named["hidden"]
    secret = record.add(BodyNamed(name="Ours alone", sort=BodySort.OFFICE), room=alone)
    assert read(record, "Ours alone", "Harbour", "", "for", "", "", room=record.caucus)[0].draft is None
    assert read(record, "Ours alone", "Harbour", "", "for", "", "", room=alone)[0].draft.what.by == secret


def test_somebody_new_is_put_on_record_before_the_row_under_the_same_id_each_time():
    record, _ = talks()
    decided = {key_of("The Lake"): "political body"}
    first, reading = read(record, "The Lake", "Harbour", "", "for", "", "", decided=decided)
    again, _ = read(record, "the  lake", "Harbour", "", "for", "", "", decided=decided)
    assert first.first == again.first == (first.draft.what.by,)
    assert reading.names.new[first.first[0]].fact == BodyNamed(name="The Lake", sort=BodySort.POLITICAL_BODY)


@pytest.mark.parametrize("decided", ["nonsense", "0" * 32, "party"])
def test_decision_that_was_never_offered_is_none(decided):
    record, _ = talks()
    assert read(record, "Lake", "Harbour", "", "for", "", "", decided={"lake": decided})[0].draft is None


def test_new_person_of_a_new_body_comes_after_it():
    record, _ = talks()
    columns = ("person", "office", "of")
    given = {"kind": "office held", "columns": columns, "always": {"since": "unknown"}}
    found, reading = read(record, "A. Man", "Minister", "The Lake", decided={"the lake": "state"}, **given)
    body, person = found.first
    assert reading.names.new[person].fact == PersonNamed(name="A. Man", of=body)
    assert reading.names.new[body].sort is BodySort.STATE


def test_several_names_in_a_cell_are_divided_and_a_name_with_a_comma_is_not():
    record, named = talks()
    given = {"kind": "meeting held", "columns": ("participants",), "always": {"name": "Tea", "format": "plenary"}}
    assert read(record, "North; South, the", **given)[0].draft.what.participants == (named["north"], named["south"])
    assert read(record, "North, Front", **given)[0].draft.what.participants == (named["north"], named["also"])


def test_confidential_row_is_not_for_a_room_of_everyone():
    record, _ = talks()
    for said in ("confidential", "محرمانه", "gizli"):
        assert read(record, "North", "Harbour", "", "for", said, "", everyone=True)[0].draft is None
    assert read(record, "North", "Harbour", "", "for", "public", "", everyone=True)[0].draft is not None

import pytest

from parley.record.kinds.bodies import BodyNamed, OfficeHeld, PersonNamed, RoleHeld
from parley.record.kinds.meetings import MeetingHeld
from parley.record.kinds.papers import CommitmentClaimed, NoteMade
from parley.record.when import written_known
from tests.actions.intake.files import mail, word
from tests.actions.intake.tables import excel
from tests.web.importing import brought, filled, named, room, sent, state, titles


@pytest.fixture(autouse=True)
def desk(talks):
    """The desk has signed in, which is an entry of its own."""
    return talks.browser("team")


def test_word_note_is_shown_first_and_on_record_only_once_it_is_saved(talks):
    before = len(state(talks).entries)
    shown = brought(talks, word("#Tea with both", "North: we fear the winter"))
    assert shown.status_code == 200
    assert "we fear the winter" in shown.content.decode()
    assert "Left out of “from outside”: headers, footers" in shown.content.decode()
    assert "Will be read by: North delegation and The desk (" in shown.content.decode()
    assert len(state(talks).entries) == before
    saved = sent(talks, shown)
    assert saved.status_code == 302
    assert saved.headers["Location"].startswith("/note/")
    (note,) = [one for one in state(talks, "north").facts(NoteMade) if one.what.title == "Tea with both"]
    assert (note.attribution.value, note.terms, note.happened.start) == ("off the record", None, None)
    assert note.what.words.splitlines()[-1] == "North: we fear the winter"
    assert "Tea with both" not in titles(talks, "south")


def test_form_that_is_sent_twice_makes_one_set_of_entries(talks):
    shown = brought(talks, mail(attached=[("a", word("In a note.")), ("b", b"Delegation;Role\nNorth;party\n")]))
    before = len(state(talks).entries)
    given = {"table-0-always-basis": "claimed", "table-0-always-since": "2031-01-01"}
    looked = sent(talks, shown, step="look", **given)
    for _ in range(2):
        assert sent(talks, looked).headers["Location"] == f"/rooms/{room(talks)}"
        talks.clock.moves_on(seconds=1)
    assert len(state(talks).entries) == before + 3


def test_mail_is_known_from_when_it_was_written(talks):
    shown = brought(talks, mail(Subject="On Monday"))
    assert 'value="2031-01-09T07:00Z"' in shown.content.decode()
    sent(talks, shown)
    (note,) = [one for one in state(talks).facts(NoteMade) if one.what.title == "On Monday"]
    assert written_known(note.known) == "2031-01-09T07:00Z"


def test_piece_that_is_not_ticked_is_left(talks):
    shown = brought(talks, mail(Subject="Left", attached=[("a", word("Kept."))]))
    given = filled(shown)
    del given["note-0-keep"]
    talks.browser("team").post("/import", {**given, "step": "save"})
    assert "Kept." in titles(talks)
    assert "Left" not in titles(talks)
    nothing = {name: value for name, value in given.items() if not name.endswith("-keep")}
    answer = talks.browser("team").post("/import", {**nothing, "step": "save"})
    assert answer.status_code == 422
    assert "Nothing is ticked" in answer.content.decode()


def test_rows_become_entries_of_the_kind_that_their_headings_tell(talks):
    table = excel(["Who", "With whom", "Date", "Place"], ["North", "South", "2031-01-09", "The mill"])
    looked = sent(
        talks,
        brought(talks, table),
        step="look",
        **{"table-0-always-format": "bilateral", "table-0-always-name": "At the mill"},
    )
    assert sent(talks, looked).status_code == 302
    (meeting,) = [one for one in state(talks, "north").facts(MeetingHeld) if one.what.venue == "The mill"]
    assert [state(talks).name(one) for one in meeting.what.participants] == ["North", "South"]
    assert meeting.happened.written() == "2031-01-09"
    assert (meeting.attribution.value, meeting.terms) == ("off the record", None)


def test_unknown_body_is_asked_for_and_put_on_record_first(talks):
    shown = brought(talks, excel(["Delegation", "Role"], ["Lake Council", "guarantor"], ["North", "party"]))
    assert "“Lake Council”: say above who or what this is" in shown.content.decode()
    given = {"table-0-always-basis": "claimed", "table-0-always-since": "unknown"}
    looked = sent(talks, shown, step="look", **{named(shown, "Lake Council"): "political body"}, **given)
    assert "Lake Council" not in [one.what.name for one in state(talks).facts(BodyNamed)]
    for _ in range(2):
        assert sent(talks, looked).status_code == 302
    seen = state(talks, "north")
    (body,) = [one for one in seen.facts(BodyNamed) if one.what.name == "Lake Council"]
    (role,) = [one for one in seen.facts(RoleHeld) if one.what.body == body.id]
    assert (body.what.sort.value, role.what.role.value) == ("political body", "guarantor")
    assert body.number < role.number
    assert "Lake Council" not in [one.what.name for one in state(talks, "south").facts(BodyNamed)]


def test_persons_of_a_table_are_named_before_their_offices(talks):
    shown = brought(talks, excel(["Name", "Office", "Delegation"], ["A. Man", "Minister", "North"]))
    looked = sent(talks, shown, step="look", **{"table-0-always-since": "2030-01"})
    assert sent(talks, looked).status_code == 302
    (person,) = [one for one in state(talks).facts(PersonNamed) if one.what.name == "A. Man"]
    (office,) = [one for one in state(talks).facts(OfficeHeld) if one.what.person == person.id]
    assert state(talks).name(person.what.of) == "North"
    assert office.what.office == "Minister"


def test_who_commits_itself_may_be_who_says_so(talks):
    shown = brought(talks, excel(["Who", "What", "By when"], ["North", "open the harbour", "2031-03-01"]))
    looked = sent(talks, shown, step="look", **{"table-0-always-claimed_by": "same as by"})
    assert sent(talks, looked).status_code == 302
    (one,) = [one for one in state(talks).facts(CommitmentClaimed) if one.what.promise == "open the harbour"]
    assert one.what.by == one.what.claimed_by


def test_columns_can_be_changed_and_are_looked_at_again_before_saving(talks):
    shown = brought(talks, excel(["Name", "Office", "Delegation"], ["A. Man", "Minister", "North"]))
    answer = sent(talks, shown, **{"table-0-kind": "person named"})
    assert answer.status_code == 422
    assert "look at its rows again, then save" in answer.content.decode()
    assert sent(talks, answer).status_code == 302
    assert "A. Man" in [one.what.name for one in state(talks).facts(PersonNamed)]


def test_row_that_is_not_ticked_is_left(talks):
    shown = brought(talks, excel(["Name", "Delegation"], ["A. Man", "North"], ["B. Woman", "North"]))
    given = filled(shown)
    del given["table-0-row-2"]
    assert talks.browser("team").post("/import", {**given, "step": "save"}).status_code == 302
    names = [one.what.name for one in state(talks).facts(PersonNamed)]
    assert "B. Woman" in names
    assert "A. Man" not in names


def test_table_may_be_kept_as_one_note_or_left_out(talks):
    shown = brought(talks, excel(["Colour", "Size"], ["red", 3], title="Stock"))
    assert sent(talks, shown).headers["Location"].startswith("/note/")
    (note,) = [one for one in state(talks).facts(NoteMade) if one.what.title == "Stock"]
    assert note.what.words == "Colour | Size\nred | 3"
    assert sent(talks, shown, **{"table-0-kind": ""}).status_code == 422


def test_long_text_becomes_several_notes_with_nothing_lost(talks):
    lines = [f"Line {number} of a long day." for number in range(2_000)]
    shown = brought(talks, text="\n".join(lines))
    assert "it becomes 3 notes" in shown.content.decode()
    assert sent(talks, shown).status_code == 302
    notes = [one.what for one in state(talks).facts(NoteMade) if one.what.title.startswith("Line 0")]
    assert sorted(one.title for one in notes) == [f"Line 0 of a long day. ({number}/3)" for number in (1, 2, 3)]
    words = "\n".join(one.words for one in sorted(notes, key=lambda one: one.title))
    assert words.splitlines() == lines


def test_saved_form_that_was_changed_adds_only_once_more_by_choice(talks):
    shown = brought(talks, text="Tea.")
    assert sent(talks, shown).status_code == 302
    changed = sent(talks, shown, **{"note-0-title": "Coffee"})
    assert changed.status_code == 422
    assert "This was saved before, otherwise than it is now" in changed.content.decode()
    assert "Coffee" not in titles(talks)
    assert sent(talks, changed).status_code == 302
    assert "Coffee" in titles(talks)


def test_delegation_brings_in_what_only_its_own_room_reads(talks):
    shown = brought(talks, text="For us alone.", who="north", where="North's own room")
    assert sent(talks, shown, who="north").status_code == 302
    assert "For us alone." in titles(talks, "north")
    assert "For us alone." not in titles(talks)

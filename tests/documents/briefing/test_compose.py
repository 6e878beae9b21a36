import re
from datetime import UTC, datetime, timedelta

import pytest

from parley.documents.briefing.compose import briefing, live_moment
from parley.documents.briefing.view import NothingKnown
from parley.documents.paper import Sentence, Table
from parley.process.fold import fold
from parley.process.state import EMPTY
from parley.record.entry import Form, Terms
from parley.record.kinds.meetings import Format, RefusalLifted, RefusalStated
from parley.record.kinds.papers import Rendering, StatementMade, TextAnswered, TextIssued, TextRelation
from parley.record.kinds.process import Link, ProcessLinked, ProcessSuspended
from parley.wording import wording
from tests.documents.briefing.harbour_talks import NOW, HarbourTalks
from tests.process.record_of import RecordOf
from tests.wording.test_wording import MARKED

SECTIONS = [
    "round", "table", "roles", "formats", "agenda", "positions", "sponsors", "relations", "statements", "texts",
    "linked", "course", "leverage", "ceasefire", "commitments", "contradictions", "unknown",
]  # fmt: skip


def brief(record, *, words=None, moment=NOW):
    return briefing(fold(record.entries), process="talks", seat="team", moment=moment, wording=words or wording())


def sentences(paper, section):
    (found,) = [one for one in paper.sections if one.id == section]
    return [sentence.text for sentence in found.sentences]


def everything_written(paper):
    yield from (paper.title, paper.subtitle, paper.handling, paper.sources_title)
    yield from (source.text for source in paper.sources)
    for section in paper.sections:
        yield section.title
        yield from (sentence.text for sentence in section.sentences)
        for figure in section.figures:
            table = figure if isinstance(figure, Table) else figure.table
            yield from (figure.title, table.corner, *table.columns)
            for row in table.rows:
                yield from (row.heading, *(cell.text for cell in row.cells))


HARBOUR = brief(HarbourTalks())


def test_a_briefing_has_every_part_in_order():
    assert [section.id for section in HARBOUR.sections] == SECTIONS
    assert [section.id for section in brief(RecordOf()).sections] == SECTIONS


def test_every_sentence_cell_and_edge_traces_to_a_source():
    known = {entry.id for entry in HarbourTalks().entries}
    listed = {source.entry for source in HARBOUR.sources}
    assert listed <= known
    for section in HARBOUR.sections:
        for sentence in section.sentences:
            assert set(sentence.entries) <= listed


def test_a_sentence_that_rests_on_nothing_cannot_be_made():
    with pytest.raises(ValueError, match="rests on entries"):
        Sentence(text="So it is said.", entries=())


def test_no_word_escapes_translation():
    paper = brief(HarbourTalks(), words=MARKED)
    content = re.compile("The desk|Public record|North caucus|North")
    assert [words for words in everything_written(paper) if re.search("[a-zA-Z]", content.sub("", words))] == []


def test_no_sentence_is_left_with_a_hole_or_two_stops():
    for words in everything_written(HARBOUR):
        assert not re.search(r"[{}]|\.\.| \.| ,|  |:\.|\?\.", words), words


def test_a_record_of_nothing_gives_no_briefing():
    with pytest.raises(NothingKnown):
        briefing(EMPTY, process="talks", seat="team", moment=NOW, wording=wording())


def test_an_undecided_format_and_each_account_of_it_are_told_apart():
    told = sentences(HARBOUR, "round")
    assert any("format undecided" in one for one in told)
    assert sum("was held" in one for one in told) == 2


def test_public_and_confidential_positions_never_share_a_sentence_or_a_table():
    told = sentences(HARBOUR, "positions")
    assert any(one.startswith("In public, Αλβα") for one in told)
    assert any(one.startswith("In confidence, Βορέας") and "a red line" in one for one in told)
    (positions,) = [one for one in HARBOUR.sections if one.id == "positions"]
    assert [table.title for table in positions.figures] == [
        "Public positions (↔ moved, ■ red line)",
        "Confidential positions (↔ moved, ■ red line)",
    ]


def test_movement_is_told_with_what_went_before():
    assert any("conditional (moved; on" in one and "it was against" in one for one in sentences(HARBOUR, "positions"))


def test_unknown_neutral_and_refused_are_three_things():
    told = sentences(HARBOUR, "unknown")
    assert any("not known where Αλβα stands" in one for one in told)
    assert any(one.startswith("Βορέας refused to say") for one in told)
    assert not any("neutral" in one for one in told)


def test_observers_stand_side_by_side_and_are_never_added_up():
    told = " ".join(sentences(HARBOUR, "ceasefire"))
    assert "17" in told
    assert "(violations): Βορέας reports none, which is not a count of zero" in told
    assert "19" not in told


def test_a_commitment_claimed_by_its_beneficiary_is_told_as_such():
    told = sentences(HARBOUR, "commitments")
    assert any("as claimed by Βορέας" in one and "overdue since 1 January 2031" in one for one in told)
    assert "Αλβα is not on record as acknowledging it." in told


def test_what_is_not_passed_on_says_so():
    assert any("[on the record; never to be passed on]" in one for one in sentences(HARBOUR, "statements"))
    assert any("terms unspecified, for understanding only" in one for one in sentences(HARBOUR, "statements"))


def test_a_speaker_on_background_goes_by_the_agreed_description():
    assert any("διπλωμάτης, for Βορέας" in one for one in sentences(HARBOUR, "statements"))


def test_a_text_without_a_signature_on_record_says_so():
    record = RecordOf()
    north = record.body("North")
    text = record.add(TextIssued(title="Statement", sort="joint statement", gist="peace"))
    record.add(TextIssued(title="Resolution", sort="resolution", gist="peace"))
    record.add(TextAnswered(text=text, who=north, relation=TextRelation.READ_OUT))
    assert sentences(brief(record), "texts").count("No signature of it is on record.") == 1
    assert "Βορέας did not sign it: λόγια." in sentences(HARBOUR, "texts")


def test_what_is_left_out_is_counted_and_dated():
    record = RecordOf()
    for n in range(50):
        record.add(StatementMade(words=f"words {n}", rendering=Rendering.GIST))
    told = sentences(brief(record), "statements")
    assert len(told) == 41
    assert told[-1].startswith("10 earlier entries, known from 1 January 2031")
    assert "words 49" in told[0]


def test_the_same_entries_give_the_same_paper_in_any_order():
    record = HarbourTalks()
    again = briefing(fold(reversed(record.entries)), process="talks", seat="team", moment=NOW, wording=wording())
    assert again == HARBOUR


def test_a_live_briefing_is_of_now_or_of_the_last_thing_known():
    state = fold(RecordOf().entries)
    later = datetime(2040, 1, 1, tzinfo=UTC)
    assert live_moment(state, now=later) == later
    assert live_moment(state, now=datetime(2001, 1, 1, tzinfo=UTC)) - datetime(2031, 1, 1, tzinfo=UTC) < timedelta(
        days=1
    )


def test_a_section_is_never_longer_than_one_that_is_read():
    record = RecordOf()
    for n in range(200):
        other = record.add(ProcessLinked(name=f"talks {n}", link=Link.RUNS_BESIDE))
        record.add(ProcessSuspended(process=other))
    told = sentences(brief(record), "linked")
    assert len(told) == 151
    assert told[-1] == "250 further sentences of this kind are left out."


def test_every_sentence_that_rests_on_a_confidence_says_on_what_terms():
    record = HarbourTalks()
    state = fold(record.entries)
    for section in HARBOUR.sections:
        for sentence in section.sentences:
            if any(not state.is_public(state.entry(entry)) for entry in sentence.entries):
                assert "[" in sentence.text, sentence.text


def test_a_refusal_lifted_in_confidence_still_stands_in_public():
    record = RecordOf()
    north, south = record.body("North"), record.body("South")
    refusal = record.add(RefusalStated(by=north, whom=south, formats=(Format.PLENARY,)))
    record.add(RefusalLifted(refusal=refusal), room=record.caucus, terms=Terms(form=Form.NEVER))
    told = sentences(brief(record), "formats")
    assert told[0] == "North refuses to meet South in these formats: plenary."
    assert told[1].startswith("In confidence North has lifted its refusal to meet South. [on the record; never")


def test_terms_that_have_run_out_are_no_longer_a_permission():
    record = RecordOf()
    terms = Terms(form=Form.GIST, to=(record.north,), until=datetime(2031, 1, 2, tzinfo=UTC))
    record.add(StatementMade(words="words", rendering=Rendering.GIST), room=record.caucus, terms=terms)
    assert "this has run out, ask again" in sentences(brief(record), "statements")[0]

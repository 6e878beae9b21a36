"""The public example: sourced facts in our own words, and what a briefing makes of them on three dates."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from parley.actions.process_file import read_process_file
from parley.documents.briefing.compose import briefing
from parley.process.fold import fold
from parley.process.roles import holders, roles_on
from parley.process.rounds import next_round
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodySort, Role
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.shape import references
from parley.wording import wording

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "src/parley/examples/astana-2017.yaml"
SEED = ROOT / "docs/seed.md"
ARTICLE = ROOT.parent / "shared/seed/astana-talks-article.txt"
needs_the_article = pytest.mark.skipif(not ARTICLE.exists(), reason=f"the seed article is not at {ARTICLE}")
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
EVE = datetime(2017, 1, 23, 9, tzinfo=UTC)
LONGEST_RUN = 7
LONGEST_QUOTATION = 25
NEED_NO_SOURCE = {"room opened", "seat opened", "document filed"}


@cache
def example():
    return read_process_file(EXAMPLE)


def kind_of(entry):
    return kind_name(type(entry.draft.what))


def of_kind(*kinds):
    return [entry for entry in example().entries if kind_of(entry) in kinds]


@cache
def on_record():
    numbers = Counter()
    found = []
    for index, one in enumerate(example().entries):
        numbers[one.room] += 1
        draft = one.draft
        found.append(
            Entry(
                one.id, one.room, numbers[one.room], one.seat, None, RECORDED + timedelta(seconds=index),
                f"{kind_of(one)}/1", draft.what, draft.happened, draft.known,
                draft.attribution, draft.described_as, draft.terms, draft.evidence,
            )
        )  # fmt: skip
    return tuple(found)


@cache
def state_of_the_team(moment):
    team, _ = example().seats["team"]
    rooms = {
        room for room, opened in example().rooms.values() if opened.everyone or team in {s.seat for s in opened.sitters}
    }
    return fold(entry for entry in on_record() if entry.known <= moment and entry.room in rooms)


@cache
def briefing_at(moment):
    return briefing(state_of_the_team(moment), process="astana-2017", seat="team", moment=moment, wording=wording())


def sentences(paper, *, section=None):
    return [one.text for part in paper.sections if section in {None, part.id} for one in part.sentences]


def words_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))


def runs(text):
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    return {tuple(words[i : i + LONGEST_RUN + 1]) for i in range(len(words) - LONGEST_RUN)}


def rows_of_the_seed():
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in SEED.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d+ \|", line)
    ]


def fragments(cell):
    """Return what stands in curly quotes, quotes within it included."""
    found, depth, start = [], 0, 0
    for place, letter in enumerate(cell):
        if letter == "“":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif letter == "”":
            depth -= 1
            if depth == 0:
                found.append(cell[start:place])
    return found


@pytest.mark.parametrize(
    ("kinds", "least"),
    [
        pytest.param(["body named"], 25, id="bodies"),
        pytest.param(["person named"], 12, id="persons"),
        pytest.param(["office held"], 12, id="offices"),
        pytest.param(["meeting planned", "meeting held"], 8, id="meetings"),
        pytest.param(["relation reported"], 20, id="relations"),
        pytest.param(["issue raised"], 8, id="issues"),
        pytest.param(["statement made", "position taken"], 40, id="statements and positions"),
        pytest.param(["incidents reported"], 8, id="reports of observers"),
        pytest.param(["question raised"], 10, id="questions on which sources differ"),
    ],
)
def test_example_holds_enough_of(kinds, least):
    assert len(of_kind(*kinds)) >= least


def test_every_claim_rests_on_a_source():
    named_only = {BodySort.STATE, BodySort.PUBLISHER}
    sides = {"syrian-government", "armed-opposition", "united-nations"}
    unsourced = [
        entry.key
        for entry in example().entries
        if not entry.draft.evidence
        and kind_of(entry) not in NEED_NO_SOURCE
        and entry.key not in sides
        and getattr(entry.draft.what, "sort", None) not in named_only
    ]
    assert unsourced == []


def test_nothing_is_known_before_what_it_names():
    known = {entry.id: entry.draft.known for entry in example().entries}
    keys = {entry.id: entry.key for entry in example().entries}
    assert [
        (entry.key, keys[target])
        for entry in example().entries
        for _, target in references(entry.draft.what)
        if known[target] > entry.draft.known
    ] == []


def test_only_the_desk_reads_anything_but_the_public_record():
    public, _ = example().rooms["public"]
    desk, opened = example().rooms["desk"]
    team, _ = example().seats["team"]
    assert [sitter.seat for sitter in opened.sitters] == [team]
    others = [entry for entry in example().entries if entry.room not in {public, desk}]
    assert {kind_of(entry) for entry in others} == {"room opened"}
    assert {kind_of(entry) for entry in example().entries if entry.room == desk} == {
        "room opened", "note made", "assessment made",
    }  # fmt: skip


def test_no_quotation_is_long():
    quotations = [
        quotation
        for entry in example().entries
        for text in words_in(entry.draft.what)
        for quotation in (*fragments(text), *re.findall(r'"([^"]*)"', text))
    ]
    assert quotations
    assert [one for one in quotations if len(one.split()) > LONGEST_QUOTATION] == []


@needs_the_article
@pytest.mark.parametrize("path", [EXAMPLE, SEED], ids=["example", "retelling"])
def test_no_words_are_taken_from_the_article(path):
    assert runs(path.read_text(encoding="utf-8")) & runs(ARTICLE.read_text(encoding="utf-8")) == set()


def test_retelling_names_entries_of_the_example():
    keys = {entry.key for entry in example().entries}
    rows = rows_of_the_seed()
    assert [int(row[0]) for row in rows] == list(range(1, 26))
    named = [re.findall(r"`([^`]+)`", row[2]) for row in rows]
    assert all(named)
    assert {key for keys_of_row in named for key in keys_of_row} <= keys


def test_every_sentence_of_the_retelling_is_at_work_in_the_briefing():
    text = "\n".join(sentences(briefing_at(EVE)))
    rows = rows_of_the_seed()
    assert all(fragments(row[3]) for row in rows)
    assert [(row[0], one) for row in rows for one in fragments(row[3]) if one not in text] == []


def guarantors(moment):
    state = state_of_the_team(moment)
    held = holders(roles_on(state, moment=moment), role=Role.GUARANTOR)
    return {state.name(one.body): (one.basis.value, one.contested) for one in held}


def test_guarantors_are_others_on_three_dates():
    end = timedelta(hours=23, minutes=59, seconds=59, microseconds=999999)
    declared = {"Russia": ("declared", False), "Turkey": ("declared", False)}
    assert guarantors(datetime(2016, 12, 29, tzinfo=UTC) + end) == declared
    assert guarantors(datetime(2017, 1, 24, 18, tzinfo=UTC)) == {**declared, "Iran": ("styled", True)}
    assert guarantors(datetime(2017, 3, 16, tzinfo=UTC)) == {**declared, "Iran": ("declared", True)}


def test_eve_knows_nothing_that_came_after():
    state = state_of_the_team(EVE)
    assert max(entry.known for entry in state.entries.values()) < datetime(2017, 1, 23, tzinfo=UTC)
    assert "Abdrakhmanov" not in "\n".join(sentences(briefing_at(EVE)))


def test_next_round_is_not_known_before_it_is_announced():
    after = datetime(2017, 1, 25, 12, tzinfo=UTC)
    assert next_round(state_of_the_team(after), moment=after) is None
    announced = datetime(2017, 2, 8, 12, tzinfo=UTC)
    found = next_round(state_of_the_team(announced), moment=announced)
    assert found is not None
    assert found.announced.what.name == "the second Astana meeting"


def test_joint_statement_is_read_out_and_signed_by_neither_syrian_side():
    texts = "\n".join(sentences(briefing_at(datetime(2017, 1, 24, 18, tzinfo=UTC)), section="texts"))
    assert "Kairat Abdrakhmanov read it out" in texts
    assert "Syrian government did not sign it" in texts
    assert "Armed opposition did not sign it" in texts


def test_observers_stand_side_by_side_and_are_never_added_up():
    paper = briefing_at(datetime(2017, 8, 1, 12, tzinfo=UTC))
    section = next(one for one in paper.sections if one.id == "ceasefire")
    (table,) = section.figures
    (row,) = table.rows
    assert [cell.text for cell in row.cells] == ["17", "2"]
    assert not re.search(r"\b19\b", " ".join([*sentences(paper, section="ceasefire"), row.heading, table.title]))


def test_reporting_none_is_no_zero():
    paper = briefing_at(datetime(2020, 4, 1, tzinfo=UTC))
    section = next(one for one in paper.sections if one.id == "ceasefire")
    rows = {row.heading: [cell.text for cell in row.cells] for row in section.figures[0].rows}
    assert rows["8 March 2020"] == ["8", "reported none"]
    assert rows["17 February 2019"] == ["8", "17"]
    assert rows["22 September 2019"] == ["31", "19"]

"""The JSON of a paper is a promise: its keys, their order and its times."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from parley.documents.formats.fixed_json import to_json
from tests.documents.formats.sample_paper import paper_of, sample_paper


def test_keys_are_exactly_these_in_this_order():
    content = json.loads(to_json(sample_paper()))
    assert list(content) == ["process", "seat", "as_of", "sections"]
    assert {tuple(section) for section in content["sections"]} == {("id", "title", "sentences")}
    sentences = [sentence for section in content["sections"] for sentence in section["sentences"]]
    assert {tuple(sentence) for sentence in sentences} == {("text", "entries")}


def test_every_sentence_is_there_with_its_entries():
    paper = sample_paper()
    content = json.loads(to_json(paper))
    for section, written in zip(paper.sections, content["sections"], strict=True):
        assert (written["id"], written["title"]) == (section.id, section.title)
        assert [(one["text"], tuple(one["entries"])) for one in written["sentences"]] == [
            (one.text, one.entries) for one in section.sentences
        ]


def test_time_is_in_utc_to_the_second():
    nearly = datetime(2031, 5, 4, 2, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=3)))
    content = json.loads(to_json(replace(sample_paper(), as_of=nearly)))
    assert content["as_of"] == "2031-05-03T23:59:59Z"


def test_letters_of_any_alphabet_are_written_as_they_are():
    written = to_json(paper_of("وقف إطلاق النار – перемирие"))
    assert "وقف إطلاق النار – перемирие" in written
    assert written.startswith('{\n  "process": "two-fords",\n  "seat": "team",\n')


def test_half_a_surrogate_pair_does_not_stop_the_paper():
    assert json.loads(to_json(paper_of("cut\ud800off")).encode())["sections"][0]["title"] == "cut?off"

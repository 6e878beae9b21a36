"""The ten questions, asked of the pack of the public example, and of the same pack where it was taken."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from parley.actions.pack_file import pack_file, read_pack_file
from parley.documents.formats.markdown import to_markdown
from parley.documents.hand_over.pack import ten_answers
from parley.wording import languages, wording
from tests.documents.hand_over.handed import TALKS, made, more

EVE_AND_AFTER = datetime(2017, 2, 1, tzinfo=UTC)
CANNOT_BE_TOLD = "This cannot be told from this pack."
ANSWERS = {
    1: [
        "At the table: Syrian government, headed by Bashar al-Jaafari",
        "Not at the table: The West was kept out",
        "Syrian government refuses to meet Turkey",
        "Armed opposition refuses to meet Syrian government",
    ],
    2: [
        "Guarantors: Russia and Turkey.",
        "Turkey is styled party by Reuters",
        "Syrian government does not accept Turkey as party",
        "Armed opposition does not accept Iran as guarantor",
        "Turkey backs Armed opposition, according to Reuters",
    ],
    3: [
        "Joint statement of 24 January 2017",
        "Kairat Abdrakhmanov read it out",
        "Syrian government did not sign it",
        "Alexander Lavrentyev signed it: for Russia",
    ],
    4: [
        "proposes for the agenda: strengthening the ceasefire",
        "Monitoring: Who watches the ceasefire, and what follows from a breach?",
        "An option: the opposition’s own scheme, put forward by Osama Abu Zaid",
        "Alexander Lavrentyev says that it is stuck",
    ],
    5: [
        "Armed opposition in public, on “Iran’s role”: against",
        "Interest of Russia, reported: to get itself out of the fighting",
        "“We have not invited them, and we are against their presence.”",
    ],
    6: [
        "Tried by United Nations: negotiations in Geneva; outcome: suspended early in 2016.",
        "Tried by Russia: a draft handed to the armed opposition in Astana; outcome: ignored",
        "the opposition lost Aleppo",
    ],
    7: [
        "as claimed by Osama Abu Zaid: to review the opposition’s scheme for monitoring within a week",
        "Russia is not on record as acknowledging it.",
        "overdue since 31 January 2017",
        "reports none, which is not a count of zero",
    ],
    8: [
        "Sources differ: Did the two Syrian sides meet face to face on 23 January 2017?",
        "Accounts differ on what Armed opposition did about Joint statement of 24 January 2017.",
        "Corrected: process resumed.",
    ],
    9: [
        "The second Astana meeting",
        "It was moved to 16 February 2017",
        "Astana’s opening session is planned for 23 January 2017",
        "Geneva’s UN-led process resumed, 23 February 2017",
        "After The seventh Astana meeting no round is announced in this pack.",
    ],
    10: [
        "ask The mediators’ desk",
        "Al-Nusra Front, also called Jabhat Fateh al-Sham.",
        "Armed opposition refused to say where it stands",
    ],
}


@pytest.fixture(scope="module")
def pack():
    text = (files("parley") / "examples" / "astana-2017.yaml").read_text(encoding="utf-8")
    return made(text, taker="", now=EVE_AND_AFTER).pack


@pytest.fixture(scope="module")
def paper(pack):
    return ten_answers(pack, words=wording())


@pytest.mark.parametrize("number", ANSWERS)
def test_each_question_is_answered_from_the_pack_alone(paper, number):
    section = paper.sections[number - 1]
    said = "\n".join(sentence.text for sentence in section.sentences)
    assert section.id == f"question-{number}"
    assert [words for words in ANSWERS[number] if words not in said] == []
    assert CANNOT_BE_TOLD not in said


def test_there_are_ten_and_every_sentence_names_entries_of_the_pack(pack, paper):
    assert len(paper.sections) == 10
    for section in paper.sections:
        assert all(entry in pack.state.entries for sentence in section.sentences for entry in sentence.entries)
    assert all(source.text.startswith("Entry of Astana talks on Syria: ") for source in paper.sources)


def test_whoever_takes_the_file_reads_the_same_answers(pack, paper):
    taken = read_pack_file(pack_file(pack, words=wording()), name="hand-over.zip")
    assert taken.cover == pack.cover
    assert ten_answers(taken, words=wording()) == paper


def test_what_a_pack_cannot_answer_it_says_so():
    sections = ten_answers(made(TALKS, taker="").pack, words=wording()).sections
    said = {section.id: [sentence.text for sentence in section.sentences] for section in sections}
    assert said["question-3"] == said["question-7"] == said["question-8"] == [CANNOT_BE_TOLD]
    assert CANNOT_BE_TOLD not in said["question-4"]


def test_every_pack_says_in_the_same_words_that_more_may_be_held():
    for text in (TALKS, more("key: x, kind: note made, room: desk, title: A, words: B, happened: unknown")):
        last = ten_answers(made(text, taker="").pack, words=wording()).sections[-1]
        assert last.sentences[0].text.startswith("What was told in confidence is not handed over, and a pack does not")
        assert last.sentences[0].text.endswith("tell whether there is any: ask The desk.")


def test_what_was_released_is_never_told_as_public():
    taken = (
        "key: x, kind: position taken, room: desk, by: n, issue: issue, stance: against, words: never,"
        " red line: yes, sureness: stated, happened: unknown, terms: {form: verbatim, to: [lake]}"
    )
    words = to_markdown(ten_answers(made(more(taken)).pack, words=wording()))
    assert "North in confidence, on “The quay”: against, a red line — never" in words
    assert "A red line of North, on “The quay”: against — never." in words
    assert "in public, on “The quay”" not in words


@pytest.mark.parametrize("language", languages())
def test_answers_can_be_given_in_every_language(pack, language):
    assert len(ten_answers(pack, words=wording(language)).sections) == 10

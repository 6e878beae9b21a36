import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parley.process.fold import fold
from parley.process.search import folded, found
from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.papers import (
    CorrectionMade,
    IncidentsReported,
    NoteMade,
    Rendering,
    StatementMade,
    Tally,
    TextIssued,
)
from tests.process.record_of import RecordOf

MARKS_AND_LATIN = "aAbIiİı\u0307éÉœŒæßẞçŞğﬁ½²´\" «»“”'’-_.\n\t\u00a0\u200b\u200c\u200d\u200f\u2068\u00ad\u0301"
OTHER_LETTERS = "أإآٱاةهىيیكکؤئءـ\u064b\u0651\u0670ﷲﻼ٣۳3ёЁейЙиж字\U0001f54a"
TRICKY = MARKS_AND_LATIN + OTHER_LETTERS
TEXTS = st.text() | st.text(alphabet=st.sampled_from(TRICKY), max_size=40)


def noted(*notes):
    """A record with a note for each text, and the notes' ids."""
    record = RecordOf()
    return record, [record.add(NoteMade(title="—", words=words)) for words in notes]


def ids_found(record, query, **how):
    return [one.entry.id for one in found(fold(record.entries), query, **how)]


def marked(record, query):
    """Every stretch of the texts as given that a page would mark."""
    return [
        passage.words[start:end]
        for one in found(fold(record.entries), query)
        for passage in one.passages
        for start, end in passage.spans
    ]


@pytest.mark.parametrize(
    ("words", "query", "expected"),
    [
        pytest.param("The cease-fire held; CEASEFIRES rarely do.", "ceasefire", ["CEASEFIRES"], id="English"),
        pytest.param("Don’t sign – the naïve reading wins.", "naive", ["naïve"], id="English, a loan with its accent"),
        pytest.param("L’œuvre de paix s’achève à Genève.", "oeuvre geneve", ["œuvre", "Genève"], id="French"),
        pytest.param(
            "Un accord différé, déjà CONTESTÉ", "conteste déja", ["déjà", "CONTESTÉ"], id="French, in capitals"
        ),
        pytest.param("وَقْفُ إِطْلَاقِ النَّارِ", "وقف اطلاق", ["وَقْفُ", "إِطْلَاقِ"], id="Arabic, with harakat"),
        pytest.param("الهدنـــــة مؤقتة", "الهدنه", ["الهدنـــــة"], id="Arabic, with tatweel and teh marbuta"),
        pytest.param(
            "لقاء مع مصطفى في ١٢ شباط", "مصطفي 12", ["مصطفى", "١٢"], id="Arabic, with alef maqsura and digits"
        ),
        pytest.param("کمیسیون آتش‌بس در ۲۳ دی", "كميسيون اتشبس 23", ["کمیسیون", "آتش‌بس", "۲۳"], id="Persian"),
        pytest.param("خانهٔ صلح و رئیس آن", "خانه رییس", ["خانهٔ", "رئیس"], id="Persian, with hamza"),
        pytest.param("Самолёт с делегацией приземлился", "самолет ДЕЛЕГАЦ", ["Самолёт", "делегацией"], id="Russian"),
        pytest.param("Районы, где ещё идёт бой", "ещё район", ["Районы", "ещё"], id="Russian, with short i"),
        pytest.param("İSTANBUL görüşmesi ILIMLI geçti", "istanbul ılımlı", ["İSTANBUL", "ILIMLI"], id="Turkish"),
        pytest.param(
            "Diyarbakır’da ateşkes", "DIYARBAKIR ateskes", ["Diyarbakır", "ateşkes"], id="Turkish, plain keys"
        ),
    ],
)
def test_words_are_found_as_the_language_is_written_and_marked_as_they_stand(words, query, expected):
    record, notes = noted(words)
    assert ids_found(record, query) == notes
    assert marked(record, query) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISPARTA", "ısparta"),
        ("İzmir", "izmir"),
        ("cœur", "COEUR"),
        ("Ærø", "aerø"),
        ("Straße", "STRASSE"),
        ("é", "e\u0301"),
        ("ﬁn", "fin"),
        ("Ｇｅｎｅｖａ", "geneva"),
        ("أإآٱ", "اااا"),
        ("سُورِيَّة", "سوريه"),
        ("على", "علی"),
        ("شيء", "شیء"),
        ("كتاب", "کتاب"),
        ("مؤتمر", "موتمر"),
        ("ئ", "ي"),
        ("ﻻ", "لا"),
        ("سـلام", "سلام"),
        ("می‌رود", "میرود"),
        ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"),
        ("۱۴۰۰", "1400"),
        ("Артём", "артем"),
        ("\u2068North\u2069", "north"),
        ("co\u00adoperation", "cooperation"),
    ],
)
def test_two_ways_to_write_the_same_fold_to_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мир", "мор"), ("سلام", "سلاح"), ("co-chair", "cochair"), ("a\u200bb", "ab")]
)
def test_what_differs_in_its_letters_or_breaks_stays_apart(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize("query", ["", "   ", '""', "«»", "—", '" "', "\u200c", "\u0301", "?!"])
def test_a_query_without_a_letter_or_digit_finds_nothing(query):
    record, _ = noted("anything — at all?!")
    assert found(fold(record.entries), query) == ()


def test_every_word_must_occur_but_each_may_stand_in_a_field_of_its_own():
    record = RecordOf()
    both = record.add(TextIssued(title="Memorandum", sort="draft", gist="four zones"))
    record.add(TextIssued(title="Memorandum", sort="draft", gist="five prisons"))
    assert ids_found(record, "zones memorandum") == [both]
    assert ids_found(record, "zones memorandum letter") == []


def test_a_word_is_found_as_a_beginning_and_not_inside_another():
    record, (beginning, _) = noted("the mediators came", "an intermediator came")
    assert ids_found(record, "mediator") == [beginning]


def test_a_phrase_is_found_word_for_word_and_marked_as_one():
    record, (phrase, broken, *_) = noted(
        "A cessation,\nof  Hostilities was signed",
        "hostilities: a cessation of them",
        "no cessation of hostilities2",
    )
    assert ids_found(record, '"cessation of hostilities"') == [phrase]
    assert marked(record, '"cessation of hostilities"') == ["cessation,\nof  Hostilities"]
    assert ids_found(record, "«cessation of» them") == [broken]


def test_a_phrase_does_not_run_from_one_text_into_another():
    record = RecordOf()
    record.add(NoteMade(title="prisoners", words="exchanged"))
    assert ids_found(record, '"prisoners exchanged"') == []


def test_a_quotation_mark_without_a_partner_is_ignored():
    record, notes = noted("the talks resumed")
    assert ids_found(record, '"talks the') == notes


def test_an_entry_is_found_by_the_name_of_what_it_names():
    record = RecordOf()
    north = record.body("Northern Council")
    issue = record.add(IssueRaised(name="Detainees", question="Who goes free?"))
    words = "We wait."
    said = record.add(StatementMade(speaker=north, words=words, rendering=Rendering.VERBATIM, about=(issue,)))
    (one,) = found(fold(record.entries), "council wait detainee")
    assert one.entry.id == said
    assert [tuple(passage) for passage in one.passages] == [
        ("speaker", "Northern Council", ((9, 16),)),
        ("words", "We wait.", ((3, 7),)),
        ("about", "Detainees", ((0, 9),)),
    ]


def test_the_parts_of_a_fact_are_searched():
    record = RecordOf()
    observer = record.body("Joint centre")
    tallies = (Tally(place="Aleppo", count=2), Tally(place="Hama", count=1))
    report = record.add(IncidentsReported(observer=observer, place="Syria", count=3, by_place=tallies))
    (one,) = found(fold(record.entries), "hama")
    assert (one.entry.id, [passage.words for passage in one.passages]) == (report, ["Hama"])


def test_a_name_that_the_seat_does_not_see_finds_nothing():
    record = RecordOf()
    hidden = record.add(BodyNamed(name="Quiet Channel", sort=BodySort.OFFICE), room=record.caucus)
    record.add(StatementMade(speaker=hidden, words="We wait.", rendering=Rendering.GIST))
    seen = fold(entry for entry in record.entries if entry.room == record.public)
    assert found(seen, "quiet") == ()


def test_a_corrected_entry_is_still_found():
    record, (note,) = noted("a mortar fell")
    record.add(CorrectionMade(corrects=note, why="misheard"))
    assert ids_found(record, "mortar") == [note]


def test_more_exact_hits_come_first_then_the_latest_known_then_the_lower_id():
    same = datetime(2032, 5, 1, tzinfo=UTC)
    record = RecordOf()
    begun = record.add(NoteMade(title="—", words="truces, truces, truces"), known=datetime(2033, 1, 1, tzinfo=UTC))
    older = record.add(NoteMade(title="—", words="a truce"), known=datetime(2030, 1, 1, tzinfo=UTC))
    twins = [record.add(NoteMade(title="—", words="the truce"), known=same) for _ in range(4)]
    twice = record.add(NoteMade(title="Truce", words="truce"), known=datetime(2029, 1, 1, tzinfo=UTC))
    assert ids_found(record, "truce") == [twice, *sorted(twins), older, begun]


def test_no_more_are_returned_than_asked_for_and_they_are_the_best():
    record, notes = noted(*["a truce"] * 60)
    assert ids_found(record, "truce") == notes[:-51:-1]
    assert ids_found(record, "truce", most=2) == [notes[59], notes[58]]


def test_spans_that_overlap_are_marked_once():
    record, _ = noted("peace talks, peace")
    assert marked(record, 'pea peace "peace talks"') == ["peace talks", "peace"]


def test_a_mark_on_the_last_letter_is_marked_with_it_and_a_control_after_it_is_not():
    record, _ = noted("\u2068cafe\u0301\u2069 open")
    assert marked(record, "cafe") == ["cafe\u0301"]


@given(TEXTS)
def test_any_text_folds_once_and_for_all(text):
    assert folded(folded(text)) == folded(text)


@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_any_text_folds_to_the_same_in_every_normal_form(text, form):
    assert folded(unicodedata.normalize(form, text)) == folded(text)


@given(TEXTS, TEXTS)
def test_any_two_texts_fold_to_the_folds_of_both(one, other):
    assert folded(one + other) == folded(one) + folded(other)


@given(TEXTS, st.data())
def test_any_word_of_an_entry_and_any_beginning_of_it_finds_the_entry(text, choice):
    record, (note,) = noted(text)
    assume(text.split())
    word = choice.draw(st.sampled_from(text.split()))
    beginning = word[: choice.draw(st.integers(min_value=1, max_value=len(word)))]
    for query in (word, beginning):
        assert (note in ids_found(record, query)) == any(letter.isalnum() for letter in folded(query))


@given(TEXTS, st.data())
def test_any_span_marks_the_word_asked_for_in_the_text_as_given(text, choice):
    record, _ = noted(text)
    words = [word for word in folded(text).split() if word.isalnum()]
    assume(words)
    word = choice.draw(st.sampled_from(words))
    passages = [passage for one in found(fold(record.entries), word) for passage in one.passages]
    assert passages
    for passage in passages:
        edges = [edge for span in passage.spans for edge in span]
        assert edges == sorted(edges)
        assert edges[-1] <= len(passage.words)
        assert all(word in folded(passage.words[start:end]) for start, end in passage.spans)


RECORD, _ = noted("a truce", "truces hold", "the truce, the truce", "no talks")


@given(st.permutations(RECORD.entries))
def test_any_order_of_coming_in_gives_the_same_answer(entries):
    assert found(fold(entries), "truce") == found(fold(RECORD.entries), "truce")


@given(st.permutations(["truce", "the", '"the truce"', "THE"]))
def test_any_order_of_the_words_asked_for_gives_the_same_answer(words):
    state = fold(RECORD.entries)
    assert found(state, " ".join(words)) == found(state, 'the truce "the truce"')

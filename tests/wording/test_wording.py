import re
import string
from pathlib import Path

import polib
import pytest

from parley.wording import NoSuchLanguage, Wording, languages, wording
from tests.wording import catalogue

PLACE = re.compile(r"(\{[^}]*\})")


class Marked:
    """A language whose every letter is an accented one, so that a word that was not put into it shows."""

    @staticmethod
    def mark(message):
        marks = str.maketrans(string.ascii_letters, "é" * len(string.ascii_letters))
        return "".join(part if PLACE.fullmatch(part) else part.translate(marks) for part in PLACE.split(message))

    def gettext(self, message):
        assert message in SINGLES, f"not in the catalogue: {message}"
        return self.mark(message)

    def ngettext(self, one, many, n):
        assert (one, many) in catalogue.messages(), f"not in the catalogue: {one}"
        return self.mark(one if n == 1 else many)

    def pgettext(self, context, message):
        assert context == catalogue.CHOICES
        assert message in catalogue.choices(), f"not in the catalogue: {message}"
        return self.mark(message)


SINGLES = {message[0] for message in catalogue.messages() if len(message) == 1}
MARKED = Wording("xx", Marked())


def test_the_catalogue_is_that_of_the_code():
    assert catalogue.POT.read_text(encoding="utf-8") == catalogue.catalogue(), "make words writes it anew"


def test_english_is_always_there_and_an_unknown_language_is_told():
    assert wording("en")("{first} and {last}", first="a", last="b") == "a and b"
    assert languages()[0] == "en"
    with pytest.raises(NoSuchLanguage, match="there are no words for “zz”; there are: en"):
        wording("zz")


def test_a_message_is_counted():
    assert wording().count("{n} member", "{n} members", 1) == "1 member"
    assert wording().count("{n} member", "{n} members", 3) == "3 members"


def test_arabic_and_persian_run_from_right_to_left():
    runs = {tag: Wording(tag, Marked()).right_to_left for tag in ("ar", "fa", "ar-SY", "en", "tr", "ru")}
    assert {tag for tag, right in runs.items() if right} == {"ar", "fa", "ar-SY"}


TRANSLATED = [language for language in languages() if language != "en"]
ALIKE = 0.02
TERMS = Path(__file__).parent / "terms"
LEAST_TERMS = 60


def po(language):
    return polib.pofile(str(catalogue.SOURCE / "locale" / language / "LC_MESSAGES" / "parley.po"))


def forms_of(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_are_six_languages():
    assert sorted(languages()) == ["ar", "en", "fa", "fr", "ru", "tr"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_there_in_every_language(language):
    there = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in po(language) if all(forms_of(entry))}
    asked = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(catalogue.POT))}
    assert asked - there == set()
    assert there - asked == set(), "these are in the code no more"


@pytest.mark.parametrize("language", TRANSLATED)
def test_names_in_braces_are_those_of_the_message(language):
    for entry in po(language):
        allowed = [set(PLACE.findall(one)) | {"{n}"} for one in (entry.msgid, entry.msgid_plural) if one]
        for form in forms_of(entry):
            assert set(PLACE.findall(form)) | {"{n}"} in allowed, entry.msgid


@pytest.mark.parametrize("language", TRANSLATED)
def test_hardly_any_translation_is_the_english(language):
    entries = po(language)
    alike = [entry.msgid for entry in entries if entry.msgid in forms_of(entry)]
    assert len(alike) < ALIKE * len(entries), alike


@pytest.mark.parametrize("language", TRANSLATED)
def test_terms_of_the_field_are_fixed_in_every_language(language):
    english, theirs = ((TERMS / f"{one}.txt").read_text(encoding="utf-8").splitlines() for one in ("en", language))
    assert len(english) >= LEAST_TERMS
    assert len(theirs) == len(english) == len(set(english))
    assert all(term.strip() for term in theirs)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_counts_as_its_grammar_does(language):
    count = wording(language).count
    assert len({count("{n} member", "{n} members", n) for n in (1, 2, 5)}) == 3


def test_name_of_another_direction_is_set_apart_from_the_words_around_it():
    words = wording("fa")
    isolated = words("{first} and {last}", first="North", last="شمال")
    assert "\u2068North\u2069" in isolated
    assert "\u2068شمال" not in isolated
    assert "\u2068" not in words("{day} {month} {year}", day=24, month="نوامبر", year=2026)
    assert "\u2068" not in wording("fr")("{first} and {last}", first="Nord", last="Sud")

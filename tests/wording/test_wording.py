import re
import string

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

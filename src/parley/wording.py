"""Wording: the words of every page and paper in the reader's language, from gettext catalogues."""

import gettext
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO

import polib

DOMAIN = "parley"
SOURCE_LANGUAGE = "en"
ISOLATE, ISOLATED = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
OWN_NAMES = {
    "ar": "العربية", "en": "English", "fa": "فارسی", "fr": "Français", "ru": "Русский", "tr": "Türkçe"
}  # fmt: skip
"""What each language calls itself."""

RIGHT_TO_LEFT = frozenset({"ar", "fa"})


class NoSuchLanguage(LookupError):
    """There is no catalogue for a language."""


class Wording:
    """The words of one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        """Word things from a catalogue."""
        self.language = language
        self._translations = translations

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.partition("-")[0] in RIGHT_TO_LEFT

    def __call__(self, message: str, **names: object) -> str:
        """Return a message with the names in its braces put in."""
        found = self._translations.gettext(message)
        return found.format_map(self._apart(names)) if names else found

    def count(self, one: str, many: str, n: int, **names: object) -> str:
        """Return a message in the form that a number asks for; {n} in it is the number."""
        return self._translations.ngettext(one, many, n).format_map({"n": n, **self._apart(names)})

    def _apart(self, names: dict[str, object]) -> dict[str, object]:
        """Return names with those of another direction set apart, so that they do not turn the words around them."""
        if not self.right_to_left:
            return names
        return {key: f"{ISOLATE}{one}{ISOLATED}" if _runs_otherwise(one) else one for key, one in names.items()}

    def choice(self, value: str) -> str:
        """Return a word of a fixed list, such as a format or a stance, in this language."""
        return self._translations.pgettext("choice", value)


def _runs_otherwise(name: object) -> bool:
    """Tell whether a name is written from left to right, with no letter from right to left in it."""
    runs = {unicodedata.bidirectional(letter) for letter in name} if isinstance(name, str) else set()
    return "L" in runs and runs.isdisjoint({"R", "AL"})


def mark(message: str) -> str:
    """Return a message as it is: this marks one for the catalogues that is put into words elsewhere."""
    return message


def mark_count(one: str, many: str) -> tuple[str, str]:
    """Return the two forms of a counted message as they are, marked for the catalogues."""
    return one, many


@cache
def wording(language: str = SOURCE_LANGUAGE) -> Wording:
    """Return the words of a language.

    Raises:
        NoSuchLanguage: naming the languages that there are.
    """
    if language == SOURCE_LANGUAGE:
        return Wording(language, gettext.NullTranslations())
    if language not in languages():
        raise NoSuchLanguage(f"there are no words for “{language[:20]}”; there are: {', '.join(languages())}")
    catalogue = files("parley") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = polib.pofile(catalogue.read_text(encoding="utf-8")).to_binary()
    return Wording(language, gettext.GNUTranslations(BytesIO(compiled)))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages in which Parley has words."""
    folder = files("parley") / "locale"
    found = [entry.name for entry in folder.iterdir() if (entry / "LC_MESSAGES" / f"{DOMAIN}.po").is_file()]
    return (SOURCE_LANGUAGE, *sorted(found))

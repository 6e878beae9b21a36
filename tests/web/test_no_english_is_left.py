"""In another language no page says anything in the English of the catalogue."""

import polib
import pytest
from lxml import html

from parley.wording import languages
from tests.web.test_headers import PAGES
from tests.wording import catalogue

SHOWN = ("aria-label", "alt", "placeholder", "title")


def in_english(language):
    """The messages of the catalogue that are said otherwise in a language."""
    written = polib.pofile(str(catalogue.POT.parent / language / "LC_MESSAGES" / "parley.po"))
    own = {one.msgstr for one in written}
    return {one.msgid for one in written if one.msgstr and "{" not in one.msgid} - own


def said(page):
    """Whatever a page says: each run of words between tags, and the words of attributes that are read aloud."""
    tree = html.fromstring(page)
    for element in tree.iter():
        if element.tag in {"script", "style"} or not isinstance(element.tag, str):
            continue
        yield from (" ".join(words.split()) for words in (element.text, element.tail) if words and words.strip())
        yield from (element.get(name) for name in SHOWN if element.get(name))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_every_page_is_in_the_language_that_was_chosen(standing_talks, language, address):
    page = standing_talks.browser("team").get(address, headers={"accept-language": language}, follow=True).content
    values = {entry.what.name for entry in standing_talks.entries("team") if hasattr(entry.what, "name")}
    assert set(said(page)) & in_english(language) - values == set()

"""Text is one line that XML can hold and that turns nothing round after it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parley.documents.formats.plain_text import plain


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  two\r\n lines\tand\u2028more ", "two lines and more"),
        ("bell\x07 and half\ud800", "bell\ufffd and half\ufffd"),
        ("\u202eturned", "\u202eturned\u202c"),
        ("\u2067a\u202bb\u2069c", "\u2067a\u202bb\u2069c"),
        ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_text_becomes(text, line):
    assert plain(text) == line


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_fits_in_xml_on_one_line(text):
    line = plain(text)
    assert etree.fromstring(etree.tostring(_element(line))).text == (line or None)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in line)


@given(st.text(st.sampled_from("ab \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")))
def test_any_text_is_plain_once_and_for_all(text):
    assert plain(plain(text)) == plain(text)


def _element(line):
    element = etree.Element("text")
    element.text = line
    return element

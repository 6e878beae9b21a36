"""The search: which of the entries that a seat sees hold the words it asks for, and where, in six languages."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.shape import shape

Span = tuple[int, int]

SAME_LETTER = {
    "LATIN SMALL LETTER I": ("LATIN SMALL LETTER DOTLESS I",),
    "ARABIC LETTER ALEF": (
        "ARABIC LETTER ALEF WASLA",
        "ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE",
        "ARABIC LETTER ALEF WITH WAVY HAMZA BELOW",
    ),
    "ARABIC LETTER HEH": (
        "ARABIC LETTER TEH MARBUTA",
        "ARABIC LETTER TEH MARBUTA GOAL",
        "ARABIC LETTER HEH GOAL",
        "ARABIC LETTER HEH DOACHASHMEE",
        "ARABIC LETTER AE",
    ),
    "ARABIC LETTER YEH": ("ARABIC LETTER ALEF MAKSURA", "ARABIC LETTER FARSI YEH", "ARABIC LETTER YEH BARREE"),
    "ARABIC LETTER KAF": ("ARABIC LETTER KEHEH", "ARABIC LETTER SWASH KAF"),
}
"""The letters that are one once their marks are off, however the keyboard of a language writes them."""

LETTERS = {
    **{unicodedata.lookup(one): unicodedata.lookup(letter) for letter, ones in SAME_LETTER.items() for one in ones},
    "œ": "oe",
    "æ": "ae",
    "\N{ARABIC TATWEEL}": "",
    "\N{ARABIC LETTER HIGH HAMZA}": "",
}

BREAK = "\N{ZERO WIDTH SPACE}"
"""The one unseen character that parts words, where the others join or turn them."""

ALPHABETS = (range(0x0780), range(0x1E00, 0x2100), range(0xFB00, 0xFB07), range(0xFB50, 0xFF00))
"""The code points of the six languages, among them the ligatures and the joined forms of old Arabic documents."""

WORD = re.compile(r"[^\W_]+")
QUOTES = '"“”„«»'
PHRASE = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")


class Passage(NamedTuple):
    """A text in which something was found: its field in words, the text as given, and the spans [start, end) of it."""

    field: str
    words: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry that holds all that was asked for, and the passages that hold any of it."""

    entry: Entry[Any]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A word as the beginning of words, or the words of a phrase as they stand; `pattern` finds them in folded text."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def exact(self, text: str) -> int | None:
        """Return how many words of a folded text are just these; None where it does not even begin so."""
        if self.words[0] not in text:
            return None
        hits = [hit.group() for hit in self.pattern.finditer(text)]
        if not hits:
            return None
        return len(self.words) * len(hits) if len(self.words) > 1 else hits.count(self.words[0])


class Folding(dict[int, str]):
    """What each character is folded to; it is full from the start, so that no search leaves a trace for another."""

    def __missing__(self, point: int) -> str:
        """Fold a character of another alphabet, each time anew."""
        return _letters(chr(point))


def folded(text: str) -> str:
    """Return a text as it is searched: without case, marks, harakat, tatweel, joiners and controls of direction.

    Letters that a language writes in several ways are one: dotted and dotless i, the alefs, heh and teh marbuta,
    the yehs, the kafs, œ and oe, æ and ae, ß and ss, and in Russian ё and й are as if written without their marks.
    Hamza is dropped from its carrier, and a digit of any script is the digit in ASCII. Each character is folded by
    itself, so the parts of a text fold to the parts of its fold.
    """
    return text.translate(FOLDING)


def found(state: State, query: str, *, most: int = 50) -> tuple[Found, ...]:
    """Return the entries of what a seat sees that hold every word and phrase of a query, the best first.

    A word is found as the beginning of a word, a phrase in double quotes only word for word, whatever marks stand
    between its words; either may stand in any text of the entry's fact or in the name of anything that it names. Most
    words hit exactly comes first, then what was known last, then the lower id. A query without a letter or digit finds
    nothing. Corrected entries are found too.
    """
    wanted = _wanted(query)
    if not wanted:
        return ()
    counted = [(_exact_hits(state, entry, wanted), entry) for entry in state.entries.values()]
    hits = sorted(((count, entry) for count, entry in counted if count is not None), key=lambda hit: hit[1].id)
    hits.sort(key=lambda hit: (hit[0], hit[1].known), reverse=True)
    return tuple(Found(entry=entry, passages=_passages(state, entry, wanted)) for _, entry in hits[:most])


def _letters(char: str) -> str:
    """Return what a character is folded to, which may be nothing or several."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(_letter(letter) for letter in bare if not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category.startswith("M") or (category == "Cf" and letter != BREAK)


def _letter(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return LETTERS.get(letter, letter) if digit is None else str(digit)


FOLDING = Folding({point: _letters(chr(point)) for points in ALPHABETS for point in points})


def _wanted(query: str) -> tuple[Wanted, ...]:
    """Return what a query asks for, each once; a quotation mark without a partner is no more than a mark."""
    text = folded(query)
    phrases = [tuple(WORD.findall(phrase)) for phrase in PHRASE.findall(text)]
    words = [(word,) for word in WORD.findall(PHRASE.sub(" ", text))]
    return (
        *(Wanted(words=words, pattern=_beginning(words[0])) for words in dict.fromkeys(words)),
        *(Wanted(words=words, pattern=_as_it_stands(words)) for words in dict.fromkeys(phrases) if words),
    )


def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}[^\W_]*")


def _as_it_stands(words: tuple[str, ...]) -> re.Pattern[str]:
    phrase = r"[\W_]+".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![^\W_]){phrase}(?![^\W_])")


def _texts(state: State, what: object) -> Iterator[tuple[str, str]]:
    """Yield the texts of a fact and of its parts, and the names of what it names, each with its field in words."""
    for field in shape(type(what)):
        value = getattr(what, field.name)
        if value is None:
            continue
        for one in value if field.many else (value,):
            if field.sort == "part":
                yield from _texts(state, one)
            elif field.sort == "reference":
                yield field.label, state.name(one)
            elif field.sort == "text":
                yield field.label, one


def _exact_hits(state: State, entry: Entry[Any], wanted: tuple[Wanted, ...]) -> int | None:
    """Return how many words of an entry are just what is asked for; None where it lacks any of that."""
    texts = [folded(words) for _, words in _texts(state, entry.what)]
    total = 0
    for one in wanted:
        counts = [count for text in texts if (count := one.exact(text)) is not None]
        if not counts:
            return None
        total += sum(counts)
    return total


def _passages(state: State, entry: Entry[Any], wanted: tuple[Wanted, ...]) -> tuple[Passage, ...]:
    passages = (Passage(field, words, _spans(words, wanted)) for field, words in _texts(state, entry.what))
    return tuple(passage for passage in passages if passage.spans)


def _spans(words: str, wanted: tuple[Wanted, ...]) -> tuple[Span, ...]:
    """Return where in a text as given the words stand, in order; spans that overlap are one."""
    text = folded(words)
    hits = sorted(hit.span() for one in wanted for hit in one.pattern.finditer(text))
    if not hits:
        return ()
    origin = [place for place, char in enumerate(words) for _ in folded(char)]
    spans: list[Span] = []
    for start, end in ((origin[first], _end(words, origin[last - 1] + 1)) for first, last in hits):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _end(words: str, end: int) -> int:
    """Return where a word ends, with the marks and tatweel on its last letter, but not the controls after it."""
    while end < len(words) and not folded(words[end]) and unicodedata.category(words[end]) != "Cf":
        end += 1
    return end

"""Plain text and CSV: the letters of a file, in which encoding they were read, and whether they are a table."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO

from parley.actions.intake import characters
from parley.actions.intake.columns import knows
from parley.actions.intake.found import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Found,
    NotTaken,
    Sheet,
    SheetRow,
    Text,
    even,
    remark,
)
from parley.wording import mark

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
OLDER = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1256": "Windows-1256"}
CALLED = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", **OLDER}
SCRIPTS = {"cp1251": "CYRILLIC", "cp1256": "ARABIC"}
WORD = re.compile(r"[^\W\d_]+")
LONGEST_TITLE = 80
DELIMITERS = ("\t", ";", ",")
SHARE_OF_NULS = 0.2

READ_AS = mark("The letters of “{where}” were read as {encoding}. If they look wrong, save the file as UTF-8.")
GUESSED = mark(
    "The letters of “{where}” were taken for {encoding}, since they are not UTF-8. Look whether they are right; if not,"
    " save the file as UTF-8 and choose it again."
)
NO_TEXT = mark("“{where}” is no text that Parley can read: save it as .docx, .xlsx, .eml or as plain text (UTF-8).")
EMPTY = mark("There is nothing in “{where}”: choose another file.")
TOO_LONG = mark("“{where}” holds more than {n} letters: divide it into smaller files.")
TOO_MANY_ROWS = mark("“{where}” holds tables of more than {n} rows: divide it into smaller files.")


def read_plain(file: bytes, *, where: str) -> Found:
    """Return the text of a file, or the table if its first row is one that Parley knows.

    Raises:
        NotTaken: when it is no text, is empty or too long, or holds control characters.
    """
    text, encoding, sure = decoded(file, where=where)
    told = remark(READ_AS if sure else GUESSED, where=where, encoding=CALLED[encoding])
    return Found(remarks=(told,)) + read_pasted(text, where=where)


def read_pasted(text: str, *, where: str) -> Found:
    """Return what was pasted, as a text or as a table.

    Raises:
        NotTaken: when it is empty or too long, or holds control characters.
    """
    turns = characters.turned(text)
    text = characters.checked(text, where=where).strip("\n")
    if not text.strip():
        raise NotTaken(EMPTY, where=where)
    if len(text) > MOST_LETTERS:
        raise NotTaken(TOO_LONG, where=where, n=MOST_LETTERS)
    told = (remark(characters.TURNED, n=turns),) if turns else ()
    rows = table_in(text, where=where)
    if rows:
        return Found(sheets=(Sheet(title=where, where=where, rows=rows),), remarks=told)
    return Found(texts=(Text(title=title_of(text), words=text, where=where),), remarks=told)


def decoded(file: bytes, *, where: str) -> tuple[str, str, bool]:
    """Return the text of a file, the encoding in which it was read, and whether that is certain.

    Raises:
        NotTaken: when no encoding fits.
    """
    for beginning, encoding in MARKS:
        if file.startswith(beginning):
            return _read(file[len(beginning) :], encoding, where=where), encoding, True
    if file.count(0) > SHARE_OF_NULS * len(file):
        encoding = "utf-16-le" if file[1::2].count(0) > file[::2].count(0) else "utf-16-be"
        return _read(file, encoding, where=where), encoding, False
    try:
        return file.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        encoding = max(OLDER, key=lambda one: _likeness(file, one))
        return _read(file, encoding, where=where), encoding, False


def table_in(text: str, *, where: str) -> tuple[SheetRow, ...]:
    """Return the rows of a text that is a table under known headings; empty where it is none.

    Raises:
        NotTaken: when the table has too many rows.
    """
    for delimiter in DELIMITERS:
        first = text.partition("\n")[0]
        if not knows(first.split(delimiter)):
            continue
        try:
            rows = list(csv.reader(StringIO(text), delimiter=delimiter))
        except csv.Error:
            continue
        numbered = [
            SheetRow(number=number, cells=tuple(cell.strip() for cell in row)) for number, row in enumerate(rows, 1)
        ]
        if any(len(row.cells) > MOST_COLUMNS for row in numbered):
            continue
        if len(numbered) > MOST_ROWS:
            raise NotTaken(TOO_MANY_ROWS, where=where, n=MOST_ROWS)
        return even(numbered)
    return ()


def title_of(text: str) -> str:
    """Return the first line of a text, cut after a word if it is long."""
    title = text.strip().partition("\n")[0].strip()
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return title


def _read(file: bytes, encoding: str, *, where: str) -> str:
    try:
        return file.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTaken(NO_TEXT, where=where) from error


def _likeness(file: bytes, encoding: str) -> float:
    """Return the share of the words with letters beyond ASCII that are words of the encoding's own writing."""
    text = file.decode(encoding, errors="replace")
    words = [word for word in WORD.findall(text) if not word.isascii()]
    broken = text.count("\ufffd")
    return sum(_is_a_word(word, SCRIPTS.get(encoding)) for word in words) / (len(words) + broken + 1)


def _is_a_word(word: str, script: str | None) -> bool:
    """Tell whether a word is one as people write them.

    In Latin writing most letters are plain, in Cyrillic no capital follows a small letter, and no word mixes writings.
    """
    if script is None:
        return all(_in_script(letter, "LATIN") for letter in word) and _plain(word) * 2 >= len(word)
    case = script == "ARABIC" or word in {word.lower(), word.upper(), word.capitalize()}
    return case and all(_in_script(letter, script) for letter in word)


def _plain(word: Iterable[str]) -> int:
    return sum(letter.isascii() for letter in word)


def _in_script(letter: str, script: str) -> bool:
    return unicodedata.name(letter, "").startswith((script, "MODIFIER LETTER"))

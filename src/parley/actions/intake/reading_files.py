"""Reading a file of whatever sort, by what it is and not by what it is called."""

from functools import partial

from parley.actions.intake import characters
from parley.actions.intake.found import MOST_LETTERS, MOST_ROWS_TOGETHER, Found, NotTaken
from parley.actions.intake.mail import TOO_DEEP, read_mail
from parley.actions.intake.plain import TOO_LONG, TOO_MANY_ROWS, read_plain
from parley.actions.intake.sniffing import Sort, sort_of
from parley.actions.intake.spreadsheet import read_spreadsheet
from parley.actions.intake.word_notes import read_word_note

DEEPEST = 3
LONGEST_WHERE = 120
READERS = {Sort.WORD: read_word_note, Sort.SPREADSHEET: read_spreadsheet, Sort.PLAIN: read_plain}


def read_file(file: bytes, *, where: str, depth: int = 0) -> Found:
    """Return what a file holds, and what the files within it hold if it is a mail.

    Args:
        file: its bytes.
        where: what it is called; this is only shown.
        depth: in how many mails it stands.

    Raises:
        NotTaken: saying in one sentence why it is not taken and what to do.
    """
    if depth > DEEPEST:
        raise NotTaken(TOO_DEEP)
    where = characters.REFUSED.sub("", characters.shown(where)).replace("\n", " ")[:LONGEST_WHERE]
    sort = sort_of(file)
    if sort is Sort.MAIL:
        found = read_mail(file, where=where, opens=partial(read_file, depth=depth + 1))
    else:
        found = READERS[sort](file, where=where)
    if sum(len(sheet.rows) for sheet in found.sheets) > MOST_ROWS_TOGETHER:
        raise NotTaken(TOO_MANY_ROWS, where=where, n=MOST_ROWS_TOGETHER)
    letters = sum(len(text.words) for text in found.texts)
    letters += sum(len(cell) for sheet in found.sheets for row in sheet.rows for cell in row.cells)
    if letters > MOST_LETTERS:
        raise NotTaken(TOO_LONG, where=where, n=MOST_LETTERS)
    return found

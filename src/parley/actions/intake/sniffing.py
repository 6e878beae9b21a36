"""What sort of file something is, from its own bytes; its name is never asked."""

import re
from enum import StrEnum

from parley.actions.intake.found import LARGEST_FILE, NotTaken
from parley.actions.intake.office_zip import BROKEN, LOCKED, parts_of
from parley.wording import mark

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):")
OF_A_MAIL = {
    b"from", b"to", b"date", b"subject", b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to",
    b"content-type",
}  # fmt: skip
FEWEST_HEADERS = 3
HEADERS_WITHIN = 64_000
OTHERS = {
    b"%PDF": mark("This is a PDF: open it, copy its text and paste it here."),
    rb"{\rtf": mark("This is an RTF file: open it in Word, save it as .docx and choose that."),
    b"From ": mark("This is a mailbox of several mails: save each mail as an .eml file of its own and choose one."),
    b"\x89PNG": mark("This is a picture: write down what matters in it and paste that here."),
    b"\xff\xd8\xff": mark("This is a picture: write down what matters in it and paste that here."),
    b"GIF8": mark("This is a picture: write down what matters in it and paste that here."),
}
OLD = mark("This is an older Word, Excel or Outlook file: save it as .docx, .xlsx or .eml and choose that.")
OTHER_OFFICE = mark("This is no Word or Excel file that Parley can open: save it as .docx or .xlsx and choose that.")
TOO_LARGE = mark("A file may hold at most {n} MB: save only what you need in a new file and choose that.")
NOTHING = mark("The file is empty: choose another one.")


class Sort(StrEnum):
    """What sort of file something is."""

    WORD = "word"
    SPREADSHEET = "spreadsheet"
    MAIL = "mail"
    PLAIN = "plain"


def sort_of(file: bytes) -> Sort:
    """Return what sort of file these bytes are; whatever is nothing else is tried as plain text.

    Raises:
        NotTaken: when it is too large, empty, encrypted, damaged, or of a sort that is not read.
    """
    if not file:
        raise NotTaken(NOTHING)
    if len(file) > LARGEST_FILE:
        raise NotTaken(TOO_LARGE, n=LARGEST_FILE // 1_000_000)
    if file.startswith(OLD_OFFICE):
        raise NotTaken(LOCKED if ENCRYPTED_PACKAGE in file else OLD)
    for beginning, message in OTHERS.items():
        if file.startswith(beginning):
            raise NotTaken(message)
    if file.startswith(b"PK"):
        return _of_a_package(file)
    return Sort.MAIL if _is_a_mail(file) else Sort.PLAIN


def _of_a_package(file: bytes) -> Sort:
    parts = parts_of(file)
    if "word/document.xml" in parts or any(name.startswith("word/document") for name in parts):
        return Sort.WORD
    if "xl/workbook.xml" in parts:
        return Sort.SPREADSHEET
    raise NotTaken(OTHER_OFFICE if parts else BROKEN)


def _is_a_mail(file: bytes) -> bool:
    """Tell whether a file begins with the header of a mail: every line of it one, and enough of those of mails."""
    head = re.split(rb"\r?\n\r?\n", file[:HEADERS_WITHIN].lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0]
    lines = [line for line in re.split(rb"\r?\n", head) if not line.startswith((b" ", b"\t"))]
    found = [HEADER.match(line) for line in lines]
    names = {one[1].lower() for one in found if one}
    return all(found) and len(names & OF_A_MAIL) >= FEWEST_HEADERS

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from parley.actions.intake.found import NotTaken
from parley.actions.intake.reading_files import read_file
from tests.actions.intake.files import ENTITIES, repacked, word
from tests.actions.intake.tables import excel

WORD_TYPES = (
    b'<?xml version="1.0"?><Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
)


def bomb(parts):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in parts:
            packed.writestr(name, bytes(9_000_000))
    return made.getvalue()


def locked():
    file = bytearray(word("Tea."))
    at = file.find(b"PK\x01\x02")
    while at >= 0:
        file[at + 8] |= 1
        at = file.find(b"PK\x01\x02", at + 4)
    return bytes(file)


UTF_16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
OTHER = b'<?xml version="1.0" encoding="UTF-7"?><x/>'
HOSTILE = {
    "zip bomb": (bomb([f"word/document{n}.xml" for n in range(7)]), "holds too much when it is unpacked"),
    "ratio": (bomb(["word/document.xml"]), "holds too much when it is unpacked"),
    "entities in Word": (repacked(word("Tea."), {"word/document.xml": ENTITIES}), "holds definitions"),
    "entities in Excel": (repacked(excel(["a"]), {"xl/worksheets/sheet1.xml": ENTITIES}), "holds definitions"),
    "entities in strings": (repacked(excel(["a"]), {"xl/sharedStrings.xml": ENTITIES}), "holds definitions"),
    "entities in UTF-16": (repacked(word("Tea."), {"word/styles.xml": UTF_16}), "holds definitions"),
    "another encoding": (repacked(word("Tea."), {"word/document.xml": OTHER}), "holds definitions"),
    "EBCDIC": (repacked(word("Tea."), {"word/document.xml": OTHER.decode().encode("cp037")}), "holds definitions"),
    "docm": (repacked(word("Tea."), {"[Content_Types].xml": WORD_TYPES}), "holds macros"),
    "macros": (repacked(excel(["a"]), {"xl/vbaProject.bin": b"x"}), "holds macros"),
    "locked zip": (locked(), "is encrypted"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "older Word, Excel or Outlook file"),
    "another package": (bomb([]), "is damaged"),
    "text document": (repacked(bomb([]), {"mimetype": b"odt"}), "no Word or Excel file"),
    "cut off": (word("Tea.")[:2000], "is damaged"),
    "not XML": (repacked(word("Tea."), {"word/document.xml": b"<w:document"}), "is damaged"),
    "no workbook": (repacked(excel(["a"]), {"xl/workbook.xml": b"<workbook/>"}), "There is nothing in"),
    "no such sheet": (repacked(excel(["a"]), {"xl/_rels/workbook.xml.rels": b"<Relationships/>"}), "is damaged"),
    "too large": (b"a" * 10_000_001, "at most 10 MB"),
    "pdf": (b"%PDF-1.7", "is a PDF"),
    "rtf": (rb"{\rtf1 words}", "an RTF file"),
    "picture": (b"\x89PNG\r\n", "is a picture"),
    "mailbox": (b"From a Mon\nFrom: a\n", "a mailbox of several mails"),
    "empty": (b"", "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_or_strange_file_is_refused_in_one_sentence_that_says_what_to_do(name):
    file, words = HOSTILE[name]
    with pytest.raises(NotTaken, match=words) as refusal:
        read_file(file, where="a file")
    assert str(refusal.value).count(". ") == 0
    assert ": " in str(refusal.value)


def test_nothing_is_unpacked_of_what_would_be_too_much():
    file = HOSTILE["zip bomb"][0]
    tracemalloc.start()
    with pytest.raises(NotTaken):
        read_file(file, where="a file")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000

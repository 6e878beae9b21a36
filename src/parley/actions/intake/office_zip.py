"""The parts of a Word or Excel file, opened so that a hostile one does no harm."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from parley.actions.intake.found import NotTaken
from parley.wording import mark

MOST_UNPACKED = 50_000_000
MOST_RATIO = 200
MOST_PARTS = 2_000
CONTENT_TYPES = "[Content_Types].xml"
ENCRYPTED = 1
XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ALLOWED = {b"UTF-8", b"UTF-16", b"US-ASCII", b"ASCII"}
BEGINNINGS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")

BROKEN = mark("This file is damaged: open it in the program that made it, save it anew and choose it again.")
TOO_LARGE = mark("This file holds too much when it is unpacked: save only what you need in a new file and choose that.")
HOSTILE = mark(
    "This file holds definitions that no Word or Excel file has, so it is not opened: copy its text and paste it here."
)
MACROS = mark("This file holds macros, so it is not opened: save it as .docx or .xlsx without macros and choose that.")
LOCKED = mark("This file is encrypted: remove its password, save it and choose it again.")


def parts_of(file: bytes) -> dict[str, bytes]:
    """Return the parts of an office file by their names; nothing is unpacked before its size is known.

    Raises:
        NotTaken: when the file is damaged, encrypted, unpacks to too much, holds macros or defines entities.
    """
    try:
        with ZipFile(BytesIO(file)) as packed:
            members = packed.infolist()
            if any(member.flag_bits & ENCRYPTED for member in members):
                raise NotTaken(LOCKED)
            size = sum(member.file_size for member in members)
            if size > MOST_UNPACKED or size > MOST_RATIO * len(file) or len(members) > MOST_PARTS:
                raise NotTaken(TOO_LARGE)
            parts = {member.filename: packed.read(member) for member in members if not member.is_dir()}
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(BROKEN) from error
    _refuse_hostile(parts)
    return parts


def xml(part: bytes) -> etree._Element:
    """Return the root of a part that `parts_of` let through.

    Raises:
        NotTaken: when it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise NotTaken(BROKEN) from error


def _refuse_hostile(parts: dict[str, bytes]) -> None:
    types = parts.get(CONTENT_TYPES, b"").replace(b"\0", b"")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise NotTaken(MACROS)
    for name, part in parts.items():
        if XML.search(name):
            _refuse_definitions(part)


def _refuse_definitions(part: bytes) -> None:
    """Refuse what a parser could be made to swell by; neither Word nor Excel ever writes it.

    The encodings are those that the format knows: in another one the words looked for would look otherwise.
    """
    plain = part.replace(b"\0", b"")
    declared = DECLARED.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    strange = declared is not None and declared[1].upper() not in ALLOWED
    if part and (strange or not part.lstrip(b" \t\r\n").startswith(BEGINNINGS)):
        raise NotTaken(HOSTILE)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise NotTaken(HOSTILE)

"""The file of a pack: one ZIP that people read and another Parley takes, read as something that a stranger made."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from parley.actions.pack_text import MOST_BYTES, NAME, read_pack
from parley.actions.plain_yaml import FileFault
from parley.documents.formats.docx import to_docx
from parley.documents.formats.html import to_html
from parley.documents.hand_over.pack import Pack, ten_answers
from parley.wording import Wording

DIGESTS = "digest.txt"
READABLE = ("hand-over.docx", "hand-over.html")
NAMES = frozenset({DIGESTS, NAME, *READABLE})
EARLIEST = (1980, 1, 1, 0, 0, 0)
MOST_BYTES_OF_A_FILE = 10_000_000
MOST_BYTES_OF_A_PART = 30_000_000
ENCRYPTED = 0x1
BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zlib.error)
"""What zipfile raises of files that are none, are cut off, or ask for what it cannot do."""


def pack_file(pack: Pack, *, words: Wording) -> bytes:
    """Return the bytes of the file of a pack: to read as HTML and DOCX, to take as YAML, with the digest of each.

    The same pack in the same language gives the same bytes.
    """
    paper = ten_answers(pack, words=words)
    parts = {NAME: pack.text.encode(), "hand-over.html": to_html(paper).encode(), "hand-over.docx": to_docx(paper)}
    parts[DIGESTS] = "".join(f"{digest(parts[name])}  {name}\n" for name in sorted(parts)).encode()
    written = BytesIO()
    with ZipFile(written, "w") as target:
        for name in sorted(parts):
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            # As if made on one system, whichever it was.
            entry.create_system = 0
            target.writestr(entry, parts[name], compresslevel=9)
    return written.getvalue()


def read_pack_file(content: bytes, *, name: str) -> Pack:
    """Return the pack that a file holds; nothing of it is unpacked to disk, and nothing but its text is looked into.

    Raises:
        FileFault: saying in a sentence what is wrong with the file, and what to do.
    """
    path = Path(name)
    if len(content) > MOST_BYTES_OF_A_FILE:
        raise FileFault(f"the file is larger than {MOST_BYTES_OF_A_FILE // 1_000_000} MB; no pack is", path=path)
    try:
        with ZipFile(BytesIO(content)) as source:
            _refuse_strangers(source.infolist(), path=path)
            parts = {entry.filename: _part(source, entry, path=path) for entry in source.infolist()}
    except FileFault:
        raise
    except BROKEN as error:
        raise FileFault("this is no whole ZIP file; ask for the pack anew", path=path) from error
    _refuse_damage(parts, path=path)
    try:
        text = parts[NAME].decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileFault(f"{NAME} is not written in UTF-8; ask for the pack anew", path=path) from error
    return read_pack(text)


def digest(content: bytes) -> str:
    """Return the SHA-256 of what a part holds, as it stands in the list of digests."""
    return sha256(content).hexdigest()


def _refuse_strangers(entries: list[ZipInfo], *, path: Path) -> None:
    """Refuse a file that holds anything but the parts of a pack, each once, none too large to be one."""
    names = [entry.filename for entry in entries]
    if len(names) != len(NAMES) or set(names) != NAMES:
        raise FileFault(f"a pack holds {', '.join(sorted(NAMES))}, and nothing else; this is none", path=path)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in {ZIP_DEFLATED, ZIP_STORED}:
            raise FileFault(
                "the file is locked or packed in another way; ask for the pack as Parley makes it", path=path
            )


def _part(source: ZipFile, entry: ZipInfo, *, path: Path) -> bytes:
    """Return what a part holds, reading no more than a part may hold, whatever its header says."""
    most = MOST_BYTES if entry.filename in {NAME, DIGESTS} else MOST_BYTES_OF_A_PART
    with source.open(entry) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise FileFault(f"{entry.filename} is larger than a pack's can be; ask for the pack anew", path=path)
    return content


def _refuse_damage(parts: dict[str, bytes], *, path: Path) -> None:
    listed = sorted(f"{digest(parts[name])}  {name}" for name in NAMES - {DIGESTS})
    if sorted(parts[DIGESTS].decode("utf-8", "replace").splitlines()) != listed:
        raise FileFault(
            f"the digests in {DIGESTS} do not fit the other parts, so the file was damaged or changed on its way;"
            " ask for it anew",
            path=path,
        )

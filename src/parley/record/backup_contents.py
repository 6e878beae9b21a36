"""What a backup holds before its tables: whose record it is, as of when, how much, and the secret of its seats."""

import struct
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from parley.record.copying import Counts, Table
from parley.record.locked_file import LockedReader, LockedWriter, NotUnlocked

LENGTH = struct.Struct(">I")


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The first part of a backup.

    Without the secret no seat could be let in again, since names and passwords of the seats' roles follow from it.
    """

    made: datetime
    migrations: dict[int, bytes]
    tables: list[Table]
    counts: Counts
    heads: bytes
    secret: bytes


def write_contents(contents: Contents, *, onto: LockedWriter) -> None:
    """Write the first part."""
    _write_piece(msgspec.json.encode(contents), onto=onto)


def write_table(pieces: Iterable[bytes], *, onto: LockedWriter) -> None:
    """Write what a table holds, and where it ends."""
    for piece in pieces:
        if piece:
            _write_piece(piece, onto=onto)
    _write_piece(b"", onto=onto)


def read_contents(reader: LockedReader) -> Contents:
    """Return the first part.

    Raises:
        NotUnlocked: when the file is damaged, or a later Parley made it.
    """
    try:
        return msgspec.json.decode(_read_piece(reader), type=Contents)
    except msgspec.MsgspecError as error:
        raise NotUnlocked("this backup is of a form that this Parley does not know: install a newer one") from error


def read_table(reader: LockedReader) -> Iterator[bytes]:
    """Yield what the next table holds, to its end.

    Raises:
        NotUnlocked: when the file is damaged.
    """
    while piece := _read_piece(reader):
        yield piece


def _write_piece(piece: bytes, *, onto: LockedWriter) -> None:
    onto.write(LENGTH.pack(len(piece)))
    onto.write(piece)


def _read_piece(reader: LockedReader) -> bytes:
    (length,) = LENGTH.unpack(reader.read(LENGTH.size))
    return reader.read(length)

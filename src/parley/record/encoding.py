"""Encoding: the canonical bytes of a draft, and back; one version of each kind is written, every version is read."""

import re
from functools import cache
from typing import Any

import msgspec

from parley.record.entry import Draft, Malformed
from parley.record.kinds.catalogue import READERS, VERSION, kind_name

MOST_BYTES = 4_000_000
CONTROL = re.compile(rb"\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]")


class UnknownKind(Malformed):
    """An entry is of a kind or version that this Parley cannot read."""


def encode(draft: Draft[Any]) -> tuple[str, bytes]:
    """Return the kind with its version, and the canonical bytes, of a draft whose shape was checked in full.

    Raises:
        Malformed: saying which field does not fit, and what would.
    """
    name = kind_name(type(draft.what))
    if name not in VERSION:
        raise Malformed(f"{name} is no kind of entry")
    tag = f"{name}/{VERSION[name]}"
    try:
        body = msgspec.json.encode(draft, order="deterministic")
    except (TypeError, UnicodeError) as error:
        raise Malformed(f"{name}: {error}") from error
    if len(body) > MOST_BYTES:
        raise Malformed(f"{name}: an entry holds at most {MOST_BYTES:,} bytes, this one has {len(body):,}")
    if CONTROL.search(body):
        raise Malformed(f"{name}: the words hold a control character; remove it")
    if decode(tag, body) != draft:
        raise Malformed(f"{name}: a value would not be read back as it was written")
    return tag, body


def decode(tag: str, body: bytes) -> Draft[Any]:
    """Return the draft that canonical bytes hold.

    Raises:
        UnknownKind: when a later Parley wrote it.
        Malformed: when the bytes do not fit the kind.
    """
    try:
        return reader(tag).decode(body)
    except msgspec.ValidationError as error:
        raise Malformed(f"{tag.partition('/')[0]}: {_in_words(error)}") from error


@cache
def reader(tag: str) -> msgspec.json.Decoder[Draft[Any]]:
    """Return what decodes a kind and version.

    Raises:
        UnknownKind: when a later Parley wrote it.
    """
    if tag not in READERS:
        raise UnknownKind(f"this Parley cannot read “{tag}”; a later one wrote it")
    shape: Any = Draft
    return msgspec.json.Decoder(shape[READERS[tag]])


def _in_words(error: msgspec.ValidationError) -> str:
    words, _, path = str(error).partition(" - at `$")
    field = path.rstrip("`").removeprefix(".what").removeprefix(".").replace("_", " ")
    return f"{field}: {words}" if field else words

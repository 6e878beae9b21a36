"""Encoding: the canonical bytes of a draft, and back; one version of each kind is written, every version is read."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from parley.record.entry import Draft, Malformed
from parley.record.kinds.catalogue import KINDS, READERS, VERSION, kind_name

TAGS = {kind: (name, f"{name}/{VERSION[name]}") for name, kind in KINDS.items()}
"""The name of each kind that can be put on record, alone and with the version that is written today."""

MOST_BYTES = 4_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]")
"""What no words hold; the isolates of right-to-left writing are no such thing."""

SUSPECT = re.compile(rb"\\[ubf]|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xef\xbf[\xbe\xbf]")
"""What the bytes of every body hold whose words hold one of these, and of few others: only those are gone through."""


class UnknownKind(Malformed):
    """An entry is of a kind or version that this Parley cannot read."""


def encode(draft: Draft[Any]) -> tuple[str, bytes]:
    """Return the kind with its version, and the canonical bytes, of a draft whose shape was checked in full.

    Raises:
        Malformed: saying which field does not fit, and what would.
    """
    name, tag = TAGS.get(type(draft.what), ("", ""))
    if not name:
        raise Malformed(f"{kind_name(type(draft.what))} is no kind of entry")
    try:
        body = msgspec.json.encode(draft, order="deterministic")
    except (TypeError, UnicodeError) as error:
        raise Malformed(f"{name}: {error}") from error
    if len(body) > MOST_BYTES:
        raise Malformed(f"{name}: an entry holds at most {MOST_BYTES:,} bytes, this one has {len(body):,}")
    if SUSPECT.search(body) and any(CONTROL.search(words) for words in _words(msgspec.json.decode(body))):
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
    except msgspec.DecodeError as error:
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


def _words(value: object) -> Iterator[str]:
    """Yield all words within lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)


def _in_words(error: msgspec.DecodeError) -> str:
    words, _, path = str(error).partition(" - at `$")
    field = path.rstrip("`").removeprefix(".what").removeprefix(".").replace("_", " ")
    return f"{field}: {words}" if field else words

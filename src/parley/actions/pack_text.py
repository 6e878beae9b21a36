"""The text of a pack: a cover and a process in plain YAML, read as something that a stranger wrote."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from parley.actions import plain_yaml
from parley.actions.plain_yaml import FileFault, Listing, Mapping, Node, Scalar
from parley.actions.process_file import ProcessFile, read_process
from parley.documents.hand_over.pack import Cover, Pack
from parley.process.fold import fold
from parley.record.entry import Entry
from parley.record.kinds.catalogue import VERSION as KIND_VERSION
from parley.record.kinds.catalogue import kind_name
from parley.record.when import LAST_YEAR, read_instant

NAME = "hand-over.yaml"
VERSION = 1
TOP = ("hand-over", "from", "to", "given by", "as of", "pack")
MOST_BYTES = 1_500_000
MOST_ENTRIES = 20_000
MOST_OPENINGS = 300
LONGEST_NAME = 200
FIRST_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)
"""A pack's entries were never recorded here: their order is kept, in microseconds from a moment that means nothing."""


def read_pack(text: str) -> Pack:
    """Return the pack that a text holds; the same text always gives the same pack.

    Raises:
        FileFault: saying what is wrong, and what to do.
    """
    path = Path(NAME)
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise FileFault(f"a pack holds at most {MOST_BYTES:,} bytes; ask for it in smaller parts", path=path)
    top = plain_yaml.read_text(text, path=path)
    if not isinstance(top, Mapping) or tuple(top.items) != TOP:
        raise FileFault(f"this is no pack: its parts are {', '.join(TOP)}, in this order", path=path)
    if _words(top, "hand-over", path=path) != str(VERSION):
        raise FileFault(f"this Parley reads packs of version {VERSION}; ask for one of that version", path=path)
    cover = Cover(
        process=_words(top, "from", path=path),
        to=_words(top, "to", path=path),
        given_by=_words(top, "given by", path=path),
        moment=_moment(top, path=path),
    )
    _refuse_too_many(top.items["pack"], path=path)
    process = read_process(top.items["pack"], path=path)
    return Pack(cover=cover, text=text, state=fold(entries_of(process)))


def entries_of(process: ProcessFile) -> Iterator[Entry[Any]]:
    """Yield the entries of a process file as if they stood on record, in the order of the file."""
    for number, one in enumerate(process.entries, start=1):
        name = kind_name(type(one.draft.what))
        yield Entry(
            id=one.id,
            room=one.room,
            number=number,
            seat=one.seat,
            person=None,
            recorded=FIRST_RECORDED + timedelta(microseconds=number),
            kind=f"{name}/{KIND_VERSION[name]}",
            what=one.draft.what,
            happened=one.draft.happened,
            known=one.draft.known,
            attribution=one.draft.attribution,
            described_as=one.draft.described_as,
            terms=one.draft.terms,
            evidence=one.draft.evidence,
        )


def _words(top: Mapping, name: str, *, path: Path) -> str:
    node = top.items[name]
    if not isinstance(node, Scalar) or not node.words.strip() or len(node.words) > LONGEST_NAME:
        raise FileFault(
            f"“{name}” is a few words, {LONGEST_NAME} letters at most; ask for the pack anew", path=path, line=node.line
        )
    return node.words


def _moment(top: Mapping, *, path: Path) -> datetime:
    words = _words(top, "as of", path=path)
    try:
        moment = read_instant(words)
    except (ValueError, OverflowError) as error:
        raise _no_moment(top, path=path) from error
    if moment.year >= LAST_YEAR:
        raise _no_moment(top, path=path)
    return moment


def _no_moment(top: Mapping, *, path: Path) -> FileFault:
    message = "“as of” is a day with an hour, such as 2017-01-23T09:00Z; ask for the pack anew"
    return FileFault(message, path=path, line=top.lines["as of"])


def _refuse_too_many(pack: Node, *, path: Path) -> None:
    """Refuse more than a process has: who sits where is asked of every entry, and must stay few."""
    entries = pack.items.get("entries") if isinstance(pack, Mapping) else None
    if not isinstance(entries, Listing):
        return
    kinds = [one.items.get("kind") for one in entries.items if isinstance(one, Mapping)]
    opened = sum(1 for one in kinds if isinstance(one, Scalar) and one.words in {"room opened", "seat opened"})
    if len(entries.items) > MOST_ENTRIES or opened > MOST_OPENINGS:
        raise FileFault(
            f"a pack holds at most {MOST_ENTRIES:,} entries and {MOST_OPENINGS} rooms and seats;"
            " ask for it in smaller parts",
            path=path,
        )

"""The one door that reads: what a seat may see, and nothing else, in the order in which it was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from parley.collecting import without_collecting
from parley.record import encoding, store
from parley.record.entry import Entry
from parley.record.kinds.shape import references
from parley.record.opening import Record
from parley.record.references import RoomId
from parley.record.seat import Seat

Cursor = Mapping[RoomId, int]
"""How far a seat has read: the number of the last entry seen in each of its rooms."""

in_order = attrgetter("recorded", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a seat sees: entries in order of recording, and the cursor from which to read on."""

    entries: tuple[Entry[Any], ...]
    cursor: Cursor


def seen_by(
    seat: Seat,
    *,
    record: Record,
    since: Cursor | None = None,
    known_by: datetime | None = None,
    recorded_by: datetime | None = None,
) -> Seen:
    """Return the entries that a seat may see.

    Args:
        seat: whose view it is.
        record: where the entries stand.
        since: only what came after this cursor; None is from the beginning.
        known_by: only what was known by this time, with what it names: who knew of a position knew of the issue.
        recorded_by: only what was recorded by this time.

    Raises:
        RecordUnavailable: when the database cannot be reached.
    """
    cursor = dict(since or {})
    with without_collecting():
        with record.as_seat(seat) as connection:
            rows = store.entries_after(connection, seen=cursor)
        entries = []
        for row in rows:
            cursor[row.room] = row.number
            if row.body is not None and (recorded_by is None or row.recorded <= recorded_by):
                entries.append(_entry(row))
        if known_by is not None:
            entries = _known(entries, by=known_by)
        entries.sort(key=in_order)
    return Seen(entries=tuple(entries), cursor=cursor)


def _known(entries: list[Entry[Any]], *, by: datetime) -> list[Entry[Any]]:
    """Return the entries that were known by a time, and those that they name, however late these were put on record."""
    every = {entry.id: entry for entry in entries}
    known = {entry.id: entry for entry in entries if entry.known <= by}
    queue = list(known.values())
    while queue:
        for _, named in references(queue.pop().what):
            if named in every and named not in known:
                known[named] = every[named]
                queue.append(every[named])
    return list(known.values())


def _entry(row: store.EntryRow) -> Entry[Any]:
    draft = encoding.decode(row.kind, row.body or b"")
    return Entry(
        row.id,
        row.room,
        row.number,
        row.seat,
        row.person,
        row.recorded,
        row.kind,
        draft.what,
        draft.happened,
        draft.known,
        draft.attribution,
        draft.described_as,
        draft.terms,
        draft.evidence,
    )

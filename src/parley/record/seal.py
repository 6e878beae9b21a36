"""The seal of a room: a salted leaf for each entry, and a chain from the room's opening to its head.

Standard library alone, so that anyone can check an export without Parley.
"""

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TAG = b"parley entry 1\0"
EPOCH_OF_POSTGRESQL = datetime(2000, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """An entry as the store holds it; body and salt are both None where the words were erased."""

    id: bytes
    number: int
    seat: bytes
    person: bytes | None
    recorded: datetime
    kind: str
    body: bytes | None
    salt: bytes | None
    leaf: bytes
    chain: bytes


def leaf(*, salt: bytes, body: bytes) -> bytes:
    """Return the leaf that seals a body: without the salt, no guess at a short body can be tried against it."""
    return hashlib.sha256(TAG + salt + body).digest()


def first_link(room: bytes) -> bytes:
    """Return the chain of a room before its first entry."""
    return hashlib.sha256(b"room" + room).digest()


def next_link(chain: bytes, *, row: SealedRow) -> bytes:
    """Return the chain of a room after an entry: it covers every column of the row but the two behind the leaf."""
    moment = (row.recorded - EPOCH_OF_POSTGRESQL) // MICROSECOND
    number, recorded = struct.pack(">q", row.number), struct.pack(">q", moment)
    parts = (chain, row.leaf, row.id, row.seat, row.person or b"", number, recorded, row.kind.encode())
    return hashlib.sha256(b"".join(parts)).digest()


def faults(room: bytes, rows: list[SealedRow], *, head: tuple[int, bytes]) -> list[str]:
    """Return what is wrong with a room: its rows in order of number, against its head; empty means that it holds."""
    found = []
    chain = first_link(room)
    for place, row in enumerate(rows, start=1):
        if row.number != place:
            found.append(f"entry {place} is missing or out of place")
            break
        if (row.body is None) != (row.salt is None):
            found.append(f"entry {place} has lost its words or its salt alone")
        elif row.body is not None and row.salt is not None and leaf(salt=row.salt, body=row.body) != row.leaf:
            found.append(f"entry {place} does not hold the words that were sealed")
        chain = next_link(chain, row=row)
        if chain != row.chain:
            found.append(f"the chain breaks at entry {place}")
            break
    if not found and head != (len(rows), chain):
        found.append(f"the head says {head[0]} entries, and the chain of {len(rows)} does not end in it")
    return found

"""References: how one entry names another, each sort with the kinds that it may point to.

An id is 128 bits in 32 hexadecimal digits. A reference is the id of the entry that put the thing on record,
so that whoever may see the reference may see what it names.
"""

import hashlib
import re
from typing import NewType

EntryId = NewType("EntryId", str)
SeatId = NewType("SeatId", str)
RoomId = NewType("RoomId", str)
ProcessId = NewType("ProcessId", str)
PersonId = NewType("PersonId", str)

ProcessRef = NewType("ProcessRef", EntryId)
BodyRef = NewType("BodyRef", EntryId)
NamedPersonRef = NewType("NamedPersonRef", EntryId)
ActorRef = NewType("ActorRef", EntryId)
RoleRef = NewType("RoleRef", EntryId)
RoundRef = NewType("RoundRef", EntryId)
ExpectationRef = NewType("ExpectationRef", EntryId)
MeetingRef = NewType("MeetingRef", EntryId)
AgendaItemRef = NewType("AgendaItemRef", EntryId)
RefusalRef = NewType("RefusalRef", EntryId)
IssueRef = NewType("IssueRef", EntryId)
OptionRef = NewType("OptionRef", EntryId)
TextRef = NewType("TextRef", EntryId)
CommitmentRef = NewType("CommitmentRef", EntryId)
QuestionRef = NewType("QuestionRef", EntryId)
RoomOpenedRef = NewType("RoomOpenedRef", EntryId)

POINTS_TO: dict[object, tuple[str, ...]] = {
    ProcessRef: ("process opened", "process linked"),
    BodyRef: ("body named",),
    NamedPersonRef: ("person named",),
    ActorRef: ("body named", "person named"),
    RoleRef: ("role held",),
    RoundRef: ("round announced",),
    ExpectationRef: ("expectation stated",),
    MeetingRef: ("meeting planned", "meeting held"),
    AgendaItemRef: ("agenda item proposed",),
    RefusalRef: ("refusal stated",),
    IssueRef: ("issue raised",),
    OptionRef: ("option tabled",),
    TextRef: ("text issued",),
    CommitmentRef: ("commitment claimed",),
    QuestionRef: ("question raised",),
    RoomOpenedRef: ("room opened",),
    EntryId: (),
}
"""The kinds that each sort of reference may name; none listed means any kind."""

BYTES_OF_TOKEN = 16
BYTES_OF_SALT = 32

ID = re.compile(r"[0-9a-f]{32}")


def entry_id(*, room: RoomId, seat: SeatId, token: bytes) -> EntryId:
    """Return the id of the entry that a seat makes in a room with a token: the same three always give the same id.

    It is a function of its room alone, so that no id tells of another room.
    """
    return EntryId(hashlib.sha256(bytes.fromhex(room) + bytes.fromhex(seat) + token).hexdigest()[:32])


def room_id(*, process: ProcessId, opener: SeatId, token: bytes) -> RoomId:
    """Return the id of the room that a seat opens in a process with a token."""
    return RoomId(hashlib.sha256(b"room" + bytes.fromhex(process) + bytes.fromhex(opener) + token).hexdigest()[:32])


def seat_id(*, process: ProcessId, token: bytes) -> SeatId:
    """Return the id of the seat that is opened in a process with a token."""
    return SeatId(hashlib.sha256(b"seat" + bytes.fromhex(process) + token).hexdigest()[:32])


def token_of(*parts: str) -> bytes:
    """Return the token that stands for what a writer calls by these words, so that calling again is the same call."""
    return hashlib.sha256("\0".join(parts).encode()).digest()[:BYTES_OF_TOKEN]

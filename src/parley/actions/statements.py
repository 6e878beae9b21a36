"""Putting on record what somebody said."""

from parley.actions.mandate import Action, require
from parley.process.state import State
from parley.record import writing
from parley.record.entry import Draft
from parley.record.kinds.papers import StatementMade
from parley.record.opening import Record
from parley.record.references import PersonId, RoomId
from parley.record.seat import Seat


def make_statement(
    draft: Draft[StatementMade],
    *,
    room: RoomId,
    record: Record,
    seat: Seat,
    state: State,
    person: PersonId | None,
    token: bytes,
    salt: bytes,
) -> writing.Placed:
    """Put a statement on record in a room; with the same token again, the same entry is returned.

    Raises:
        NotInYourMandate: when the seat makes no statements.
        Malformed: when the words do not make an entry; the message says which field.
        Unsupported: when the statement names what not everyone in the room may see.
        NotYours: when the seat does not write in such a room.
        TokenUsed: when the token stands for other words.
    """
    require(state, seat=seat.id, action=Action.MAKE_A_STATEMENT)
    return writing.append(draft, record=record, seat=seat, room=room, token=token, salt=salt, person=person)

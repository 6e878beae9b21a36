"""Putting on record what a seat has to say, of whatever kind."""

from typing import Any

from parley.actions.mandate import Action, require
from parley.process.state import State
from parley.record import writing
from parley.record.entry import Draft
from parley.record.kinds.rooms import SeatClosed
from parley.record.opening import Record
from parley.record.references import PersonId, RoomId
from parley.record.seat import Seat


def put_on_record(
    draft: Draft[Any],
    *,
    room: RoomId,
    record: Record,
    seat: Seat,
    state: State,
    person: PersonId | None,
    token: bytes,
    salt: bytes,
) -> writing.Placed:
    """Put an entry on record in a room; with the same token again, the same entry is returned.

    Raises:
        NotInYourMandate: when the seat puts nothing on record, or closes no seat.
        Malformed: when the words do not make an entry; the message says which field.
        Unsupported: when it names what not everyone in the room may see.
        NotYours: when the seat does not write in such a room, or the kind is for the owner alone.
        TokenUsed: when the token stands for other words.
    """
    require(state, seat=seat.id, action=Action.PUT_ON_RECORD)
    if isinstance(draft.what, SeatClosed):
        require(state, seat=seat.id, action=Action.CLOSE_A_SEAT)
    return writing.append(draft, record=record, seat=seat, room=room, token=token, salt=salt, person=person)

"""Putting on record what somebody said."""

from datetime import datetime

from parley.actions.mandate import Action, require
from parley.process.state import State
from parley.record import writing
from parley.record.entry import Attribution, Draft, Evidence, Terms
from parley.record.kinds.papers import Rendering, StatementMade
from parley.record.opening import Record
from parley.record.references import ActorRef, IssueRef, PersonId, RoomId
from parley.record.seat import Seat
from parley.record.when import When


def make_statement(
    *,
    record: Record,
    seat: Seat,
    state: State,
    person: PersonId | None,
    room: RoomId,
    speaker: ActorRef | None,
    words: str,
    rendering: Rendering,
    happened: When,
    known: datetime,
    attribution: Attribution,
    token: bytes,
    salt: bytes,
    to: tuple[ActorRef, ...] = (),
    setting: str = "",
    about: tuple[IssueRef, ...] = (),
    described_as: str = "",
    terms: Terms | None = None,
    evidence: tuple[Evidence, ...] = (),
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
    statement = StatementMade(speaker=speaker, to=to, setting=setting, words=words, rendering=rendering, about=about)
    draft = Draft(
        what=statement,
        happened=happened,
        known=known,
        attribution=attribution,
        described_as=described_as,
        terms=terms,
        evidence=evidence,
    )
    return writing.append(draft, record=record, seat=seat, room=room, token=token, salt=salt, person=person)

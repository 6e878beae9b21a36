"""What a seat may do: its role × the action, the one check that there is."""

from enum import StrEnum

from parley.process.state import State
from parley.record.kinds.rooms import MAY_NOT_WRITE, MAY_OPEN_ROOMS, SeatClosed, SeatOpened, SeatRole
from parley.record.references import SeatId


class Action(StrEnum):
    """What may be done."""

    READ = "read"
    PUT_ON_RECORD = "put anything on record"
    OPEN_A_ROOM = "open a room"
    CLOSE_A_SEAT = "close a seat"
    KEEP_AN_ACCOUNT = "keep an account"
    OPEN_A_PROCESS = "open a process"
    SEAT_PERSONS = "seat persons"
    HAND_OVER = "hand over to another process"


EVERY_SEAT = frozenset(SeatRole)
MAY: dict[Action, frozenset[SeatRole]] = {
    Action.READ: EVERY_SEAT,
    Action.PUT_ON_RECORD: EVERY_SEAT - MAY_NOT_WRITE,
    Action.OPEN_A_ROOM: MAY_OPEN_ROOMS,
    Action.CLOSE_A_SEAT: frozenset({SeatRole.DESK}),
    Action.KEEP_AN_ACCOUNT: EVERY_SEAT - {SeatRole.VISITOR},
    Action.OPEN_A_PROCESS: MAY_OPEN_ROOMS,
    Action.SEAT_PERSONS: EVERY_SEAT - MAY_NOT_WRITE,
    Action.HAND_OVER: frozenset({SeatRole.DESK, SeatRole.ENVOY}),
}
"""Which roles may do what; a role that is not named may not."""


class NotInYourMandate(PermissionError):
    """The seat's role does not allow the action."""


def role_of(state: State, *, seat: SeatId) -> SeatRole | None:
    """Return a seat's role as it sees it itself; None where its opening is not on record, and then it may nothing."""
    opened = [one for one in state.facts(SeatOpened) if one.what.seat == seat]
    return opened[-1].what.role if opened else None


def may(state: State, *, seat: SeatId, action: Action) -> bool:
    """Tell whether a seat may do something; a closed seat may read."""
    role = role_of(state, seat=seat)
    if role is None or role not in MAY[action]:
        return False
    closed = any(one.what.seat == seat for one in state.facts(SeatClosed))
    return action in {Action.READ, Action.KEEP_AN_ACCOUNT} or not closed


def require(state: State, *, seat: SeatId, action: Action) -> None:
    """Refuse what a seat may not do.

    Raises:
        NotInYourMandate: saying what the seat may not.
    """
    if not may(state, seat=seat, action=action):
        raise NotInYourMandate(f"your seat may not {action.value}; ask the mediators' desk")

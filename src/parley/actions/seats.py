"""Seats: opened with a room of their own, and closed."""

import secrets
from datetime import datetime
from typing import Any

from parley.actions.mandate import Action, require, role_of
from parley.process.fold import fold
from parley.process.state import State
from parley.record import founding, reading, writing
from parley.record.entry import Attribution, Draft
from parley.record.founding import NewEntry, NewRoom, NewSeat
from parley.record.kinds.rooms import RoomOpened, SeatClosed, SeatOpened, SeatRole, Sitter
from parley.record.opening import Record
from parley.record.references import BYTES_OF_SALT, BYTES_OF_TOKEN, RoomId, SeatId, room_id, seat_id
from parley.record.seat import Seat
from parley.record.when import When


class NoSuchRoom(LookupError):
    """The seat sees no such room."""


def open_seat(
    *, record: Record, opener: Seat, key: str, name: str, role: SeatRole, known_in: str, caucus: bool, at: datetime
) -> tuple[str, ...]:
    """Open a seat with a room of its own, and with a caucus with its opener if asked; return the keys of the rooms.

    Raises:
        NotInYourMandate: when the opener's seat may not open rooms.
        NoSuchRoom: when the opener sees no room `known_in`.
        Taken: when the process has a seat under the key.
        Malformed: when key or name do not fit.
    """
    state = fold(reading.seen_by(opener, record=record).entries)
    require(state, seat=opener.id, action=Action.OPEN_A_ROOM)
    seat = NewSeat(id=seat_id(process=opener.process, token=_token()), key=key, role=role)
    where = _room(state, key=known_in)
    sitter, host = Sitter(seat=seat.id, name=name), Sitter(seat=opener.id, name=state.seats.get(opener.id, opener.key))
    planned: list[tuple[str, str, tuple[Sitter, ...], SeatId]] = [
        (f"{key}-room", f"{name}: own room", (sitter,), seat.id)
    ]
    if caucus:
        planned.append((f"{key}-{opener.key}", f"{name} with {host.name}", (sitter, host), opener.id))
    rooms, entries = (
        [],
        [_entry(SeatOpened(seat=seat.id, key=key, name=name, role=role), room=where, seat=opener.id, at=at)],
    )
    for room_key, room_name, sitters, by in planned:
        new = room_id(process=opener.process, opener=by, token=_token())
        rooms.append(NewRoom(id=new, seats=frozenset(one.seat for one in sitters), everyone=False))
        entries.append(_entry(RoomOpened(key=room_key, name=room_name, sitters=sitters), room=new, seat=by, at=at))
    founding.extend(record, process=opener.process, seats=[seat], rooms=rooms, entries=entries)
    return tuple(room_key for room_key, _, _, _ in planned)


def close_seat(*, record: Record, closer: Seat, key: str, known_in: str, why: str, at: datetime) -> None:
    """Close a seat.

    Raises:
        NotInYourMandate: when the closer's seat may not.
        NoSuchSeat: when the closer knows no seat under the key.
        NoSuchRoom: when the closer sees no room `known_in`.
        Unsupported: when not everyone in that room knows the seat.
    """
    state = fold(reading.seen_by(closer, record=record).entries)
    require(state, seat=closer.id, action=Action.CLOSE_A_SEAT)
    found = [one.what.seat for one in state.facts(SeatOpened) if one.what.key == key]
    if not found:
        raise founding.NoSuchSeat(f"the seat “{closer.key}” knows no seat “{key}”")
    draft = _draft(SeatClosed(seat=found[-1], why=why), at=at)
    salt = secrets.token_bytes(BYTES_OF_SALT)
    writing.append(draft, record=record, seat=closer, room=_room(state, key=known_in), token=_token(), salt=salt)


def role_at(record: Record, *, seat: Seat) -> SeatRole | None:
    """Return a seat's role as it sees it itself; None where its opening is not on record."""
    return role_of(fold(reading.seen_by(seat, record=record).entries), seat=seat.id)


def called_at(record: Record, *, seat: Seat) -> str:
    """Return what a seat is called, as it sees it itself."""
    return fold(reading.seen_by(seat, record=record).entries).seats.get(seat.id, seat.key)


def visitors_at(record: Record, *, process: str) -> Seat:
    """Return the seat of a process's visitors.

    Raises:
        NoSuchSeat: when there is no such process, or it has none.
    """
    for seat in founding.seats_at(record, process=process):
        if role_at(record, seat=seat) is SeatRole.VISITOR:
            return seat
    raise founding.NoSuchSeat(f"“{process}” has no seat for visitors: its public record cannot be published")


def listed(state: State) -> tuple[str, ...]:
    """Return a line for each seat that a state shows: its key, name and role, and the rooms where it is seen to sit."""
    closed = {one.what.seat for one in state.facts(SeatClosed)}
    rooms = state.facts(RoomOpened)
    lines = []
    for opened in sorted(state.facts(SeatOpened), key=lambda one: one.what.key):
        seat = opened.what
        sits = [
            one.what.key
            for one in rooms
            if one.what.everyone or seat.seat in {sitter.seat for sitter in one.what.sitters}
        ]
        ended = ", closed" if seat.seat in closed else ""
        lines.append(f"{seat.key}: {seat.name} ({seat.role.value}{ended}); rooms: {', '.join(sorted(sits))}")
    return tuple(lines)


def _room(state: State, *, key: str) -> RoomId:
    found = [one.room for one in state.facts(RoomOpened) if one.what.key == key]
    if len(found) != 1:
        known = ", ".join(sorted(one.what.key for one in state.facts(RoomOpened)))
        raise NoSuchRoom(f"the seat sees no room “{key}”; it sees: {known}")
    return found[0]


def _entry(what: Any, *, room: RoomId, seat: SeatId, at: datetime) -> NewEntry:
    salt = secrets.token_bytes(BYTES_OF_SALT)
    return NewEntry(room=room, seat=seat, token=_token(), salt=salt, draft=_draft(what, at=at))


def _draft(what: Any, *, at: datetime) -> Draft[Any]:
    return Draft(what=what, happened=When.instant(at), known=at, attribution=Attribution.ON_THE_RECORD)


def _token() -> bytes:
    return secrets.token_bytes(BYTES_OF_TOKEN)

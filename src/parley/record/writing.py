"""The one door that writes: a seat adds an entry to a room in which it sits; nothing is ever changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection

from parley.record import encoding, leaning, seal, store
from parley.record.entry import Draft
from parley.record.kinds.rooms import PersonLeft, PersonSeated, RoomOpened, SeatClosed, SeatOpened
from parley.record.leaning import Ground, Standing, Unsupported
from parley.record.opening import Record
from parley.record.references import (
    BYTES_OF_SALT,
    BYTES_OF_TOKEN,
    ID,
    EntryId,
    PersonId,
    RoomId,
    SeatId,
    entry_id,
    room_id,
)
from parley.record.refusals import NotYours, TokenUsed
from parley.record.seat import Seat

SHORTEST_TOKEN = BYTES_OF_TOKEN


FOR_THE_OWNER = (SeatOpened, PersonSeated, PersonLeft, RoomOpened)
"""Kinds from which it follows who may do what: no seat makes them as it makes other entries."""


class Placed(NamedTuple):
    """Where an entry stands once it is acknowledged: `recorded` is the store's own time."""

    id: EntryId
    number: int
    recorded: datetime


def append(
    draft: Draft[Any],
    *,
    record: Record,
    seat: Seat,
    room: RoomId,
    token: bytes,
    salt: bytes,
    person: PersonId | None = None,
) -> Placed:
    """Add one entry to a room: `Door.append` through a door that is opened for it alone."""
    with door(record, seat=seat) as opened:
        return opened.append(draft, room=room, token=token, salt=salt, person=person)


def open_room(
    draft: Draft[RoomOpened], *, record: Record, seat: Seat, token: bytes, salt: bytes, person: PersonId | None = None
) -> tuple[RoomId, Placed]:
    """Open one room: `Door.open_room` through a door that is opened for it alone."""
    with door(record, seat=seat) as opened:
        return opened.open_room(draft, token=token, salt=salt, person=person)


@contextmanager
def door(record: Record, *, seat: Seat) -> Iterator["Door"]:
    """Lend the door through which a seat writes, for as many entries as it likes.

    Raises:
        RecordUnavailable: when the database cannot be reached.
    """
    with record.as_seat(seat) as connection:
        yield Door(connection, seat=seat)


class Door:
    """A seat's way to write."""

    def __init__(self, connection: Connection[Any], *, seat: Seat) -> None:
        """Write on a connection on which the seat's own role is logged in."""
        self._connection = connection
        self._appending = store.appending(connection)
        self._seat = seat

    def append(
        self, draft: Draft[Any], *, room: RoomId, token: bytes, salt: bytes, person: PersonId | None = None
    ) -> Placed:
        """Add an entry to a room and return where it stands; the same token again returns the same entry.

        Args:
            draft: what is put on record.
            room: the one room in which it stands.
            token: at least 16 bytes of the writer's, that make a repeated call the same call.
            salt: 32 secret random bytes.
            person: who of the seat, if anybody signed in.

        Raises:
            Malformed: when the draft has not the shape of an entry.
            Unsupported: when it leans on what the whole room cannot see.
            NotYours: when the seat may not write there.
            TokenUsed: when this token stands for other words.
        """
        sealed = sealed_draft(draft, salt=salt)
        _check_token(token)
        if not ID.fullmatch(room):
            raise NotYours("you do not write in such a room")
        if isinstance(draft.what, FOR_THE_OWNER):
            raise NotYours("only the owner of the record opens and fills seats, and a room is opened by itself")
        leaning.check(draft, room=room, ground=_ground(self._connection, draft, room=room))
        try:
            placed = self._place(draft, room=room, token=token, person=person, sealed=sealed)
        except store.Refused as error:
            if self._is_there(room, token=token):
                return self._placed_before(room, token=token, sealed=sealed)
            raise NotYours("you do not write in such a room") from error
        except store.AlreadyThere:
            return self._placed_before(room, token=token, sealed=sealed)
        return Placed(*placed)

    def open_room(
        self, draft: Draft[RoomOpened], *, token: bytes, salt: bytes, person: PersonId | None = None
    ) -> tuple[RoomId, Placed]:
        """Open a room for the seats that the draft names, its opener among them, and put that on record in it.

        Raises:
            Malformed: when the draft has not the shape of an entry.
            Unsupported: when it seats somebody whom the opener does not know, or carries on for a room that some of
                its seats do not see.
            NotYours: when the seat may not open such a room.
            TokenUsed: when this token opened another room.
        """
        sealed = sealed_draft(draft, salt=salt)
        _check_token(token)
        room = room_id(process=self._seat.process, opener=self._seat.id, token=token)
        seats = frozenset(sitter.seat for sitter in draft.what.sitters)
        if self._is_there(room, token=token):
            return room, self._placed_before(room, token=token, sealed=sealed)
        if not seats <= _seats_met(self._connection) | {self._seat.id}:
            raise Unsupported("names a seat that you do not know", field="sitters", target="")
        leaning.check(draft, room=room, ground=_ground(self._connection, draft, room=room, sitters=seats))
        try:
            with self._connection.transaction():
                store.open_room(self._connection, room=room, seats=seats)
                placed = self._append(room, token=token, person=person, sealed=sealed)
        except store.AlreadyThere:
            return room, self._placed_before(room, token=token, sealed=sealed)
        except store.Refused as error:
            raise NotYours("you do not open such a room") from error
        return room, Placed(*placed)

    def _is_there(self, room: RoomId, *, token: bytes) -> bool:
        known = entry_id(room=room, seat=self._seat.id, token=token)
        return bool(store.entries_by_id(self._connection, ids=[known]))

    def _place(
        self, draft: Draft[Any], *, room: RoomId, token: bytes, person: PersonId | None, sealed: store.Sealed
    ) -> store.PlacedRow:
        if not isinstance(draft.what, SeatClosed):
            return self._append(room, token=token, person=person, sealed=sealed)
        with self._connection.transaction():
            placed = self._append(room, token=token, person=person, sealed=sealed)
            store.close_seat(self._connection, seat=draft.what.seat)
        return placed

    def _append(self, room: RoomId, *, token: bytes, person: PersonId | None, sealed: store.Sealed) -> store.PlacedRow:
        seat = self._seat.id
        return store.append(self._appending, room=room, seat=seat, token=token, person=person, sealed=sealed)

    def _placed_before(self, room: RoomId, *, token: bytes, sealed: store.Sealed) -> Placed:
        known = entry_id(room=room, seat=self._seat.id, token=token)
        rows = store.entries_by_id(self._connection, ids=[known])
        if not rows or rows[0].kind != sealed.kind or rows[0].body != sealed.body:
            raise TokenUsed("these words were to repeat an earlier call, and they differ from it: nothing was added")
        return Placed(rows[0].id, rows[0].number, rows[0].recorded)


def sealed_draft(draft: Draft[Any], *, salt: bytes) -> store.Sealed:
    """Return what goes into the store of a draft.

    Raises:
        Malformed: when the draft has not the shape of an entry.
    """
    if len(salt) != BYTES_OF_SALT:
        raise ValueError(f"a salt is {BYTES_OF_SALT} random bytes")
    tag, body = encoding.encode(draft)
    return store.Sealed(tag, body, salt, seal.leaf(salt=salt, body=body))


def _check_token(token: bytes) -> None:
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(f"a token is at least {SHORTEST_TOKEN} bytes")


def _ground(
    connection: Connection[Any], draft: Draft[Any], *, room: RoomId, sitters: frozenset[SeatId] = frozenset()
) -> Ground:
    """Gather what the author sees to stand on, in as few questions as the draft needs."""
    named, seats = leaning.entries_named(draft), leaning.seats_named(draft)
    if not named and not seats:
        return Ground(entries={}, sitters={})
    rows = {row.id: row for row in store.entries_by_id(connection, ids=named)} if named else {}
    openings = _openings(connection) if seats else []
    rooms = {room, *(row.room for row in rows.values()), *(where for where, _ in openings)}
    sitting = store.sitters(connection, rooms=rooms)
    who: dict[RoomId, frozenset[SeatId]] = {place: one.seats for place, one in sitting.items()}
    if sitters:
        who[room] = sitters
    ground = Ground(
        entries={known: Standing(room=row.room, kind=row.kind.partition("/")[0]) for known, row in rows.items()},
        sitters=who,
        everyone=frozenset(place for place, one in sitting.items() if one.everyone),
    )
    known = leaning.known_seats(openings, room=room, ground=ground)
    return Ground(entries=ground.entries, sitters=ground.sitters, everyone=ground.everyone, seats=known)


def _seats_met(connection: Connection[Any]) -> frozenset[SeatId]:
    """Return the seats that the writer knows from any of its rooms."""
    met: set[SeatId] = set()
    for _, what in _openings(connection):
        met.update([what.seat] if isinstance(what, SeatOpened) else (sitter.seat for sitter in what.sitters))
    return frozenset(met)


def _openings(connection: Connection[Any]) -> list[tuple[RoomId, Any]]:
    rows = store.openings(connection)
    facts = [(row.room, encoding.decode(row.kind, row.body).what) for row in rows if row.body is not None]
    return [(room, what) for room, what in facts if isinstance(what, RoomOpened | SeatOpened)]

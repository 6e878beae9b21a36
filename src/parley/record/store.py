"""The store: every statement that Parley sends about the record, and nothing else.

Only the two doors (reading, writing) and what opens, verifies and migrates the record use this module.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from psycopg import Connection, sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.errors import InsufficientPrivilege, UniqueViolation
from psycopg.pq import Format

from parley.record.references import EntryId, PersonId, ProcessId, RoomId, SeatId
from parley.record.seal import SealedRow


class Refused(Exception):
    """The database refused a write: the seat does not sit there, may not write, or the room or seat is closed."""


class AlreadyThere(Exception):
    """The room holds an entry under this id already."""


class EntryRow(NamedTuple):
    """An entry as a seat reads it."""

    id: EntryId
    room: RoomId
    number: int
    seat: SeatId
    person: PersonId | None
    recorded: datetime
    kind: str
    body: bytes | None


class SeatRow(NamedTuple):
    """A seat as the store knows it."""

    id: SeatId
    process: ProcessId
    key: str
    role: str
    closed: bool


class PlacedRow(NamedTuple):
    """What the store alone set."""

    id: EntryId
    number: int
    recorded: datetime


class _HexLoader(Loader):
    """Read a uuid as 32 hexadecimal digits; seats and rooms recur, so the last ones are kept."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        """Return the digits."""
        return _hex(bytes(data))


@lru_cache(maxsize=4096)
def _hex(raw: bytes) -> str:
    return raw.hex()


def prepare(connection: Connection[Any]) -> Connection[Any]:
    """Make a new connection read ids as the code writes them."""
    connection.adapters.register_loader("uuid", _HexLoader)
    return connection


# --- what a seat's own role may do -------------------------------------------------------------------------------

READ = """
    select e.id, e.room, e.n, e.seat, e.person, e.recorded, e.kind, e.body
    from (select h.room, coalesce(c.n, 0) as seen
          from parley.my_heads() h
          left join unnest(%s::uuid[], %s::bigint[]) as c (room, n) on c.room = h.room
          where h.n > coalesce(c.n, 0)) h
    cross join lateral (
        select x.id, x.room, x.n, x.seat, x.person, x.recorded, x.kind, x.body
        from parley.entry x where x.room = h.room and x.n > h.seen order by x.n) e
"""


def entries_after(connection: Connection[Any], *, seen: Mapping[RoomId, int]) -> list[EntryRow]:
    """Return the entries of the seat's rooms after the numbers that it has seen, room by room."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(READ, [list(seen), list(seen.values())])
        return [EntryRow._make(row) for row in cursor]


def entries_by_id(connection: Connection[Any], *, ids: Iterable[EntryId]) -> list[EntryRow]:
    """Return those of the entries that the seat may see."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, room, n, seat, person, recorded, kind, body from parley.entry where id = any (%s::uuid[])",
            [list(ids)],
        )
        return [EntryRow._make(row) for row in cursor]


def entries_of_kind(connection: Connection[Any], *, tags: Sequence[str]) -> list[EntryRow]:
    """Return the entries of some kinds and versions that the seat may see."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, room, n, seat, person, recorded, kind, body from parley.entry where kind = any (%s)",
            [list(tags)],
        )
        return [EntryRow._make(row) for row in cursor]


def heads(connection: Connection[Any]) -> dict[RoomId, int]:
    """Return how far each of the seat's rooms has come."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select room, n from parley.my_heads()")
        return dict(cursor.fetchall())


class Sitting(NamedTuple):
    """Who sits in a room; a room of everyone lists nobody."""

    seats: frozenset[SeatId]
    everyone: bool


def sitters(connection: Connection[Any], *, rooms: Iterable[RoomId]) -> dict[RoomId, Sitting]:
    """Return who sits in those of the rooms in which the seat itself sits."""
    found: dict[RoomId, set[SeatId | None]] = {}
    with connection.cursor(binary=True) as cursor:
        for room, seat in cursor.execute("select room, seat from parley.sitters(%s::uuid[])", [list(rooms)]):
            found.setdefault(room, set()).add(seat)
    return {
        room: Sitting(frozenset(seat for seat in seats if seat), everyone=None in seats) for room, seats in found.items()
    }


def append(connection: Connection[Any], *, room: RoomId, token: bytes, person: PersonId | None, sealed: "Sealed") -> PlacedRow:
    """Add an entry to a room, as the seat whose role is logged in.

    Raises:
        Refused: when this seat may not, or the room takes no more.
        AlreadyThere: when the seat has used this token in this room before.
    """
    values = [room, token, person, sealed.kind, sealed.body, sealed.salt, sealed.leaf]
    return _placed(connection, "select * from parley.append(%s::uuid, %s, %s::uuid, %s, %b, %b, %b)", values)


def open_room(connection: Connection[Any], *, room: RoomId, seats: Iterable[SeatId]) -> None:
    """Make a room for a fixed set of seats, as the seat whose role is logged in.

    Raises:
        Refused: when this seat may not.
    """
    try:
        connection.execute("select parley.open_room(%s::uuid, %s::uuid[])", [room, list(seats)])
    except InsufficientPrivilege as error:
        raise Refused from error


def close_seat(connection: Connection[Any], *, seat: SeatId) -> None:
    """Let a seat write no more, as the seat whose role is logged in.

    Raises:
        Refused: when this seat may not.
    """
    try:
        connection.execute("select parley.close_seat(%s::uuid)", [seat])
    except InsufficientPrivilege as error:
        raise Refused from error


class Sealed(NamedTuple):
    """What goes into the store of a draft."""

    kind: str
    body: bytes
    salt: bytes
    leaf: bytes


def _placed(connection: Connection[Any], statement: str, values: list[Any]) -> PlacedRow:
    try:
        with connection.cursor(binary=True) as cursor:
            row = cursor.execute(statement, values, prepare=True).fetchone()
    except InsufficientPrivilege as error:
        raise Refused from error
    except UniqueViolation as error:
        raise AlreadyThere from error
    return PlacedRow._make(row or ())


# --- what the owner may do ---------------------------------------------------------------------------------------


def place(
    connection: Connection[Any], *, room: RoomId, seat: SeatId, token: bytes, person: PersonId | None, sealed: Sealed
) -> PlacedRow:
    """Add an entry in the name of a seat: for imports and openings alone.

    Raises:
        Refused: when that seat may not, or the room takes no more.
    """
    values = [room, seat, token, person, sealed.kind, sealed.body, sealed.salt, sealed.leaf]
    return _placed(
        connection, "select * from parley.place(%s::uuid, %s::uuid, %s, %s::uuid, %s, %b, %b, %b)", values
    )


def process_of(connection: Connection[Any], *, key: str) -> ProcessId | None:
    """Return the process under a key."""
    with connection.cursor(binary=True) as cursor:
        row = cursor.execute("select id from parley.process where key = %s", [key]).fetchone()
    return row[0] if row else None


def process_keys(connection: Connection[Any]) -> list[str]:
    """Return the keys of all processes."""
    return [row[0] for row in connection.execute("select key from parley.process order by key")]


def add_process(connection: Connection[Any], *, process: ProcessId, key: str) -> None:
    """Make a process.

    Raises:
        AlreadyThere: when the key is taken.
    """
    try:
        connection.execute("insert into parley.process values (%s::uuid, %s)", [process, key])
    except UniqueViolation as error:
        raise AlreadyThere from error


def seats_of(connection: Connection[Any], *, process: ProcessId) -> list[SeatRow]:
    """Return the seats of a process."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, process, key, role::text, closed from parley.seat where process = %s::uuid order by key", [process]
        )
        return [SeatRow._make(row) for row in cursor]


def add_seat(connection: Connection[Any], *, seat: SeatRow, opens_rooms: bool, writes: bool, password: str) -> None:
    """Make a seat with its login role, and seat it in the rooms of everyone.

    Raises:
        AlreadyThere: when the process has a seat under this key.
    """
    try:
        connection.execute(
            "insert into parley.seat (id, process, key, role, opens_rooms, writes) values (%s::uuid, %s::uuid, %s, %s, %s, %s)",
            [seat.id, seat.process, seat.key, seat.role, opens_rooms, writes],
        )
    except UniqueViolation as error:
        raise AlreadyThere from error
    connection.execute(
        "insert into parley.sits select %s::uuid, r.id from parley.room r where r.process = %s::uuid and r.everyone",
        [seat.id, seat.process],
    )
    ensure_role(connection, role=seat.role, password=password)


PLANS = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
"""Switched off for a seat, or its plans would follow statistics that hidden entries are part of."""


def ensure_role(connection: Connection[Any], *, role: str, password: str) -> None:
    """Make a login role that may connect here, or give the one that is there this password."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    known = connection.execute("select from pg_catalog.pg_roles where rolname = %s", [role]).fetchone()
    name = sql.Identifier(role)
    command = sql.SQL("alter role {} password {}" if known else "create role {} login noinherit password {}")
    connection.execute(command.format(name, sql.Literal(verifier)))
    for setting in PLANS:
        connection.execute(sql.SQL("alter role {} set {} = off").format(name, sql.Identifier(setting)))
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("grant connect on database {} to {}").format(database, name))


def begin_room(
    connection: Connection[Any], *, room: RoomId, process: ProcessId, seats: Iterable[SeatId], everyone: bool
) -> None:
    """Make a room of a process."""
    connection.execute(
        "select parley.begin_room(%s::uuid, %s::uuid, %s::uuid[], %s)", [room, process, list(seats), everyone]
    )


def mark_seat_closed(connection: Connection[Any], *, seat: SeatId) -> None:
    """Let a seat write no more."""
    connection.execute("update parley.seat set closed = true where id = %s::uuid", [seat])


class AccountRow(NamedTuple):
    """An account with the seat that it is for."""

    person: PersonId
    login: str
    password: str
    seat: SeatId
    process: ProcessId
    seat_key: str
    role: str
    process_key: str


def add_account(connection: Connection[Any], *, person: PersonId, login: str, password: str, seat: SeatId) -> None:
    """Make an account.

    Raises:
        AlreadyThere: when the login is taken.
    """
    try:
        connection.execute(
            "insert into accounts.person values (%s::uuid, %s, %s, %s::uuid)", [person, login, password, seat]
        )
    except UniqueViolation as error:
        raise AlreadyThere from error


def account(connection: Connection[Any], *, login: str | None = None, person: PersonId | None = None) -> AccountRow | None:
    """Return the account under a login or of a person."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select person, login, password, seat, process, seat_key, role::text, process_key from accounts.account"
            " where login = %s or person = %s::uuid",
            [login, person],
        )
        row = cursor.fetchone()
    return AccountRow._make(row) if row else None


def open_accounts_to(connection: Connection[Any], *, role: str) -> None:
    """Let the role of the web process read the accounts and keep tables of its own beside them."""
    name = sql.Identifier(role)
    connection.execute(sql.SQL("grant usage, create on schema accounts to {}").format(name))
    connection.execute(sql.SQL("grant select on accounts.account to {}").format(name))


# --- checking ----------------------------------------------------------------------------------------------------


def rooms_of(connection: Connection[Any]) -> list[tuple[RoomId, ProcessId, bool]]:
    """Return every room of the record: its id, its process, and whether it is open to everyone."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select id, process, everyone from parley.room order by id")
        return [(room, process, everyone) for room, process, everyone in cursor]


def rooms_named(connection: Connection[Any]) -> set[RoomId]:
    """Return every room that a head, a seat's place or an entry names."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select room from parley.head union select room from parley.sits union select room from parley.entry")
        return {room for (room,) in cursor}


def all_sitters(connection: Connection[Any], *, room: RoomId) -> frozenset[SeatId]:
    """Return who sits in a room."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select seat from parley.sits where room = %s::uuid", [room])
        return frozenset(seat for (seat,) in cursor)


def head(connection: Connection[Any], *, room: RoomId) -> tuple[int, bytes, bool] | None:
    """Return how far a room has come, its chain, and whether it is closed."""
    with connection.cursor(binary=True) as cursor:
        row = cursor.execute("select n, chain, closed from parley.head where room = %s::uuid", [room]).fetchone()
    return (row[0], bytes(row[1]), row[2]) if row else None


def sealed_rows(connection: Connection[Any], *, room: RoomId) -> Iterator[SealedRow]:
    """Yield what the store holds of a room, in order."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, n, seat, person, recorded, kind, body, salt, leaf, chain"
            " from parley.entry where room = %s::uuid order by n, id",
            [room],
        )
        for row in cursor:
            yield SealedRow(
                id=bytes.fromhex(row[0]),
                number=row[1],
                seat=bytes.fromhex(row[2]),
                person=bytes.fromhex(row[3]) if row[3] else None,
                recorded=row[4],
                kind=row[5],
                body=row[6],
                salt=row[7],
                leaf=row[8],
                chain=row[9],
            )

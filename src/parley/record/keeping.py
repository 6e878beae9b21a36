"""What only the owner of the record sends: openings, imports, accounts, and what verifying reads."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection, sql
from psycopg.errors import UniqueViolation

from parley.record import ways_in
from parley.record.references import PersonId, ProcessId, RoomId, SeatId
from parley.record.seal import SealedRow
from parley.record.store import AlreadyThere, SeatRow

ACCOUNTS = 7_209_072


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
            "select id, process, key, role::text, closed from parley.seat where process = %s::uuid order by key",
            [process],
        )
        return [SeatRow._make(row) for row in cursor]


class SeatRights(NamedTuple):
    """A seat as the store knows it, with what it may do."""

    id: SeatId
    process: ProcessId
    key: str
    role: str
    closed: bool
    opens_rooms: bool
    writes: bool


def all_seats(connection: Connection[Any]) -> list[SeatRights]:
    """Return the seats of every process."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select id, process, key, role::text, closed, opens_rooms, writes from parley.seat")
        return [SeatRights._make(row) for row in cursor]


def add_seat(connection: Connection[Any], *, seat: SeatRow, opens_rooms: bool, writes: bool, password: str) -> None:
    """Make a seat with its login role, and seat it in the rooms of everyone.

    Raises:
        AlreadyThere: when the process has a seat under this key.
    """
    try:
        connection.execute(
            "insert into parley.seat (id, process, key, role, opens_rooms, writes)"
            " values (%s::uuid, %s::uuid, %s, %s, %s, %s)",
            [seat.id, seat.process, seat.key, seat.role, opens_rooms, writes],
        )
    except UniqueViolation as error:
        raise AlreadyThere from error
    connection.execute(
        "insert into parley.sits select %s::uuid, r.id from parley.room r where r.process = %s::uuid and r.everyone",
        [seat.id, seat.process],
    )
    ensure_role(connection, role=seat.role, password=password)


def is_role(connection: Connection[Any], *, role: str) -> bool:
    """Tell whether there is such a role that may connect here."""
    row = connection.execute(
        "select has_database_privilege(rolname, current_database(), 'connect')"
        " from pg_catalog.pg_roles where rolname = %s",
        [role],
    ).fetchone()
    return row is not None and bool(row[0])


def ensure_role(connection: Connection[Any], *, role: str, password: str) -> None:
    """Make a login role that may connect here, or give the one that is there this password and no settings."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    known = connection.execute("select 1 from pg_catalog.pg_roles where rolname = %s", [role]).fetchone()
    name = sql.Identifier(role)
    command = sql.SQL("alter role {} password {}" if known else "create role {} login noinherit password {}")
    connection.execute(command.format(name, sql.Literal(verifier)))
    connection.execute(sql.SQL("alter role {} reset all").format(name))
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("grant connect on database {} to {}").format(database, name))


def let_seats_in(connection: Connection[Any], *, password_of: Callable[[str], str]) -> None:
    """Give every seat's login role its password and no settings of its own."""
    for seat in all_seats(connection):
        ensure_role(connection, role=seat.role, password=password_of(seat.role))


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
    """An account with the seat that it is for; without a password its holder signs in with passkeys alone."""

    person: PersonId
    login: str
    password: str | None
    seat: SeatId
    process: ProcessId
    seat_key: str
    role: str
    process_key: str
    codes: bytes | None


def add_account(
    connection: Connection[Any], *, person: PersonId, login: str, password: str | None, seat: SeatId
) -> None:
    """Make an account.

    Raises:
        AlreadyThere: when the login is taken.
    """
    try:
        connection.execute(
            "insert into accounts.person (person, login, password, seat) values (%s::uuid, %s, %s, %s::uuid)",
            [person, login, password, seat],
        )
    except UniqueViolation as error:
        raise AlreadyThere from error


def account(
    connection: Connection[Any], *, login: str | None = None, person: PersonId | None = None
) -> AccountRow | None:
    """Return the account under a login or of a person."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select person, login, password, seat, process, seat_key, role::text, process_key, codes"
            " from accounts.account where login = %s or person = %s::uuid",
            [login, person],
        )
        row = cursor.fetchone()
    return AccountRow._make(row) if row else None


@contextmanager
def holding_the_accounts(connection: Connection[Any]) -> Iterator[None]:
    """Hold what one connection of the web's role can hold at a time; it is free when the connection ends, too."""
    connection.execute("select pg_catalog.pg_advisory_lock(%s)", [ACCOUNTS])
    try:
        yield
    finally:
        connection.execute("select pg_catalog.pg_advisory_unlock(%s)", [ACCOUNTS])


def open_accounts_to(connection: Connection[Any], *, role: str) -> None:
    """Let the role of the web process read the accounts and keep tables of its own beside them."""
    name = sql.Identifier(role)
    connection.execute(sql.SQL("grant usage, create on schema accounts to {}").format(name))
    connection.execute(sql.SQL("grant select on accounts.account to {}").format(name))
    ways_in.open_to(connection, role=role)


def rooms_of(connection: Connection[Any]) -> list[tuple[RoomId, ProcessId, bool]]:
    """Return every room of the record: its id, its process, and whether it is open to everyone."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select id, process, everyone from parley.room order by id")
        return [(room, process, everyone) for room, process, everyone in cursor]


def rooms_named(connection: Connection[Any]) -> set[RoomId]:
    """Return every room that a head, a seat's place or an entry names."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select room from parley.head union select room from parley.sits union select room from parley.entry"
        )
        return {room for (room,) in cursor}


def all_sitters(connection: Connection[Any], *, room: RoomId) -> frozenset[SeatId]:
    """Return who sits in a room."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select seat from parley.sits where room = %s::uuid", [room])
        return frozenset(seat for (seat,) in cursor)


class Head(NamedTuple):
    """How far a room has come: its last entry's number, link and time, and whether it is closed."""

    number: int
    chain: bytes
    recorded: datetime
    closed: bool


def head(connection: Connection[Any], *, room: RoomId) -> Head | None:
    """Return how far a room has come; a room without an entry has the time `-infinity`, read as the year 1."""
    with connection.cursor(binary=True) as cursor:
        row = cursor.execute(
            "select n, chain, greatest(least(recorded, '9999-12-30Z'), '0001-01-02Z'), closed"
            " from parley.head where room = %s::uuid",
            [room],
        ).fetchone()
    return Head(row[0], bytes(row[1]), row[2], row[3]) if row else None


def sealed_rows(connection: Connection[Any], *, room: RoomId) -> Iterator[SealedRow]:
    """Yield what the store holds of a room, in order.

    A time that Python's calendar does not hold was forged: it is read as another, and the seal does not hold.
    """
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, n, seat, person, greatest(least(recorded, '9999-12-30Z'), '0001-01-02Z'),"
            " kind, body, salt, leaf, chain from parley.entry where room = %s::uuid order by n, id",
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

"""Copying: what the database holds, table by table, as it was at one moment."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

from psycopg import Connection, sql

from parley.record.references import RoomId

TABLES = """
    select n.nspname, c.relname,
        array(select a.attname::text from pg_catalog.pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              order by a.attnum),
        array(select f.relnamespace::regnamespace::text || '.' || f.relname
              from pg_catalog.pg_constraint k join pg_catalog.pg_class f on f.oid = k.confrelid
              where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid)
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and pg_catalog.pg_get_userbyid(c.relowner) = current_user
        and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'parley_ledger')
    order by 1, 2
"""


class Table(NamedTuple):
    """A table of the record, with its columns in order."""

    schema: str
    name: str
    columns: tuple[str, ...]


class Counts(NamedTuple):
    """How much a record holds."""

    processes: int
    seats: int
    rooms: int
    entries: int
    accounts: int


class RoomHead(NamedTuple):
    """How far a room has come."""

    room: RoomId
    number: int
    chain: bytes


def hold_still(connection: Connection[Any]) -> None:
    """Let a transaction, of which this is the first statement, read the record as it is now, whoever writes on."""
    connection.execute("set transaction isolation level repeatable read read only")


def tables(connection: Connection[Any]) -> list[Table]:
    """Return the owner's tables, each after those that it points at; the ledger of migrations is not among them."""
    found, after = {}, {}
    for schema, name, columns, pointed_at in connection.execute(TABLES):
        found[f"{schema}.{name}"] = Table(schema, name, tuple(columns))
        after[f"{schema}.{name}"] = pointed_at
    return [found[name] for name in TopologicalSorter(after).static_order()]


def copied_out(connection: Connection[Any], *, table: Table) -> Iterator[bytes]:
    """Yield what a table holds, in PostgreSQL's binary form."""
    query = sql.SQL("copy (select {} from {}) to stdout (format binary)").format(_columns(table), _name(table))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for piece in copy:
            yield bytes(piece)


def copy_in(connection: Connection[Any], *, table: Table, pieces: Iterable[bytes]) -> None:
    """Fill an empty table with what was copied out of one.

    Row by row under the policies, which hold for the owner as well: COPY itself refuses a table that has them.
    """
    arriving = sql.Identifier("pg_temp", "arriving")
    connection.execute(
        sql.SQL("create temporary table arriving on commit drop as select {} from {} with no data").format(
            _columns(table), _name(table)
        )
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy {} from stdin (format binary)").format(arriving)) as copy,
    ):
        for piece in pieces:
            copy.write(piece)
    connection.execute(
        sql.SQL("insert into {} ({columns}) select {columns} from {}").format(
            _name(table), arriving, columns=_columns(table)
        )
    )
    connection.execute(sql.SQL("drop table {}").format(arriving))


def counts(connection: Connection[Any]) -> Counts:
    """Return how much the record holds."""
    row = connection.execute(
        "select (select count(*) from parley.process), (select count(*) from parley.seat),"
        " (select count(*) from parley.room), (select count(*) from parley.entry),"
        " (select count(*) from accounts.person)"
    ).fetchone()
    return Counts._make(row or ())


def heads(connection: Connection[Any]) -> list[RoomHead]:
    """Return how far each room has come."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select room, n, chain from parley.head order by room")
        return [RoomHead(room, number, bytes(chain)) for room, number, chain in cursor]


def not_passed_through(connection: Connection[Any], *, heads: Iterable[RoomHead]) -> list[RoomId]:
    """Return the rooms of which this record never was where the heads say: no entry there ends in that link."""
    rooms, numbers, chains = zip(*heads, strict=True) if (heads := list(heads)) else ((), (), ())
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select b.room from unnest(%s::uuid[], %s::bigint[], %s::bytea[]) as b (room, n, chain)"
            " where not exists (select from parley.entry e where e.room = b.room and e.n = b.n and e.chain = b.chain)"
            " and not exists (select from parley.head h where h.room = b.room and b.n = 0)",
            [list(rooms), list(numbers), list(chains)],
        )
        return [room for (room,) in cursor]


def is_empty(connection: Connection[Any]) -> bool:
    """Tell whether a database holds nothing yet, be it Parley's or anybody's."""
    row = connection.execute(
        "select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' limit 1"
    ).fetchone()
    return row is None


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(table.schema, table.name)


def _columns(table: Table) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))

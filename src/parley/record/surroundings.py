"""Surroundings: what the database that a record lives in is, and may do, and how its clock stands to the record."""

from datetime import datetime
from typing import NamedTuple

from parley.record.opening import Record

ASKED = """
    select current_setting('server_version_num')::integer, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
        current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer,
        parley.clock(),
        (select max(greatest(least(h.recorded, '9999-12-30Z'), '0001-01-02Z')) from parley.head h where h.n > 0),
        (select count(*) from parley.seat s where not s.closed),
        pg_catalog.pg_database_size(current_database())
    from pg_catalog.pg_roles r where r.rolname = session_user
"""


class Surroundings(NamedTuple):
    """What the owner finds of the database."""

    version: int
    superuser: bool
    past_policies: bool
    makes_roles: bool
    connections: int
    clock: datetime
    last_recorded: datetime | None
    seats: int
    size: int


def surroundings_of(record: Record) -> Surroundings:
    """Return what the database is.

    Raises:
        RecordUnavailable: when it cannot be reached.
    """
    with record.as_owner() as connection:
        return Surroundings._make(connection.execute(ASKED).fetchone() or ())

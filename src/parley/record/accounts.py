"""Accounts: who signs in, with which password, for which seat; whether access still holds is for the record to say."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from psycopg import Connection

from parley.record import keeping
from parley.record.opening import Record
from parley.record.references import PersonId
from parley.record.seat import Seat

HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_hex(16))
"""What the password of an unknown login is checked against, so that it takes as long as a known one's."""


class Account(NamedTuple):
    """A person who may sign in."""

    person: PersonId
    seat: Seat
    process: str
    login: str


def add_account(connection: Connection[Any], *, person: PersonId, login: str, password: str, seat: Seat) -> None:
    """Let a person sign in, on the owner's connection.

    Raises:
        AlreadyThere: when the login is taken.
    """
    keeping.add_account(connection, person=person, login=login, password=HASHER.hash(password), seat=seat.id)


def signed_in(record: Record, *, login: str, password: str) -> Account | None:
    """Return whose login and password these are; None does not tell which of the two is wrong."""
    with record.as_web() as connection:
        found = keeping.account(connection, login=login)
    try:
        HASHER.verify(found.password if found else NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return _account(found) if found else None


def account_of(record: Record, *, person: PersonId) -> Account | None:
    """Return a person's account; None where there is none."""
    with record.as_web() as connection:
        found = keeping.account(connection, person=person)
    return _account(found) if found else None


@contextmanager
def alone(record: Record) -> Iterator[None]:
    """Let no other process of the web do meanwhile what it does alone.

    Raises:
        RecordUnavailable: when the database cannot be reached.
    """
    with record.as_web() as connection, keeping.holding_the_accounts(connection):
        yield


def _account(row: keeping.AccountRow) -> Account:
    seat = Seat(id=row.seat, process=row.process, key=row.seat_key, role=row.role)
    return Account(person=row.person, seat=seat, process=row.process_key, login=row.login)

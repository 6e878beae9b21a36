"""Accounts: who signs in, in which way, for which seat; whether access still holds is for the record to say."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from psycopg import Connection

from parley.record import keeping, ways_in
from parley.record.opening import Record
from parley.record.references import PersonId
from parley.record.seat import Seat

HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_hex(16))
"""What the password of an unknown login is checked against, so that it takes as long as a known one's."""

BYTES_OF_CODES = 20
SECONDS_A_CODE = 30
INVITED_FOR = timedelta(days=7)
Passkey = ways_in.Passkey


class Account(NamedTuple):
    """A person who may sign in, and whether a password and an authenticator app were set up."""

    person: PersonId
    seat: Seat
    process: str
    login: str
    has_password: bool
    uses_codes: bool


def add_account(connection: Connection[Any], *, person: PersonId, login: str, password: str | None, seat: Seat) -> None:
    """Let a person sign in, on the owner's connection; without a password only once an invitation is taken up.

    Raises:
        AlreadyThere: when the login is taken.
    """
    hashed = None if password is None else HASHER.hash(password)
    keeping.add_account(connection, person=person, login=login, password=hashed, seat=seat.id)


def invite(connection: Connection[Any], *, person: PersonId, digest: bytes, at: datetime) -> None:
    """Let a person set up how to sign in, once, on the owner's connection; an earlier invitation ends.

    Args:
        connection: the owner's.
        person: who has an account.
        digest: of the invitation's secret (`digest_of`).
        at: from when on it holds, for a week.
    """
    ways_in.add_invitation(connection, digest=digest, person=person, until=at + INVITED_FOR, again=False)


def let_enter(connection: Connection[Any], *, person: PersonId, digest: bytes, until: datetime) -> None:
    """Let whoever has a secret come in as a person, each time, as in a demo; on the owner's connection."""
    ways_in.add_invitation(connection, digest=digest, person=person, until=until, again=True)


def digest_of(secret: str) -> bytes:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(b"invitation " + secret.encode()).digest()


def signed_in(record: Record, *, login: str, password: str, code: str = "", at: datetime) -> Account | None:
    """Return whose login, password and code these are; None does not tell which of them is wrong.

    A code is asked for where an authenticator app was set up, and each is taken once (RFC 6238, section 5.2).
    """
    with record.as_web() as connection:
        found = keeping.account(connection, login=login)
        try:
            HASHER.verify((found and found.password) or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
        if found is None or found.password is None:
            return None
        if found.codes is not None and not _code_holds(
            connection, secret=secret_of(record, codes=found.codes), person=found.person, code=code, at=at
        ):
            return None
    return _account(found)


def account_of(record: Record, *, person: PersonId) -> Account | None:
    """Return a person's account; None where there is none."""
    with record.as_web() as connection:
        found = keeping.account(connection, person=person)
    return _account(found) if found else None


def invited(record: Record, *, secret: str, at: datetime) -> Account | None:
    """Return whom an invitation invites; None where it was taken up, has lapsed or never was."""
    return _invited(record, secret=secret, at=at, again=False)


def entering(record: Record, *, secret: str, at: datetime) -> Account | None:
    """Return as whom a secret lets in that does so each time; None where it does not, or no more."""
    return _invited(record, secret=secret, at=at, again=True)


def take_up_with_password(record: Record, *, secret: str, person: PersonId, password: str, codes: bytes) -> bool:
    """Take an invitation up with a password and an authenticator app; False where it was just taken up."""
    with record.as_web() as connection, connection.transaction():
        if not ways_in.take_up(connection, digest=digest_of(secret)):
            return False
        ways_in.set_password(connection, person=person, password=HASHER.hash(password), codes=codes)
    return True


def take_up_with_passkey(record: Record, *, secret: str, new: Passkey) -> bool:
    """Take an invitation up with a passkey; False where it was just taken up."""
    with record.as_web() as connection, connection.transaction():
        if not ways_in.take_up(connection, digest=digest_of(secret)):
            return False
        ways_in.add_passkey(connection, new)
    return True


def set_password(record: Record, *, person: PersonId, password: str, codes: bytes) -> None:
    """Give a person another password and authenticator app."""
    with record.as_web() as connection:
        ways_in.set_password(connection, person=person, password=HASHER.hash(password), codes=codes)


def passkeys(record: Record, *, person: PersonId) -> list[Passkey]:
    """Return a person's passkeys, in the order in which they were added."""
    with record.as_web() as connection:
        return ways_in.passkeys(connection, person=person)


def passkey(record: Record, *, key: bytes) -> Passkey | None:
    """Return the passkey of an id; None where there is none."""
    with record.as_web() as connection:
        return ways_in.passkey(connection, key=key)


def add_passkey(record: Record, new: Passkey) -> None:
    """Let a person sign in with a further passkey."""
    with record.as_web() as connection:
        ways_in.add_passkey(connection, new)


def passkey_used(record: Record, *, key: bytes, used: int) -> bool:
    """Keep how often a passkey was used; False where that is no more than is known, as of a copy."""
    with record.as_web() as connection:
        return ways_in.passkey_used(connection, key=key, used=used)


def remove_passkey(record: Record, *, person: PersonId, key: bytes) -> None:
    """Let a person sign in with a passkey no more."""
    with record.as_web() as connection:
        ways_in.remove_passkey(connection, person=person, key=key)


def looked_until(record: Record, *, person: PersonId) -> datetime | None:
    """Return up to when a person has looked at what came on record; None where that was never said."""
    with record.as_web() as connection:
        return ways_in.looked_until(connection, person=person)


def has_looked(record: Record, *, person: PersonId, until: datetime) -> None:
    """Keep up to when a person has looked."""
    with record.as_web() as connection:
        ways_in.has_looked(connection, person=person, until=until)


def secret_of(record: Record, *, codes: bytes) -> str:
    """Return the secret of an authenticator app, which is kept nowhere: it follows from the record's own."""
    digest = hmac.new(record.secret, b"codes " + codes, hashlib.sha256).digest()
    return base64.b32encode(digest[:BYTES_OF_CODES]).decode()


def code_fits(secret: str, *, code: str, at: datetime) -> int | None:
    """Return the time step whose code this is, the present one or a neighbour; None where it is of neither."""
    typed = "".join(code.split())
    app = pyotp.TOTP(secret, interval=SECONDS_A_CODE)
    now = app.timecode(at)
    steps = [step for step in (now, now - 1, now + 1) if hmac.compare_digest(app.generate_otp(step), typed)]
    return steps[0] if steps else None


def _code_holds(connection: Connection[Any], *, secret: str, person: PersonId, code: str, at: datetime) -> bool:
    step = code_fits(secret, code=code, at=at) if code.isascii() else None
    return step is not None and ways_in.code_taken(connection, person=person, step=step)


def _invited(record: Record, *, secret: str, at: datetime, again: bool) -> Account | None:
    with record.as_web() as connection:
        person = ways_in.invited(connection, digest=digest_of(secret), at=at, again=again)
        found = keeping.account(connection, person=person) if person else None
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
    return Account(
        person=row.person,
        seat=seat,
        process=row.process_key,
        login=row.login,
        has_password=row.password is not None,
        uses_codes=row.codes is not None,
    )

"""What is kept of the ways in which persons sign in, of invitations, and of what the pages ask of the owner."""

from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection, sql

from parley.record.references import PersonId

TABLES = {
    "passkey": "select, insert, update, delete",
    "invitation": "select, delete",
    "request": "select, insert, delete",
}
"""What the role of the web process may do with each table of the accounts."""

COLUMNS = ("password", "codes", "code_taken", "looked")
"""What it may change of a person."""


class Passkey(NamedTuple):
    """A passkey: whose it is, its public part, how often its device says that it was used, what its holder calls it."""

    id: bytes
    person: PersonId
    credential: bytes
    used: int
    name: str
    added: datetime


class Asked(NamedTuple):
    """What a person asks of the owner's process through the pages."""

    id: str
    person: PersonId
    asked: str


def open_to(connection: Connection[Any], *, role: str) -> None:
    """Let the role of the web process keep the ways in."""
    name = sql.Identifier(role)
    for table, may in TABLES.items():
        command = sql.SQL("grant {} on accounts.{} to {}").format(sql.SQL(may), sql.Identifier(table), name)
        connection.execute(command)
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    connection.execute(
        sql.SQL("grant update ({}), select (person, code_taken) on accounts.person to {}").format(columns, name)
    )


def passkeys(connection: Connection[Any], *, person: PersonId) -> list[Passkey]:
    """Return a person's passkeys, in the order in which they were added."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            "select id, person, credential, count, name, added from accounts.passkey where person = %s::uuid"
            " order by added, id",
            [person],
        )
        return [Passkey._make(row) for row in cursor]


def passkey(connection: Connection[Any], *, key: bytes) -> Passkey | None:
    """Return the passkey of an id."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select id, person, credential, count, name, added from accounts.passkey where id = %s", [key])
        row = cursor.fetchone()
    return Passkey._make(row) if row else None


def add_passkey(connection: Connection[Any], new: Passkey) -> None:
    """Keep a passkey; one that is there already stays as it is."""
    connection.execute(
        "insert into accounts.passkey values (%s, %s::uuid, %s, %s, %s, %s) on conflict do nothing", list(new)
    )


def passkey_used(connection: Connection[Any], *, key: bytes, used: int) -> bool:
    """Keep how often a passkey was used; False where that is no more than is known, as of a copy."""
    done = connection.execute(
        "update accounts.passkey set count = %(used)s where id = %(key)s and (count < %(used)s or %(used)s = 0)",
        {"key": key, "used": used},
    )
    return done.rowcount == 1


def remove_passkey(connection: Connection[Any], *, person: PersonId, key: bytes) -> None:
    """Forget a passkey of a person."""
    connection.execute("delete from accounts.passkey where person = %s::uuid and id = %s", [person, key])


def set_password(connection: Connection[Any], *, person: PersonId, password: str, codes: bytes | None) -> None:
    """Give a person a password, as its hash, and what the secret of an authenticator app is made from."""
    connection.execute(
        "update accounts.person set password = %s, codes = %s, code_taken = 0 where person = %s::uuid",
        [password, codes, person],
    )


def code_taken(connection: Connection[Any], *, person: PersonId, step: int) -> bool:
    """Keep that the code of a time step was taken; False where it, or a later one, was taken before."""
    done = connection.execute(
        "update accounts.person set code_taken = %(step)s where person = %(person)s::uuid and code_taken < %(step)s",
        {"step": step, "person": person},
    )
    return done.rowcount == 1


def looked_until(connection: Connection[Any], *, person: PersonId) -> datetime | None:
    """Return up to when a person has looked at what came on record; None where that was never said."""
    row = connection.execute("select looked from accounts.account where person = %s::uuid", [person]).fetchone()
    return row[0] if row else None


def has_looked(connection: Connection[Any], *, person: PersonId, until: datetime) -> None:
    """Keep up to when a person has looked."""
    connection.execute("update accounts.person set looked = %s where person = %s::uuid", [until, person])


def add_invitation(
    connection: Connection[Any], *, digest: bytes, person: PersonId, until: datetime, again: bool
) -> None:
    """Keep an invitation, in the place of any other of this person's that can be taken up once.

    Args:
        digest: of its secret, which is kept nowhere.
        person: who is invited.
        until: when it lapses.
        again: whether it leads in each time, as the logins of a demo do, and sets nothing up.
    """
    connection.execute("delete from accounts.invitation where person = %s::uuid and again = %s", [person, again])
    connection.execute("insert into accounts.invitation values (%s, %s::uuid, %s, %s)", [digest, person, until, again])


def invited(connection: Connection[Any], *, digest: bytes, at: datetime, again: bool) -> PersonId | None:
    """Return whom an invitation invites; None where it was taken up, has lapsed or never was."""
    with connection.cursor(binary=True) as cursor:
        row = cursor.execute(
            "select person from accounts.invitation where digest = %s and until > %s and again = %s",
            [digest, at, again],
        ).fetchone()
    return row[0] if row else None


def take_up(connection: Connection[Any], *, digest: bytes) -> bool:
    """End an invitation; False where somebody else has just taken it up."""
    return connection.execute("delete from accounts.invitation where digest = %s", [digest]).rowcount == 1


def ask(connection: Connection[Any], *, request: str, person: PersonId, asked: str) -> None:
    """Ask something of the owner's process; under an id that is taken nothing is asked again."""
    connection.execute(
        "insert into accounts.request (id, person, asked) values (%s::uuid, %s::uuid, %s) on conflict do nothing",
        [request, person, asked],
    )


def answer_to(connection: Connection[Any], *, request: str, person: PersonId) -> str | None:
    """Return the answer to what a person asked; None where there is none yet."""
    row = connection.execute(
        "select answer from accounts.request where id = %s::uuid and person = %s::uuid", [request, person]
    ).fetchone()
    return row[0] if row else None


def forget(connection: Connection[Any], *, request: str, person: PersonId) -> None:
    """Forget what a person asked, and its answer."""
    connection.execute("delete from accounts.request where id = %s::uuid and person = %s::uuid", [request, person])


def unanswered(connection: Connection[Any]) -> list[Asked]:
    """Return what nobody has answered yet."""
    with connection.cursor(binary=True) as cursor:
        cursor.execute("select id, person, asked from accounts.request where answer is null order by id")
        return [Asked._make(row) for row in cursor]


def forget_answered(connection: Connection[Any]) -> None:
    """Forget what was answered."""
    connection.execute("delete from accounts.request where answer is not null")


def answered(connection: Connection[Any], *, request: str, answer: str) -> None:
    """Keep an answer, so that asking again is not done again; what was asked is forgotten."""
    connection.execute("update accounts.request set answer = %s, asked = '' where id = %s::uuid", [answer, request])

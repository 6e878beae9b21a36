"""Sessions: which person a browser is signed in as, kept in the database by the role that keeps accounts."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from parley.record import accounts
from parley.record.opening import Record, RecordUnavailable
from parley.record.references import PersonId

PERSON = "person"
LOOKED = "looked until"
MOST_CONNECTIONS = 8
WAIT_SECONDS = 10


def keep_in(record: Record) -> None:
    """Keep the sessions in a record's database from now on, in the schema of its accounts.

    Raises:
        RecordUnavailable: when the database does not answer or was never set up.
    """
    let_go()
    connections.settings = connections.configure_settings({"default": _database(record)})
    try:
        # One after the other: of two processes that make a table at once, one fails.
        with accounts.alone(record):
            call_command("migrate", verbosity=0, interactive=False)
        SessionStore.clear_expired()
    except (DatabaseError, RecordUnavailable) as error:
        raise RecordUnavailable(
            "the accounts do not answer: if this record is new, run parley init first; otherwise see the database's log"
        ) from error
    connections.close_all()


def let_go() -> None:
    """Give back every connection."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        connection.close_pool()
        del connections[connection.alias]


def person_of(request: HttpRequest) -> PersonId | None:
    """Return who is signed in, as far as the session tells; whether access still holds is for the record to say."""
    return request.session.get(PERSON)


def begin(request: HttpRequest, *, person: PersonId) -> None:
    """Sign a person in under a new key, with nothing left of the session before."""
    request.session.flush()
    request.session[PERSON] = person
    rotate_token(request)


def looked_until(request: HttpRequest) -> datetime | None:
    """Return up to when this session has looked at what came on record; None where it never said so."""
    told = request.session.get(LOOKED)
    return datetime.fromisoformat(told) if told else None


def has_looked(request: HttpRequest, *, until: datetime | None) -> None:
    """Keep up to when this session has looked; None leaves it as it was."""
    if until is not None:
        request.session[LOOKED] = until.isoformat()


def end(request: HttpRequest) -> None:
    """Sign out."""
    request.session.flush()


def _database(record: Record) -> dict[str, object]:
    options = {name: value for name, value in record.address.items() if name not in {"host", "port", "dbname"}}
    options["options"] = f"{options.get('options', '')} -c search_path=accounts".strip()
    options["pool"] = {"min_size": 0, "max_size": MOST_CONNECTIONS, "timeout": WAIT_SECONDS}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": record.address.get("host", ""),
        "PORT": record.address.get("port", ""),
        "NAME": record.address.get("dbname", ""),
        "USER": record.web_role,
        "PASSWORD": record.password_of(record.web_role),
        "OPTIONS": options,
    }

"""Sessions: which person a browser is signed in as, kept in the database by the role that keeps accounts."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from parley.record import accounts
from parley.record.opening import Record, RecordUnavailable
from parley.record.references import PersonId

PERSON = "person"
SIGNED_IN = "signed in"
CHALLENGE = "challenge"
FRESH_FOR = timedelta(minutes=10)
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


def key_of(request: HttpRequest) -> str:
    """Return the key under which the session of whoever is signed in is kept."""
    return request.session.session_key


def persons_of(keys: Iterable[str]) -> dict[str, PersonId]:
    """Return who is signed in under each of some keys; a session that has ended is left out."""
    store = SessionStore()
    with closing(connections["default"]):
        kept = store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        found = {one.session_key: store.decode(one.session_data).get(PERSON) for one in kept}
    return {key: person for key, person in found.items() if person}


def begin(request: HttpRequest, *, person: PersonId, at: datetime) -> None:
    """Sign a person in under a new key, with nothing left of the session before."""
    request.session.flush()
    request.session[PERSON] = person
    signed_in_again(request, at=at)
    rotate_token(request)


def signed_in_again(request: HttpRequest, *, at: datetime) -> None:
    """Keep that whoever is there has just shown to be the one who signed in."""
    request.session[SIGNED_IN] = at.isoformat()


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether whoever is there has signed in within the last minutes."""
    told = request.session.get(SIGNED_IN)
    return told is not None and at - datetime.fromisoformat(told) < FRESH_FOR


def keep_challenge(request: HttpRequest, state: dict[str, Any]) -> None:
    """Keep what the answer of a passkey is to be held against."""
    request.session[CHALLENGE] = state


def take_challenge(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the answer of a passkey is held against, once."""
    return request.session.pop(CHALLENGE, None)


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

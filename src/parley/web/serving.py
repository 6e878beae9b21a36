"""Serving a record: what the pages stand on, in one call."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.conf import settings

from parley.record.opening import Record
from parley.record.seat import Seat
from parley.web import sessions, viewer


def serve_from(
    record: Record,
    *,
    clock: Callable[[], datetime] = viewer.now,
    tokens: Callable[[int], bytes] = secrets.token_bytes,
    published: Mapping[str, Seat] = MappingProxyType({}),
) -> None:
    """Serve a record from now on: its entries through the viewer, its sessions through Django.

    Args:
        record: opened for serving; a later call puts another in its place, which only tests do.
        clock: what tells the time of each request.
        tokens: what gives so many random bytes.
        published: the visitors' seats of the processes whose public record needs no signing in, by their keys.

    Raises:
        ValueError: when the record was opened as its owner.
        RecordUnavailable: when the database does not answer.
    """
    viewer.use(record, clock=clock, tokens=tokens, published=published)
    settings.SECRET_KEY = settings.GIVEN_SECRET_KEY or hmac.new(record.secret, b"pages", hashlib.sha256).hexdigest()
    sessions.keep_in(record)

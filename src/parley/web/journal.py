"""The journal of the process: what failed and where, which pages were asked for; never what anybody wrote."""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

MOST_PLACES = 8
WORDS_OF_ITS_OWN = "uvicorn"
"""The web server's messages: they quote nobody, and this process hands it none but its own refusals."""

requests = logging.getLogger("parley.requests")


class WithoutContent(logging.Formatter):
    """Writes a record's fixed words, never the values in them: an error's message can quote what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line: when, how grave, who says so, its fixed words, and for an error its kind and place."""
        told = _told(record)
        line = f"{told['time']} {told['level']} {told['from']}: " + told.get("what", "")
        if "route" in told:
            line += f"{told['method']} {told['route']} {told['status']} {told['ms']} ms"
        if "error" in told:
            line += f" [{told['error']} at " + " > ".join(told["at"]) + "]"
        return line


class JsonLines(logging.Formatter):
    """Writes the same as an object of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        return json.dumps(_told(record))


class Requests:
    """Notes each request by the name of its page, which does not tell whose, nor which entry or room was read."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the rest."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        begun = time.monotonic()
        response = self._answer(request)
        asked = {
            "method": request.method if request.method in METHODS else "other",
            "route": _page(request),
            "status": response.status_code,
            "ms": round((time.monotonic() - begun) * 1000),
        }
        requests.info("", extra={"asked": asked})
        return response


METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


def logging_of(form: str) -> dict[str, Any]:
    """Return how this process logs: as `json` or `text`, requests among it; otherwise as text, and only what fails."""
    silent = {"handlers": [], "level": "CRITICAL", "propagate": False}
    through = {"handlers": [], "propagate": True}
    writes = "JsonLines" if form == "json" else "WithoutContent"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"without content": {"()": f"parley.web.journal.{writes}"}},
        "handlers": {"journal": {"class": "logging.StreamHandler", "formatter": "without content"}},
        "root": {"handlers": ["journal"], "level": "WARNING"},
        "loggers": {
            "parley.requests": {**through, "level": "INFO" if form else "WARNING"},
            "django": {**through, "level": "WARNING"},
            # That an address does not exist, or that a form was refused, is nothing to keep.
            "django.request": {**through, "level": "ERROR"},
            # Whoever waits for a connection in vain says so.
            "psycopg.pool": {**through, "level": "ERROR"},
            "uvicorn": {**through, "level": "WARNING"},
            "uvicorn.error": {**through, "level": "WARNING"},
            # It would tell whole addresses, and from where they were asked for.
            "uvicorn.access": silent,
        },
    }


def _told(record: logging.LogRecord) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record.created, UTC)
    told: dict[str, Any] = {"time": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "level": record.levelname, "from": record.name}
    if record.args or record.name.startswith(WORDS_OF_ITS_OWN):
        told["what"] = " ".join(str(record.msg).split())
    told |= getattr(record, "asked", {})
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        places = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
        told |= {"error": type(error).__name__, "at": [f"{one.name}:{one.lineno}" for one in places]}
    return told


def _page(request: HttpRequest) -> str:
    found = request.resolver_match
    if found is None:
        return "none"
    return str(found.url_name or found.func.__name__)

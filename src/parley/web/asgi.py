"""The web process: opens the record once, for serving and not as its owner, and answers until it is told to stop."""

import asyncio
import json
import logging
import os
import signal
import threading
import warnings
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.asgi import get_asgi_application

from parley.record.opening import Record, RecordUnavailable, opened
from parley.record.seat import Seat
from parley.web import serving, sessions
from parley.web.body_limits import heard
from parley.web.live.streaming import answered
from parley.web.live.watching import end_all

HOME = "PARLEY_HOME"
DEFAULT_HOME = "parley-data"
URL = "PARLEY_DATABASE_URL"
SEATS_DATABASE = "PARLEY_SEATS_DATABASE"
PUBLISHED = "PARLEY_PUBLISHED_SEATS"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.web.settings")
# Warnings as well go through the journal, which shows no values.
logging.captureWarnings(capture=True)
# WhiteNoise hands over the stylesheet, a few kilobytes, in the old way; nothing waits for it.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

pages = get_asgi_application()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI gives them no types
    """Answer one request, or live from the start of the process to its end."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await answered(pages, scope, await heard(scope["headers"], receive), send)


async def _live(receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI gives them no types
    with ExitStack() as stack:
        await receive()
        try:
            await asyncio.to_thread(_start, stack)
        except RecordUnavailable as error:
            await send({"type": "lifespan.startup.failed", "message": f"parley: {error}"})
            return
        _end_streams_when_told_to_stop()
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})


def _end_streams_when_told_to_stop() -> None:
    """End every open stream at the signal itself: the server waits for its answers before it says that it stops."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        told = signal.getsignal(sign)

        def stop(number: int, frame: FrameType | None, *, told: Any = told) -> None:  # noqa: ANN401 - a handler or none
            loop.call_soon_threadsafe(end_all)
            if callable(told):
                told(number, frame)

        signal.signal(sign, stop)


def _start(stack: ExitStack) -> None:
    """Open the record and serve it.

    Raises:
        RecordUnavailable: when it cannot be reached.
    """
    # The owner's address leaves the environment: what this process starts or prints is not to hold it.
    owners = os.environ.pop(URL, "")
    url = os.environ.get(SEATS_DATABASE) or owners or None
    record = stack.enter_context(opened(Path(os.environ.get(HOME) or DEFAULT_HOME), url=url, serving=True))
    stack.callback(sessions.let_go)
    serving.serve_from(record, published=_published(record))


def _published(record: Record) -> dict[str, Seat]:
    """Return the seats of the visitors of those processes that are published, as the owner's process names them."""
    named = json.loads(os.environ.get(PUBLISHED) or "{}").items()
    return {key: Seat(id=seat, process=of, key=own, role=record.role_of(seat)) for key, (of, seat, own) in named}

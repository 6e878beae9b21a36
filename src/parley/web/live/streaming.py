"""The stream of an open page: the page's own answer, held open and carried on by what comes on record.

Django has answered by then and given back its thread and its connection: a stream that waits holds neither.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from parley.record.opening import RecordUnavailable
from parley.record.reading import Cursor
from parley.record.seat import Seat
from parley.web.live import watching
from parley.web.live.arrivals import Arrivals, OpenPage, event

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answer = Callable[[Message, Receive, Send], Awaitable[None]]

CARRIED_ON = "parley.stream"
BEAT_SECONDS = 15.0
BEAT = b":\n\n"
MOST_WAITING = 100
"""A page that takes so long that more than this waits for it is cut off, and reads on from where it had come."""


@dataclass(eq=False, kw_only=True)
class Stream:
    """What is sent to one open page, and how far it has been told."""

    seat: Seat
    signed_in: watching.SignedIn
    page: OpenPage
    read: Cursor
    _waiting: deque[Arrivals] = field(default_factory=deque)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: bool = False

    def tell(self, arrivals: Arrivals) -> None:
        """Take what came, to be sent."""
        self._waiting.append(arrivals)
        if len(self._waiting) > MOST_WAITING:
            self.end()
        self._woken.set()

    def end(self) -> None:
        """Send nothing more."""
        self._ended = True
        self._woken.set()

    async def sent(self) -> AsyncIterator[bytes]:
        """Yield what is sent: what the page has not read, as it comes, and a beat at its fixed time."""
        watcher = watching.Watcher(
            seat=self.seat, signed_in=self.signed_in, page=self.page, tell=self.tell, end=self.end
        )
        try:
            await watching.join(watcher, read=self.read)
            async for part in self._as_it_comes():
                yield part
        finally:
            watching.leave(watcher)

    async def _as_it_comes(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        beat = loop.time() + BEAT_SECONDS
        while not self._ended:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), max(beat - loop.time(), 0))
            self._woken.clear()
            while self._waiting and not self._ended:
                if told := self._told(self._waiting.popleft()):
                    yield told
            if loop.time() >= beat:
                beat += BEAT_SECONDS
                yield BEAT

    def _told(self, arrivals: Arrivals) -> bytes:
        told = event(arrivals, read=self.read, page=self.page)
        self.read = {room: max(n, self.read.get(room, 0)) for room, n in arrivals.cursor.items()}
        return told


def carry_on(request: HttpRequest, stream: Stream) -> None:
    """Hold the answer to a request open and let a stream carry it on, where the server can."""
    if hasattr(request, "scope"):
        request.scope[CARRIED_ON] = stream


async def answered(answer: Answer, scope: Message, receive: Receive, send: Send) -> None:
    """Answer a request, and carry the answer on where its page asked for that."""

    async def held_open(message: Message) -> None:
        if CARRIED_ON in scope:
            message = _without_end(message)
        await send(message)

    await answer(scope, receive, held_open)
    if CARRIED_ON in scope:
        await _carried_on(scope[CARRIED_ON], receive, send)


def _without_end(message: Message) -> Message:
    if message["type"] == "http.response.start":
        return {**message, "headers": [one for one in message["headers"] if one[0].lower() != b"content-length"]}
    return {**message, "more_body": True}


async def _carried_on(stream: Stream, receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_end_once_gone(stream, receive))
    try:
        # Where the record does not answer the page is cut off, and comes again.
        with suppress(RecordUnavailable):
            async for part in stream.sent():
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _end_once_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()

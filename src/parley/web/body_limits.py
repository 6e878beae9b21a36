"""How much may be sent at once: all of it stays in memory, and what is more gets a page that says so."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from parley.web.pages import page

Receive = Callable[[], Awaitable[dict[str, Any]]]
MOST_LISTENED_TO = 100_000_000
"""So much is heard out and forgotten, so that the browser shows the page instead of a broken connection."""

NOTHING = {"type": "http.request", "body": b"", "more_body": False}
MEGABYTE = 1_000_000


class WithinLimits:
    """Answers before anything is read of what is too large, or does not say how large it is."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the rest."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        if is_too_large(request.META.get("CONTENT_LENGTH"), untold="HTTP_TRANSFER_ENCODING" in request.META):
            most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
            return page(request, "too_large.html", status=413, most=most)
        return self._answer(request)


def is_too_large(length: str | None, *, untold: bool) -> bool:
    """Tell whether a body of a length is too large; `untold` is that it comes in pieces of which nobody knows."""
    told = length if length and length.isdecimal() else "0"
    return untold or int(told[:20]) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


async def heard(headers: Iterable[tuple[bytes, bytes]], receive: Receive) -> Receive:
    """Return what hands over the body of a request; of a body that is too large it hands over nothing.

    Django writes a body that is too large to a file before any of its own limits is asked.
    """
    told = dict(headers)
    if not is_too_large(told.get(b"content-length", b"").decode("latin-1"), untold=b"transfer-encoding" in told):
        return receive
    listened, more = 0, True
    while more and listened < MOST_LISTENED_TO:
        message = await receive()
        listened += len(message.get("body", b""))
        more = message.get("more_body", False)
    handed = iter([NOTHING])

    async def nothing() -> dict[str, Any]:
        for one in handed:
            return one
        while (message := await receive())["type"] == "http.request":
            pass
        return message

    return nothing

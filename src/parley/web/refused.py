"""The pages that refuse: the same bytes for what is absent, for what is not the reader's and for what went wrong."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from parley.record.opening import RecordUnavailable
from parley.web.pages import page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is absent and for what is not the reader's, alike."""
    del exception
    return page(request, "not_found.html", status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    del exception
    return page(request, "not_understood.html", status=400)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not come from a page of this session."""
    del reason
    return page(request, "not_from_here.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when something in Parley is broken."""
    return page(request, "failed.html", status=500)


class Unavailable:
    """Says that the record does not answer, wherever that comes to light."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the rest."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a record that does not; leave every other error to Django."""
        if isinstance(exception, RecordUnavailable | OperationalError):
            return page(request, "unavailable.html", status=503)
        return None

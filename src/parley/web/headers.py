"""What every page says about itself: kept nowhere, for this reader alone, its cookies sealed where the way is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = "Content-Security-Policy"


class Headers:
    """Sets the same headers on every answer, so that none of them tells how it came about."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the rest."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self._answer(request)
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        patch_vary_headers(response, ["Cookie"])
        for name in ("ETag", "Last-Modified", "Expires"):
            del response[name]
        # django-csp puts its directives in the order of a set, which differs between processes.
        response[POLICY] = "; ".join(sorted(response[POLICY].split("; ")))
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

"""The addresses of a demo: each leads in as one seat. No other record has any."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from parley.web import doorkeeper, sessions
from parley.web.viewer import now_there


@require_safe
def enter_page(request: HttpRequest, *, secret: str) -> HttpResponse:
    """Sign in as the seat of a demo's address."""
    person = doorkeeper.entering(secret)
    if person is None:
        raise Http404
    sessions.begin(request, person=person, at=now_there())
    return redirect("first-steps")

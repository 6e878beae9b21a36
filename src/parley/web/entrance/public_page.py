"""The public record of a published process: its address leads in without signing in, to the seat of its visitors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from parley.web import sessions
from parley.web.pages import VISITS
from parley.web.viewer import visitor_of


@require_safe
def public_page(request: HttpRequest, *, process: str) -> HttpResponse:
    """Lead a visitor in; a process that is not published is as absent as one that is not."""
    if visitor_of(process) is None:
        raise Http404
    sessions.end(request)
    response = redirect("home")
    response.set_cookie(VISITS, process, httponly=True, samesite="Lax")
    return response

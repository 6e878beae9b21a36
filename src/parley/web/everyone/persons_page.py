"""Who signs in for one's own seat: invited, invited again, and let go."""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.actions.people import persons
from parley.actions.registry import EndAccess, InviteAgain, Request, SeatPerson
from parley.record.references import PersonId
from parley.web import doorkeeper
from parley.web.language import words_of
from parley.web.pages import allowed, freshly_signed_in, page, seated
from parley.web.recording import new_token, token_given
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

REFUSED = 422
LONGEST = 200
PERSON = re.compile("[0-9a-f]{32}")
NO_NAME = mark("Write the name of the person whom you invite.")
WITHOUT_YOU = mark("You cannot end your own access. Ask a colleague at your seat, or whoever runs Parley.")


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.SEAT_PERSONS)
@freshly_signed_in
def persons_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show who holds this seat; invite somebody, or end somebody's access."""
    if request.method != "POST":
        return _shown(request, viewer)
    words, of_request = words_of(request), token_given(request)
    asked, wrong = _asked(request, viewer, of_request=of_request, words=words)
    if asked is None:
        return _shown(request, viewer, error=wrong, name=request.POST.get("name", ""))
    told = doorkeeper.ask(viewer, request=of_request, asked=asked)
    if fault := doorkeeper.fault(told, words=words):
        return _shown(request, viewer, error=fault, of_request=of_request)
    links = [
        (one.name, request.build_absolute_uri(reverse("invitation", args=[_secret(of_request)])))
        for one in (told.invited if told else ())
    ]
    return _shown(request, doorkeeper.again(viewer), links=links)


def _asked(request: HttpRequest, viewer: Viewer, *, of_request: str, words: Wording) -> tuple[Request | None, str]:
    digest = doorkeeper.digest_of(_secret(of_request)).hex()
    who = request.POST.get("who", "")
    step = request.POST.get("step", "")
    if step in {"again", "end"} and PERSON.fullmatch(who):
        if step == "again":
            return InviteAgain(who=PersonId(who), digest=digest), ""
        if who == viewer.person:
            return None, words(WITHOUT_YOU)
        return EndAccess(who=PersonId(who), why=""), ""
    name = " ".join(request.POST.get("name", "").split())[:LONGEST]
    return (SeatPerson(name=name, digest=digest), "") if name else (None, words(NO_NAME))


def _secret(of_request: str) -> str:
    return doorkeeper.invitation_for(of_request, number=0)


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    *,
    error: str = "",
    name: str = "",
    of_request: str = "",
    links: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    here = [(one.what.person, one.what.name) for one in persons(viewer.state, seat=viewer.seat)]
    return page(
        request,
        "persons.html",
        viewer=viewer,
        error=error,
        name=name,
        links=links or [],
        persons=sorted(here, key=lambda one: one[1]),
        token=of_request or new_token(),
        status=REFUSED if error else 200,
    )

"""How a page is made: its words, who is asking, and the way to the sign-in page for everybody else."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parley.actions.mandate import Action
from parley.web import sessions
from parley.web.viewer import Viewer, viewer_of
from parley.wording import wording


def page(
    request: HttpRequest, template: str, *, viewer: Viewer | None = None, status: int = 200, **context: object
) -> HttpResponse:
    """Return a page."""
    may_speak = viewer is not None and viewer.may(Action.MAKE_A_STATEMENT)
    words = wording()
    # Apart from `words`, since a template would call it to look into it.
    here = request.resolver_match.url_name if request.resolver_match else ""
    frame = {
        "here": here,
        "language": words.language,
        "direction": "rtl" if words.right_to_left else "ltr",
        "words": words,
    }
    return render(request, template, {**frame, "viewer": viewer, "may_speak": may_speak, **context}, status=status)


def seated(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask who is asking before a page does, and send whoever has no access, or none any more, to sign in."""

    @wraps(answer)
    def asked(request: HttpRequest, **parts: object) -> HttpResponse:
        person = sessions.person_of(request)
        viewer = viewer_of(person) if person else None
        if viewer is None:
            sessions.end(request)
            return redirect("sign-in")
        return answer(request, viewer, **parts)

    return asked

"""Putting anything on record: which kind, and its form."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parley.actions.mandate import Action
from parley.record.kinds import bodies, issues, meetings, papers, process, rooms
from parley.record.kinds.papers import StatementMade
from parley.web.entry_form import form_of, makeable
from parley.web.language import words_of
from parley.web.pages import allowed, page, seated
from parley.web.recording import Recording, recording
from parley.web.viewer import Viewer
from parley.wording import mark

GROUPS = {
    mark("What was said, written and assessed"): papers,
    mark("Rounds and meetings"): meetings,
    mark("Issues and positions"): issues,
    mark("Who is who, and in which role"): bodies,
    mark("The process"): process,
    mark("Rooms and seats"): rooms,
}


@require_safe
@seated
@allowed(Action.PUT_ON_RECORD)
def record_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the kinds of entry that can be put on record."""
    words = words_of(request)
    may = makeable(viewer)
    groups = []
    beforehand = f"?{urlencode({'room': request.GET['room']})}" if request.GET.get("room") else ""
    for title, module in GROUPS.items():
        found = [
            (_address(name, kind) + beforehand, words.choice(name))
            for name, kind in may.items()
            if kind.__module__ == module.__name__
        ]
        if found:
            groups.append((words(title), sorted(found, key=lambda one: one[1])))
    return page(request, "record.html", viewer=viewer, groups=groups)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.PUT_ON_RECORD)
def entry_form_page(request: HttpRequest, viewer: Viewer, *, kind: str) -> HttpResponse:
    """Show the form of a kind; then who will read the entry; then put it on record."""
    name = kind.replace("-", " ")
    chosen = makeable(viewer).get(name)
    if chosen is None:
        raise Http404
    words = words_of(request)
    title = words.choice(name)
    how = Recording(
        form=lambda typed: form_of(chosen)(viewer, words=words, typed=typed, given=request.GET.dict()),
        template="entry_form.html",
        address=request.path,
        title=title[:1].upper() + title[1:],
        hidden={},
    )
    return recording(request, viewer, how)


def _address(name: str, kind: type) -> str:
    return reverse("statement") if kind is StatementMade else reverse("entry-form", args=[name.replace(" ", "-")])

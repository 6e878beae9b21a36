"""What came on record since a person last looked, and that they have seen it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from parley.documents.lists import list_of
from parley.web.language import words_of
from parley.web.pages import view_of
from parley.web.viewer import Viewer

MOST_CHANGES = 8


def have_looked(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Keep up to when this person has looked, as the form on the home page says, and go back to that page."""
    until = _moment(request.POST.get("until", ""))
    if until is not None:
        viewer.has_looked(until)
    return redirect("home")


def changes(request: HttpRequest, viewer: Viewer) -> dict[str, object]:
    """Return the latest entries since this person looked, how many more there are, and up to when they reach."""
    looked = viewer.looked_until()
    entries = sorted(viewer.state.entries.values(), key=lambda one: (one.recorded, one.id), reverse=True)
    new = [entry for entry in entries if looked is None or entry.recorded > looked]
    words = words_of(request)
    left = len(new) - MOST_CHANGES
    return {
        "table": list_of(
            new[:MOST_CHANGES], view=view_of(viewer, words=words), title=words("New since you last looked")
        ),
        "more": words.count("{n} entry more is new.", "{n} entries more are new.", left) if left > 0 else "",
        "until": new[0].recorded.isoformat() if new else "",
    }


def _moment(typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment if moment.tzinfo else None

"""Home: the next round, what came on record since this person last looked, what falls due, what is contradicted."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from parley.documents.briefing import situation
from parley.documents.briefing import words as said
from parley.documents.briefing.the_round import the_round
from parley.documents.lists import list_of
from parley.web import sessions
from parley.web.language import words_of
from parley.web.pages import paper_page, seated, view_of
from parley.web.viewer import Viewer

PARTS = (the_round, said.what_falls_due, situation.the_contradictions)
MOST_CHANGES = 8


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def home_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the home page; the form on it says up to where this person has looked."""
    if request.method == "POST":
        sessions.has_looked(request, until=_moment(request.POST.get("until", "")))
        return redirect("home")
    looked = sessions.looked_until(request)
    entries = sorted(viewer.state.entries.values(), key=lambda one: (one.recorded, one.id), reverse=True)
    new = [entry for entry in entries if looked is None or entry.recorded > looked]
    words = words_of(request)
    table = list_of(new[:MOST_CHANGES], view=view_of(viewer, words=words), title=words("New since you last looked"))
    return paper_page(
        request,
        viewer,
        parts=PARTS,
        title=words("Home"),
        template="home.html",
        table=table,
        more=words.count("{n} entry more is new.", "{n} entries more are new.", len(new) - MOST_CHANGES)
        if len(new) > MOST_CHANGES
        else "",
        until=new[0].recorded.isoformat() if new else "",
    )


def _moment(typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment if moment.tzinfo else None

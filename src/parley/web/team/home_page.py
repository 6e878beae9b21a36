"""Where the mediators' day begins: what is new, the next round, what falls due, and the contradictions to settle."""

from django.http import HttpRequest, HttpResponse

from parley.documents.briefing import situation
from parley.documents.briefing import words as said
from parley.documents.briefing.the_round import the_round
from parley.web.changes import changes
from parley.web.language import words_of
from parley.web.pages import paper_page
from parley.web.viewer import Viewer

PARTS = (the_round, said.what_falls_due, situation.the_contradictions)


def team_home(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the home page of the mediators."""
    title = words_of(request)("Home")
    return paper_page(request, viewer, parts=PARTS, title=title, template="team_home.html", **changes(request, viewer))

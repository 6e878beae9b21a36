"""Where a delegation's, an observer's or the press officer's day begins: its rooms, what is new, the next round."""

from django.http import HttpRequest, HttpResponse

from parley.documents.briefing import words as said
from parley.documents.briefing.the_round import the_round
from parley.web.changes import changes
from parley.web.everyone.rooms_page import rooms_of
from parley.web.language import words_of
from parley.web.pages import paper_page
from parley.web.viewer import Viewer

PARTS = (the_round, said.what_falls_due)


def delegation_home(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the home page of whoever is not of the mediators."""
    words = words_of(request)
    context = {"rooms": rooms_of(viewer, words=words), **changes(request, viewer)}
    return paper_page(request, viewer, parts=PARTS, title=words("Home"), template="delegation_home.html", **context)

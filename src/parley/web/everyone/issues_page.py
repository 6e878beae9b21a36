"""The agenda and who disputes it, and issues × bodies with movement, deadlock and what is unknown."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing import standing, talks
from parley.web.language import words_of
from parley.web.pages import paper_page, seated
from parley.web.viewer import Viewer

PARTS = (talks.the_agenda, standing.the_positions, standing.sponsors_at_odds)


@require_safe
@seated
def issues_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show them."""
    return paper_page(request, viewer, parts=PARTS, title=words_of(request)("Issues"))

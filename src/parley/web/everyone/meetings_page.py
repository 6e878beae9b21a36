"""The rounds and meetings, planned against held, and the formats that refusals leave."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing import talks
from parley.documents.briefing.the_round import the_round
from parley.web.language import words_of
from parley.web.pages import paper_page, seated
from parley.web.viewer import Viewer

PARTS = (the_round, talks.the_formats, talks.linked_processes)


@require_safe
@seated
def meetings_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show them."""
    return paper_page(request, viewer, parts=PARTS, title=words_of(request)("Meetings"), template="meetings.html")

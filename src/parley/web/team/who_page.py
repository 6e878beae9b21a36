"""Who is at the table and who is not, in which role according to whom, and who refuses whom."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing import standing, talks
from parley.web.language import words_of
from parley.web.pages import paper_page, seated
from parley.web.viewer import Viewer

PARTS = (talks.the_table, standing.the_roles, standing.the_relations)


@require_safe
@seated
def who_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show them."""
    return paper_page(request, viewer, parts=PARTS, title=words_of(request)("Parties and roles"))

"""Issues × bodies with movement and deadlock, all public or all confidential; the agenda and who disputes it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing import standing, talks
from parley.documents.briefing.view import View
from parley.documents.issues_matrix import issues_matrix
from parley.process.matrix import in_confidence, in_public
from parley.web.language import words_of
from parley.web.pages import handling_of, page, paper_body, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording

CONFIDENTIAL = "confidential"
IN_PUBLIC = (talks.the_agenda, standing.the_positions, standing.sponsors_at_odds)
IN_CONFIDENCE = (standing.the_positions,)


@require_safe
@seated
def issues_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show them; what is public and what is confidential are never on one page."""
    words = words_of(request)
    public = request.GET.get("positions") != CONFIDENTIAL
    view = one_side(viewer, public=public, words=words)
    title = words("Issues")
    return page(
        request,
        "issues.html",
        viewer=viewer,
        title=title,
        handling=handling_of(viewer, words=words),
        public=public,
        matrix=issues_matrix(view, public=public),
        body=paper_body(viewer, view, parts=IN_PUBLIC if public else IN_CONFIDENCE, title=title, headed=False),
    )


def one_side(viewer: Viewer, *, public: bool, words: Wording) -> View:
    """Return what a viewer sees, with what is said on the issues all in public, or all in confidence."""
    whole = view_of(viewer, words=words)
    state = (in_public if public else in_confidence)(viewer.state)
    return View(state=state, moment=whole.moment, words=words)

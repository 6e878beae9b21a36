"""The positions of one body on one issue, all public or all confidential: what a cell of the matrix rests on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.lists import list_of
from parley.process.matrix import matrix
from parley.record.kinds.bodies import BodyNamed, PersonNamed
from parley.record.kinds.issues import IssueRaised
from parley.record.references import EntryId
from parley.web.everyone.issues_page import CONFIDENTIAL, one_side
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import seated
from parley.web.viewer import Viewer
from parley.wording import mark


@require_safe
@seated
def cell_page(request: HttpRequest, viewer: Viewer, *, suffix: str = "") -> HttpResponse:
    """List them, latest first; an issue or a body that is hidden is as absent as one that is not."""
    words = words_of(request)
    public = request.GET.get("positions") != CONFIDENTIAL
    view = one_side(viewer, public=public, words=words)
    issue, body = (EntryId(request.GET.get(name, "")) for name in ("issue", "body"))
    asked = [view.state.entries.get(one) for one in (issue, body)]
    if not (asked[0] and asked[1] and isinstance(asked[0].what, IssueRaised)):
        raise Http404
    if not isinstance(asked[1].what, BodyNamed | PersonNamed):
        raise Http404
    cell = matrix(view.state).cell(issue, body)
    found = (cell.public if public else cell.confidential) if cell else None
    message = mark("{who} on {issue}: public positions") if public else mark("{who} on {issue}: confidential positions")
    title = words(message, who=view.name(body), issue=view.name(issue))
    table = list_of(reversed(found.positions) if found else (), view=view, title=title)
    return listed(request, viewer, table, suffix=suffix, template="cell.html", public=public)

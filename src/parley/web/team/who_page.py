"""Who is at the table and who is not, in which role according to whom; the relations as a map and as a list."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing import delegations, relations, standing, talks
from parley.documents.briefing.compose import Part
from parley.documents.briefing.relations import Relation
from parley.process.roles import relations_on
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import as_of, paper_body, seated
from parley.web.viewer import Viewer

FILES_AT = "/who/relations"


@require_safe
@seated
def who_page(request: HttpRequest, viewer: Viewer, *, suffix: str = "") -> HttpResponse:
    """Show them, as of a time and according to one source if one is chosen."""
    words = words_of(request)
    typed, source = request.GET.get("as_of", ""), request.GET.get("according_to", "")
    error, view = as_of(typed, viewer, words=words)
    reported = relations_on(view.state, moment=view.moment)
    told = {one.id: relations.voices(view, one) for one in reported}
    found = tuple(one for one in reported if not source or source in told[one.id])
    title = words("Parties and roles")
    sources = sorted({voice for voices in told.values() for voice in voices}, key=str.casefold)
    return listed(
        request,
        viewer,
        relations.relations_list(view, found=found),
        suffix=suffix,
        template="who.html",
        refused=bool(error),
        files_at=FILES_AT,
        error=error,
        typed=typed,
        title=title,
        body="" if suffix or error else paper_body(viewer, view, parts=_parts(found), title=title, headed=True),
        sources=[(one, one == source) for one in sources],
    )


def _parts(found: tuple[Relation, ...]) -> Sequence[Part]:
    return (
        talks.the_table,
        standing.the_roles,
        delegations.the_delegations,
        delegations.the_invitations,
        lambda view: relations.the_map(view, found=found),
        lambda view: relations.the_contested(view, found=found),
    )

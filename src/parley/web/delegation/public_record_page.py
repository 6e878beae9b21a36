"""What is on record for everyone: on a page, as CSV and as JSON."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.lists import list_of
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import seated, view_of
from parley.web.viewer import Viewer


@require_safe
@seated
def public_record_page(request: HttpRequest, viewer: Viewer, *, suffix: str = "") -> HttpResponse:
    """Show what everyone reads, what happened last first."""
    words = words_of(request)
    entries = sorted(
        (one for one in viewer.state.entries.values() if viewer.state.is_public(one)),
        key=lambda one: (one.happened.start or one.known, one.id),
        reverse=True,
    )
    table = list_of(entries, view=view_of(viewer, words=words), title=words("Public record"))
    return listed(request, viewer, table, suffix=suffix)

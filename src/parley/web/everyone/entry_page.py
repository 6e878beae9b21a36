"""One entry: what it says, on what terms, who reads it, what it rests on and what rests on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.entry_sheet import entry_sheet
from parley.process.state import NotOnRecord
from parley.record.references import EntryId
from parley.web.everyone.rooms_page import who_reads
from parley.web.language import words_of
from parley.web.pages import page, seated, view_of
from parley.web.viewer import Viewer


@require_safe
@seated
def entry_page(request: HttpRequest, viewer: Viewer, *, entry: str) -> HttpResponse:
    """Show an entry; one that the seat does not see is as absent as one that is not."""
    try:
        found = viewer.state.entry(EntryId(entry))
    except NotOnRecord as error:
        raise Http404 from error
    words = words_of(request)
    opened = viewer.state.rooms.get(found.room)
    return page(
        request,
        "entry.html",
        viewer=viewer,
        sheet=entry_sheet(view_of(viewer, words=words), found),
        readers=who_reads(opened, words=words) if opened else "",
        room=found.room,
        entry=found.id,
    )

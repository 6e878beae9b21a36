"""A pack that another process handed over: the ten questions, answered from it alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.actions.pack_file import digest
from parley.actions.pack_text import read_pack
from parley.actions.plain_yaml import FileFault
from parley.documents.formats.html import body_html
from parley.documents.hand_over.pack import ten_answers
from parley.record.entry import Entry
from parley.record.kinds.papers import HandOverReceived
from parley.record.references import EntryId
from parley.web.language import words_of
from parley.web.pages import page, seated
from parley.web.viewer import Viewer
from parley.wording import Wording


@require_safe
@seated
def hand_over_received_page(request: HttpRequest, viewer: Viewer, *, entry: str) -> HttpResponse:
    """Show it; a pack that the seat does not see is as absent as one that is not."""
    found = viewer.state.entries.get(EntryId(entry))
    if found is None or not isinstance(found.what, HandOverReceived):
        raise Http404
    words = words_of(request)
    body = _body(found, words=words)
    return page(request, "hand_over_received.html", viewer=viewer, entry=found, title=found.what.title, body=body)


def _body(found: Entry[HandOverReceived], *, words: Wording) -> str:
    """Return the ten answers; nothing where the pack is not what was given, or not for this Parley to read."""
    if digest(found.what.pack.encode()) != found.what.digest:
        return ""
    try:
        return body_html(ten_answers(read_pack(found.what.pack), words=words))
    except FileFault:
        return ""

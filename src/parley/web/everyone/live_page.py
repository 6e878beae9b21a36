"""What comes on record while a page is open: told to the page as it comes, from where it has read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from parley.actions.mandate import Action
from parley.web import cursors, sessions
from parley.web.language import words_of
from parley.web.live.arrivals import OpenPage, arrived, event
from parley.web.live.streaming import Stream, carry_on
from parley.web.live.watching import SignedIn
from parley.web.pages import allowed, seated
from parley.web.refused import not_understood
from parley.web.viewer import Viewer

TRY_AGAIN = b"retry: 1000\n\n"


@require_GET
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
def live(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Tell what came since the page was made, or since it was cut off, and go on telling.

    The address says how far the page had read when it was made; a browser that comes again says how far it was told.
    """
    try:
        made_at = cursors.read(request.GET["since"], of=viewer.cursor)
        last = request.headers.get("Last-Event-ID")
        read = cursors.read(last, of=viewer.cursor) if last else made_at
    except (KeyError, cursors.NotACursor):
        return not_understood(request)
    page = OpenPage(language=words_of(request).language, made_at=made_at, in_lines=bool(request.GET.get("lines")))
    found = arrived(viewer.seat, since=read, languages=[page.language] if page.in_lines else [])
    told = event(found, read=read, page=page) if found else b""
    signed_in = SignedIn(session=sessions.key_of(request), person=viewer.person)
    stream = Stream(seat=viewer.seat, signed_in=signed_in, page=page, read=found.cursor if found else read)
    carry_on(request, stream)
    # A proxy is not to keep it back until there is more of it.
    return HttpResponse(TRY_AGAIN + told, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

"""The calendar of the viewer's seat, as a file for a calendar program."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.dates import dates
from parley.documents.formats.calendar_file import to_calendar
from parley.web import doorkeeper
from parley.web.language import words_of
from parley.web.pages import seated, view_of
from parley.web.viewer import Viewer, viewer_of


@require_safe
def calendar_feed(request: HttpRequest, *, secret: str) -> HttpResponse:
    """Hand the same over to a calendar program, which cannot sign in: its address holds until access ends."""
    person = doorkeeper.subscriber(secret)
    viewer = viewer_of(person) if person else None
    if viewer is None:
        raise Http404
    return _file(request, viewer)


@require_safe
@seated
def calendar_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand over the rounds, meetings and deadlines that the seat sees."""
    return _file(request, viewer)


def _file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    view = view_of(viewer, words=words_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{viewer.process}-{viewer.seat.key}.ics"'}
    written = to_calendar(dates(view), name=viewer.process_name)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)

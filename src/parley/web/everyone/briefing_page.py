"""The briefing of the viewer's seat, as of now or of an earlier time: on a page, and as a file."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.briefing.compose import briefing, handling, live_moment
from parley.documents.briefing.view import NothingKnown
from parley.documents.formats.html import STYLE, body_html, print_style
from parley.documents.formats.writing_out import FORMATS
from parley.documents.paper import Paper
from parley.record.when import read_known, written_known
from parley.web.language import words_of
from parley.web.pages import ENTRIES, no_time, page, seated
from parley.web.viewer import Viewer
from parley.wording import Wording

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}
NAMES = {".docx": "Word (DOCX)", ".html": "HTML", ".md": "Markdown", ".json": "JSON"}


@require_safe
@seated
def briefing_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the briefing, or say why there is none for the time that was asked for."""
    words = words_of(request)
    typed = request.GET.get("as_of", "").strip()
    paper, error = None, ""
    try:
        paper = _paper(viewer, as_of=_as_of(typed), words=words)
    except ValueError:
        error = no_time(typed, words=words)
    except NothingKnown:
        error = words("Nothing that your seat sees was known by then. Choose a later time.")
    return page(
        request,
        "briefing.html",
        viewer=viewer,
        typed=typed,
        error=error,
        body=body_html(paper, entries_at=ENTRIES) if paper else "",
        query=f"?{urlencode({'as_of': typed})}" if typed else "",
        files=[(f"briefing{suffix}", name) for suffix, name in NAMES.items()],
        status=200 if paper else 422,
    )


@require_safe
@seated
def briefing_file(request: HttpRequest, viewer: Viewer, *, suffix: str) -> HttpResponse:
    """Hand the briefing over as a file."""
    as_of, paper = _asked_for(request, viewer)
    name = _file_name(paper, as_of=as_of)
    return HttpResponse(
        FORMATS[suffix](paper),
        content_type=TYPES[suffix],
        headers={"Content-Disposition": f'attachment; filename="{name}{suffix}"'},
    )


@require_safe
@seated
def briefing_style(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Return the style of the briefing, which puts its marking on every printed page."""
    words = words_of(request)
    marking = handling(viewer.state, seat=viewer.seat.key, wording=words)
    return HttpResponse(STYLE + print_style(handling=marking, words=words), content_type="text/css; charset=utf-8")


def _asked_for(request: HttpRequest, viewer: Viewer) -> tuple[datetime | None, Paper]:
    try:
        as_of = _as_of(request.GET.get("as_of", ""))
        return as_of, _paper(viewer, as_of=as_of, words=words_of(request))
    except (ValueError, NothingKnown) as error:
        raise Http404 from error


def _as_of(typed: str) -> datetime | None:
    return read_known(typed) if typed.strip() else None


def _paper(viewer: Viewer, *, as_of: datetime | None, words: Wording) -> Paper:
    """Write the briefing from what the viewer sees.

    Raises:
        NothingKnown: when nothing that the seat sees was known by then.
    """
    state = viewer.state if as_of is None else viewer.known_by(as_of)
    moment = as_of or live_moment(state, now=viewer.moment)
    return briefing(state, process=viewer.process, seat=viewer.seat.key, moment=moment, wording=words)


def _file_name(paper: Paper, *, as_of: datetime | None) -> str:
    """Name a file for process, seat and the time asked for; when it was made would tell who was at work when."""
    parts = ["briefing", paper.process, paper.seat]
    if as_of is not None:
        parts.append(written_known(as_of.astimezone(UTC)).replace(":", ""))
    return "-".join(parts)

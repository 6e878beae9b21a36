"""The search over what a seat sees: no index is kept, and none is shared."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from parley.documents.briefing.the_course import brief
from parley.process.search import Found, Passage, found
from parley.record.kinds.catalogue import kind_name
from parley.web.language import words_of
from parley.web.pages import page, seated, view_of
from parley.web.viewer import Viewer

LONGEST = 200
MOST = 50
AROUND = 120
"""So many letters of a long text are shown on each side of what was found in it."""


@require_safe
@seated
def search_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the entries that hold the words asked for, the best first, with the words marked."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    view = view_of(viewer, words=words_of(request))

    def shown(one: Found) -> tuple[str, str, str, list[tuple[str, SafeString]]]:
        kind = view.choice(kind_name(type(one.entry.what)))
        passages = [(view.choice(passage.field), _marked(passage)) for passage in one.passages]
        return one.entry.id, kind, brief(view, one.entry), passages

    results = [shown(one) for one in found(viewer.state, asked, most=MOST)]
    return page(request, "search.html", viewer=viewer, asked=asked, results=results, most=MOST)


def _marked(passage: Passage) -> SafeString:
    """Return a text with what was found in it marked, cut to its surroundings."""
    words, spans = passage.words, sorted(passage.spans)
    if not spans:
        return format_html("{}", words[: 2 * AROUND])
    start, end = max(spans[0][0] - AROUND, 0), min(spans[-1][1] + AROUND, spans[0][1] + 4 * AROUND, len(words))
    at, parts = start, []
    for first, last in spans:
        if last <= end:
            parts.append((words[at:first], words[first:last]))
            at = last
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}{}{}", "…" * (start > 0), marked, words[at:end], "…" * (end < len(words)))

"""The timeline: what happened, of one issue, body or kind, as of any time; on a page, as CSV and as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents.lists import list_of
from parley.process.state import State
from parley.process.timeline import timeline
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyNamed
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.shape import references
from parley.record.when import read_known
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import no_time, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording


class Filter(NamedTuple):
    """What a list can be narrowed to: values, what they are called, and which is chosen."""

    name: str
    label: str
    choices: list[tuple[str, str, bool]]


@require_safe
@seated
def timeline_page(request: HttpRequest, viewer: Viewer, *, suffix: str = "") -> HttpResponse:
    """Show what happened, latest first."""
    words = words_of(request)
    chosen = {name: request.GET.get(name, "") for name in ("issue", "body", "kind", "as_of")}
    error, as_of = _as_of(chosen["as_of"], words=words)
    state = viewer.state if as_of is None else viewer.known_by(as_of)
    entries = _chosen(state, kind=chosen["kind"], about=[chosen["issue"], chosen["body"]])
    view = view_of(viewer, words=words)
    return listed(
        request,
        viewer,
        list_of(entries, view=view, title=words("Timeline")),
        suffix=suffix,
        template="timeline.html",
        refused=bool(error),
        error=error,
        typed=chosen["as_of"],
        choices=_choices(viewer.state, chosen, words=words),
    )


def _as_of(typed: str, *, words: Wording) -> tuple[str, datetime | None]:
    if not typed.strip():
        return "", None
    try:
        return "", read_known(typed.strip())
    except ValueError:
        return no_time(typed, words=words), None


def _chosen(state: State, *, kind: str, about: Iterable[str]) -> list[Entry[Any]]:
    entries: Iterable[Entry[Any]] = state.facts(KINDS[kind]) if kind in KINDS else timeline(state)
    for one in filter(None, about):
        entries = [
            entry for entry in entries if entry.id == one or one in {target for _, target in references(entry.what)}
        ]
    return sorted(entries, key=lambda entry: (entry.happened.start or entry.known, entry.id), reverse=True)


def _choices(state: State, chosen: dict[str, str], *, words: Wording) -> list[Filter]:
    offered: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("issue", words("Issue"), [(issue.id, issue.what.name) for issue in state.facts(IssueRaised)]),
        ("body", words("Body"), [(body.id, body.what.name) for body in state.facts(BodyNamed)]),
        ("kind", words("Kind"), [(name, words.choice(name)) for name, kind in KINDS.items() if state.facts(kind)]),
    ]
    return [
        Filter(
            name=name,
            label=label,
            choices=[(value, text, value == chosen[name]) for value, text in sorted(found, key=lambda one: one[1])],
        )
        for name, label, found in offered
    ]

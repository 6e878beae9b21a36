"""How a page is made: its words, who is asking, and the way to the sign-in page for everybody else."""

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from parley.actions.mandate import Action
from parley.documents.briefing.compose import Part, handling, live_moment, paper_of
from parley.documents.briefing.view import NothingKnown, View
from parley.documents.formats.html import body_html
from parley.record.when import read_known
from parley.web import cursors, sessions
from parley.web.language import words_of
from parley.web.phases import phases
from parley.web.viewer import Viewer, viewer_of, visitor_of
from parley.wording import OWN_NAMES, Wording, languages, mark

ENTRIES = "/entries"
VISITS = "parley_visits"
"""The cookie that says which published process somebody reads who has not signed in: its key, which is no secret."""
TEAM_MENU = (
    ("home", mark("Home")),
    ("briefing", mark("Briefing")),
    ("timeline", mark("Timeline")),
    ("who", mark("Parties and roles")),
    ("issues", mark("Issues")),
    ("meetings", mark("Meetings")),
    ("hand-over", mark("Hand-over")),
    ("rooms", mark("Rooms")),
    ("search", mark("Search")),
)
"""The pages of the mediators, by the names of their addresses."""

MENU = (
    ("home", mark("Home")),
    ("briefing", mark("Briefing")),
    ("issues", mark("Issues")),
    ("meetings", mark("Meetings")),
    ("rooms", mark("Rooms")),
    ("public-record", mark("Public record")),
    ("search", mark("Search")),
)
"""The pages of everybody else. No page is another seat's: each shows what the one who asks may see."""

UNDER_THE_ROUNDS = {"home", "issues", "meetings"}
"""The pages on top of which the rounds stand."""

Answer = Callable[..., HttpResponse]
NOT_IN_YOUR_MANDATE = {
    Action.PUT_ON_RECORD: (
        mark("Your seat makes no statements"),
        mark("Your seat may read what it sees. To have something put on record, ask the mediators’ desk."),
    ),
    Action.OPEN_A_ROOM: (
        mark("Your seat opens no rooms"),
        mark("The mediators open rooms. To have one opened, ask the mediators’ desk."),
    ),
    Action.KEEP_AN_ACCOUNT: (
        mark("Visitors have no account"),
        mark("You read the public record without signing in."),
    ),
    Action.OPEN_A_PROCESS: (
        mark("Your seat opens no processes"),
        mark("Mediators open processes. Ask the mediators’ desk."),
    ),
    Action.SEAT_PERSONS: (
        mark("Your seat invites nobody"),
        mark("Ask the mediators’ desk."),
    ),
    Action.HAND_OVER: (
        mark("Your seat hands nothing over"),
        mark("The mediators’ desk and the envoy hand over to another process, and take what another hands over."),
    ),
}
"""What a seat is told that may not do something, and what it can do instead."""


def page(
    request: HttpRequest, template: str, *, viewer: Viewer | None = None, status: int = 200, **context: object
) -> HttpResponse:
    """Return a page."""
    may_speak = viewer is not None and viewer.may(Action.PUT_ON_RECORD)
    words = words_of(request)
    # Apart from `words`, since a template would call it to look into it.
    here = request.resolver_match.url_name if request.resolver_match else ""
    frame = {
        "here": here,
        "menu": [(name, words(title)) for name, title in (TEAM_MENU if viewer and viewer.mediates else MENU)],
        "language": words.language,
        "languages": [(tag, OWN_NAMES.get(tag, tag)) for tag in languages()],
        "direction": "rtl" if words.right_to_left else "ltr",
        "words": words,
        "phases": phases(view_of(viewer, words=words)) if viewer and here in UNDER_THE_ROUNDS else [],
    }
    if viewer is not None:
        frame["read_until"] = cursors.written(viewer.cursor)
    return render(request, template, {**frame, "viewer": viewer, "may_speak": may_speak, **context}, status=status)


def paper_page(
    request: HttpRequest,
    viewer: Viewer,
    *,
    parts: Sequence[Part],
    title: str,
    template: str = "paper.html",
    **context: object,
) -> HttpResponse:
    """Return a page of some parts of the briefing, whose sources lead to the entries themselves."""
    body = paper_body(viewer, view_of(viewer, words=words_of(request)), parts=parts, title=title, headed=True)
    return page(request, template, viewer=viewer, status=200, title=title, body=body, **context)


def paper_body(viewer: Viewer, view: View, *, parts: Sequence[Part], title: str, headed: bool) -> str:
    """Return the parts of a paper for a page, whose sources lead to the entries; empty where nothing was known."""
    try:
        paper = paper_of(parts, view=view, process=viewer.process, seat=viewer.seat.key, title=title)
    except NothingKnown:
        return ""
    return body_html(paper, entries_at=ENTRIES, headed=headed)


def handling_of(viewer: Viewer, *, words: Wording) -> str:
    """Return the marking of a page of the viewer's seat, as it stands on its papers."""
    return handling(viewer.state, seat=viewer.seat.key, wording=words)


def as_of(typed: str, viewer: Viewer, *, words: Wording) -> tuple[str, View]:
    """Return what is wrong with a time that was typed, if anything, and what the viewer sees of what was known by it.

    Everything, as of now, where nothing was typed or what was typed is no time.
    """
    now = view_of(viewer, words=words)
    if not typed.strip():
        return "", now
    try:
        moment = read_known(typed.strip())
    except ValueError:
        return no_time(typed, words=words), now
    return "", View(state=viewer.known_by(moment), moment=moment, words=words)


def no_time(typed: str, *, words: Wording) -> str:
    """Say that what was typed is no time."""
    message = mark(
        "“{typed}” is no time: write a day such as 2017-01-23, or a day and an hour such as 2017-01-23T09:00Z."
    )
    return words(message, typed=typed[:60])


def view_of(viewer: Viewer, *, words: Wording) -> View:
    """Return everything that a viewer sees, as of now, to be put into words."""
    return View(state=viewer.state, moment=live_moment(viewer.state, now=viewer.moment), words=words)


def allowed(action: Action) -> Callable[[Answer], Answer]:
    """Tell a seat that may not do something so, before a page that would let it."""

    def guarded(answer: Answer) -> Answer:
        @wraps(answer)
        def asked(request: HttpRequest, viewer: Viewer, **parts: object) -> HttpResponse:
            if viewer.may(action):
                return answer(request, viewer, **parts)
            title, instead = map(words_of(request), NOT_IN_YOUR_MANDATE[action])
            template = "not_in_your_mandate.html"
            return page(request, template, viewer=viewer, status=403, title=title, instead=instead)

        return asked

    return guarded


def freshly_signed_in(answer: Answer) -> Callable[..., HttpResponse]:
    """Ask whoever signed in a while ago to do so once more, before a page that does what cannot be taken back."""

    @wraps(answer)
    def asked(request: HttpRequest, viewer: Viewer, **parts: object) -> HttpResponse:
        if sessions.is_fresh(request, at=viewer.moment):
            return answer(request, viewer, **parts)
        return redirect(f"{reverse('fresh')}?{urlencode({'on': request.path})}")

    return asked


def seated(answer: Answer) -> Answer:
    """Ask who is asking before a page does, and send whoever has no access, or none any more, to sign in."""

    @wraps(answer)
    def asked(request: HttpRequest, **parts: object) -> HttpResponse:
        person = sessions.person_of(request)
        viewer = viewer_of(person) if person else visitor_of(request.COOKIES.get(VISITS, ""))
        if viewer is None:
            sessions.end(request)
            return redirect("sign-in")
        return answer(request, viewer, **parts)

    return asked

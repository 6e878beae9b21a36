"""A proposed seating plan for a round or a meeting, drawn, in words, and as a list with its twins in CSV and JSON."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.documents import seating_plan
from parley.documents.briefing.view import View
from parley.documents.paper import Table
from parley.documents.seating_plan import Laying
from parley.process.seating import Gathering, Shape, arranged, between, gatherings, next_gathering
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import page, paper_body, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import mark

SHAPES = {"round": (Shape.ROUND, mark("Round")), "u": (Shape.U, mark("In the shape of a U"))}
PARTS = (seating_plan.the_plan, seating_plan.the_reasons, seating_plan.the_formats)


@require_safe
@seated
def seating_page(request: HttpRequest, viewer: Viewer, *, suffix: str = "") -> HttpResponse:
    """Show the plan for what was chosen, or else for the next round; what is hidden is as absent as what is not."""
    words = words_of(request)
    view = view_of(viewer, words=words)
    every = gatherings(viewer.state)
    of, shape = request.GET.get("of", ""), request.GET.get("shape", "")
    chosen = next((one for one in every if one.id == of), None)
    if chosen is None and of:
        raise Http404
    chosen = chosen or next_gathering(viewer.state, moment=view.moment)
    title = words("Seating plan")
    if chosen is None:
        if suffix:
            return listed(request, viewer, _nothing(view), suffix=suffix)
        return page(request, "seating.html", viewer=viewer, title=title, choices=[])
    laid = _laid(view, chosen, shape=SHAPES.get(shape, SHAPES["round"])[0])
    parts = [lambda view, part=part: part(view, laid) for part in (PARTS if chosen.bodies else PARTS[:1])]
    return listed(
        request,
        viewer,
        seating_plan.places(view, laid),
        suffix=suffix,
        template="seating.html",
        title=title,
        body="" if suffix else paper_body(viewer, view, parts=parts, title=title, headed=True),
        choices=[(one.id, _named(view, one), one.id == chosen.id) for one in every],
        shapes=[(key, words(name), one is laid.shape) for key, (one, name) in SHAPES.items()],
    )


def _laid(view: View, chosen: Gathering, *, shape: Shape) -> Laying:
    among = between(view.state, guests=chosen.bodies, moment=view.moment)
    found = arranged(chosen.bodies, among=among, shape=shape)
    other = next(one for one, _ in SHAPES.values() if one is not shape)
    elsewhere = None if found.order else arranged(chosen.bodies, among=among, shape=other)
    return Laying(gathering=chosen, among=among, shape=shape, found=found, elsewhere=elsewhere)


def _named(view: View, one: Gathering) -> str:
    return view.words("{name}, {when}", name=one.name, when=view.when(one.when))


def _nothing(view: View) -> Table:
    """Return the list of a table that nobody comes to."""
    columns = tuple(map(view.words, seating_plan.COLUMNS))
    return Table(title=view.words("Seating plan"), corner=view.words("place"), columns=columns, rows=())

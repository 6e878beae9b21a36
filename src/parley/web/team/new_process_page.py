"""A new process, from one page: who comes, on what, when; then the invitations to hand over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.intake.delegations import read_delegations
from parley.actions.intake.found import NotTaken
from parley.actions.mandate import Action
from parley.actions.registry import OpenProcess
from parley.web import doorkeeper, sessions
from parley.web.language import words_of
from parley.web.pages import allowed, freshly_signed_in, page, seated
from parley.web.recording import new_token, token_given
from parley.web.team.new_process_form import FIRST_ROWS, MORE_ROWS, NewProcessForm, filled
from parley.web.viewer import Viewer
from parley.wording import mark

REFUSED = 422
NO_TABLE = mark("Choose a file first: an .xlsx or .csv table of the delegations.")


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.OPEN_A_PROCESS)
@freshly_signed_in
def new_process_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the plan of a process, or open it; sent twice it is opened once."""
    words = words_of(request)
    if request.method != "POST":
        return _form(request, viewer, NewProcessForm(words=words, rows=FIRST_ROWS), token=new_token())
    token, rows, step = token_given(request), _rows(request), request.POST.get("step")
    if step == "more":
        given = {name: request.POST.get(name, "") for name in request.POST}
        return _form(request, viewer, NewProcessForm(words=words, rows=rows + MORE_ROWS, given=given), token=token)
    if step == "read":
        return _from_table(request, viewer, rows=rows, token=token)
    form = NewProcessForm(request.POST, words=words, rows=rows)
    if not form.is_valid():
        return _form(request, viewer, form, token=token)
    new = form.new()
    many = len(new.persons) + sum(len(party.persons) for party in new.parties)
    digests = tuple(
        doorkeeper.digest_of(doorkeeper.invitation_for(token, number=number)).hex() for number in range(many)
    )
    told = doorkeeper.ask(viewer, request=token, asked=OpenProcess(new=new, digests=digests))
    if fault := doorkeeper.fault(told, words=words):
        form.add_error(None, fault)
        return _form(request, viewer, form, token=token)
    return redirect("opened-process", token)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.OPEN_A_PROCESS)
@freshly_signed_in
def opened_process_page(request: HttpRequest, viewer: Viewer, *, request_of: str) -> HttpResponse:
    """Show the invitations of a process just opened, until its opener goes in as the first of its desk."""
    told = doorkeeper.answer_to(viewer, request=request_of)
    if told is None or not told.invited:
        raise Http404
    if request.method == "POST":
        doorkeeper.forget(viewer, request=request_of)
        sessions.begin(request, person=told.invited[0].person, at=viewer.moment)
        return redirect("home")
    addresses = (
        reverse("invitation", args=[doorkeeper.invitation_for(request_of, number=number)])
        for number in range(len(told.invited))
    )
    links = [
        (f"{one.name}, {one.login}", request.build_absolute_uri(address))
        for one, address in zip(told.invited, addresses, strict=True)
    ]
    context: dict[str, Any] = {"links": links, "process": told.process, "address": request.path}
    return page(request, "opened_process.html", viewer=viewer, first=told.invited[0].name, **context)


def _from_table(request: HttpRequest, viewer: Viewer, *, rows: int, token: str) -> HttpResponse:
    """Fill the rows from a table of delegations; whatever else was typed stays."""
    words, table = words_of(request), request.FILES.get("table")
    given = {name: request.POST.get(name, "") for name in request.POST}
    if table is None:
        form, error = NewProcessForm(words=words, rows=rows, given=given), words(NO_TABLE)
        return _form(request, viewer, form, token=token, error=error)
    try:
        given, error = filled(read_delegations(table.read()), given=given), ""
    except NotTaken as fault:
        error = words(fault.why.message, **dict(fault.why.names))
    rows = max(rows, sum(name.startswith("party_") for name in given))
    form = NewProcessForm(words=words, rows=rows, given=given)
    return _form(request, viewer, form, token=token, error=error)


def _rows(request: HttpRequest) -> int:
    typed = request.POST.get("rows", "")
    return int(typed) if typed.isdecimal() and len(typed) < len("100") else FIRST_ROWS


def _form(request: HttpRequest, viewer: Viewer, form: NewProcessForm, *, token: str, error: str = "") -> HttpResponse:
    refused = form.is_bound or bool(error)
    context = {"form": form, "token": token, "error": error, "address": reverse("new-process")}
    return page(
        request, "new_process.html", viewer=viewer, refused=refused, status=REFUSED if refused else 200, **context
    )

"""Adding a statement: the form, the page that says who will read it, and the entry."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action, NotInYourMandate
from parley.actions.statements import make_statement
from parley.record.entry import Malformed
from parley.record.leaning import Unsupported
from parley.record.references import BYTES_OF_SALT, BYTES_OF_TOKEN
from parley.record.refusals import NotYours, TokenUsed
from parley.web.language import words_of
from parley.web.pages import page, seated
from parley.web.statement_form import StatementForm, readers
from parley.web.viewer import Viewer, random_bytes
from parley.wording import Wording, mark

TOKEN = re.compile(rf"[0-9a-f]{{{2 * BYTES_OF_TOKEN}}}")
FIELD_AT_FAULT = {"speaker": "speaker", "to": "to", "about": "about", "seat": "terms_to"}
HIDDEN_FROM_SOME = {
    "speaker": mark(
        "Not everyone in this room may see that this speaker is on record. Choose another one, or another room."
    ),
    "to": mark("Not everyone in this room may see that one of these is on record. Choose others, or another room."),
    "about": mark("Not everyone in this room may see that one of these issues is on record. Choose others."),
    "terms_to": mark("Not everyone in this room knows one of these seats. Choose others, or another room."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def statement_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form; then who will read the statement; then put it on record."""
    if not viewer.may(Action.MAKE_A_STATEMENT):
        return page(request, "no_statements.html", viewer=viewer, status=403)
    if request.method != "POST":
        return _form(request, viewer, StatementForm(viewer, words=words_of(request)), token=_new_token())
    form = StatementForm(viewer, words=words_of(request), typed=request.POST)
    given = request.POST.get("token", "")
    token = given if TOKEN.fullmatch(given) else _new_token()
    step = request.POST.get("step")
    if step == "edit" or not form.is_valid():
        return _form(request, viewer, form, token=token, refused=step != "edit")
    return (_save if step == "save" else _review)(request, viewer, form, token=token)


def _save(request: HttpRequest, viewer: Viewer, form: StatementForm, *, token: str) -> HttpResponse:
    """Put the statement on record; the same token a second time, as of a double click, makes no second entry."""
    try:
        viewer.does(
            make_statement,
            draft=form.draft(),
            room=form.cleaned_data["room"],
            token=bytes.fromhex(token),
            salt=random_bytes(BYTES_OF_SALT),
        )
    except TokenUsed:
        message = mark("This form was saved before, with other words, and those stand. Continue to add these as well.")
        form.add_error(None, words_of(request)(message))
        return _form(request, viewer, form, token=_new_token(), refused=True)
    except (Malformed, NotInYourMandate, NotYours, Unsupported) as refusal:
        form.add_error(*_at_fault(refusal, words=words_of(request)))
        return _form(request, viewer, form, token=token, refused=True)
    return redirect(f"{reverse('briefing')}#section-statements")


def _form(
    request: HttpRequest, viewer: Viewer, form: StatementForm, *, token: str, refused: bool = False
) -> HttpResponse:
    return page(
        request,
        "statement.html",
        viewer=viewer,
        form=form,
        token=token,
        refused=refused,
        status=422 if refused else 200,
    )


def _review(request: HttpRequest, viewer: Viewer, form: StatementForm, *, token: str) -> HttpResponse:
    room = form.rooms[form.cleaned_data["room"]]
    typed = [(name, value) for name in form.fields for value in form.data.getlist(name)]
    return page(
        request,
        "statement_review.html",
        viewer=viewer,
        room=room,
        readers=readers(room, words=words_of(request)),
        answers=list(form.answers()),
        typed=typed,
        token=token,
    )


def _at_fault(refusal: Exception, *, words: Wording) -> tuple[str | None, str]:
    """Return the field that is at fault, if one is, and what to say; the same of what is hidden and of what is not."""
    if isinstance(refusal, Unsupported) and refusal.field in FIELD_AT_FAULT:
        field = FIELD_AT_FAULT[refusal.field]
        return field, words(HIDDEN_FROM_SOME[field])
    if isinstance(refusal, NotYours):
        return "room", words("Nothing can be put on record in this room. Choose another room.")
    message = str(refusal)
    return None, message[:1].upper() + message[1:] + "."


def _new_token() -> str:
    return random_bytes(BYTES_OF_TOKEN).hex()

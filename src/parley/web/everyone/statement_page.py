"""Adding a statement."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.web.everyone.statement_form import StatementForm
from parley.web.language import words_of
from parley.web.pages import allowed, seated
from parley.web.recording import Recording, recording
from parley.web.viewer import Viewer
from parley.wording import mark

HIDDEN_FROM_SOME = {
    "speaker": mark(
        "Not everyone in this room may see that this speaker is on record. Choose another one, or another room."
    ),
    "to": mark("Not everyone in this room may see that one of these is on record. Choose others, or another room."),
    "about": mark("Not everyone in this room may see that one of these issues is on record. Choose others."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.PUT_ON_RECORD)
def statement_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form; then who will read the statement; then put it on record."""
    words = words_of(request)
    how = Recording(
        form=lambda typed: StatementForm(viewer, words=words, typed=typed, given=request.GET.dict()),
        template="statement.html",
        address=reverse("statement"),
        title=words("Add a statement"),
        hidden=HIDDEN_FROM_SOME,
    )
    return recording(request, viewer, how)

"""The page on which whoever is signed in does so once more, before what cannot be taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.web import doorkeeper, sessions
from parley.web.entrance.passkeys import ask_device, given, host_of
from parley.web.language import words_of
from parley.web.pages import allowed, page, seated
from parley.web.viewer import Viewer
from parley.wording import mark

TITLE = mark("Sign in once more")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("typed", "password")
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
def fresh_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for password and code, or a passkey, of the very person who is signed in, and lead on."""
    on = _on(request)
    here = f"{reverse('fresh')}?{urlencode({'on': on})}"
    step = request.POST.get("step", "")
    if step == "ask":
        asked, state = doorkeeper.ask_for_passkey(host=host_of(request))
        sessions.keep_challenge(request, state)
        return ask_device(request, viewer=viewer, options=asked, address=here, step="answer", back=here, title=TITLE)
    refused = request.method == "POST"
    if refused and _person(request, viewer, step=step) == viewer.person:
        sessions.signed_in_again(request, at=viewer.moment)
        return redirect(on)
    context = {"title": words_of(request)(TITLE), "refused": refused, "address": here}
    return page(request, "fresh.html", viewer=viewer, status=403 if refused else 200, **context)


def _person(request: HttpRequest, viewer: Viewer, *, step: str) -> str | None:
    if step == "answer":
        state, response = sessions.take_challenge(request), given(request)
        if state is None or response is None:
            return None
        return doorkeeper.sign_in_with_passkey(host=host_of(request), state=state, response=response)
    password, code = request.POST.get("password", ""), request.POST.get("code", "")
    return doorkeeper.sign_in(login=doorkeeper.account_of(viewer).login, password=password, code=code)


def _on(request: HttpRequest) -> str:
    """Return the page of these pages that the reader was on the way to, the home page where there is none."""
    on = request.GET.get("on", "")
    here = url_has_allowed_host_and_scheme(on, allowed_hosts=None) and on.startswith("/")
    return on if here else reverse("home")

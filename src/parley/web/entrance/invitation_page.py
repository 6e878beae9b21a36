"""An invitation: the person whom it is for chooses how to sign in, and is in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from parley.record.accounts import Account
from parley.web import doorkeeper, sessions
from parley.web.entrance.passkeys import ask_device, given, host_of
from parley.web.entrance.way_in_form import WayIn
from parley.web.language import words_of
from parley.web.pages import page
from parley.web.viewer import now_there
from parley.wording import mark

REFUSED = 422
GONE = mark("This invitation does not hold, or holds no more. Ask whoever gave it to you for a new one.")
TITLE = mark("Your invitation")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
def invitation_page(request: HttpRequest, *, secret: str) -> HttpResponse:
    """Show how one may sign in, or set that up; one that holds no more and one that never did give the same page."""
    account = doorkeeper.invited(secret)
    if account is None:
        return page(request, "no_invitation.html", words_for=words_of(request)(GONE), status=404)
    here = reverse("invitation", args=[secret])
    step = request.POST.get("step", "")
    if step == "passkey":
        asked, state = doorkeeper.new_passkey(account, host=host_of(request))
        sessions.keep_challenge(request, state)
        return ask_device(request, options=asked, address=here, step="made", back=here, title=TITLE, names=True)
    if step == "made":
        return _with_passkey(request, account, secret=secret)
    form = WayIn(
        request.POST if step == "password" else None,
        words=words_of(request),
        nonce=doorkeeper.nonce_of(secret),
        login=account.login,
    )
    if step != "password" or not form.is_valid():
        return _choice(request, account, form, here=here)
    if not doorkeeper.take_up_with_password(secret, person=account.person, password=form.cleaned_data["password"]):
        return redirect("sign-in")
    return _in(request, account)


def _with_passkey(request: HttpRequest, account: Account, *, secret: str) -> HttpResponse:
    state, response = sessions.take_challenge(request), given(request)
    here = reverse("invitation", args=[secret])
    made = None
    if state is not None and response is not None:
        name = request.POST.get("name", "").strip()
        made = doorkeeper.made_passkey(account.person, host=host_of(request), state=state, response=response, name=name)
    if made is None:
        form = WayIn(words=words_of(request), nonce=doorkeeper.nonce_of(secret), login=account.login)
        message = words_of(request)(
            "The device’s answer could not be used. Try again, or choose a password and an app."
        )
        return _choice(request, account, form, here=here, error=message)
    if not doorkeeper.keep_passkey(made, invitation=secret):
        return redirect("sign-in")
    return _in(request, account)


def _choice(request: HttpRequest, account: Account, form: WayIn, *, here: str, error: str = "") -> HttpResponse:
    refused = form.is_bound or bool(error)
    shown: dict[str, Any] = {
        "form": form,
        "refused": refused,
        "address": here,
        "login": account.login,
        "app": form.app(),
    }
    title = words_of(request)(TITLE)
    return page(request, "invitation.html", title=title, error=error, status=REFUSED if refused else 200, **shown)


def _in(request: HttpRequest, account: Account) -> HttpResponse:
    sessions.begin(request, person=account.person, at=now_there())
    return redirect("home")

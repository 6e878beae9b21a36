"""Signing in with a passkey: the page that asks the device, and what its answer is read into."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.web import doorkeeper, sessions
from parley.web.language import words_of
from parley.web.pages import page
from parley.web.viewer import Viewer, now_there
from parley.wording import mark

MOST_LETTERS = 20_000
ASK = mark("The device that you signed in with before shows you the way. Nothing about you leaves it but the proof.")
MAKE = mark("Your device makes a passkey and keeps it behind its own lock: finger, face or PIN. It is used here alone.")


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_page(request: HttpRequest) -> HttpResponse:
    """Ask the device for a passkey, or sign in with its answer; whatever is wrong with it gives the same page."""
    if request.method != "POST":
        return redirect("sign-in")
    if request.POST.get("step") == "ask":
        asked, expected = doorkeeper.ask_for_passkey(host=host_of(request))
        sessions.keep_challenge(request, expected)
        return ask_device(
            request, options=asked, address=reverse("passkey"), step="answer", back=reverse("sign-in"), title="Sign in"
        )
    state, response = sessions.take_challenge(request), given(request)
    person = None
    if state is not None and response is not None:
        person = doorkeeper.sign_in_with_passkey(host=host_of(request), state=state, response=response)
    if person is None:
        return page(request, "sign_in.html", login="", refused=True, status=403)
    sessions.begin(request, person=person, at=now_there())
    return redirect("home")


def ask_device(
    request: HttpRequest,
    *,
    options: dict[str, Any],
    address: str,
    step: str,
    back: str,
    title: str,
    viewer: Viewer | None = None,
    names: bool = False,
) -> HttpResponse:
    """Return the page on which the device makes a passkey, or proves that it has one."""
    words = words_of(request)
    return page(
        request,
        "passkey.html",
        viewer=viewer,
        title=words(title),
        instead=words(MAKE if names else ASK),
        options=json.dumps(options),
        address=address,
        step=step,
        back=back,
        names=names,
    )


def given(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the device answered; None where it is nothing that a device answers."""
    text = request.POST.get("credential", "")
    if len(text) > MOST_LETTERS:
        return None
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def host_of(request: HttpRequest) -> str:
    """Return the name under which the browser reached this server, for which alone its passkeys hold."""
    return request.get_host().partition(":")[0]

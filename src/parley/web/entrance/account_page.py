"""One's own account: the ways in which one signs in, added, renewed and taken away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.web import doorkeeper, sessions
from parley.web.entrance.passkeys import ask_device, given, host_of
from parley.web.entrance.way_in_form import WayIn
from parley.web.language import words_of
from parley.web.pages import allowed, freshly_signed_in, page, seated
from parley.web.recording import token_given
from parley.web.viewer import Viewer
from parley.wording import mark

REFUSED = 422
PASSKEY = mark("A further passkey")
PASSWORD = mark("Another password")
UNUSABLE = mark("The device’s answer could not be used. Try again.")
LAST = mark("This is your only way in. Add another before you take it away.")


@require_http_methods(["GET", "HEAD"])
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
def account_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one's login and the ways in."""
    return _shown(request, viewer)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
@freshly_signed_in
def add_passkey_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Let the device make a further passkey."""
    here, back = reverse("add-passkey"), reverse("account")
    if request.method != "POST":
        asked, expected = doorkeeper.new_passkey(doorkeeper.account_of(viewer), host=host_of(request))
        sessions.keep_challenge(request, expected)
        return ask_device(
            request, viewer=viewer, options=asked, address=here, step="made", back=back, title=PASSKEY, names=True
        )
    state, response = sessions.take_challenge(request), given(request)
    name = request.POST.get("name", "").strip()
    made = None
    if state is not None and response is not None:
        made = doorkeeper.made_passkey(viewer.person, host=host_of(request), state=state, response=response, name=name)
    if made is None:
        return _shown(request, viewer, error=words_of(request)(UNUSABLE))
    doorkeeper.keep_passkey(made)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
@freshly_signed_in
def remove_passkey_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take a passkey away, unless it is the only way in."""
    if request.method == "POST":
        account, keys = doorkeeper.account_of(viewer), doorkeeper.passkeys(viewer.person)
        if len(keys) < 2 and not account.has_password:  # noqa: PLR2004 - the last one of them
            return _shown(request, viewer, error=words_of(request)(LAST))
        for one in keys:
            if one.id.hex() == request.POST.get("passkey"):
                doorkeeper.remove_passkey(viewer.person, key=one.id)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
@seated
@allowed(Action.KEEP_AN_ACCOUNT)
@freshly_signed_in
def password_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set another password with another authenticator app."""
    login, words = doorkeeper.account_of(viewer).login, words_of(request)
    token = token_given(request)
    nonce = doorkeeper.nonce_of(f"{viewer.person} {token}")
    form = WayIn(request.POST if request.method == "POST" else None, words=words, nonce=nonce, login=login)
    if form.is_bound and form.is_valid():
        doorkeeper.set_password(viewer.person, password=form.cleaned_data["password"], nonce=nonce)
        return redirect("account")
    shown = {
        "form": form,
        "refused": form.is_bound,
        "address": reverse("password"),
        "login": login,
        "app": form.app(),
        "token": token,
    }
    status = REFUSED if form.is_bound else 200
    return page(request, "password.html", viewer=viewer, title=words(PASSWORD), status=status, **shown)


def _shown(request: HttpRequest, viewer: Viewer, *, error: str = "") -> HttpResponse:
    account = doorkeeper.account_of(viewer)
    keys = [(one.id.hex(), one.name, one.added.date().isoformat()) for one in doorkeeper.passkeys(viewer.person)]
    context: dict[str, object] = {
        "error": error,
        "login": account.login,
        "has_password": account.has_password,
        "uses_codes": account.uses_codes,
        "passkeys": keys,
        "calendar": request.build_absolute_uri(
            reverse("calendar-feed", args=[doorkeeper.calendar_secret(viewer.person)])
        ),
    }
    return page(request, "account.html", viewer=viewer, status=REFUSED if error else 200, **context)

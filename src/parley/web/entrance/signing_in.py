"""Signing in and out."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from parley.web import doorkeeper, sessions
from parley.web.pages import page
from parley.web.viewer import now_there, viewer_of

LONGEST = 300


class SignIn(forms.Form):
    """A login, a password and a code, as typed."""

    login = forms.CharField(max_length=LONGEST)
    password = forms.CharField(max_length=LONGEST, strip=False)
    code = forms.CharField(max_length=LONGEST, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in; an unknown login, a wrong password and too many attempts give the same page."""
    if request.method != "POST":
        person = sessions.person_of(request)
        if person and viewer_of(person):
            return redirect("home")
        return page(request, "sign_in.html", login="", refused=False)
    form = SignIn(request.POST)
    if form.is_valid():
        person = doorkeeper.sign_in(**form.cleaned_data)
        if person is not None:
            sessions.begin(request, person=person, at=now_there())
            return redirect("home")
    login = request.POST.get("login", "")[:LONGEST]
    return page(request, "sign_in.html", login=login, refused=True, status=403)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sessions.end(request)
    return redirect("sign-in")

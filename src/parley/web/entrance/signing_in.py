"""Signing in and out."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from parley.web import sessions, viewer
from parley.web.pages import page

LONGEST = 300


class SignIn(forms.Form):
    """A login and a password, as typed."""

    login = forms.CharField(max_length=LONGEST)
    password = forms.CharField(max_length=LONGEST, strip=False)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in; an unknown login, a wrong password and too many attempts give the same page."""
    if request.method != "POST":
        person = sessions.person_of(request)
        if person and viewer.viewer_of(person):
            return redirect("home")
        return page(request, "sign_in.html", login="", refused=False)
    form = SignIn(request.POST)
    if form.is_valid():
        login, password = form.cleaned_data["login"], form.cleaned_data["password"]
        person = viewer.sign_in(login=login, password=password)
        if person is not None:
            sessions.begin(request, person=person)
            return redirect("home")
    login = request.POST.get("login", "")[:LONGEST]
    return page(request, "sign_in.html", login=login, refused=True, status=403)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sessions.end(request)
    return redirect("sign-in")

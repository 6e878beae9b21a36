"""How anything is put on record on the pages: the form, then who will read it, then the entry, once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from parley.actions.entries import put_on_record
from parley.actions.mandate import NotInYourMandate
from parley.record.entry import Malformed
from parley.record.leaning import SaidElsewhere, Unsupported
from parley.record.references import BYTES_OF_SALT, BYTES_OF_TOKEN
from parley.record.refusals import NotYours, TokenUsed
from parley.web.envelope import RecordForm, readers
from parley.web.language import words_of
from parley.web.pages import page
from parley.web.viewer import Viewer, random_bytes
from parley.wording import Wording, mark

TOKEN = re.compile(rf"[0-9a-f]{{{2 * BYTES_OF_TOKEN}}}")
FIELDS = {"seat": "terms_to"}
HIDDEN_FROM_SOME = {
    "evidence": mark("Not everyone in this room may see that one of these is on record. Choose others."),
    "terms_to": mark("Not everyone in this room knows one of these seats. Choose others, or another room."),
}
ELSEWHERE = mark("A correction or a translation stands in the room where the words stand. Choose that room.")
OTHERWISE = mark("Not everyone in this room may see that this is on record. Choose something else, or another room.")


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One form for the record.

    Args:
        form: what makes it, empty or from what was typed.
        template: the page that shows it.
        address: where it is sent.
        title: what the page is called.
        hidden: what to say of a field that names what some in the room may not see.
        done: the name of the page about the entry to which the browser goes once it is saved.
    """

    form: Callable[[object], RecordForm]
    template: str
    address: str
    title: str
    hidden: Mapping[str, str]
    done: str = "entry"


def recording(request: HttpRequest, viewer: Viewer, how: Recording) -> HttpResponse:
    """Show the form; then who will read the entry; then put it on record."""
    if request.method != "POST":
        return begun(request, viewer, how)
    form = how.form(request.POST)
    token = token_given(request)
    step = request.POST.get("step")
    if step == "edit" or not form.is_valid():
        return _form(request, viewer, how, form, token=token, refused=step != "edit")
    return (_save if step == "save" else _review)(request, viewer, how, form, token=token)


def begun(request: HttpRequest, viewer: Viewer, how: Recording) -> HttpResponse:
    """Show the form as it is before anything was typed, where something else was sent first."""
    return _form(request, viewer, how, how.form(None), token=new_token())


def _save(request: HttpRequest, viewer: Viewer, how: Recording, form: RecordForm, *, token: str) -> HttpResponse:
    """Put it on record; the same token a second time, as of a double click, makes no second entry."""
    words = words_of(request)
    try:
        placed = viewer.does(
            put_on_record,
            draft=form.draft(),
            room=form.cleaned_data["room"],
            token=bytes.fromhex(token),
            salt=random_bytes(BYTES_OF_SALT),
        )
    except TokenUsed:
        message = mark("This form was saved before, with other words, and those stand. Continue to add these as well.")
        form.add_error(None, words(message))
        return _form(request, viewer, how, form, token=new_token(), refused=True)
    except (Malformed, NotInYourMandate, NotYours, Unsupported) as refusal:
        form.add_error(*_at_fault(refusal, form=form, hidden=how.hidden, words=words))
        return _form(request, viewer, how, form, token=token, refused=True)
    return redirect(reverse(how.done, args=[placed.id]))


def _form(
    request: HttpRequest, viewer: Viewer, how: Recording, form: RecordForm, *, token: str, refused: bool = False
) -> HttpResponse:
    status = 422 if refused else 200
    shown = {"form": form, "token": token, "refused": refused, "address": how.address, "title": how.title}
    return page(request, how.template, viewer=viewer, status=status, **shown)


def _review(request: HttpRequest, viewer: Viewer, how: Recording, form: RecordForm, *, token: str) -> HttpResponse:
    room = form.rooms[form.cleaned_data["room"]]
    typed = [(name, value) for name in form.fields for value in form.data.getlist(name)]
    return page(
        request,
        "review.html",
        viewer=viewer,
        address=how.address,
        room=room,
        readers=readers(room, words=words_of(request)),
        answers=list(form.answers()),
        typed=typed,
        token=token,
    )


def _at_fault(
    refusal: Exception, *, form: RecordForm, hidden: Mapping[str, str], words: Wording
) -> tuple[str | None, str]:
    """Return the field that is at fault, if one is, and what to say; the same of what is hidden and of what is not."""
    if isinstance(refusal, Unsupported):
        name = refusal.field.replace(" ", "_")
        name = FIELDS.get(name, name)
        told = {**HIDDEN_FROM_SOME, **hidden}
        for field in (name, f"what_{name}"):
            if field in form.fields:
                return field, words(ELSEWHERE if isinstance(refusal, SaidElsewhere) else told.get(field, OTHERWISE))
    if isinstance(refusal, NotYours):
        return "room", words("Nothing can be put on record in this room. Choose another room.")
    message = str(refusal)
    return None, message[:1].upper() + message[1:] + "."


def token_given(request: HttpRequest) -> str:
    """Return the hidden token of a form, so that sending it twice is sending it once; a new one if it was lost."""
    given = request.POST.get("token", "")
    return given if TOKEN.fullmatch(given) else new_token()


def new_token() -> str:
    """Return the hidden token of a new form."""
    return random_bytes(BYTES_OF_TOKEN).hex()

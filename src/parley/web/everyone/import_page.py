"""Importing notes, tables and mails: a file or a text, then what was found in it, then what of it goes on record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.entries import put_on_record
from parley.actions.intake.found import NotTaken
from parley.actions.mandate import Action, NotInYourMandate
from parley.record.entry import Draft, Malformed
from parley.record.kinds.papers import NoteMade
from parley.record.leaning import Unsupported
from parley.record.references import BYTES_OF_SALT
from parley.record.refusals import NotYours, TokenUsed
from parley.web.envelope import readers
from parley.web.everyone.import_form import ImportForm, said
from parley.web.everyone.import_preview import (
    NOTHING_KEPT,
    Preview,
    choices_for,
    field_of,
    previewed,
    sent_back,
)
from parley.web.everyone.import_tables import KINDS, TablePiece, faults, label_of, same_choices
from parley.web.form_fields import Choices, by_name, called
from parley.web.language import words_of
from parley.web.listing import REFUSED
from parley.web.pages import allowed, page, seated
from parley.web.recording import new_token, token_given
from parley.web.viewer import Viewer, random_bytes
from parley.wording import Wording, mark

USED = mark("This was saved before, otherwise than it is now, and that stands. Save again to add this as well.")
NO_ROOM = mark("Nothing can be put on record in this room. Choose another room.")
SOME_HIDDEN = mark(
    "Not everyone in this room may see all that the rows name. Leave those rows, or choose another room."
)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.PUT_ON_RECORD)
def import_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form; then what was found; then put on record what is ticked of it."""
    words = words_of(request)
    if request.method != "POST":
        return _form(request, viewer, ImportForm(viewer, words=words))
    if request.POST.get("step") in {"look", "save"}:
        return _back(request, viewer, words=words)
    form = ImportForm(viewer, words=words, typed=request.POST, files=request.FILES)
    if not form.is_valid():
        return _form(request, viewer, form, refused=True)
    room, token = form.cleaned_data["room"], new_token()
    return _shown(request, viewer, previewed(form.found, room=room, token=token, viewer=viewer, words=words))


def _back(request: HttpRequest, viewer: Viewer, *, words: Wording) -> HttpResponse:
    """Show what came back once more, or save it."""
    try:
        preview = sent_back(request.POST, token=token_given(request), viewer=viewer)
    except (NotTaken, LookupError) as refusal:
        form = ImportForm(viewer, words=words, typed=request.POST)
        form.errors.clear()
        if isinstance(refusal, NotTaken):
            form.add_error("file", said(refusal.why, words=words))
        else:
            form.add_error("room", words(NO_ROOM))
        return _form(request, viewer, form, refused=True)
    if request.POST["step"] == "look" or preview.has_changed(words=words):
        return _shown(request, viewer, preview, refused=request.POST["step"] == "save")
    return _save(request, viewer, preview, words=words)


def _save(request: HttpRequest, viewer: Viewer, preview: Preview, *, words: Wording) -> HttpResponse:
    """Put on record all that is ticked; sent a second time, it is the same entries."""
    drafts = preview.drafts(words=words)
    if preview.errors or not drafts:
        wrong = [] if preview.errors else [words(NOTHING_KEPT)]
        return _shown(request, viewer, preview, refused=True, wrong=wrong)
    try:
        placed = [_put(viewer, draft, token=token, room=preview.room.room) for token, draft in drafts]
    except (Malformed, NotInYourMandate, NotYours, TokenUsed, Unsupported) as refusal:
        if isinstance(refusal, TokenUsed):
            preview.token = new_token()
        return _shown(request, viewer, preview, refused=True, wrong=[_refusal(refusal, words=words)])
    if len(drafts) == 1 and isinstance(drafts[0][1].what, NoteMade):
        return redirect(reverse("note-proposals", args=[placed[0]]))
    return redirect(reverse("room", args=[preview.room.room]))


def _refusal(refusal: Exception, *, words: Wording) -> str:
    match refusal:
        case TokenUsed():
            return words(USED)
        case NotYours():
            return words(NO_ROOM)
        case Unsupported():
            return words(SOME_HIDDEN)
        case _:
            message = str(refusal)
            return f"{message[:1].upper()}{message[1:]}."


def _put(viewer: Viewer, draft: Draft[Any], *, token: bytes, room: str) -> str:
    salt = random_bytes(BYTES_OF_SALT)
    made = viewer.does(put_on_record, draft=draft, room=room, token=token, salt=salt)
    return str(made.id)


def _form(request: HttpRequest, viewer: Viewer, form: ImportForm, *, refused: bool = False) -> HttpResponse:
    status = REFUSED if refused else 200
    return page(request, "import.html", viewer=viewer, status=status, form=form, refused=refused)


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    preview: Preview,
    *,
    refused: bool = False,
    wrong: list[str] | None = None,
) -> HttpResponse:
    """Return the page that shows what would be put on record."""
    words = words_of(request)
    asked = [
        (
            field_of(key),
            one.name,
            preview.names.decision(key, one),
            choices_for(one, names=preview.names, viewer=viewer, words=words),
        )
        for key, one in sorted(preview.names.asked.items())
    ]
    return page(
        request,
        "import_preview.html",
        viewer=viewer,
        status=REFUSED if refused else 200,
        preview=preview,
        readers=readers(preview.room, words=words),
        asked=asked,
        tables=[_table(one, preview=preview, viewer=viewer, words=words) for one in preview.tables],
        refused=refused,
        errors=preview.errors,
        wrong=wrong or [],
    )


def _table(piece: TablePiece, *, preview: Preview, viewer: Viewer, words: Wording) -> dict[str, object]:
    """Return what the page shows of a table."""
    why = faults(piece, words=words)
    rows = [(one.row, piece.keeps(one), why.get(one.row.number, "")) for one in piece.read]
    labels = [(name, label_of(name, piece=piece, words=words)) for name in (*piece.fields, *piece.extra)]
    columns = [(at, heading, piece.columns[at : at + 1]) for at, heading in enumerate(piece.headings)]
    return {
        "piece": piece,
        "digest": piece.digest(preview.decided),
        "offered": " ".join(str(one.row.number) for one in piece.read if one.draft is not None),
        "kinds": [(kind, words.choice(kind)) for kind in KINDS],
        "columns": [(at, heading or str(at + 1), taken[0] if taken else "") for at, heading, taken in columns],
        "labels": labels,
        "unsaid": [
            (one.name, label_of(one.name, piece=piece, words=words), piece.always.get(one.name, ""), choices)
            for one in piece.unsaid
            for choices in [_always(piece, one.name, preview=preview, viewer=viewer, words=words)]
        ],
        "rows": rows,
        "words": () if piece.read else piece.rows,
    }


def _always(piece: TablePiece, name: str, *, preview: Preview, viewer: Viewer, words: Wording) -> Choices | None:
    """Return what can be chosen for every row; None where it is typed."""
    one = piece.fields[name]
    if one.sort == "choice":
        return [(value, words.choice(value)) for value in one.choices]
    if one.sort != "reference":
        return None
    state = viewer.state
    known = by_name(preview.names.those_known(one.points_to), state=state)
    return [*same_choices(one, words=words), *((each.id, called(state, each)) for each in known)]

"""A quick note: paste the notes of a meeting, choose one room, save; what it may hold is proposed afterwards."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parley.actions.mandate import Action
from parley.process.proposals import Proposal, proposed
from parley.record.entry import Attribution, Draft
from parley.record.kinds.papers import NoteMade
from parley.record.references import EntryId
from parley.record.when import When
from parley.web.envelope import RecordForm, known_field, room_field
from parley.web.form_fields import errors
from parley.web.language import words_of
from parley.web.pages import allowed, page, seated
from parley.web.recording import Recording, recording
from parley.web.viewer import Viewer
from parley.wording import Wording

LONGEST_TITLE = 80


class QuickNoteForm(RecordForm):
    """One text and one room: it is kept off the record, for understanding only."""

    def fields_for(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        """Return the two fields, and the time at which the form was opened: a second sending is the same note."""
        del viewer
        notes = forms.CharField(
            label=words("Your notes"),
            help_text=words(
                "As you wrote them. A line such as “North: we fear the winter” is then proposed as a statement."
            ),
            widget=forms.Textarea({"rows": 14}),
            error_messages=errors(words("Paste or write your notes.")),
        )
        known = known_field(words)
        known.widget = forms.HiddenInput()
        # Saved at once and off the record: a slip into the room of everyone could not be taken back.
        rooms = [one for one in self.rooms.values() if not one.everyone]
        return {"notes": notes, "room": room_field(rooms, words), "known": known}

    def draft(self) -> Draft[NoteMade]:
        """Return the note, under its first line as its title."""
        notes = self.cleaned_data["notes"].replace("\r\n", "\n").strip()
        title = notes.splitlines()[0].strip()
        if len(title) > LONGEST_TITLE:
            title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
        return Draft(
            what=NoteMade(title=title, words=notes),
            happened=When.unknown(),
            known=self.cleaned_data["known"],
            attribution=Attribution.OFF_THE_RECORD,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.PUT_ON_RECORD)
def note_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, and save at once: nothing in it is passed on."""
    words = words_of(request)
    how = Recording(
        form=lambda typed: QuickNoteForm(viewer, words=words, typed=typed),
        template="note.html",
        address=reverse("note"),
        title=words("Quick note"),
        hidden={},
        done="note-proposals",
    )
    return recording(request, viewer, how)


@require_safe
@seated
@allowed(Action.PUT_ON_RECORD)
def proposals_page(request: HttpRequest, viewer: Viewer, *, entry: str) -> HttpResponse:
    """Show what a note may hold, each with the form in which it is put on record."""
    note = viewer.state.entries.get(EntryId(entry))
    if note is None or not isinstance(note.what, NoteMade):
        raise Http404
    words = words_of(request)
    found = [
        (words.choice(one.kind), viewer.state.name(one.actor), one.words, _form(one, room=note.room))
        for one in proposed(note.what.words, state=viewer.state)
    ]
    return page(request, "proposals.html", viewer=viewer, note=note, proposals=found)


def _form(one: Proposal, *, room: str) -> str:
    """Return the address of the form in which a proposal is put on record, with what is known filled in."""
    if one.kind == "statement made":
        return f"{reverse('statement')}?{urlencode({'room': room, 'speaker': one.actor, 'words': one.words})}"
    given = {"room": room, "what_by": one.actor, "what_promise": one.words}
    return f"{reverse('entry-form', args=[one.kind.replace(' ', '-')])}?{urlencode(given)}"

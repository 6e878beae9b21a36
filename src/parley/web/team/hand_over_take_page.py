"""Taking what another process hands over: the file, what it answers, and then its entry in one room."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.actions.pack_file import digest, read_pack_file
from parley.actions.pack_text import MOST_BYTES, read_pack
from parley.actions.plain_yaml import FileFault
from parley.documents.formats.html import body_html
from parley.documents.hand_over.pack import Pack, ten_answers
from parley.record.entry import Draft
from parley.record.kinds.papers import HandOverReceived
from parley.record.kinds.process import ProcessLinked
from parley.record.when import When
from parley.web.envelope import RecordForm, draft_of, known_field, room_field, terms_fields
from parley.web.form_fields import by_name, called, errors
from parley.web.language import words_of
from parley.web.pages import allowed, page, seated
from parley.web.recording import Recording, begun, recording
from parley.web.viewer import Viewer
from parley.wording import Wording

LONGEST_NAME = 80
LARGEST = 10
MEGABYTE = 1_000_000
REFUSED = 422


class PackField(forms.CharField):
    """A pack, carried packed from page to page, since nothing is kept between two of them but what is on record."""

    widget = forms.HiddenInput

    def to_python(self, value: str | None) -> Pack | None:
        """Return the pack; None where nothing was sent.

        Raises:
            ValidationError: when what was sent is none.
        """
        if not value:
            return None
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(b64decode(value, validate=True), MOST_BYTES + 1).decode("utf-8")
            if unpacking.eof:
                return read_pack(text)
        except (ValueError, zlib.error) as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error
        raise forms.ValidationError(self.error_messages["invalid"])


def carried(pack: Pack) -> str:
    """Return a pack as the hidden field carries it."""
    return b64encode(zlib.compress(pack.text.encode(), 9)).decode("ascii")


class TakeForm(RecordForm):
    """A pack that is to be put on record."""

    def fields_for(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        """Return the fields by their names."""
        self.words = words
        state = viewer.state
        linked = [(one.id, called(state, one)) for one in by_name(state.facts(ProcessLinked), state=state)]
        process = forms.ChoiceField(
            label=words("Which of the processes on record here is it from?"),
            choices=[("", words("Not known, or none")), *linked],
            required=False,
            error_messages=errors(words("Choose a process from the list, or none.")),
        )
        message = words("The file did not come through whole. Choose it again.")
        return {
            "pack": PackField(error_messages=errors(message)),
            "room": room_field(self.rooms.values(), words),
            "process": process,
            "known": known_field(words),
            **terms_fields(viewer, words),
        }

    def preview(self) -> str:
        """Return the ten answers of the pack that the form carries; nothing where it carries none."""
        try:
            pack = self.fields["pack"].to_python(self["pack"].value())
        except forms.ValidationError:
            return ""
        return body_html(ten_answers(pack, words=self.words)) if pack else ""

    def answers(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what is put on record, the pack by its cover."""
        pack = self.cleaned_data["pack"]
        yield self.words("Handed over by"), [f"{pack.cover.process}: {pack.cover.given_by}"]
        carried_along = str(self["pack"].label)
        yield from ((label, values) for label, values in super().answers() if label != carried_along)

    def draft(self) -> Draft[HandOverReceived]:
        """Return the entry, once the form is valid."""
        typed = self.cleaned_data
        pack: Pack = typed["pack"]
        received = HandOverReceived(
            title=pack.cover.process,
            given_by=pack.cover.given_by,
            process=typed["process"] or None,
            digest=digest(pack.text.encode()),
            pack=pack.text,
        )
        return draft_of(received, typed={**typed, "happened": When.instant(pack.cover.moment)})


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.HAND_OVER)
def hand_over_take_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for the file; show what it answers; then who will read it; then put it on record."""
    words = words_of(request)
    if request.method == "POST" and request.POST.get("pack"):
        return recording(request, viewer, _recording(viewer, words=words, given={}))
    if request.method != "POST":
        return _upload(request, viewer)
    file = request.FILES.get("file")
    if file is None or file.size > LARGEST * MEGABYTE:
        error = words("Choose the file of a hand-over, of {size} MB at most.", size=LARGEST)
        return _upload(request, viewer, error=error)
    try:
        pack = read_pack_file(file.read(), name=str(file.name)[:LONGEST_NAME])
    except FileFault as fault:
        return _upload(request, viewer, error=words("This was not taken. {why}.", why=str(fault)))
    return begun(request, viewer, _recording(viewer, words=words, given={"pack": carried(pack)}))


def _recording(viewer: Viewer, *, words: Wording, given: Mapping[str, str]) -> Recording:
    return Recording(
        form=lambda typed: TakeForm(viewer, words=words, typed=typed, given=given),
        template="hand_over_take.html",
        address=reverse("hand-over-take"),
        title=words("Take a hand-over"),
        hidden={},
        done="hand-over-received",
    )


def _upload(request: HttpRequest, viewer: Viewer, *, error: str = "") -> HttpResponse:
    return page(request, "hand_over_upload.html", viewer=viewer, error=error, status=REFUSED if error else 200)

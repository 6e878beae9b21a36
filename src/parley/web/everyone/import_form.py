"""The first form of an import: a file or pasted text, and one room."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from parley.actions.intake.found import LARGEST_FILE, Found, NotTaken, Remark
from parley.actions.intake.plain import read_pasted
from parley.actions.intake.reading_files import read_file
from parley.actions.intake.rows import Choice
from parley.actions.rooms import open_rooms
from parley.web.envelope import room_field
from parley.web.form_fields import errors
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

ONE_OF_BOTH = mark("Choose a file or paste text, one of the two.")
TOO_LARGE = mark("A file may hold at most {n} MB: save only what you need in a new file and choose that.")


class ImportForm(forms.Form):
    """A file or pasted text, and the room in which it would be put on record."""

    def __init__(self, viewer: Viewer, *, words: Wording, typed: object = None, files: object = None) -> None:
        """Offer the rooms of a viewer."""
        super().__init__(typed, files, label_suffix="", initial={})
        self.words = words
        self.rooms = {room.room: room for room in open_rooms(viewer.state)}
        self.fields["file"] = forms.FileField(
            label=words("A file"),
            help_text=words("A Word note (.docx), an Excel table (.xlsx), a mail (.eml), plain text or CSV."),
            required=False,
            allow_empty_file=True,
            error_messages=errors(words(ONE_OF_BOTH)),
        )
        self.fields["text"] = forms.CharField(
            label=words("Or text pasted here"),
            widget=forms.Textarea({"rows": 10}),
            required=False,
            strip=False,
            error_messages=errors(words(ONE_OF_BOTH)),
        )
        self.fields["room"] = room_field(self.rooms.values(), words)

    def clean(self) -> None:
        """Read what was sent; what is not taken is told at the field from which it came."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if bool(file) == bool(text.strip()):
            self.add_error("file", self.words(ONE_OF_BOTH))
            return
        try:
            self.cleaned_data["found"] = _found(file) if file else read_pasted(text, where=self.words("pasted text"))
        except NotTaken as refusal:
            self.add_error("file" if file else "text", said(refusal.why, words=self.words))

    @property
    def found(self) -> Found:
        """What was found, once the form is valid."""
        found: Found = self.cleaned_data["found"]
        return found


def said(one: str | Remark, *, words: Wording) -> str:
    """Return a remark in the reader's words."""
    if isinstance(one, str):
        return one
    names = {name: _named(value, words=words) for name, value in one.names}
    return words(one.message, **names)


def _named(value: object, *, words: Wording) -> object:
    match value:
        case Remark():
            return said(value, words=words)
        case Choice():
            return ", ".join(words.choice(one) for one in value.values)
        case _:
            return value


def _found(file: UploadedFile) -> Found:
    if file.size > LARGEST_FILE:
        raise NotTaken(TOO_LARGE, n=LARGEST_FILE // 1_000_000)
    return read_file(file.read(), where=file.name)

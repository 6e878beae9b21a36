"""The form of any kind of entry, made from its shape: each field with a picker, and no id to be typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from parley.actions.mandate import Action
from parley.documents.briefing.the_course import brief
from parley.documents.briefing.view import View
from parley.process.state import State
from parley.record.entry import Draft, Entry
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.papers import DocumentFiled, HandOverReceived, Tally
from parley.record.kinds.rooms import PersonLeft, PersonSeated, RoomOpened, SeatClosed, SeatOpened
from parley.record.kinds.shape import Field, shape
from parley.record.when import When
from parley.web.envelope import RecordForm, draft_of, known_field, room_field, terms_fields
from parley.web.form_fields import Choices, TimeField, called, errors, several_of
from parley.web.pages import no_time, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording

OF_THE_OWNER = (SeatOpened, PersonSeated, PersonLeft, RoomOpened)
"""Kinds that no form makes: seats and who fills them are the owner's, and a room is opened by itself."""

OF_A_PAGE_OF_ITS_OWN = (HandOverReceived,)
"""Kinds that are made from a file, which no form can hold."""

LONG = {
    "words", "what", "description", "gist", "promise", "interest", "judgement", "answer", "how", "why", "limits",
    "scope", "purpose", "question", "detail", "outcome", "expectation", "condition", "how_sure", "instead_of",
}  # fmt: skip
"""Texts that are sentences and not names."""

NAMED_FIRST = 400
"""So many of one kind are offered, the latest known first."""

YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Making:
    """What the fields of a form are made from."""

    kind: type[Any]
    view: View
    words: Wording

    @property
    def state(self) -> State:
        """What the viewer sees."""
        return self.view.state


def makeable(viewer: Viewer) -> dict[str, type[Any]]:
    """Return the kinds that a viewer may put on record by a form, by their names."""
    closes = viewer.may(Action.CLOSE_A_SEAT)
    elsewhere = (*OF_THE_OWNER, *OF_A_PAGE_OF_ITS_OWN)
    return {name: kind for name, kind in KINDS.items() if kind not in elsewhere and (kind is not SeatClosed or closes)}


def form_of(kind: type[Any]) -> type["EntryForm"]:
    """Return the class of the form of a kind."""
    return type("EntryForm", (EntryForm,), {"kind": kind})


class EntryForm(RecordForm):
    """The form of one kind of entry."""

    kind: type[Any]

    def fields_for(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        """Return the fields of the kind, then those that every entry has."""
        making = Making(kind=self.kind, view=view_of(viewer, words=words), words=words)
        own = {f"what_{field.name}": field_for(field, making=making) for field in shape(self.kind)}
        happened = TimeField(
            read=When.read,
            label=words("When did it happen?"),
            help_text=words("For example 2017-01-23, or 2017-01-23T09:00Z with the hour; unknown if nobody knows."),
            error_messages=errors(words("Write when it happened, such as 2017-01-23, or unknown.")),
        )
        evidence = several_of(words("Which documents does it rest on?"), list(_named(making, (DocumentFiled,))))
        return {
            "room": room_field(self.rooms.values(), words),
            **own,
            "happened": happened,
            "known": known_field(words),
            "evidence": evidence,
            **terms_fields(viewer, words),
        }

    def draft(self) -> Draft[Any]:
        """Return the entry that was typed, once the form is valid.

        Raises:
            Malformed: when its parts do not go together.
        """
        given: dict[str, Any] = {}
        for field in shape(self.kind):
            value = self.cleaned_data[f"what_{field.name}"]
            if value not in (None, "", [], ()):
                one = tuple(value_of(field, each) for each in value) if field.many else value_of(field, value)
                given[field.name] = one
            elif field.many:
                given[field.name] = ()
            elif field.required:
                given[field.name] = None if field.nullable else ""
        return draft_of(self.kind(**given), typed=self.cleaned_data)


def value_of(field: Field, typed: object) -> object:
    """Return one value that was typed or chosen, as the field of the kind takes it."""
    match field.sort:
        case "choice":
            chosen: object = field.type(typed)
            return chosen
        case "yes or no":
            return typed == YES
        case "text":
            return str(typed).replace("\r\n", "\n")
        case _:
            return typed


def field_for(field: Field, *, making: Making) -> forms.Field:
    """Return the field of a form for a field of a kind."""
    words = making.words
    label = making.words.choice(field.label)
    label = label[:1].upper() + label[1:]
    required = field.required and not field.nullable
    message = errors(words("Fill in “{field}”.", field=label))
    common: dict[str, Any] = {"label": label, "required": required, "error_messages": message}
    match field.sort:
        case "reference" | "seat" | "room" | "person" | "choice" | "yes or no":
            return _picker(list(_choices(field, making)), field=field, words=words, common=common)
        case "when":
            common["error_messages"] = {**message, "invalid": no_time("{typed}", words=words)}
            return TimeField(read=When.read, **common, help_text=words("For example 2017-01-23, or unknown."))
        case "number":
            return forms.FloatField(**common) if field.type is float else forms.IntegerField(**common)
        case "part":
            hint = words("One on each line, such as “Aleppo: 4”.")
            return TallyField(label=label, required=False, help_text=hint, widget=forms.Textarea({"rows": 3}))
        case _ if field.many:
            hint = words("One on each line.")
            return LinesField(label=label, required=required, help_text=hint, widget=forms.Textarea({"rows": 3}))
        case _:
            widget = forms.Textarea({"rows": 4}) if field.name in LONG else forms.TextInput()
            return forms.CharField(**common, widget=widget)


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    def to_python(self, value: str | None) -> list[str]:
        """Return the lines that hold anything."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class TallyField(forms.CharField):
    """Counts by place, one on each line."""

    def to_python(self, value: str | None) -> list[Tally]:
        """Return the counts.

        Raises:
            ValidationError: naming the line that is none.
        """
        found = []
        for line in (value or "").splitlines():
            place, _, count = line.rpartition(":")
            if line.strip() and (not place.strip() or not count.strip().isdecimal()):
                raise forms.ValidationError(line.strip()[:60])
            if line.strip():
                found.append(Tally(place=place.strip(), count=int(count)))
        return found


def _picker(choices: Choices, *, field: Field, words: Wording, common: Mapping[str, Any]) -> forms.Field:
    if field.many:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    none = words("Choose…") if common["required"] else words("Not known, or none")
    return forms.ChoiceField(choices=[("", none), *choices], **common)


def _choices(field: Field, making: Making) -> Iterator[tuple[str, str]]:
    match field.sort:
        case "reference":
            yield from _named(making, tuple(KINDS[name] for name in field.points_to) or tuple(KINDS.values()))
        case "seat":
            yield from sorted(making.state.seats.items(), key=lambda one: (one[1].casefold(), one[0]))
        case "choice":
            yield from ((value, making.words.choice(value)) for value in field.choices)
        case "yes or no":
            yield from ((YES, making.words("yes")), (NO, making.words("no")))
        case _:
            return


def _named(making: Making, kinds: tuple[type[Any], ...]) -> Iterator[tuple[str, str]]:
    """Yield what is on record of some kinds: what names something by its name, all else latest first."""
    found: list[Entry[Any]] = [entry for kind in kinds for entry in making.state.facts(kind)]
    named = [(entry, making.state.name(entry.id)) for entry in found]
    by_name = sorted((name.casefold(), entry.id, entry) for entry, name in named if name)
    others = sorted((entry for entry, name in named if not name), key=lambda one: (one.known, one.id), reverse=True)
    for _, known, entry in by_name[:NAMED_FIRST]:
        yield known, called(making.state, entry)
    for entry in others[:NAMED_FIRST]:
        yield entry.id, f"{brief(making.view, entry)} · {making.view.known(entry.known)}"

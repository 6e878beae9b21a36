"""The form of a statement: what may be chosen in it, and what was typed, read into the parts of an entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.html import format_html

from parley.actions.rooms import RoomChoice, open_rooms
from parley.documents.briefing.compose import live_moment
from parley.process.state import State
from parley.record.entry import Attribution, Draft, Entry, Form, Terms
from parley.record.kinds.bodies import BodyNamed, BodySort, PersonNamed
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.papers import Rendering, StatementMade
from parley.record.when import When, read_known, written_known
from parley.web.times import to_the_minute
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

Named = TypeVar("Named", BodyNamed, PersonNamed, IssueRaised)
NOT_NAMED = "not named"
UNSPECIFIED = "unspecified"
Choices = Sequence[tuple[str, object]]

RENDERINGS = {
    Rendering.VERBATIM: mark("Word for word"),
    Rendering.GIST: mark("The gist of it"),
    Rendering.REPORTED: mark("As reported by another"),
}
ATTRIBUTIONS = {
    Attribution.ON_THE_RECORD: mark("On the record"),
    Attribution.ON_BACKGROUND: mark("On background: the speaker is described, not named"),
    Attribution.NOT_FOR_ATTRIBUTION: mark("Not for attribution: the words may be used, not whose they are"),
    Attribution.OFF_THE_RECORD: mark("Off the record"),
}
FORMS = {
    UNSPECIFIED: mark("Unspecified: for understanding only"),
    Form.VERBATIM: mark("Word for word"),
    Form.GIST: mark("In gist"),
    Form.OWN_IDEA: mark("As the mediator’s own idea"),
    Form.UNDERSTANDING_ONLY: mark("For understanding only: nothing may be passed on"),
    Form.NEVER: mark("Never"),
}


def readers(room: RoomChoice, *, words: Wording) -> str:
    """Say who will read what is put on record in a room."""
    if room.everyone:
        return words("Will be read by everyone, visitors included.")
    *first, last = room.readers
    names = words("{first} and {last}", first=", ".join(first), last=last) if first else last
    return words("Will be read by: {names}.", names=names)


class TimeField(forms.Field):
    """A time as it is typed, read by one of the two ways of reading times."""

    def __init__(self, *, read: Callable[[str], object], **options: object) -> None:
        """Read times in one way."""
        super().__init__(**options)
        self._read = read

    def to_python(self, value: str | None) -> object:
        """Return the time; None where nothing was typed."""
        typed = (value or "").strip()
        try:
            return self._read(typed) if typed else None
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


class StatementForm(forms.Form):
    """A statement to be put on record; what may be chosen is what the viewer's seat sees."""

    def __init__(self, viewer: Viewer, *, words: Wording, typed: object = None) -> None:
        """Offer what a viewer may choose from; without anything typed, the form is empty."""
        super().__init__(typed, initial={"terms": UNSPECIFIED, "known": _now(viewer)}, label_suffix="")
        self.rooms = {room.room: room for room in open_rooms(viewer.state)}
        for name, field in self._fields(viewer, words).items():
            self.fields[name] = field

    def draft(self) -> Draft[StatementMade]:
        """Return the entry that was typed, once the form is valid.

        Raises:
            Malformed: when its parts do not go together.
        """
        typed = self.cleaned_data
        terms = None
        if typed["terms"] != UNSPECIFIED:
            terms = Terms(form=Form(typed["terms"]), to=tuple(typed["terms_to"]), until=typed["until"])
        statement = StatementMade(
            speaker=None if typed["speaker"] == NOT_NAMED else typed["speaker"],
            to=tuple(typed["to"]),
            words=typed["words"].replace("\r\n", "\n"),
            rendering=Rendering(typed["rendering"]),
            about=tuple(typed["about"]),
        )
        return Draft(
            what=statement,
            happened=typed["happened"],
            known=typed["known"],
            attribution=Attribution(typed["attribution"]),
            described_as=typed["described_as"],
            terms=terms,
        )

    def clean(self) -> None:
        """Refuse to drop whom something may be passed on to, where nobody said that it may."""
        typed = self.cleaned_data
        if typed.get("terms") == UNSPECIFIED and (typed.get("terms_to") or typed.get("until")):
            self.add_error("terms", self.fields["terms"].error_messages["required"])

    def answers(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what was chosen and typed, but for the room, field by field, in the words of the form."""
        for field in self:
            if field.name == "room":
                continue
            given = field.value() or []
            named = _flat(getattr(field.field, "choices", ()))
            values = [named.get(one, one) for one in (given if isinstance(given, list) else [given])]
            yield str(field.label), [str(value) for value in values if value]

    def _fields(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        said, terms = _what_was_said(viewer, self.rooms.values(), words), _on_what_terms(viewer, words)
        return {**said, **_when_it_was_said(words), **terms}


def _what_was_said(viewer: Viewer, rooms: Iterable[RoomChoice], words: Wording) -> dict[str, forms.Field]:
    state = viewer.state
    places = [
        (one.room, format_html("<b>{}</b> <span>{}</span>", one.name, readers(one, words=words))) for one in rooms
    ]
    issues = [(issue.id, _named(state, issue)) for issue in _by_name(state.facts(IssueRaised))]
    return {
        "room": _one(words("In which room?"), places, words("Choose the room: it decides who will read this.")),
        "speaker": forms.ChoiceField(
            label=words("Who said it?"),
            choices=_speakers(state, words),
            error_messages=_errors(words("Choose who said it, or “A speaker not named”.")),
        ),
        "words": forms.CharField(
            label=words("What was said?"),
            widget=forms.Textarea({"rows": 5}),
            error_messages=_errors(words("Write what was said.")),
        ),
        "rendering": _one(
            words("How close are these words to what was said?"),
            _choices(RENDERINGS, words),
            words("Choose how close the words are to what was said."),
        ),
        "to": _several(words("To whom was it said?"), _listeners(state)),
        "about": _several(words("About which issues?"), issues),
    }


def _when_it_was_said(words: Wording) -> dict[str, forms.Field]:
    return {
        "happened": TimeField(
            read=When.read,
            label=words("When was it said?"),
            help_text=words("For example 2017-01-23, or 2017-01-23T09:00Z with the hour; unknown if nobody knows."),
            error_messages=_errors(
                words("Write when it was said, such as 2017-01-23 or 2017-01-23T09:00Z, or unknown.")
            ),
        ),
        "known": TimeField(
            read=read_known,
            label=words("When did we learn of it?"),
            help_text=words("Now, unless you change it. A day means by the end of that day."),
            error_messages=_errors(words("Write when we learned of it, such as 2017-01-23 or 2017-01-23T09:00Z.")),
        ),
    }


def _on_what_terms(viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
    seats = sorted(viewer.state.seats.items(), key=lambda one: (one[1].casefold(), one[0]))
    return {
        "attribution": _one(
            words("How may it be ascribed?"),
            _choices(ATTRIBUTIONS, words),
            words("Choose how the words may be ascribed."),
        ),
        "described_as": forms.CharField(
            label=words("Described as"),
            help_text=words("The agreed description of a speaker on background, such as “a senior diplomat”."),
            required=False,
        ),
        "terms": _one(
            words("In which form may it be passed on?"),
            _choices(FORMS, words),
            words("Choose in which form it may be passed on, or clear to whom and until when."),
        ),
        "terms_to": _several(words("To whom may it be passed on?"), [one for one in seats if one[0] != viewer.seat.id]),
        "until": TimeField(
            read=read_known,
            label=words("Until when may it be passed on?"),
            help_text=words("Empty means until its owner takes that back."),
            required=False,
            error_messages=_errors(words("Write until when it may be passed on, such as 2017-01-23.")),
        ),
    }


def _now(viewer: Viewer) -> str:
    """Return the present of the process: the clock's, or that of its last entry where it plays in the future."""
    present = live_moment(viewer.state, now=viewer.moment)
    return to_the_minute(present) if present == viewer.moment else written_known(present)


def _speakers(state: State, words: Wording) -> Choices:
    bodies = _by_name(state.facts(BodyNamed))
    publishers = [(one.id, _named(state, one)) for one in bodies if one.what.sort is BodySort.PUBLISHER]
    return [
        ("", words("Choose…")),
        (NOT_NAMED, words("A speaker not named")),
        (words("Bodies"), [(one.id, _named(state, one)) for one in bodies if _speaks(one.what)]),
        (words("Persons"), [(one.id, _named(state, one)) for one in _by_name(state.facts(PersonNamed))]),
        *([(words("Publishers"), publishers)] if publishers else []),
    ]


def _listeners(state: State) -> Choices:
    bodies = [(one.id, _named(state, one)) for one in _by_name(state.facts(BodyNamed)) if _speaks(one.what)]
    return [*bodies, *((one.id, _named(state, one)) for one in _by_name(state.facts(PersonNamed)))]


def _speaks(body: BodyNamed) -> bool:
    return body.sort not in {BodySort.PUBLISHER, BodySort.PLACE}


def _named(state: State, entry: Entry[Any]) -> str:
    """Return what something is called, with a person's body, and the room where it is on record if not in public."""
    name = state.name(entry.id)
    body = state.name(entry.what.of) if isinstance(entry.what, PersonNamed) else ""
    name += f" ({body})" if body else ""
    return name if state.is_public(entry) else f"{name} · {state.room_name(entry.room)}"


def _by_name(entries: tuple[Entry[Named], ...]) -> list[Entry[Named]]:
    return sorted(entries, key=lambda one: (one.what.name.casefold(), one.id))


def _choices(named: Mapping[Any, str], words: Wording) -> Choices:
    return [(str(value), words(name)) for value, name in named.items()]


def _one(label: str, choices: Choices, missing: str) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=_errors(missing))


def _several(label: str, choices: Choices) -> forms.Field:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False)


def _errors(message: str) -> dict[str, str]:
    """Say the same of what is missing and of what is not among the choices, so that neither tells of a hidden one."""
    return {"required": message, "invalid": message, "invalid_choice": message}


def _flat(choices: Choices) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, name in choices:
        flat.update(dict(name) if isinstance(name, list) else {key: name})
    return flat

"""The fields of forms: one of several, several of them, a time; and how what may be chosen is called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms

from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.bodies import PersonNamed
from parley.wording import Wording

Choices = Sequence[tuple[str, object]]


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
            raise forms.ValidationError(self.error_messages["invalid"].replace("{typed}", typed[:60])) from error


def called(state: State, entry: Entry[Any]) -> str:
    """Return what something is called, with a person's body, and the room where it is on record if not in public."""
    name = state.name(entry.id)
    body = state.name(entry.what.of) if isinstance(entry.what, PersonNamed) else ""
    name += f" ({body})" if body else ""
    return name if state.is_public(entry) else f"{name} · {state.room_name(entry.room)}"


def by_name(entries: Iterable[Entry[Any]], *, state: State) -> list[Entry[Any]]:
    """Return entries that name something in the order of their names."""
    return sorted(entries, key=lambda one: (state.name(one.id).casefold(), one.id))


def choices_of(named: Mapping[Any, str], words: Wording) -> Choices:
    """Return a fixed list with its names put into words."""
    return [(str(value), words(name)) for value, name in named.items()]


def one_of(label: str, choices: Choices, missing: str) -> forms.Field:
    """Return a field that takes one of several."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors(missing))


def several_of(label: str, choices: Choices) -> forms.Field:
    """Return a field that takes any of several, or none."""
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False)


def errors(message: str) -> dict[str, str]:
    """Say the same of what is missing and of what is not among the choices, so that neither tells of a hidden one."""
    return {"required": message, "invalid": message, "invalid_choice": message}


def flat(choices: Choices) -> dict[str, object]:
    """Return choices by their values, those within groups as well."""
    flat: dict[str, object] = {}
    for key, name in choices:
        flat.update(dict(name) if isinstance(name, list) else {key: name})
    return flat

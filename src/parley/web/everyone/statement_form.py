"""The form of a statement: what may be chosen in it, and what was typed, read into the parts of an entry."""

from django import forms

from parley.process.state import State
from parley.record.entry import Draft
from parley.record.kinds.bodies import BodyNamed, BodySort, PersonNamed
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.papers import Rendering, StatementMade
from parley.record.when import When
from parley.web.envelope import RecordForm, draft_of, known_field, room_field, terms_fields
from parley.web.form_fields import Choices, TimeField, by_name, called, choices_of, errors, one_of, several_of
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

NOT_NAMED = "not named"

RENDERINGS = {
    Rendering.VERBATIM: mark("Word for word"),
    Rendering.GIST: mark("The gist of it"),
    Rendering.REPORTED: mark("As reported by another"),
}


class StatementForm(RecordForm):
    """A statement to be put on record."""

    def draft(self) -> Draft[StatementMade]:
        """Return the entry that was typed, once the form is valid.

        Raises:
            Malformed: when its parts do not go together.
        """
        typed = self.cleaned_data
        statement = StatementMade(
            speaker=None if typed["speaker"] == NOT_NAMED else typed["speaker"],
            to=tuple(typed["to"]),
            words=typed["words"].replace("\r\n", "\n"),
            rendering=Rendering(typed["rendering"]),
            about=tuple(typed["about"]),
        )
        return draft_of(statement, typed=typed)

    def fields_for(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        """Return the fields by their names."""
        said = {"room": room_field(self.rooms.values(), words), **_what_was_said(viewer, words)}
        return {**said, **_when_it_was_said(words), **terms_fields(viewer, words)}


def _what_was_said(viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
    state = viewer.state
    issues = [(issue.id, called(state, issue)) for issue in by_name(state.facts(IssueRaised), state=state)]
    return {
        "speaker": forms.ChoiceField(
            label=words("Who said it?"),
            choices=_speakers(state, words),
            error_messages=errors(words("Choose who said it, or “A speaker not named”.")),
        ),
        "words": forms.CharField(
            label=words("What was said?"),
            widget=forms.Textarea({"rows": 5}),
            error_messages=errors(words("Write what was said.")),
        ),
        "rendering": one_of(
            words("How close are these words to what was said?"),
            choices_of(RENDERINGS, words),
            words("Choose how close the words are to what was said."),
        ),
        "to": several_of(words("To whom was it said?"), _listeners(state)),
        "about": several_of(words("About which issues?"), issues),
    }


def _when_it_was_said(words: Wording) -> dict[str, forms.Field]:
    return {
        "happened": TimeField(
            read=When.read,
            label=words("When was it said?"),
            help_text=words("For example 2017-01-23, or 2017-01-23T09:00Z with the hour; unknown if nobody knows."),
            error_messages=errors(
                words("Write when it was said, such as 2017-01-23 or 2017-01-23T09:00Z, or unknown.")
            ),
        ),
        "known": known_field(words),
    }


def _speakers(state: State, words: Wording) -> Choices:
    bodies = by_name(state.facts(BodyNamed), state=state)
    publishers = [(one.id, called(state, one)) for one in bodies if one.what.sort is BodySort.PUBLISHER]
    return [
        ("", words("Choose…")),
        (NOT_NAMED, words("A speaker not named")),
        (words("Bodies"), [(one.id, called(state, one)) for one in bodies if _speaks(one.what)]),
        (words("Persons"), [(one.id, called(state, one)) for one in by_name(state.facts(PersonNamed), state=state)]),
        *([(words("Publishers"), publishers)] if publishers else []),
    ]


def _listeners(state: State) -> Choices:
    bodies = [(one.id, called(state, one)) for one in by_name(state.facts(BodyNamed), state=state) if _speaks(one.what)]
    return [*bodies, *((one.id, called(state, one)) for one in by_name(state.facts(PersonNamed), state=state))]


def _speaks(body: BodyNamed) -> bool:
    return body.sort not in {BodySort.PUBLISHER, BodySort.PLACE}

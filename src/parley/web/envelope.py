"""What every form for the record has in common: the room and who reads there, when, how ascribed, on what terms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.html import format_html

from parley.actions.rooms import RoomChoice, open_rooms
from parley.documents.briefing.compose import live_moment
from parley.record.entry import Attribution, Draft, Evidence, Form, Terms
from parley.record.references import EntryId
from parley.record.when import read_known, written_known
from parley.web.form_fields import TimeField, choices_of, errors, flat, one_of, several_of
from parley.web.times import to_the_minute
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

Fact = TypeVar("Fact")
UNSPECIFIED = "unspecified"

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


class RecordForm(forms.Form):
    """A form for the record; what may be chosen in it is what the viewer's seat sees."""

    def __init__(
        self, viewer: Viewer, *, words: Wording, typed: object = None, given: Mapping[str, str] | None = None
    ) -> None:
        """Offer what a viewer may choose from; without anything typed, the form holds what is given beforehand."""
        initial = {"terms": UNSPECIFIED, "known": now_of(viewer), **(given or {})}
        super().__init__(typed, initial=initial, label_suffix="")
        self.rooms = {room.room: room for room in open_rooms(viewer.state)}
        for name, field in self.fields_for(viewer, words).items():
            self.fields[name] = field

    def draft(self) -> Draft[Any]:
        """Return the entry that was typed, once the form is valid.

        Raises:
            Malformed: when its parts do not go together.
        """
        raise NotImplementedError  # Django's forms have a metaclass of their own, which leaves no room for that of ABC

    def fields_for(self, viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
        """Return the fields by their names."""
        raise NotImplementedError  # Django's forms have a metaclass of their own, which leaves no room for that of ABC

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
            named = flat(getattr(field.field, "choices", ()))
            values = [named.get(one, one) for one in (given if isinstance(given, list) else [given])]
            yield str(field.label), [str(value) for value in values if value]


def draft_of(what: Fact, *, typed: Mapping[str, Any]) -> Draft[Fact]:
    """Return a fact in the envelope that was typed, once the form is valid.

    Raises:
        Malformed: when its parts do not go together.
    """
    terms = None
    if typed["terms"] != UNSPECIFIED:
        terms = Terms(form=Form(typed["terms"]), to=tuple(typed["terms_to"]), until=typed["until"])
    return Draft(
        what=what,
        happened=typed["happened"],
        known=typed["known"],
        attribution=Attribution(typed["attribution"]),
        described_as=typed["described_as"],
        terms=terms,
        evidence=tuple(Evidence(entry=EntryId(one)) for one in typed.get("evidence", ())),
    )


def room_field(rooms: Iterable[RoomChoice], words: Wording) -> forms.Field:
    """Return the field that decides who will read an entry."""
    places = [
        (one.room, format_html("<b>{}</b> <span>{}</span>", one.name, readers(one, words=words))) for one in rooms
    ]
    return one_of(words("In which room?"), places, words("Choose the room: it decides who will read this."))


def known_field(words: Wording) -> forms.Field:
    """Return the field that says when the writer learned of something."""
    return TimeField(
        read=read_known,
        label=words("When did we learn of it?"),
        help_text=words("Now, unless you change it. A day means by the end of that day."),
        error_messages=errors(words("Write when we learned of it, such as 2017-01-23 or 2017-01-23T09:00Z.")),
    )


def readers(room: RoomChoice, *, words: Wording) -> str:
    """Say who will read what is put on record in a room."""
    if room.everyone:
        return words("Will be read by everyone, visitors included.")
    return words(
        "Will be read by: {names} ({people}).", names=_listed(room.readers, words), people=_people(room, words=words)
    )


def holders(count: int, *, words: Wording) -> str:
    """Say how many persons hold another's seat, as far as the viewer's own entries show."""
    if not count:
        return words("who sits there you do not see")
    return words.count("{n} person that you know of", "{n} people that you know of", count)


def _people(room: RoomChoice, *, words: Wording) -> str:
    """Say how many persons that will be; of one's own seat all are known, of another's some may not be."""
    count, unseen = room.persons, _listed(room.unseen, words)
    if len(room.readers) == 1 and not unseen:
        return words.count("{n} person", "{n} people", count)
    if not unseen:
        return holders(count, words=words)
    if not count:
        return words("who sits for {seats} you do not see", seats=unseen)
    return words.count(
        "{n} person that you know of; who sits for {seats} you do not see",
        "{n} people that you know of; who sits for {seats} you do not see",
        count,
        seats=unseen,
    )


def _listed(names: Sequence[str], words: Wording) -> str:
    """Return names as a list in words."""
    if len(names) <= 1:
        return "".join(names)
    return words("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def terms_fields(viewer: Viewer, words: Wording) -> dict[str, forms.Field]:
    """Return the fields of attribution and of what may be passed on."""
    seats = sorted(viewer.state.seats.items(), key=lambda one: (one[1].casefold(), one[0]))
    others = [one for one in seats if one[0] != viewer.seat.id]
    return {
        "attribution": one_of(
            words("How may it be ascribed?"),
            choices_of(ATTRIBUTIONS, words),
            words("Choose how the words may be ascribed."),
        ),
        "described_as": forms.CharField(
            label=words("Described as"),
            help_text=words("The agreed description of a speaker on background, such as “a senior diplomat”."),
            required=False,
        ),
        "terms": one_of(
            words("In which form may it be passed on?"),
            choices_of(FORMS, words),
            words("Choose in which form it may be passed on, or clear to whom and until when."),
        ),
        "terms_to": several_of(words("To whom may it be passed on?"), others),
        "until": TimeField(
            read=read_known,
            label=words("Until when may it be passed on?"),
            help_text=words("Empty means until its owner takes that back."),
            required=False,
            error_messages=errors(words("Write until when it may be passed on, such as 2017-01-23.")),
        ),
    }


def now_of(viewer: Viewer) -> str:
    """Return the present of the process: the clock's, or that of its last entry where it plays in the future."""
    present = live_moment(viewer.state, now=viewer.moment)
    return to_the_minute(present) if present == viewer.moment else written_known(present)

"""Opening a room for a fixed company; who sits in it never changes, and a successor carries on for another company."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action, NotInYourMandate
from parley.actions.people import how_many
from parley.actions.rooms import NewRoom, open_a_room
from parley.record.entry import Malformed
from parley.record.leaning import Unsupported
from parley.record.references import BYTES_OF_SALT, SeatId
from parley.record.refusals import NotYours, TokenUsed
from parley.web.envelope import holders, known_field, now_of
from parley.web.form_fields import errors, several_of
from parley.web.language import words_of
from parley.web.pages import allowed, page, seated
from parley.web.recording import new_token, token_given
from parley.web.viewer import Viewer, random_bytes
from parley.wording import Wording, mark

LONGEST = 120


class RoomForm(forms.Form):
    """A room to be opened; whom it may seat is whom the viewer's seat knows."""

    def __init__(self, viewer: Viewer, *, words: Wording, typed: object = None) -> None:
        """Offer the seats that the viewer knows, and the rooms for which it may carry on."""
        super().__init__(typed, initial={"known": now_of(viewer)}, label_suffix="")
        seats = sorted(viewer.state.seats.items(), key=lambda one: (one[1].casefold(), one[0]))
        persons = how_many(viewer.state)
        rooms = [(one.id, one.what.name) for one in viewer.state.rooms.values() if not one.what.everyone]
        self.fields["name"] = forms.CharField(
            label=words("What is it called?"),
            max_length=LONGEST,
            error_messages=errors(words("Give the room a name.")),
        )
        self.fields["seats"] = several_of(
            words("Who sits in it, beside you?"),
            [
                (seat, words("{seat} ({people})", seat=name, people=holders(persons.get(seat, 0), words=words)))
                for seat, name in seats
                if seat != viewer.seat.id
            ],
        )
        self.fields["purpose"] = forms.CharField(label=words("What is it for?"), required=False)
        # The time at which the form was opened: a second sending opens the same room.
        self.fields["known"] = known_field(words)
        self.fields["known"].widget = forms.HiddenInput()
        self.fields["successor_of"] = forms.ChoiceField(
            label=words("Does it carry on for another room?"),
            choices=[("", words("No")), *sorted(rooms, key=lambda one: one[1].casefold())],
            required=False,
            error_messages=errors(words("Choose a room from the list, or none.")),
        )

    def room(self) -> NewRoom:
        """Return the room that was typed, once the form is valid."""
        typed = self.cleaned_data
        return NewRoom(
            name=typed["name"],
            seats=tuple(SeatId(one) for one in typed["seats"]),
            purpose=typed["purpose"],
            successor_of=typed["successor_of"] or None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.OPEN_A_ROOM)
def open_room_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, or open the room."""
    words = words_of(request)
    if request.method != "POST":
        return _form(request, viewer, RoomForm(viewer, words=words), token=new_token())
    form, token = RoomForm(viewer, words=words, typed=request.POST), token_given(request)
    if not form.is_valid():
        return _form(request, viewer, form, token=token, refused=True)
    try:
        room = viewer.does(
            open_a_room,
            new=form.room(),
            at=form.cleaned_data["known"],
            token=bytes.fromhex(token),
            salt=random_bytes(BYTES_OF_SALT),
        )
    except (Malformed, NotInYourMandate, NotYours, TokenUsed, Unsupported) as refusal:
        form.add_error(*_at_fault(refusal, words=words))
        token = new_token() if isinstance(refusal, TokenUsed) else token
        return _form(request, viewer, form, token=token, refused=True)
    return redirect(reverse("room", args=[room]))


def _at_fault(refusal: Exception, *, words: Wording) -> tuple[str | None, str]:
    """Return the field that is at fault, if one is, and what to say."""
    if isinstance(refusal, TokenUsed):
        return None, words("This form opened a room before, with another company, and that stands.")
    if isinstance(refusal, Unsupported):
        message = mark("Not everyone who is to sit here sat in that room. A successor is for those who did.")
        return "successor_of" if "successor" in refusal.field else "seats", words(message)
    return None, str(refusal)


def _form(request: HttpRequest, viewer: Viewer, form: RoomForm, *, token: str, refused: bool = False) -> HttpResponse:
    status = 422 if refused else 200
    return page(request, "open_room.html", viewer=viewer, form=form, token=token, refused=refused, status=status)

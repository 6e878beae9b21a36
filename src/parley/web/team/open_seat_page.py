"""Opening a further seat, known at first in one room; the seat gets a room of its own."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parley.actions.mandate import Action
from parley.actions.registry import OpenSeat
from parley.actions.rooms import open_rooms
from parley.record.kinds.rooms import RoomOpened, SeatRole
from parley.web import doorkeeper
from parley.web.envelope import room_field
from parley.web.form_fields import errors
from parley.web.language import words_of
from parley.web.pages import allowed, freshly_signed_in, page, seated
from parley.web.recording import new_token, token_given
from parley.web.viewer import Viewer
from parley.wording import Wording

LONGEST = 120
REFUSED = 422


class SeatForm(forms.Form):
    """A seat to be opened, and the room in which it is known."""

    def __init__(self, viewer: Viewer, *, words: Wording, typed: object = None) -> None:
        """Offer the rooms of the viewer's seat."""
        super().__init__(typed, initial={"caucus": True}, label_suffix="")
        self.rooms = {one.room: one for one in open_rooms(viewer.state)}
        roles = [("", words("Choose")), *((role.value, words.choice(role.value)) for role in SeatRole)]
        self.fields["name"] = forms.CharField(
            label=words("What is the seat called?"),
            max_length=LONGEST,
            error_messages=errors(words("Give the seat a name.")),
        )
        self.fields["role"] = forms.ChoiceField(
            label=words("What is it at the talks?"),
            choices=roles,
            error_messages=errors(words("Choose what the seat is at the talks.")),
        )
        self.fields["room"] = room_field(self.rooms.values(), words)
        self.fields["caucus"] = forms.BooleanField(label=words("Open a room for it and your seat too"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
@allowed(Action.OPEN_A_ROOM)
@freshly_signed_in
def open_seat_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, or open the seat; sent twice it is opened once."""
    words, token = words_of(request), token_given(request)
    if request.method != "POST":
        return _form(request, viewer, SeatForm(viewer, words=words), token=new_token())
    form = SeatForm(viewer, words=words, typed=request.POST)
    if not form.is_valid():
        return _form(request, viewer, form, token=token)
    typed = form.cleaned_data
    (known_in,) = (one.what.key for one in viewer.state.facts(RoomOpened) if one.room == typed["room"])
    asked = OpenSeat(name=typed["name"], role=SeatRole(typed["role"]), known_in=known_in, caucus=typed["caucus"])
    told = doorkeeper.ask(viewer, request=token, asked=asked)
    if fault := doorkeeper.fault(told, words=words):
        form.add_error(None, fault)
        return _form(request, viewer, form, token=token)
    return redirect(reverse("rooms"))


def _form(request: HttpRequest, viewer: Viewer, form: SeatForm, *, token: str) -> HttpResponse:
    refused = form.is_bound
    status = REFUSED if refused else 200
    return page(request, "open_seat.html", viewer=viewer, form=form, token=token, refused=refused, status=status)

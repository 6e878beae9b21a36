"""Five steps for whoever is new here, each leading to the page where it is taken."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from parley.actions.mandate import Action
from parley.web.language import words_of
from parley.web.pages import page, seated
from parley.web.viewer import Viewer
from parley.wording import Wording


class Step(NamedTuple):
    """What to do, why, and where."""

    title: str
    why: str
    address: str


@require_safe
@seated
def first_steps_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the steps that this seat can take."""
    words = words_of(request)
    steps = (
        _of_the_mediators(words)
        if viewer.mediates
        else _of_everybody_else(words, speaks=viewer.may(Action.PUT_ON_RECORD))
    )
    return page(request, "first_steps.html", viewer=viewer, steps=steps)


def _of_the_mediators(words: Wording) -> list[Step]:
    return [
        Step(
            words("Read the briefing for the next round"),
            words(
                "It is written anew from what is on record, each sentence with its sources. "
                "Choose an earlier day to see what was known then."
            ),
            reverse("briefing"),
        ),
        Step(
            words("Take a note"),
            words("Paste what was said, choose the room, save. Parley proposes what to make of it; you decide."),
            reverse("note"),
        ),
        Step(
            words("See who reads what"),
            words("A room is who is in it. What is put on record there is read by those seats, and by nobody else."),
            reverse("rooms"),
        ),
        Step(
            words("Look where each side stands"),
            words("Issue by issue, in public and in confidence, never mixed; each cell leads to what it rests on."),
            reverse("issues"),
        ),
        Step(
            words("Take the briefing with you"),
            words("The same paper as a Word file, for the envoy’s bag."),
            reverse("briefing.docx"),
        ),
    ]


def _of_everybody_else(words: Wording, *, speaks: bool) -> list[Step]:
    last = [
        Step(
            words("Put something on record"),
            words("Choose the room first: it says who will read it, and on what terms it may be passed on."),
            reverse("record"),
        )
    ]
    return [
        Step(
            words("See your rooms"),
            words("What you see is what is on record in them. What is on record elsewhere leaves no trace here."),
            reverse("rooms"),
        ),
        Step(
            words("Read the briefing of your seat"),
            words("It is written from what you may see, and from nothing else."),
            reverse("briefing"),
        ),
        Step(
            words("Look where each side stands, as far as you see"),
            words("Positions taken in public, and those told to you."),
            reverse("issues"),
        ),
        Step(
            words("Read the public record"),
            words("What everyone reads, visitors included."),
            reverse("public-record"),
        ),
        *(last if speaks else []),
    ]

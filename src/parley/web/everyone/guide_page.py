"""The guide for mediators: a round from the invitation to the hand-over, chapter by chapter, each with a picture."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.web.language import words_of
from parley.web.pages import page, seated
from parley.web.viewer import Viewer
from parley.wording import mark


class Chapter(NamedTuple):
    """What is done at this point of a round: its picture's name, the page it shows, and what is said about it."""

    picture: str
    address: str
    title: str
    paragraphs: tuple[str, ...]


GUIDE = (
    Chapter(
        "new-process",
        "/new-process",
        mark("Open the process and invite"),
        (
            mark(
                "One page asks what the talks are called, who mediates, who comes and on what. A table of delegations "
                "fills the rows. Then the process is open, and each person has an invitation of their own to take up."
            ),
            mark(
                "A delegation whose persons never sign in has a seat all the same: the desk puts on record for it. One "
                "whose part is to stay unknown gets its seat later, in a room where those who may know of it sit."
            ),
        ),
    ),
    Chapter(
        "rooms",
        "/rooms",
        mark("Know who reads what"),
        (
            mark(
                "A room is who is in it, and that never changes. Whatever is put on record is put on record in one "
                "room, and is read by those seats and by nobody else. For another company, open another room."
            ),
        ),
    ),
    Chapter(
        "who",
        "/who",
        mark("Put on record who comes, and as what"),
        (
            mark(
                "Roles are held according to somebody: where one calls itself a guarantor and another refuses to "
                "accept that, both stand side by side with their sources."
            ),
        ),
    ),
    Chapter(
        "meetings",
        "/meetings",
        mark("Plan the round"),
        (
            mark(
                "Announce the round, plan its meetings, and let the page say which formats the refusals leave. What "
                "was planned and what was held stand beside one another afterwards."
            ),
        ),
    ),
    Chapter(
        "note",
        "/note",
        mark("Take notes as it goes"),
        (
            mark(
                "Paste or dictate the notes, choose one room, save. What is left unsaid stays unspecified and for "
                "understanding only. Parley proposes statements, commitments and speakers; you decide on each."
            ),
        ),
    ),
    Chapter(
        "statement",
        "/record/position-taken",
        mark("Say what may be passed on"),
        (
            mark(
                "A confidence has terms: word for word, in gist, as your own idea, for understanding only, or never; "
                "to whom; until when. Above every button that saves stands who will read it."
            ),
        ),
    ),
    Chapter(
        "issues",
        "/issues",
        mark("See where each side stands"),
        (
            mark(
                "Issue by issue and body by body: what was said in public, and, apart from it, what was said in "
                "confidence. Unknown, neutral and refused are three different things."
            ),
        ),
    ),
    Chapter(
        "briefing",
        "/briefing",
        mark("Brief the envoy"),
        (
            mark(
                "The briefing is written anew from what your seat may see, each sentence with its sources. Ask for an "
                "earlier day to see what was known then. Take it along as a Word file."
            ),
        ),
    ),
    Chapter(
        "home",
        "/",
        mark("Follow up"),
        (
            mark(
                "Home says what is new since you looked, what falls due, and which sources contradict one another. "
                "Settle a contradiction by putting on record what you found, with what it rests on."
            ),
        ),
    ),
    Chapter(
        "hand-over",
        "/hand-over",
        mark("Hand over"),
        (
            mark(
                "When the talks go on elsewhere, a pack holds what may pass: what everyone may read, and what is yours "
                "to give. Whoever takes it in can ask it ten questions, from who sits at the table to what was tried."
            ),
        ),
    ),
)


@require_safe
@seated
def guide_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the guide."""
    words = words_of(request)
    chapters = [
        (one.picture, one.address, words(one.title), [words(paragraph) for paragraph in one.paragraphs])
        for one in GUIDE
    ]
    return page(request, "guide.html", viewer=viewer, chapters=chapters)

"""The rooms of a seat: who reads in each, and what is on record there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parley.actions.mandate import Action
from parley.actions.rooms import readers_of
from parley.documents.lists import list_of
from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.rooms import RoomClosed, RoomOpened
from parley.record.references import RoomId
from parley.web.language import words_of
from parley.web.listing import listed
from parley.web.pages import page, seated, view_of
from parley.web.viewer import Viewer
from parley.wording import Wording


@require_safe
@seated
def rooms_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the rooms, the smallest company first."""
    rooms = rooms_of(viewer, words=words_of(request))
    may_open = viewer.may(Action.OPEN_A_ROOM)
    return page(request, "rooms.html", viewer=viewer, rooms=rooms, may_open=may_open)


@require_safe
@seated
def room_page(request: HttpRequest, viewer: Viewer, *, room: str, suffix: str = "") -> HttpResponse:
    """Show what is on record in a room, latest first; a room that is not the seat's is as absent as one that is not."""
    opened = viewer.state.rooms.get(RoomId(room))
    if opened is None:
        raise Http404
    words = words_of(request)
    entries = sorted(
        (one for one in viewer.state.entries.values() if one.room == opened.room),
        key=lambda one: one.number,
        reverse=True,
    )
    table = list_of(entries, view=view_of(viewer, words=words), title=opened.what.name)
    return listed(
        request,
        viewer,
        table,
        suffix=suffix,
        template="room.html",
        opened=opened,
        readers=who_reads(opened, words=words),
    )


def rooms_of(viewer: Viewer, *, words: Wording) -> list[tuple[Entry[RoomOpened], str, bool, int]]:
    """Return the rooms, the smallest company first, each with who reads there, whether it is closed, its entries."""
    state = viewer.state
    closed = {one.room for one in state.facts(RoomClosed)}
    opened = sorted(
        state.rooms.values(), key=lambda one: (one.what.everyone, len(one.what.sitters), one.what.name, one.room)
    )
    return [(one, who_reads(one, words=words), one.room in closed, _how_many(state, one)) for one in opened]


def who_reads(opened: Entry[RoomOpened], *, words: Wording) -> str:
    """Say who reads what is put on record in a room."""
    if opened.what.everyone:
        return words("Everyone, visitors included")
    return ", ".join(readers_of(opened.what))


def _how_many(state: State, opened: Entry[RoomOpened]) -> int:
    return sum(1 for one in state.entries.values() if one.room == opened.room)

"""The pages as a person of a seat meets them, with all that varies by chance taken out of what they answer."""

import json
import os
import re
from datetime import UTC, datetime
from http import HTTPStatus

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.web.settings")

import django
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parley.process.fold import fold
from parley.process.passing_on import may_take_over
from parley.process.rounds import meetings
from parley.record import reading
from parley.record.kinds.bodies import BodyNamed, PersonNamed
from parley.record.kinds.issues import IssueRaised
from parley.record.kinds.meetings import RoundAnnounced
from parley.record.kinds.papers import HandOverReceived, NoteMade
from parley.record.kinds.process import ProcessLinked
from parley.record.kinds.rooms import RoomOpened
from parley.record.references import PersonId
from parley.record.seat import Seat
from parley.web import serving, sessions, viewer
from parley.web.cursors import written
from parley.web.doorkeeper import calendar_secret
from parley.web.pages import VISITS
from tests.laws.world import KEY, World, entrance_of, invitation_of

django.setup()
ABSENT = "0" * 31 + "1"
NOW = datetime(2031, 3, 1, tzinfo=UTC)
CHANCE = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w{64}')
MOST_NAMED = 12
served: list[tuple[World, int]] = []


def serve(world: World) -> None:
    """Serve a world's record, and let everybody in it look at the briefing, so that there is somebody to be noticed.

    The sessions stay where they were first kept, for they are no part of a record.
    """
    published = {KEY: world.visitors}
    if not served:
        serving.serve_from(world.serving, clock=lambda: NOW, tokens=bytes, published=published)
    else:
        viewer.use(world.serving, clock=lambda: NOW, tokens=bytes, published=published)
    served[:] = [(world, world.plays)]
    for person in world.persons.values():
        browser(person).get("/briefing")


def answer(
    world: World, seat: Seat, *, method: str, address: str, typed: dict[str, str | bytes], headers: dict[str, str]
) -> bytes:
    """Return status, headers, cookies' names and body of an answer."""
    if served != [(world, world.plays)]:
        serve(world)
    client = browser(world.persons.get(seat.key))
    names = named(world, seat)
    for name, value in names.items():
        address = address.replace(name, value)
    sent = {name: _sent(value, names) for name, value in typed.items()}
    said = {name: names.get(value, value) for name, value in headers.items()}
    response = client.post(address, sent) if method == "POST" else client.generic(method, address, headers=said)
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        raise RuntimeError("the database did not answer the pages")
    headers = sorted(f"{name}: {value}" for name, value in response.items())
    cookies = sorted(f"{name} {sorted((k, v) for k, v in one.items() if v)}" for name, one in response.cookies.items())
    body = b"".join(response) if response.streaming else response.content
    told = [str(response.status_code), *headers, *cookies]
    return "\n".join(told).encode() + b"\n\n" + CHANCE.sub(rb"\1", body)


def _sent(value: str | bytes, names: dict[str, str]) -> object:
    """Return what a form sends: a file, or a value with the names in it worked out."""
    return SimpleUploadedFile("file.zip", value) if isinstance(value, bytes) else names.get(value, value)


def named(world: World, seat: Seat) -> dict[str, str]:
    """Return what stands for the names in an address or a form: ids that the seat sees, and ids that it guessed."""
    seen = reading.seen_by(seat, record=world.serving)
    state = fold(seen.entries)
    hidden, unseen = world.hidden_rooms(seat), world.hidden_entries(seat)
    shown = [entry for entry in state.entries if state.entries[entry].evidence] or list(state.entries)
    return {
        "CALENDAR": calendar_secret(world.persons.get(seat.key) or PersonId(ABSENT)),
        "INVITATION": invitation_of(world.persons.get(seat.key) or PersonId(ABSENT)),
        "ENTRANCE": entrance_of(world.persons.get(seat.key) or PersonId(ABSENT)),
        "ONESELF": world.persons.get(seat.key) or ABSENT,
        "MIDWAY": written({room: number // 2 for room, number in seen.cursor.items()}),
        "BEYOND": written({hidden[0] if hidden else ABSENT: 3}),
        "OWN": own_room(world, seat),
        "ELSEWHERE": ABSENT,
        "HIDDEN": hidden[0] if hidden else ABSENT,
        "UNSEEN": unseen[0] if unseen else ABSENT,
        "SEEN": max(shown, default=ABSENT),
        "A_NOTE": max((one.id for one in state.facts(NoteMade)), default=ABSENT),
        "A_PACK": max((one.id for one in state.facts(HandOverReceived)), default=ABSENT),
        "A_LINK": max((one.id for one in state.facts(ProcessLinked) if state.is_public(one)), default=ABSENT),
        "A_TAKER": min(may_take_over(state, seat=seat.id), default=ABSENT),
        "SHARED": max(state.rooms, default=ABSENT),
        "A_TABLE": table(world),
        "ROWS_OF_IT": json.dumps(list(enumerate((line.split(";") for line in table(world).splitlines()), 1))),
        "AN_ISSUE": max((one.id for one in state.facts(IssueRaised)), default=ABSENT),
        "A_ROUND": max((one.id for one in state.facts(RoundAnnounced)), default=ABSENT),
        "A_MEETING": max((one.entries[0] for one in meetings(state)), default=ABSENT),
        "A_BODY": max((one.id for one in state.facts(BodyNamed)), default=ABSENT),
    }


def table(world: World) -> str:
    """Return a table that names actors of a whole life, whoever may see them, and one whom nobody ever named."""
    acts = (*world.whole.founding, *world.whole.acts) if world.whole else ()
    names = sorted(act.draft.what.name for act in acts if isinstance(act.draft.what, BodyNamed | PersonNamed))
    return "\n".join(["Delegation;Role", *(f"{name};observer" for name in [*names[:MOST_NAMED], "Nobody ever"])])


def browser(person: PersonId | None) -> Client:
    """Return a browser that is signed in as a person, or of a visitor, who reads what is published."""
    client = Client(SERVER_NAME="localhost")
    if person is None:
        client.cookies[VISITS] = KEY
    else:
        session = SessionStore()
        session[sessions.PERSON] = person
        session[sessions.SIGNED_IN] = NOW.isoformat()
        session.save()
        client.cookies["parley_session"] = session.session_key
    return client


def own_room(world: World, seat: Seat) -> str:
    """Return the room in which a seat sits alone; of a seat that has none, one that does not exist."""
    state = fold(reading.seen_by(seat, record=world.serving).entries)
    alone = [one.room for one in state.facts(RoomOpened) if [sitter.seat for sitter in one.what.sitters] == [seat.id]]
    return min(alone) if alone else "0" * 32


def let_go() -> None:
    """Serve nothing any more."""
    sessions.let_go()
    served.clear()

"""Everything that a seat can obtain of a record, each as a function from a world and a seat to bytes."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from psycopg import Error

from parley.actions import exporting, mandate, papers, people, rooms, seats
from parley.actions.handing_over import NameStays, hand_over
from parley.documents.briefing.view import NothingKnown
from parley.documents.formats.docx import to_docx
from parley.documents.formats.fixed_json import to_json
from parley.documents.formats.html import to_html
from parley.documents.formats.markdown import to_markdown
from parley.documents.hand_over.pack import ten_answers
from parley.process import (
    commitments,
    contradictions,
    formats,
    matrix,
    observers,
    roles,
    rounds,
    seating,
    table,
    timeline,
)
from parley.process.fold import fold
from parley.process.state import State
from parley.record import founding, reading
from parley.record.kinds.process import ProcessLinked
from parley.record.kinds.rooms import SeatClosed
from parley.record.references import EntryId
from parley.record.seat import Seat
from parley.wording import wording
from tests.laws.world import KEY, World

NOW = datetime(2031, 3, 1, tzinfo=UTC)
EARLY = datetime(2031, 1, 3, tzinfo=UTC)
Output = Callable[[World, Seat], bytes]


def plain(value: Any) -> Any:
    """Return a value as lists and words, so that two can be compared byte by byte."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(plain(getattr(value, one.name)) for one in dataclasses.fields(value))]
    if isinstance(value, msgspec.Struct):
        return [type(value).__name__, *(plain(getattr(value, one)) for one in value.__struct_fields__)]
    if isinstance(value, dict):
        return sorted(([plain(key), plain(one)] for key, one in value.items()), key=repr)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in (sorted(value, key=repr) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    return repr(value)


def to_bytes(value: Any) -> bytes:
    """Return a value as bytes."""
    return msgspec.json.encode(plain(value))


def state_of(world: World, seat: Seat) -> State:
    """Return what a seat sees, folded once for all that is asked of it."""
    if ("state", seat.id) not in world.kept:
        world.kept["state", seat.id] = fold(reading.seen_by(seat, record=world.serving).entries)
    state: State = world.kept["state", seat.id]
    return state


def read_all(world: World, seat: Seat) -> bytes:
    """The door that reads, from the beginning, with the cursor."""
    return to_bytes(reading.seen_by(seat, record=world.serving))


def read_on(world: World, seat: Seat) -> bytes:
    """The door that reads, on from a cursor in the middle of each room."""
    cursor = {room: n // 2 for room, n in reading.seen_by(seat, record=world.serving).cursor.items()}
    return to_bytes(reading.seen_by(seat, record=world.serving, since=cursor))


def read_known_by(world: World, seat: Seat) -> bytes:
    """The door that reads, as of an early time."""
    return to_bytes(reading.seen_by(seat, record=world.serving, known_by=EARLY))


def read_recorded_by(world: World, seat: Seat) -> bytes:
    """The door that reads, by an early recorded time."""
    return to_bytes(reading.seen_by(seat, record=world.serving, recorded_by=EARLY))


def written(world: World, seat: Seat) -> bytes:
    """What the seat was told of its own acts, where its view is the same in both worlds."""
    return to_bytes({name: told for (who, name), told in world.outcomes.items() if who == seat.id})


def questions(world: World, seat: Seat) -> bytes:
    """Every question asked of the process."""
    state = state_of(world, seat)
    of = matrix.matrix(state)
    actors = [actor.id for actor in state.actors()]
    return to_bytes(
        [
            roles.roles_on(state, moment=NOW),
            roles.relations_on(state, moment=NOW),
            roles.offices_on(state, moment=NOW),
            rounds.rounds(state),
            rounds.meetings(state),
            rounds.next_round(state, moment=NOW),
            [rounds.expectations(state, of_round=one.id) for one in rounds.rounds(state)],
            [rounds.agenda(state, of_round=one.id) for one in rounds.rounds(state)],
            [table.table(state, of_round=one.id) for one in rounds.rounds(state)],
            formats.possible_formats(state, attending=actors),
            formats.pairs_apart(state, attending=actors),
            seating.gatherings(state),
            among := seating.between(state, guests=actors[:8], moment=NOW),
            [seating.arranged(actors[:8], among=among, shape=shape) for shape in seating.Shape],
            of,
            matrix.issue_standings(state, of=of, moment=NOW),
            matrix.at_odds(of, bodies=of.bodies),
            commitments.commitments(state),
            contradictions.contradictions(state),
            observers.days(state),
            timeline.timeline(state),
        ]
    )


def choices(world: World, seat: Seat) -> bytes:
    """What a form offers: rooms with their readers, what the seat may do, who holds it, which seats it knows."""
    state = state_of(world, seat)
    may = [mandate.may(state, seat=seat.id, action=action) for action in mandate.Action]
    return to_bytes([rooms.open_rooms(state), may, people.persons(state, seat=seat), seats.listed(state), state.seats])


def exported(world: World, seat: Seat) -> bytes:
    """The export of what the seat sees."""
    return exporting.process_file(state_of(world, seat), process=KEY).encode()


def handed_over(world: World, seat: Seat) -> bytes:  # noqa: ARG001 - what leaves the rooms is the same for everybody
    """What the desk hands over to those for whom no seat stands: a function of what everyone reads alone."""
    if "handed over" not in world.kept:
        desk = next(one for one in founding.seats_at(world.record, process=KEY) if one.key == "team")
        seen = reading.seen_by(desk, record=world.serving).entries
        # Whether the desk is closed is the desk's own affair, and no part of what it handed over before.
        state = fold(one for one in seen if not isinstance(one.what, SeatClosed))
        world.kept["handed over"] = [_pack(state, desk, to=one.id) for one in state.facts(ProcessLinked)]
    return b"\0".join(one for one in world.kept["handed over"] if one)


def _pack(state: State, desk: Seat, *, to: EntryId) -> bytes:
    try:
        pack = hand_over(state, seat=desk, process=KEY, to=to, taker=None, now=NOW).pack
    except NameStays:
        return b""
    return "\0".join([pack.text, to_html(ten_answers(pack, words=wording()))]).encode()


def briefings(world: World, seat: Seat) -> list[Any]:
    """Return the briefing now, as of an early time, and by an early recorded time, composed once for all formats."""
    if ("briefings", seat.id) not in world.kept:
        world.kept["briefings", seat.id] = [
            _briefing(world, seat, as_of=None),
            _briefing(world, seat, as_of=EARLY),
            _briefing(world, seat, as_of=None, recorded_by=EARLY),
        ]
    papers_of: list[Any] = world.kept["briefings", seat.id]
    return papers_of


def _briefing(world: World, seat: Seat, **times: datetime | None) -> Any:
    try:
        return papers.brief(record=world.serving, seat=seat, process=KEY, now=NOW, **times)
    except NothingKnown as refusal:
        return str(refusal)


def written_as(write: Callable[[Any], str | bytes], *, only: int | None = None) -> Output:
    """Return the output that writes the briefings in a format, or so many of them where a format is slow."""

    def output(world: World, seat: Seat) -> bytes:
        parts = [paper if isinstance(paper, str) else write(paper) for paper in briefings(world, seat)[:only]]
        return b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)

    return output


PROBES = [
    "select count(*), min(recorded), max(n) from parley.entries_after(null, null)",
    "select * from parley.my_rooms() order by 1",
    "select * from parley.my_heads() order by 1",
    "select s.* from parley.my_rooms() as r(room), parley.sitters(array[r.room]) s order by 1, 2",
    "select id, room, n, seat, person, recorded, kind, body from parley.entries_after(null, null) order by room, n",
    "select id from parley.entries_after(null, null) where body is not null order by recorded desc, id limit 5",
    "select kind, count(*) from parley.entries_after(null, null) group by 1 order by 1",
    "select count(*) from parley.entry",
    "select * from parley.openings() order by room, n",
    "select count(*) from parley.seat",
    "select count(*) from parley.sits",
    "select count(*), sum(n) from parley.head",
    "select salt from parley.entries_after(null, null) limit 1",
    "select * from accounts.account",
    "select * from parley.sitters((select array_agg(room) from parley.entries_after(null, null)))",
]


OF_HIDDEN_ROOMS = [
    "select parley.append(r, '@seat@', '\\x00', null, 'note made/1', '\\x', '\\x', '\\x') from unnest(%s::uuid[]) as r",
    "select * from parley.sitters(%s::uuid[]) order by 1, 2",
    "select count(*) from parley.entries_after(null, null) where room = any (%s::uuid[])",
]
"""Asked of rooms whose ids an attacker guessed right."""


def injected(world: World, seat: Seat) -> bytes:
    """What queries of an attacker's own would bring on the seat's connection."""
    answers: list[Any] = []
    hidden = [world.hidden_rooms(seat)]
    for asked, about in [*((probe, None) for probe in PROBES), *((probe, hidden) for probe in OF_HIDDEN_ROOMS)]:
        try:
            with world.serving.as_seat(seat) as connection:
                answers.append(connection.execute(asked.replace("@seat@", seat.id), about).fetchall())
        except Error as refusal:
            answers.append(str(refusal))
    return to_bytes(answers)


def commanded(*arguments: str) -> Output:
    """Return the output of a command of the command line for the seat, which stands for SEAT in its arguments."""

    def output(world: World, seat: Seat) -> bytes:
        with world.at_home() as run:
            return to_bytes(run([seat.key if one == "SEAT" else one for one in arguments]))

    return output


OUTPUTS: dict[str, Output] = {
    "reading": read_all,
    "reading on": read_on,
    "reading as of": read_known_by,
    "reading recorded by": read_recorded_by,
    "writing": written,
    "questions": questions,
    "choices": choices,
    "export": exported,
    "handed over": handed_over,
    "briefing json": written_as(to_json),
    "briefing html": written_as(to_html),
    "briefing docx": written_as(to_docx, only=1),
    "briefing markdown": written_as(to_markdown),
    "injected queries": injected,
}

COMMANDS: dict[str, Output] = {
    "parley brief": commanded("brief", KEY, "--seat", "SEAT", "--as-of", "2031-03-01"),
    "parley brief recorded by": commanded(
        "brief", KEY, "--seat", "SEAT", "--as-of", "2031-03-01", "--recorded-by", "2031-01-03"
    ),
    "parley hand-over": commanded("hand-over", KEY, "--seat", "SEAT", "--to", "Lake talks"),
    "parley export": commanded("export", KEY, "--seat", "SEAT"),
    "parley seat list": commanded("seat", "list", KEY, "--seat", "SEAT"),
    "parley person list": commanded("person", "list", KEY, "SEAT"),
}
OF_THE_OWNER = {
    "demo": "sets up examples",
    "serve": "starts the pages, which are compared themselves",
    "init": "makes the record ready",
    "verify": "checks the whole record for its owner, and names a room or seat only where one does not hold",
    "backup": "writes the whole record for its owner, locked, and says how much it holds",
    "restore": "makes a record of a backup where there is none, and says how much it holds",
    "drill": "restores a backup beside the record for its owner, and says how much it holds",
    "check": "tells the owner how the record is run, and of what is on record nothing but whether its clock is right",
    "import": "puts a file on record, and shows nothing of what is there but that its key is taken",
    "seat open": "acts as a seat that it names, and answers with what it was given",
    "seat close": "acts as a seat that it names, and answers with what it was given",
    "person add": "acts as a seat that it names, and answers with a new login",
    "person invite": "acts as a seat that it names, and answers with an invitation",
    "person end": "acts as a seat that it names, and answers with what it was given",
}
"""The commands that show a seat nothing, with the reason."""

"""Handing over: what a mediators' seat may pass on to another process, as a pack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace as replaced

from parley.actions.exporting import process_of, written_as_yaml
from parley.actions.mandate import Action, require
from parley.actions.pack_text import MOST_BYTES, TOP, VERSION, read_pack
from parley.documents.briefing.compose import live_moment
from parley.documents.hand_over.pack import Pack
from parley.process.fold import fold
from parley.process.passing_on import Stays, may_take_over, passed_on
from parley.process.state import State
from parley.record.entry import Attribution, Entry, Form, Terms
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.process import ProcessLinked, ProcessOpened
from parley.record.kinds.rooms import RoomOpened, SeatOpened, Sitter
from parley.record.references import EntryId, RoomId, SeatId
from parley.record.seat import Seat
from parley.record.when import When, written_instant

GIVEN_ROOM = RoomId("0" * 31 + "1")
"""The room of a pack in which stands what was not said to everyone: in it sits the seat that gives, and nobody else."""


class NotHandedOver(ValueError):
    """There can be no such pack; the message says why, and what to do."""


class NoSuchProcess(NotHandedOver):
    """The seat sees no such linked process, or no such seat that could stand for those who take over."""


class NameStays(NotHandedOver):
    """The name of the other process may itself not be passed on."""


class TooMuch(NotHandedOver):
    """The pack would be larger than one that can be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A pack, and what its maker alone is told: how many entries stay behind, for which reason."""

    pack: Pack
    entries: int
    staying: Mapping[Stays, int]


def hand_over(state: State, *, seat: Seat, process: str, to: EntryId, taker: SeatId | None, now: datetime) -> HandOver:
    """Return the pack that a seat may give to a linked process.

    Args:
        state: what the seat sees.
        seat: the one that gives.
        process: key of its process.
        to: the entry that names the linked process.
        taker: the seat here that stands for those who take over, if one does.
        now: the time.

    Raises:
        NotInYourMandate: when the seat hands nothing over.
        NoSuchProcess: when it sees no such process or seat.
        NameStays: when not even the other's name may be passed on.
        TooMuch: when the pack would be too large.
    """
    require(state, seat=seat.id, action=Action.HAND_OVER)
    linked = {one.id: one for one in state.facts(ProcessLinked)}
    if to not in linked or (taker is not None and taker not in may_take_over(state, seat=seat.id)):
        raise NoSuchProcess("your seat sees no such linked process, or no such seat to stand for those who take over")
    going = passed_on(state, seat=seat.id, taker=taker, moment=live_moment(state, now=now))
    if all(one.id != to for one in going.entries):
        raise NameStays(
            "the name of this process may itself not be passed on: put it on record where everyone reads it, or on"
            " terms that let it go word for word to the seat that stands for those who take over"
        )
    text = _text(going.entries, state=state, seat=seat, process=process, to=linked[to].what.name, now=now)
    return HandOver(pack=read_pack(text), entries=len(going.entries), staying=going.staying)


def _text(entries: tuple[Entry[Any], ...], *, state: State, seat: Seat, process: str, to: str, now: datetime) -> str:
    """Return the text of a pack: a function of the entries that go, of the giver's name and of the clock."""
    shown = fold([*_what_is_needed(entries, state=state, seat=seat), *(_as_given(one, state=state) for one in entries)])
    opened = shown.facts(ProcessOpened)
    values = (
        VERSION,
        opened[0].what.name if opened else process,
        to,
        shown.seats[seat.id],
        written_instant(now.replace(second=0, microsecond=0)),
        process_of(shown, process=process),
    )
    text = written_as_yaml(dict(zip(TOP, values, strict=True)))
    if len(text.encode()) > MOST_BYTES:
        raise TooMuch(f"the pack would hold more than {MOST_BYTES:,} bytes, which cannot be taken in one piece")
    return text


def _as_given(entry: Entry[Any], *, state: State) -> Entry[Any]:
    """Return an entry as it goes: what was not said to everyone without its room, and without who else may hear it."""
    if state.is_public(entry):
        return entry
    until = entry.terms.until if entry.terms else None
    return replaced(entry, room=GIVEN_ROOM, terms=Terms(form=Form.VERBATIM, until=until))


def _what_is_needed(entries: tuple[Entry[Any], ...], *, state: State, seat: Seat) -> Iterator[Entry[Any]]:
    """Yield the opening of the seat that gives, where not everyone knows of it, and of the room of what it gives."""
    name = state.seats.get(seat.id, seat.key)
    given = [one for one in entries if not state.is_public(one)]
    public = [one for one in entries if isinstance(one.what, RoomOpened)]
    where = public[0].room if public else GIVEN_ROOM
    if given or not public:
        sitters = (Sitter(seat=seat.id, name=name),)
        opened = RoomOpened(key="given", name=name, sitters=sitters)
        yield _opening(opened, entries=entries, room=GIVEN_ROOM, seat=seat, number=0)
    known = [one.what for one in state.facts(SeatOpened) if one.what.seat == seat.id]
    if not any(isinstance(one.what, SeatOpened) and one.what.seat == seat.id for one in entries):
        yield _opening(replace(known[-1], stands_for=None), entries=entries, room=where, seat=seat, number=1)


def _opening(what: Any, *, entries: tuple[Entry[Any], ...], room: RoomId, seat: Seat, number: int) -> Entry[Any]:
    return Entry(
        id=EntryId(f"{number:032x}"),
        room=room,
        number=0,
        seat=seat.id,
        person=None,
        recorded=min(one.recorded for one in entries) - timedelta(microseconds=2 - number),
        kind=kind_name(type(what)),
        what=what,
        happened=When.unknown(),
        known=min(one.known for one in entries),
        attribution=Attribution.ON_THE_RECORD,
        described_as="",
        terms=None,
        evidence=(),
    )

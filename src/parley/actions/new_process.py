"""A new process as a mediator plans it on one page, and the process file that it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from parley.actions.keys import key_of, short_key
from parley.record.kinds.bodies import BodySort
from parley.record.kinds.rooms import SeatRole
from parley.record.when import written_known

ROLES = {
    SeatRole.DELEGATION: "party",
    SeatRole.GUARANTOR: "guarantor",
    SeatRole.HOST: "host",
    SeatRole.OBSERVER: "observer",
}
"""What a seat may be opened as beside the mediators', and the role that its body is then said to hold."""

DESK, PUBLIC, MEDIATORS = "team", "public", "mediators"
DESK_NAME = "The mediators’ desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body that comes to the talks, the seat opened for it, and the persons who sign in for it, if any do."""

    name: str
    sort: BodySort
    role: SeatRole
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """What is to be negotiated, as a question that takes no side."""

    name: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProcess:
    """A process as it is planned: who mediates, who comes, on what, and the first round where it is known.

    Args:
        name: what the process is called.
        purpose: what it is for.
        mediators: the office that mediates.
        persons: of the desk, the one who opens the process first.
        parties: in any order; each gets a seat, a room of its own and one with the desk.
        issues: what is to be negotiated; none is fine.
        round_name: what the first round is called; empty where none is announced.
        round_dates: its dates, as they are written in a process file.
        place: where it is held, if that is known.
    """

    name: str
    purpose: str
    mediators: str
    persons: tuple[str, ...]
    parties: tuple[Party, ...]
    issues: tuple[NewIssue, ...] = ()
    round_name: str = ""
    round_dates: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a file: each from a name, none twice."""

    taken: set[str]

    def of(self, name: str, *, otherwise: str) -> str:
        """Return a key for a name."""
        key = key_of(short_key(name, otherwise=otherwise), taken=self.taken, otherwise=otherwise)
        self.taken.add(key)
        return key


def process_file_of(new: NewProcess, *, key: str, at: datetime) -> str:
    """Return the process file of a new process, as known from a moment on."""
    keys = Keys({DESK, PUBLIC, MEDIATORS, "opening", "desk", "plenary", "round", "visitors"})
    seats = [(keys.of(party.name, otherwise="delegation"), party) for party in new.parties]
    entries = [
        *_beginning(new),
        *(entry for seat, party in seats for entry in _party(seat, party)),
        *_rooms([(seat, party.name) for seat, party in seats]),
        *_persons(DESK, "desk", new.persons, keys=keys),
        *(entry for seat, party in seats for entry in _persons(seat, f"{seat}-room", party.persons, keys=keys)),
        *(
            {"key": keys.of(one.name, otherwise="issue"), "kind": "issue raised", "name": one.name,
             "question": one.question}
            for one in new.issues
        ),
        *_round(new),
    ]  # fmt: skip
    known = written_known(at)
    said = {"room": PUBLIC, "made by": DESK, "attribution": "on the record", "known": known}
    dated = [{**entry, "happened": entry.get("happened", known)} for entry in entries]
    document = {"parley": 1, "process": key, "unless said": said, "entries": dated}
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


Fields = dict[str, Any]


def _beginning(new: NewProcess) -> Iterable[Fields]:
    yield {"key": PUBLIC, "kind": "room opened", "name": "Public record", "everyone": True}
    yield {"key": DESK, "kind": "seat opened", "name": DESK_NAME, "role": "desk"}
    yield {"key": "visitors", "kind": "seat opened", "name": "Visitors", "role": "visitor"}
    yield {"key": "opening", "kind": "process opened", "name": new.name, "purpose": new.purpose}
    yield {"key": MEDIATORS, "kind": "body named", "name": new.mediators, "sort": "office", "happened": "unknown"}
    yield _role(MEDIATORS, "mediator")


def _party(seat: str, party: Party) -> Iterable[Fields]:
    body = f"{seat}-body"
    yield {"key": body, "kind": "body named", "name": party.name, "sort": party.sort.value, "happened": "unknown"}
    yield {"key": seat, "kind": "seat opened", "name": party.name, "role": party.role.value, "stands for": body}
    yield _role(body, ROLES[party.role])


def _role(body: str, role: str) -> Fields:
    return {
        "key": f"{body}-role", "kind": "role held", "body": body, "role": role, "basis": "declared",
        "according to": MEDIATORS, "since": "unknown",
    }  # fmt: skip


def _rooms(seats: list[tuple[str, str]]) -> Iterable[Fields]:
    """Open the desk's room, one for each seat alone, one for each with the desk, and one for all of them."""
    desk = (DESK, DESK_NAME)
    yield _room("desk", "The desk’s room", [desk])
    for seat, name in seats:
        yield {**_room(f"{seat}-room", f"{name}: own room", [(seat, name)]), "made by": seat}
        yield _room(f"{seat}-desk", f"{name} with the desk", [desk, (seat, name)])
    if seats:
        yield _room("plenary", "Plenary", [desk, *seats])


def _room(key: str, name: str, seats: Iterable[tuple[str, str]]) -> Fields:
    sitters = [{"seat": seat, "name": called} for seat, called in seats]
    return {"key": key, "kind": "room opened", "name": name, "sitters": sitters}


def _persons(seat: str, room: str, names: Iterable[str], *, keys: Keys) -> Iterable[Fields]:
    for name in names:
        key = keys.of(name, otherwise="person")
        yield {
            "key": key, "kind": "person seated", "person": key, "seat": seat, "name": name, "room": room,
            "made by": seat,
        }  # fmt: skip


def _round(new: NewProcess) -> Iterable[Fields]:
    if new.round_name:
        place = {"place": new.place} if new.place else {}
        yield {"key": "round", "kind": "round announced", "name": new.round_name, "dates": new.round_dates, **place}

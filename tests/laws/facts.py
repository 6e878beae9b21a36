"""Facts of every kind, made up by chance from the shape of the kind, so that a new kind is covered by itself."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from parley.record.entry import Attribution, Draft, Evidence, Form, Terms
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.rooms import RoomOpened
from parley.record.kinds.shape import Field, shape
from parley.record.references import EntryId, SeatId
from parley.record.when import When

START = datetime(2031, 1, 1, tzinfo=UTC)
WORDS = [
    "harbour",
    "corridor",
    "winter",
    "prisoners",
    "bridge",
    "amnesty",
    "timetable",
    "guarantor",
    "withdraw",
    "mill",
]
Choose = Callable[[tuple[str, ...]], Sequence[EntryId]]


class NothingToName(LookupError):
    """No entry of the kind that a field needs can be named yet; `kind` is one that would do."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.label)
        self.kind = field.points_to[0] if field.points_to else "note made"


def fact(chance: random.Random, kind: str, *, choose: Choose, seats: Sequence[SeatId], word: str) -> Any:
    """Return a fact of a kind that names only what `choose` offers for the kinds that a field may name.

    Raises:
        NothingToName: when nothing is offered for a field that must be given.
        Malformed: when chance made what the kind refuses.
    """
    values = {}
    for field in shape(KINDS[kind]):
        if not field.required and chance.random() < 0.4:
            continue
        values[field.name] = _value(chance, field, choose=choose, seats=seats, word=word)
    return KINDS[kind](**values)


def draft(chance: random.Random, what: Any, *, known: datetime, choose: Choose, seats: Sequence[SeatId]) -> Draft[Any]:
    """Return a fact in an envelope made up by chance."""
    attribution = chance.choice(list(Attribution))
    terms = None
    if chance.random() < 0.5:
        to = tuple(chance.sample(seats, k=min(len(seats), chance.randrange(3))))
        until = known + timedelta(days=chance.randrange(1, 90)) if chance.random() < 0.5 else None
        terms = Terms(form=chance.choice(list(Form)), to=to, until=until)
    offered = choose(())
    evidence = tuple(Evidence(entry=one) for one in chance.sample(offered, k=min(len(offered), chance.randrange(3))))
    described = "a diplomat" if attribution is Attribution.ON_BACKGROUND else ""
    return Draft(
        what=what,
        happened=when(chance),
        known=known,
        attribution=attribution,
        described_as=described,
        terms=terms,
        evidence=evidence,
    )


def when(chance: random.Random) -> When:
    """Return a time, as precise as chance will have it."""
    moment = START + timedelta(hours=chance.randrange(24 * 200))
    last = When.day((moment + timedelta(days=chance.randrange(9))).date())
    return chance.choice(
        [
            When.unknown(),
            When.instant(moment),
            When.day(moment.date()),
            When.month(moment.year, moment.month),
            When.interval(When.day(moment.date()), last),
        ]
    )


def _value(chance: random.Random, field: Field, *, choose: Choose, seats: Sequence[SeatId], word: str) -> Any:
    if field.nullable and chance.random() < 0.2:
        return None
    if field.many:
        count = chance.randrange(3)
        found = [_one(chance, field, choose=choose, seats=seats, word=word) for _ in range(count)]
        return tuple(dict.fromkeys(found))
    return _one(chance, field, choose=choose, seats=seats, word=word)


def _one(chance: random.Random, field: Field, *, choose: Choose, seats: Sequence[SeatId], word: str) -> Any:
    match field.sort:
        case "reference":
            offered = choose(field.points_to)
            if not offered:
                raise NothingToName(field)
            return chance.choice(offered)
        case "seat":
            return chance.choice(seats)
        case "part":
            return field.part(
                **{one.name: _value(chance, one, choose=choose, seats=seats, word=word) for one in shape(field.part)}
            )
        case "choice":
            return chance.choice(list(field.type))
        case _:
            return _plain(chance, field, word=word)


def _plain(chance: random.Random, field: Field, *, word: str) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "text": lambda: _text(chance, field, word=word),
        "number": lambda: chance.choice([0, 1, 2, 17] if field.name in {"count", "size"} else [0.0, 0.5, 1.0]),
        "yes or no": lambda: chance.random() < 0.5,
        "when": lambda: when(chance),
        "moment": lambda: START + timedelta(hours=chance.randrange(24 * 200)),
        "person": lambda: f"{chance.getrandbits(128):032x}",
    }
    return makers[field.sort]()


def _text(chance: random.Random, field: Field, *, word: str) -> str:
    if field.name == "key":
        return f"key-{chance.randrange(10**6)}"
    return f"{word} {chance.choice(WORDS)}" if chance.random() < 0.9 or field.required or field.many else ""


def may_be_made(kind: str) -> bool:
    """Tell whether an entry of a kind is made by itself, and not by opening a room."""
    return KINDS[kind] is not RoomOpened

"""The twins of a life for one seat: without what it may not see, with other things there, and with more of them."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from parley.record.entry import Attribution, Draft, Malformed
from parley.record.kinds.rooms import PersonSeated, RoomClosed, RoomOpened, SeatClosed, SeatOpened, SeatRole, Sitter
from parley.record.references import PersonId, RoomId, SeatId, room_id, seat_id, token_of
from parley.record.when import When
from tests.laws import facts
from tests.laws.facts import START, NothingToName
from tests.laws.life import MAKEABLE
from tests.laws.plans import PROCESS, Act, Life, RoomPlan, SeatPlan

ALL_BUT_THE_LAST = slice(None, -1)
ACTS_IN_THE_ANNEX = 6


def without(life: Life, *, seat: SeatId) -> Life:
    """Return the life without anything that a seat may not see."""
    known = life.known_to(seat)
    return replace(
        life,
        seats=tuple(one for one in life.seats if one.id in known),
        founding_rooms=tuple(room for room in life.founding_rooms if life.sees(seat, room.id)),
        founding=tuple(act for act in life.founding if life.sees(seat, act.room)),
        acts=tuple(act for act in life.acts if not _hidden(life, act, seat=seat)),
    )


def altered(life: Life, *, seat: SeatId) -> Life:
    """Return the life with other words, kinds, times and companies in all that a seat may not see."""
    chance = random.Random(life.seed + 1)
    companies = _other_companies(life, seat=seat, chance=chance)
    return replace(
        life,
        rooms={**life.rooms, **{room: _seats_of(opened) for room, opened in companies.items()}},
        founding_rooms=tuple(_with_company(room, companies) for room in life.founding_rooms),
        founding=tuple(_opened_otherwise(act, companies) for act in life.founding),
        acts=tuple(
            _other(_opened_otherwise(act, companies), chance) if _hidden(life, act, seat=seat) else act
            for act in life.acts
        ),
    )


def added_to(life: Life, *, seat: SeatId) -> Life:
    """Return the life with more of what a seat may not see: all that is hidden twice, and a room and a seat besides."""
    acts: list[Act] = []
    annex = _Annex(life, beside=seat)
    for act in life.acts:
        acts.append(act)
        if _hidden(life, act, seat=seat) and not (act.opens or isinstance(act.draft.what, SeatOpened)):
            acts.append(replace(act, name=f"{act.name} again", token=token_of("again", act.name, str(life.seed))))
        acts += annex.some_acts(after=act)
    return replace(
        life,
        seats=(*life.seats[ALL_BUT_THE_LAST], annex.guest, life.seats[-1]),
        rooms={**life.rooms, annex.room: annex.plan.seats},
        founding_rooms=(*life.founding_rooms, annex.plan),
        founding=(*life.founding, *annex.founding()),
        acts=tuple(acts),
    )


def _hidden(life: Life, act: Act, *, seat: SeatId) -> bool:
    return not life.sees(seat, act.room) and act.seat != seat


def _other(act: Act, chance: random.Random) -> Act:
    """Return another act in the place of a hidden one; a room that is opened is opened at another time."""
    moved = replace(act, at=act.at + timedelta(minutes=chance.randrange(-400, 400)))
    if act.opens:
        return moved
    what = _something(chance, seat=act.seat, word=f"other{act.name}")
    return replace(moved, draft=replace(act.draft, what=what, evidence=(), known=START)) if what else moved


def _something(chance: random.Random, *, seat: SeatId, word: str) -> Any:
    """Return a fact of any kind that names no entry and closes nothing; None where chance made none."""
    for _ in range(8):
        try:
            what = facts.fact(chance, chance.choice(MAKEABLE), choose=lambda _: [], seats=[seat], word=word)
        except (NothingToName, Malformed, ValueError):
            continue
        if not isinstance(what, RoomClosed | SeatClosed | SeatOpened):
            return what
    return None


def _other_companies(life: Life, *, seat: SeatId, chance: random.Random) -> dict[RoomId, RoomOpened]:
    """Return other openings of the hidden rooms of several seats: one seat more, or one less.

    A room in which a seat's opening stands stays as it is, since whoever is to know of that seat hangs on it. Nor does
    a seat come to meet one whom it invites elsewhere without knowing it: whom a room is opened for is the opener's
    own act, and follows from what the opener knows (docs/decisions/0008).
    """
    public = {one.id: one.key.title() for one in life.seats if one.known_in == "public" and one.id != seat}
    telling = {act.room for act in (*life.founding, *life.acts) if isinstance(act.draft.what, SeatOpened)}
    found = {}
    for act in (*life.founding, *life.acts):
        what = act.draft.what
        if not act.opens or act.room in telling or life.sees(seat, act.room):
            continue
        if act.room not in life.rooms or len(what.sitters) < 2:
            continue
        there = {sitter.seat for sitter in what.sitters}
        away = [one for one in public if one not in there and not _invited(life, by=one) & there]
        more = [Sitter(seat=one, name=public[one]) for one in away]
        fewer = [one for one in what.sitters if one.seat == act.seat or chance.random() < 0.5]
        sitters = [*what.sitters, chance.choice(more)] if more and chance.random() < 0.5 else fewer
        found[act.room] = replace(what, sitters=tuple(sitters))
    return found


def _invited(life: Life, *, by: SeatId) -> frozenset[SeatId]:
    """Return whom a seat opens rooms for that not everybody knows; none where it opens none."""
    known = {one.id for one in life.seats if one.known_in == "public"}
    opened = [_seats_of(act.draft.what) for act in life.acts if act.opens and act.seat == by]
    return frozenset().union(*opened) - known


def _seats_of(opened: RoomOpened) -> frozenset[SeatId]:
    return frozenset(sitter.seat for sitter in opened.sitters)


def _with_company(room: RoomPlan, companies: dict[RoomId, RoomOpened]) -> RoomPlan:
    return replace(room, seats=_seats_of(companies[room.id])) if room.id in companies else room


def _opened_otherwise(act: Act, companies: dict[RoomId, RoomOpened]) -> Act:
    if not act.opens or act.room not in companies:
        return act
    return replace(act, draft=replace(act.draft, what=companies[act.room]))


class _Annex:
    """A room that another seat shares with one of which nobody else knows, and what is said there."""

    def __init__(self, life: Life, *, beside: SeatId) -> None:
        self.chance = random.Random(life.seed + 2)
        self.seed = str(life.seed)
        others = [one for one in life.seats if one.id != beside and one.role is not SeatRole.VISITOR]
        self.opener = self.chance.choice(others).id
        guest, person = seat_id(process=PROCESS, token=token_of("seat", "guest")), token_of("person", "guest").hex()
        self.guest = SeatPlan(key="guest", id=guest, role=SeatRole.OBSERVER, known_in="annex", person=PersonId(person))
        self.token = token_of("room", "annex", self.seed)
        self.room = room_id(process=PROCESS, opener=self.opener, token=self.token)
        seats = frozenset({self.opener, guest})
        self.plan = RoomPlan(key="annex", id=self.room, opener=self.opener, seats=seats, everyone=False)
        self.left = ACTS_IN_THE_ANNEX

    def founding(self) -> list[Act]:
        """Return the opening of the room, of the seat, and whose seat it is."""
        guest = self.guest
        sitters = tuple(Sitter(seat=one, name="Somebody") for one in sorted(self.plan.seats))
        opened = RoomOpened(key="annex", name="Annex", sitters=sitters)
        seat = SeatOpened(seat=guest.id, key=guest.key, name="Guest", role=guest.role)
        person = PersonSeated(person=guest.person, seat=guest.id, name="Person of guest")
        return [
            self._act(what, seat=self.opener, name=name)
            for name, what in (("room annex", opened), ("seat guest", seat), ("person guest", person))
        ]

    def some_acts(self, *, after: Act) -> list[Act]:
        """Return what is said there after an act of the life, mostly nothing."""
        if self.left == 0 or self.chance.random() < 0.8:
            return []
        self.left -= 1
        seat = self.chance.choice(sorted(self.plan.seats))
        name = f"annex {self.left}"
        what = _something(self.chance, seat=seat, word=f"{name}x{self.seed}")
        return [replace(self._act(what, seat=seat, name=name), at=after.at)] if what else []

    def _act(self, what: Any, *, seat: SeatId, name: str) -> Act:
        draft = Draft(what=what, happened=When.unknown(), known=START, attribution=Attribution.ON_THE_RECORD)
        token, salt = token_of(self.seed, name), token_of("salt", self.seed, name) * 2
        return Act(name=name, at=START, seat=seat, room=self.room, draft=draft, token=token, salt=salt, word=name)

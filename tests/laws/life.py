"""The life of a record, made up from a seed: who sits where, and what each seat does, one thing after another."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

from parley.record import leaning
from parley.record.entry import Attribution, Draft, Evidence, Form, Malformed, Terms
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.papers import NoteMade
from parley.record.kinds.process import Link, ProcessLinked, ProcessOpened
from parley.record.kinds.rooms import (
    MAY_OPEN_ROOMS,
    PersonLeft,
    PersonSeated,
    RoomClosed,
    RoomOpened,
    SeatClosed,
    SeatOpened,
    SeatRole,
    Sitter,
)
from parley.record.references import EntryId, PersonId, RoomId, SeatId, entry_id, room_id, seat_id, token_of
from parley.record.when import When
from tests.laws import facts
from tests.laws.facts import START, NothingToName
from tests.laws.plans import PROCESS, Act, Life, RoomPlan, SeatPlan

ALWAYS = {"team": SeatRole.DESK, "north": SeatRole.DELEGATION, "south": SeatRole.DELEGATION}
SOMETIMES = {
    "envoy": SeatRole.ENVOY,
    "east": SeatRole.GUARANTOR,
    "interpreter": SeatRole.INTERPRETER,
    "press": SeatRole.PRESS,
    "host": SeatRole.HOST,
    "observer": SeatRole.OBSERVER,
}
"""From the first of them to five sit beside those who always do, and the visitor last: five to nine seats in all."""

MOST_BESIDE = 5
OF_THE_OWNER = (SeatOpened, PersonSeated, PersonLeft)
FOR_ONE_ROOM = {"seat opened", "seat closed", "room opened", "room closed", "person seated", "person left"}
WITHIN_ONE_ROOM = {"correction made", "translation made"}
KINDS_A_LIFE = 23
ACTS_AFTER_A_ROOM_IS_CLOSED = 8
MAKEABLE = [kind for kind in KINDS if facts.may_be_made(kind)]
IN_TURN = random.Random(0).sample(MAKEABLE, k=len(MAKEABLE))
"""The kinds in the order in which lives take them up, each going on where the one before it must have stopped."""


class Grower:
    """The making of a life: it knows all that stands so far, and so what each room may lean on."""

    def __init__(self, seed: int, *, length: int) -> None:
        self.chance = random.Random(seed)
        self.seed, self.length = seed, length
        self.moment = START
        self.rooms: dict[RoomId, frozenset[SeatId]] = {}
        self.closed_seats: set[SeatId] = set()
        self.placed: list[tuple[EntryId, str, RoomId]] = []
        self.acts: list[Act] = []
        self.public = RoomId("")
        self.seats = self._seats()

    def grow(self) -> Life:
        """Return the life."""
        founding_rooms = self._found()
        founding = tuple(self.acts)
        self.acts = []
        first = self.seed * KINDS_A_LIFE % len(IN_TURN)
        kinds = cycle(IN_TURN[first:] + IN_TURN[:first])
        while len(self.acts) < self.length:
            self._act(next(kinds))
            if len(self.acts) == self.length - ACTS_AFTER_A_ROOM_IS_CLOSED:
                self._close_a_room()
        return Life(
            seed=self.seed,
            seats=self.seats,
            founding_rooms=founding_rooms,
            founding=founding,
            acts=tuple(self.acts),
            rooms=dict(self.rooms),
            public=self.public,
        )

    def _seats(self) -> tuple[SeatPlan, ...]:
        beside = self.chance.sample(sorted(SOMETIMES), k=1 + self.seed % MOST_BESIDE)
        roles = {**ALWAYS, **{key: SOMETIMES[key] for key in beside}, "visitor": SeatRole.VISITOR}
        hidden = self.chance.choice(["south", "", *beside])
        return tuple(
            SeatPlan(
                key=key,
                id=seat_id(process=PROCESS, token=token_of("seat", key)),
                role=role,
                known_in="pair" if key == hidden else "public",
                person=PersonId(token_of("person", key).hex()),
            )
            for key, role in roles.items()
        )

    def _found(self) -> tuple[RoomPlan, ...]:
        """Open the seats, a room for everyone, one for each seat alone, and some for companies drawn by chance."""
        team = self.seats[0].id
        ids = {seat.key: seat.id for seat in self.seats}
        writers = [seat.id for seat in self.seats if seat.role is not SeatRole.VISITOR]
        hidden = next((seat.id for seat in self.seats if seat.known_in != "public"), self.chance.choice(writers[1:]))
        companies: dict[str, list[SeatId]] = {key: [ids[key]] for key in ids if key != "visitor"}
        companies["pair"] = [hidden, self.chance.choice([one for one in writers if one != hidden])]
        companies["caucus"] = [ids["team"], ids["north"]]
        for n in range(2):
            known = [one for one in writers if one != hidden]
            companies[f"company-{n}"] = self.chance.sample(known, k=self.chance.randrange(2, 4))
        plans = [RoomPlan(key="public", id=self._room(team, "public"), opener=team, seats=frozenset(), everyone=True)]
        for key, company in companies.items():
            room = self._room(company[0], key)
            plans.append(RoomPlan(key=key, id=room, opener=company[0], seats=frozenset(company), everyone=False))
        self.public = plans[0].id
        self.rooms.update({plan.id: plan.seats for plan in plans})
        self._put_openings(plans, names={seat.id: seat.key.title() for seat in self.seats})
        return tuple(plans)

    def _put_openings(self, plans: Sequence[RoomPlan], *, names: dict[SeatId, str]) -> None:
        by_key = {plan.key: plan for plan in plans}
        for plan in plans:
            sitters = tuple(Sitter(seat=seat, name=names[seat]) for seat in sorted(plan.seats))
            opened = RoomOpened(key=plan.key, name=plan.key.title(), sitters=sitters, everyone=plan.everyone)
            self._put(self._plain(opened), room=plan.id, seat=plan.opener, name=f"room {plan.key}")
        for seat in self.seats:
            where = by_key[seat.known_in]
            opening = SeatOpened(seat=seat.id, key=seat.key, name=seat.key.title(), role=seat.role)
            self._put(self._plain(opening), room=where.id, seat=where.opener, name=f"seat {seat.key}")
        linked = ProcessLinked(name="Lake talks", link=Link.FEEDS_INTO)
        for name, what in (("process", ProcessOpened(name="Harbour talks", purpose="peace")), ("linked", linked)):
            self._put(self._plain(what), room=self.public, seat=self.seats[0].id, name=name)
        for seat in self.seats[:-1]:
            taken = PersonSeated(person=seat.person, seat=seat.id, name=f"Person of {seat.key}")
            self._put(self._plain(taken), room=by_key[seat.key].id, seat=seat.id, name=f"person {seat.key}")

    def _act(self, kind: str) -> None:
        """Let some seat do something: mostly what it may, sometimes what it may not."""
        self.moment += timedelta(minutes=self.chance.choice([0, 0, self.chance.randrange(1, 300)]))
        roll = self.chance.random()
        if roll < 0.06:
            self._open_a_room()
        elif roll < 0.18:
            self._what_is_refused(kind)
        elif roll < 0.26:
            self._say_under_a_used_token(kind)
        elif roll < 0.3:
            self._say_the_same_elsewhere()
        elif roll < 0.38:
            self._lean_on_what_some_do_not_see(kind)
        elif roll < 0.42:
            self._name_a_seat_that_some_do_not_know()
        else:
            self._say(kind)

    def _say(self, kind: str) -> None:
        """Say something of a kind in some room."""
        room = self.chance.choice(list(self.rooms))
        if kind == "seat closed":
            self._close_a_seat(room)
        elif kind == "seat opened":
            self._open_a_seat(room)
        else:
            self._say_in(room, kind)

    def _say_in(self, room: RoomId, kind: str, *, deep: int = 0) -> None:
        """Say it in a room; before that, in public, what it needs to name where nothing of that is there."""
        for _ in range(12):
            try:
                draft = self._draft(kind, room=room, word=f"w{len(self.acts)}x{self.seed}")
            except NothingToName as lack:
                if deep < 5:
                    self._say_in(self.public, lack.kind, deep=deep + 1)
                continue
            if draft is not None and isinstance(draft.what, OF_THE_OWNER):
                draft = self._plain(draft.what)
            if draft is not None and not (isinstance(draft.what, RoomClosed) and room == self.public):
                self._put(draft, room=room, seat=self._one_of(room), name=f"act {len(self.acts)}")
                return

    def _open_a_seat(self, room: RoomId) -> None:
        """Let the owner open a further seat, known in one room; it does nothing itself."""
        key = f"guest-{len(self.acts)}"
        new = seat_id(process=PROCESS, token=token_of("seat", key))
        role = self.chance.choice([role for role in SeatRole if role is not SeatRole.VISITOR])
        opening = SeatOpened(seat=new, key=key, name=f"w{len(self.acts)}x{self.seed}", role=role)
        self._put(self._plain(opening), room=room, seat=self._one_of(room), name=f"act {len(self.acts)}")

    def _close_a_seat(self, room: RoomId) -> None:
        """Close a seat that does nothing more: what it would do after hangs on an entry that not everyone sees."""
        desk = self.seats[0].id
        others = [seat.id for seat in self.seats if seat.id != desk and self._sits(seat.id, room)]
        if not others or not self._sits(desk, room) or len(self.closed_seats) >= 2:
            return
        closed = self.chance.choice(others)
        self.closed_seats.add(closed)
        self._put(self._plain(SeatClosed(seat=closed)), room=room, seat=desk, name=f"act {len(self.acts)}")
        if any(seat.id == closed and seat.known_in == "public" for seat in self.seats):
            away = [seat.id for seat in self.seats if seat.known_in == "public" and not self._sits(seat.id, room)]
            self._open_for({desk, closed, *away[:1]}, opener=self.seats[0])

    def _close_a_room(self) -> None:
        companies = [room for room, seats in self.rooms.items() if len(seats - self.closed_seats) > 1]
        room = self.chance.choice(companies)
        self._put(self._plain(RoomClosed()), room=room, seat=self._one_of(room), name=f"act {len(self.acts)}")

    def _sits(self, seat: SeatId, room: RoomId) -> bool:
        return room == self.public or seat in self.rooms[room]

    def _what_is_refused(self, kind: str) -> None:
        """Do what is refused, at least to some: lean on what is hidden or absent, speak where one does not sit."""
        room = self.chance.choice(list(self.rooms))
        seat = self.chance.choice([one.id for one in self.seats if one.id not in self.closed_seats])
        word = f"w{len(self.acts)}x{self.seed}"
        try:
            draft = self._draft(kind, room=room, word=word, anything=True)
        except NothingToName:
            return
        if draft is None:
            return
        absent = RoomId(f"{self.chance.getrandbits(128):032x}")
        where = absent if self.chance.random() < 0.2 else room
        again = self.chance.choice(self.acts) if self.acts and self.chance.random() < 0.3 else None
        if again is not None and again.seat not in self.closed_seats:
            seat = again.seat
        if isinstance(draft.what, RoomClosed | SeatClosed):
            return
        if isinstance(draft.what, OF_THE_OWNER):
            return
        self._put(draft, room=where, seat=seat, name=f"act {len(self.acts)}", token=again.token if again else None)

    def _say_under_a_used_token(self, kind: str) -> None:
        """Say something in another room under a token that its author used before: no room is to know of another."""
        before = [act for act in self._said_in_private() if act.seat not in self.closed_seats]
        if not before or kind in FOR_ONE_ROOM:
            return
        act = self.chance.choice(before)
        others = [room for room in self.rooms if room != act.room and self._sits(act.seat, room)]
        room = self.chance.choice([*others, self.public] if self._is_known(act.seat) else others or [act.room])
        try:
            draft = self._draft(kind, room=room, word=f"w{len(self.acts)}x{self.seed}")
        except NothingToName:
            draft = self._note()
        if draft is not None:
            self._put(draft, room=room, seat=act.seat, name=f"act {len(self.acts)}", token=act.token)

    def _said_in_private(self) -> list[Act]:
        """Return what was said in private by those who sat there, of the kinds that can be said in any room."""
        private = [act for act in self.acts if self.rooms.get(act.room) and self._sits(act.seat, act.room)]
        return [act for act in private if act.kind not in FOR_ONE_ROOM | WITHIN_ONE_ROOM]

    def _note(self) -> Draft[Any]:
        return self._plain(NoteMade(title=f"w{len(self.acts)}x{self.seed}", words="To whom it may concern."))

    def _say_the_same_elsewhere(self) -> None:
        """Say in another room, to the letter, what was said in a private one: no room is to know of another."""
        before = self._said_in_private()
        if not before:
            return
        act = self.chance.choice(before)
        others = [room for room in self.rooms if room != act.room and self._leans_well(act.draft, room=room)]
        if others:
            room = self.chance.choice(others)
            self._put(act.draft, room=room, seat=self._one_of(room), name=f"act {len(self.acts)}")

    def _lean_on_what_some_do_not_see(self, kind: str) -> None:
        """Rest what is said in one room on what its author alone, or some of the room, saw in another."""
        private = [(entry, where) for entry, _, where in self.placed if self.rooms.get(where)]
        entry, where = self.chance.choice(private)
        authors = [seat for seat in sorted(self.rooms[where]) if seat not in self.closed_seats and self._is_known(seat)]
        found = [
            (room, seat)
            for seat in authors
            for room in self.rooms
            if self._sits(seat, room) and not self._room_sees(room, where)
        ]
        if not found or kind in FOR_ONE_ROOM | WITHIN_ONE_ROOM:
            return
        room, seat = self.chance.choice(found)
        try:
            draft = self._draft(kind, room=room, word=f"w{len(self.acts)}x{self.seed}")
        except NothingToName:
            return
        if draft is not None:
            resting = replace(draft, evidence=(*draft.evidence, Evidence(entry=entry)))
            self._put(resting, room=room, seat=seat, name=f"act {len(self.acts)}")

    def _name_a_seat_that_some_do_not_know(self) -> None:
        """Let one of the few who know of a seat name it where not everyone does."""
        secret = [seat for seat in self.seats if seat.known_in != "public"]
        found = [
            (room, seat, one.id)
            for one in secret
            for where, sitters in self.rooms.items()
            if one.id in sitters
            for seat in sorted(sitters - {one.id} - self.closed_seats)
            for room in self.rooms
            if room != where and self._sits(seat, room) and one.id not in self.rooms[room]
        ]
        if found:
            room, seat, named = self.chance.choice(found)
            draft = replace(self._note(), terms=Terms(form=Form.GIST, to=(named,)))
            self._put(draft, room=room, seat=seat, name=f"act {len(self.acts)}")

    def _leans_well(self, draft: Draft[Any], *, room: RoomId) -> bool:
        """Tell whether a whole room sees all that a draft names, its seats but for those whom everybody knows."""
        stands = {entry: where for entry, _, where in self.placed}
        known = {seat.id for seat in self.seats if seat.known_in == "public"} | self.rooms[room]
        return all(
            named in stands and self._room_sees(room, stands[named]) for named in leaning.entries_named(draft)
        ) and (leaning.seats_named(draft) <= known)

    def _open_a_room(self) -> None:
        """Open a room for seats that everybody knows: whom else its opener knows hangs on what others may not see."""
        openers = [seat for seat in self.seats if seat.id not in self.closed_seats]
        opener = self.chance.choice([seat for seat in openers if seat.role in MAY_OPEN_ROOMS or self._at_times()])
        known = [seat for seat in self.seats if seat.known_in == "public"]
        company = {opener.id, *(seat.id for seat in self.chance.sample(known, k=self.chance.randrange(1, 4)))}
        company |= {SeatId(f"{self.chance.getrandbits(128):032x}")} if self.chance.random() < 0.15 else set()
        strangers = [seat.id for seat in self.seats if seat.known_in != "public" and not self._met(opener.id, seat.id)]
        company.update(strangers if self.chance.random() < 0.5 else ())
        self._open_for(company, opener=opener)

    def _open_for(self, company: set[SeatId], *, opener: SeatPlan) -> None:
        names = {seat.id: seat.key.title() for seat in self.seats}
        sitters = tuple(Sitter(seat=seat, name=names.get(seat, "Nobody")) for seat in sorted(company))
        key = f"new-{len(self.acts)}"
        room = room_id(process=PROCESS, opener=opener.id, token=token_of(str(self.seed), key))
        draft = self._plain(RoomOpened(key=key, name=key.title(), sitters=sitters))
        self._put(draft, room=room, seat=opener.id, name=f"act {len(self.acts)}", token=token_of(str(self.seed), key))
        met = {one for one in names if self._is_known(one) or self._met(opener.id, one)}
        if opener.role in MAY_OPEN_ROOMS and company <= met | {seat.id for seat in self.seats if seat.key == "visitor"}:
            self.rooms[room] = frozenset(company)

    def _draft(self, kind: str, *, room: RoomId, word: str, anything: bool = False) -> Draft[Any] | None:
        """Return a draft for a room; with `anything` it may lean on what the room does not see."""

        def choose(kinds: tuple[str, ...]) -> list[EntryId]:
            return [
                entry
                for entry, placed, where in self.placed
                if (not kinds or placed in kinds) and (anything or self._room_sees(room, where, kind=kind))
            ][-40:]

        seats = [seat.id for seat in self.seats] if anything else sorted(self.rooms[room]) or [self.seats[0].id]
        known = self.moment - timedelta(hours=self.chance.randrange(0, 100))
        for _ in range(12):
            try:
                what = facts.fact(self.chance, kind, choose=choose, seats=seats, word=word)
                return facts.draft(self.chance, what, known=known, choose=choose, seats=seats)
            except (Malformed, ValueError):
                continue
        return None

    def _plain(self, what: Any) -> Draft[Any]:
        return Draft(what=what, happened=When.unknown(), known=START, attribution=Attribution.ON_THE_RECORD)

    def _put(self, draft: Draft[Any], *, room: RoomId, seat: SeatId, name: str, token: bytes | None = None) -> None:
        token = token or token_of(str(self.seed), name)
        salt = token_of("salt", str(self.seed), name) * 2
        word = f"w{len(self.acts)}x{self.seed}"
        act = Act(name=name, at=self.moment, seat=seat, room=room, draft=draft, token=token, salt=salt, word=word)
        self.acts.append(act)
        self.placed.append((entry_id(room=room, seat=seat, token=token), act.kind, room))

    def _room(self, opener: SeatId, key: str) -> RoomId:
        return room_id(process=PROCESS, opener=opener, token=token_of("room", key, str(self.seed)))

    def _one_of(self, room: RoomId) -> SeatId:
        sitting = sorted(self.rooms[room]) or [seat.id for seat in self.seats[:-1] if seat.known_in == "public"]
        return self.chance.choice([seat for seat in sitting if seat not in self.closed_seats] or sitting)

    def _is_known(self, seat: SeatId) -> bool:
        return any(one.id == seat and one.known_in == "public" and one.key != "visitor" for one in self.seats)

    def _met(self, seat: SeatId, other: SeatId) -> bool:
        return seat == other or any({seat, other} <= sitters for sitters in self.rooms.values())

    def _at_times(self) -> bool:
        return self.chance.random() < 0.2

    def _room_sees(self, room: RoomId, other: RoomId, *, kind: str = "") -> bool:
        if other == room:
            return True
        if kind in WITHIN_ONE_ROOM:
            return False
        if other == self.public:
            return True
        seats = self.rooms.get(room, frozenset())
        return bool(seats) and seats <= self.rooms.get(other, frozenset())


def life(seed: int, *, length: int = 70) -> Life:
    """Return the life that a seed gives."""
    return Grower(seed, length=length).grow()

"""A world: a database in which a life is played, act by act, with a clock that the life sets."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from parley.record import accounts, founding, keeping, writing
from parley.record.entry import Malformed
from parley.record.leaning import Unsupported
from parley.record.opening import Record
from parley.record.refusals import NotYours, TokenUsed
from parley.record.seat import Seat
from tests.laws.life import PROCESS, Act, Life

KEY = "harbour-talks"
CLOCK = """
    create table if not exists public.test_clock (t timestamptz not null);
    delete from public.test_clock;
    insert into public.test_clock values ('2031-01-01');
    create or replace function parley.clock() returns timestamptz
    language sql volatile security definer set search_path = pg_catalog, pg_temp
    as 'select t from public.test_clock';
    revoke all on public.test_clock from public;
"""
EMPTY = (
    "truncate parley.process, parley.seat, parley.sits, parley.room, parley.head, parley.entry, accounts.person cascade"
)
REFUSALS = (Malformed, NotYours, TokenUsed, Unsupported, ValueError)
PASSWORD = "correct horse battery"
HASH = accounts.HASHER.hash(PASSWORD)


@dataclass
class World:
    """One database; what came of each act is kept by the act's name."""

    record: Record
    outcomes: dict[str, str] = field(default_factory=dict)
    owner: psycopg.Connection[Any] = field(init=False)
    serving: Record = field(init=False)

    def __post_init__(self) -> None:
        self.owner = psycopg.connect(self.record.owner, autocommit=True)
        self.owner.execute(CLOCK)
        self.serving = self.record.for_serving()

    def close(self) -> None:
        self.owner.close()
        self.serving.close()

    def seat(self, life: Life, key: str) -> Seat:
        """Return a seat's handle."""
        plan = life.seat(key)
        return Seat(id=plan.id, process=PROCESS, key=key, role=self.record.role_of(plan.id))

    def play(self, life: Life) -> None:
        """Empty the database and let the life happen in it."""
        self.owner.execute(EMPTY)
        self.outcomes = {}
        self._found(life)
        handles = {plan.id: self.seat(life, plan.key) for plan in life.seats}
        for act in life.acts:
            if act.seat in handles:
                self.owner.execute("update public.test_clock set t = %s", [act.at])
                self.outcomes[act.name] = self._outcome(act, handles[act.seat])

    def _found(self, life: Life) -> None:
        self.owner.execute("update public.test_clock set t = '2031-01-01'")
        with self.record.as_owner() as connection:
            keeping.add_process(connection, process=PROCESS, key=KEY)
            for plan in life.seats:
                new = founding.NewSeat(id=plan.id, key=plan.key, role=plan.role)
                founding._add_seat(connection, self.record, process=PROCESS, seat=new)  # noqa: SLF001
            for room in life.founding_rooms:
                keeping.begin_room(connection, room=room.id, process=PROCESS, seats=room.seats, everyone=room.everyone)
            for act in life.founding:
                sealed = writing.sealed_draft(act.draft, salt=act.salt)
                keeping.place(connection, room=act.room, seat=act.seat, token=act.token, person=None, sealed=sealed)
            for plan in life.seats:
                login = f"{plan.key}@{KEY}"
                keeping.add_account(connection, person=plan.person, login=login, password=HASH, seat=plan.id)

    def _outcome(self, act: Act, seat: Seat) -> str:
        """Return what its author is told of an act: where the entry stands, or the refusal's very words."""
        try:
            with writing.door(self.serving, seat=seat) as door:
                if act.opens:
                    return repr(door.open_room(act.draft, token=act.token, salt=act.salt))
                return repr(door.append(act.draft, room=act.room, token=act.token, salt=act.salt))
        except REFUSALS as refusal:
            return f"{type(refusal).__name__}: {refusal}"


def difference(one: bytes, other: bytes) -> str:
    """Return where two outputs part, with what stands around it."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"at byte {at}: …{one[max(0, at - 60) : at + 60]!r} against …{other[max(0, at - 60) : at + 60]!r}"


def digest(parts: Sequence[bytes]) -> str:
    """Return what stands for several outputs in a message."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]

"""A world: a database in which a life is played, act by act, with a clock that the life sets."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from parley.cli.main import main
from parley.cli.record import HOME, URL
from parley.record import accounts, founding, keeping, writing
from parley.record.entry import Malformed
from parley.record.kinds.rooms import PersonLeft, PersonSeated, SeatOpened
from parley.record.leaning import Unsupported
from parley.record.opening import Record
from parley.record.references import EntryId, PersonId, RoomId, SeatId, entry_id
from parley.record.refusals import NotYours, TokenUsed
from parley.record.seat import Seat
from tests.laws.plans import PROCESS, Act, Life

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
EMPTY = """
    truncate parley.entry;
    delete from accounts.invitation;
    delete from accounts.passkey;
    delete from accounts.person;
    delete from parley.sits;
    delete from parley.head;
    delete from parley.room;
    delete from parley.seat;
    delete from parley.process;
"""
"""Entries cannot be deleted, not even by their owner; the rest is quicker deleted than truncated."""
REFUSALS = (Malformed, NotYours, TokenUsed, Unsupported, ValueError)
INVITED = datetime(2031, 2, 28, tzinfo=UTC)
HASH = accounts.HASHER.hash("nobody signs in with this")


def invitation_of(person: PersonId) -> str:
    """Return the secret of the invitation that a person of a life has not taken up."""
    return person * 2


def entrance_of(person: PersonId) -> str:
    """Return the secret of the address that leads in as a person of a life."""
    return person[::-1] * 2


@dataclass(eq=False)
class World:
    """One database; what came of each act is kept by its author and its name."""

    record: Record
    home: Path
    outcomes: dict[tuple[SeatId, str], str] = field(default_factory=dict)
    persons: dict[str, PersonId] = field(default_factory=dict)
    whole: Life | None = None
    plays: int = 0
    kept: dict[Any, Any] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    owner: psycopg.Connection[Any] = field(init=False)
    serving: Record = field(init=False)
    visitors: Seat = field(init=False)

    def __post_init__(self) -> None:
        self.owner = psycopg.connect(self.record.owner, autocommit=True)
        name = sql.Identifier(self.owner.info.dbname)
        self.owner.execute(sql.SQL("alter database {} set synchronous_commit = off").format(name))
        self.owner.execute(CLOCK)
        self.serving = self.record.for_serving()

    def close(self) -> None:
        self.owner.close()
        self.serving.close()

    def seat(self, life: Life, key: str) -> Seat:
        """Return a seat's handle."""
        plan = life.seat(key)
        return Seat(id=plan.id, process=PROCESS, key=key, role=self.record.role_of(plan.id))

    @contextmanager
    def at_home(self) -> Iterator[Callable[[list[str]], tuple[int, str, str]]]:
        """Lend the command line, pointed at this database: it returns status, output and errors of a command."""

        def run(arguments: list[str]) -> tuple[int, str, str]:
            out, err = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                status = main(arguments)
            if "database does not answer" in err.getvalue():
                raise RuntimeError(err.getvalue())
            return status, out.getvalue(), err.getvalue()

        before = {name: os.environ.get(name) for name in (URL, HOME)}
        os.environ.update({URL: self.record.owner or "", HOME: str(self.home)})
        yield run
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

    def hidden_rooms(self, seat: Seat) -> list[RoomId]:
        """Return the rooms of the whole life in which a seat does not sit, whether they are in this world or not."""
        return sorted(room for room in self.whole.rooms if not self.whole.sees(seat.id, room)) if self.whole else []

    def hidden_entries(self, seat: Seat) -> list[EntryId]:
        """Return the ids of what is said in a whole life where a seat does not sit, in this world or not."""
        acts = self.whole.acts if self.whole else ()
        hidden = [act for act in acts if self.whole and not self.whole.sees(seat.id, act.room)]
        return sorted(entry_id(room=act.room, seat=act.seat, token=act.token) for act in hidden)

    def play(self, life: Life, *, whole: Life) -> None:
        """Empty the database and let a life happen in it, which is the whole one or what is left of it."""
        self.whole = whole
        self.plays += 1
        self.kept = {}
        self.owner.execute(EMPTY)
        self.outcomes = {}
        self.persons = {plan.key: plan.person for plan in life.seats if plan.key != "visitor"}
        self._found(life)
        handles = {plan.id: self.seat(life, plan.key) for plan in life.seats}
        self.visitors = self.seat(life, "visitor")
        for act in life.acts:
            if act.seat in handles:
                self.owner.execute("update public.test_clock set t = %s", [act.at])
                self.outcomes[act.seat, act.name] = self._outcome(act, handles[act.seat])

    def made(self, act: Act) -> bool:
        """Tell whether an act put something on record, and was not refused."""
        told = self.outcomes.get((act.seat, act.name), "")
        return "Placed(" in told or told.isdigit()

    def _found(self, life: Life) -> None:
        self.owner.execute("update public.test_clock set t = '2031-01-01'")
        with roles_made_once(self.roles):
            founding.found(
                self.record,
                process=PROCESS,
                key=KEY,
                seats=[founding.NewSeat(id=plan.id, key=plan.key, role=plan.role) for plan in life.seats],
                rooms=[
                    founding.NewRoom(id=room.id, seats=room.seats, everyone=room.everyone)
                    for room in life.founding_rooms
                ],
                entries=[
                    founding.NewEntry(room=act.room, seat=act.seat, token=act.token, salt=act.salt, draft=act.draft)
                    for act in life.founding
                ],
            )
        with self.record.as_owner() as connection:
            for plan in life.seats:
                login = f"{plan.key}@{KEY}"
                keeping.add_account(connection, person=plan.person, login=login, password=HASH, seat=plan.id)
                invited = accounts.digest_of(invitation_of(plan.person))
                accounts.invite(connection, person=plan.person, digest=invited, at=INVITED)
                entering = accounts.digest_of(entrance_of(plan.person))
                accounts.let_enter(
                    connection, person=plan.person, digest=entering, until=INVITED + accounts.INVITED_FOR
                )

    def _outcome(self, act: Act, seat: Seat) -> str:
        """Return what its author is told of an act: where the entry stands, or the refusal's very words."""
        if isinstance(act.draft.what, SeatOpened | PersonSeated | PersonLeft):
            return self._by_the_owner(act)
        try:
            with writing.door(self.serving, seat=seat) as door:
                if act.opens:
                    return repr(door.open_room(act.draft, token=act.token, salt=act.salt))
                return repr(door.append(act.draft, room=act.room, token=act.token, salt=act.salt))
        except REFUSALS as refusal:
            return f"{type(refusal).__name__}: {refusal}"

    def _by_the_owner(self, act: Act) -> str:
        """Let the owner open or fill a seat in the name of another, as the command line does."""
        what = act.draft.what
        new = [founding.NewSeat(id=what.seat, key=what.key, role=what.role)] if isinstance(what, SeatOpened) else []
        entry = founding.NewEntry(room=act.room, seat=act.seat, token=act.token, salt=act.salt, draft=act.draft)
        try:
            return str(founding.extend(self.record, process=PROCESS, seats=new, rooms=(), entries=[entry]))
        except (founding.Taken, NotYours, TokenUsed) as refusal:
            return type(refusal).__name__


@contextmanager
def roles_made_once(made: set[str]) -> Iterator[None]:
    """Make the login role of a seat only where this database has not let it in before: roles outlive lives."""
    ensure = keeping.ensure_role

    def once(connection: psycopg.Connection[Any], *, role: str, password: str) -> None:
        if role not in made:
            ensure(connection, role=role, password=password)
            made.add(role)

    keeping.ensure_role = once
    try:
        yield
    finally:
        keeping.ensure_role = ensure


def difference(one: bytes, other: bytes) -> str:
    """Return where two outputs part, with what stands around it."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"at byte {at}: …{one[max(0, at - 60) : at + 60]!r} against …{other[max(0, at - 60) : at + 60]!r}"

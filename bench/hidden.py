"""What a seat's reading costs with and without 50,000 entries that it may not see: it must be the same."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Self

import psycopg

from bench.a_record import Generated
from bench.places import Place
from bench.table import Figure
from parley.record import store
from parley.record.seat import Seat

SEEN = 5_000
HIDDEN = 50_000
PAGE = 50
GOAL = 0.05
EXPLAIN = "explain (analyze, buffers, format json) "
Question = Callable[[psycopg.Connection[Any]], object]


class Explaining(psycopg.Cursor[Any]):
    """A cursor that keeps the plan of whatever it executes, as it was executed."""

    plan: ClassVar[dict[str, Any]] = {}

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Explain the statement, then execute it."""
        super().execute(EXPLAIN + query, params)
        ((Explaining.plan,),) = self.fetchone() or ()
        return super().execute(query, params, **options)


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=12)
    process.found(entries=SEEN, rooms=["public", "seat-1"])
    _settle(place)
    seat = process.seat("seat-1")
    with place.record.as_seat(seat) as connection:
        heads = store.heads(connection)
        last = [row.id for row in store.entries_after(connection, seen={})][-1]
    cursor = {room: n - PAGE // 2 for room, n in heads.items()}
    questions: dict[str, Question] = {
        "everything": lambda connection: store.entries_after(connection, seen={}),
        f"the last {PAGE}": lambda connection: store.entries_after(connection, seen=cursor),
        "one by id": lambda connection: store.entries_by_id(connection, ids=[last]),
    }
    before = {name: _plan(place, seat, question) for name, question in questions.items()}
    process.grow(entries=HIDDEN, rooms=[key for key in process.rooms if key not in {"public", "seat-1"}])
    _settle(place)
    for name, question in questions.items():
        yield from _compared(name, before[name], _plan(place, seat, question))


def _settle(place: Place) -> None:
    """Bring the statistics that plans follow up to date, as the server does in time."""
    with psycopg.connect(place.record.owner or "", autocommit=True) as connection:
        connection.execute("vacuum analyze parley.entry, parley.head, parley.sits, parley.seat, parley.room")


def _plan(place: Place, seat: Seat, question: Question) -> dict[str, Any]:
    """Return the plan of a seat's question, with what it visited once everything is in memory."""
    with place.record.as_seat(seat) as connection:
        connection.cursor_factory = Explaining
        for _ in range(3):
            question(connection)
        connection.cursor_factory = psycopg.Cursor
    return Explaining.plan


def _compared(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Figure]:
    one, other = before["Plan"], after["Plan"]
    yield Figure(
        what=f"{name}: the plan with {HIDDEN:,} hidden",
        goal="the same",
        figure="the same" if list(_shape(one)) == list(_shape(other)) else "another",
        met=list(_shape(one)) == list(_shape(other)),
    )
    visited = [sum(_visited(plan)) for plan in (one, other)]
    yield Figure(
        what=f"{name}: rows visited, of {round(other['Actual Rows']):,} read",
        goal="the same",
        figure=f"{visited[0]:,} → {visited[1]:,}",
        met=visited[0] == visited[1],
    )
    buffers = [plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in (one, other)]
    yield Figure(
        what=f"{name}: buffers",
        goal=f"within {GOAL:.0%}",
        figure=f"{buffers[0]:,} → {buffers[1]:,}",
        met=abs(buffers[1] - buffers[0]) <= GOAL * buffers[0],
    )
    yield Figure(
        what=f"{name}: time",
        figure=f"{before['Execution Time']:.2f} → {after['Execution Time']:.2f} ms",
    )


def _shape(plan: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield plan["Node Type"], plan.get("Index Name", ""), plan.get("Index Cond", "")
    for below in plan.get("Plans", ()):
        yield from _shape(below)


def _visited(plan: dict[str, Any]) -> Iterator[int]:
    removed = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
    yield round((plan["Actual Rows"] + removed) * plan["Actual Loops"])
    for below in plan.get("Plans", ()):
        yield from _visited(below)

"""What a seat's reading costs with and without 50,000 entries that it may not see: it must be the same."""

from collections.abc import Iterator
from typing import Any

import psycopg

from bench.generated import Generated
from bench.places import Place
from bench.table import Figure
from parley.record import store
from parley.record.reading import Cursor

SEEN = 2_000
HIDDEN = 50_000
PAGE = 50
GOAL = 0.05
EXPLAIN = "explain (analyze, buffers, format json) "


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=12)
    process.found(entries=SEEN, rooms=["public", "seat-1"])
    _settle(place)
    seat = process.seat("seat-1")
    with place.record.as_seat(seat) as connection:
        heads = store.heads(connection)
    cursors: dict[str, Cursor] = {
        "everything": {},
        f"a page of {PAGE}": {room: n - PAGE // 2 for room, n in heads.items()},
    }
    before = {name: _plan(place, process, cursor) for name, cursor in cursors.items()}
    process.grow(entries=HIDDEN, rooms=[key for key in process.rooms if key not in {"public", "seat-1"}])
    _settle(place)
    for name, cursor in cursors.items():
        plan = _plan(place, process, cursor)
        yield from _compared(name, before[name], plan)


def _settle(place: Place) -> None:
    """Bring the statistics that plans follow up to date, as the server does in time."""
    with psycopg.connect(place.record.owner or "", autocommit=True) as connection:
        connection.execute("vacuum analyze parley.entry, parley.head, parley.sits, parley.seat, parley.room")


def _plan(place: Place, process: Generated, cursor: Cursor) -> dict[str, Any]:
    """Return the plan with what it visited, once everything is in memory."""
    with place.record.as_seat(process.seat("seat-1")) as connection:
        for _ in range(3):
            row = connection.execute(EXPLAIN + store.READ, [list(cursor), list(cursor.values())]).fetchone()
    plan: dict[str, Any] = row[0][0]
    return plan


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

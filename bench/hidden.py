"""What a seat's reading costs with and without 50,000 entries that it may not see: it must be the same."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from bench.a_record import Generated
from bench.places import Place
from bench.table import Figure
from parley.record import store
from parley.record.seat import Seat

SEEN = 5_000
HIDDEN = 50_000
PAGE = 50
GOAL = 0.05
FUNCTIONS = ("entries_after", "entries_named")
KEPT = """
    select pg_get_function_arguments(oid), proconfig, pg_get_function_sqlbody(oid)
    from pg_proc where pronamespace = 'parley'::regnamespace and proname = %s
"""
Question = tuple[str, list[Any]]


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=12)
    process.found(entries=SEEN, rooms=["public", "seat-1"])
    _settle(place)
    _explain_what_functions_do(place)
    seat = process.seat("seat-1")
    with place.record.as_seat(seat) as connection:
        heads = dict(connection.execute("select room, n from parley.my_heads()", binary=True).fetchall())
        last = [row.id for row in store.entries_after(connection, seen={})][-1]
    after = [list(heads), [n - PAGE // 2 for n in heads.values()]]
    questions: dict[str, Question] = {
        "everything": ("bench.entries_after(%s::uuid[], %s::bigint[])", [[], []]),
        f"the last {PAGE}": ("bench.entries_after(%s::uuid[], %s::bigint[])", after),
        "one by id": ("bench.entries_named(%s::uuid[])", [[last]]),
    }
    before = {name: _plan(place, seat, question) for name, question in questions.items()}
    process.grow(entries=HIDDEN, rooms=[key for key in process.rooms if key not in {"public", "seat-1"}])
    _settle(place)
    for name, question in questions.items():
        yield from _compared(name, before[name], _plan(place, seat, question))


def _explain_what_functions_do(place: Place) -> None:
    """Make, beside each function by which a seat reads, one that tells the plan of the very statement within it.

    It runs as the owner, as the function does, for the seat that calls it, and under the function's own settings.
    """
    with psycopg.connect(place.record.owner or "", autocommit=True) as connection:
        connection.execute("create schema bench")
        connection.execute("grant usage on schema bench to public")
        for name in FUNCTIONS:
            arguments, settings, body = connection.execute(KEPT, [name]).fetchone() or ()
            statement = body.removeprefix("BEGIN ATOMIC").rstrip().removesuffix("END").rstrip().removesuffix(";")
            definition = sql.SQL(
                "create function bench.{} ({}) returns setof json language plpgsql security definer {} as {}"
            ).format(
                sql.Identifier(name),
                sql.SQL(arguments),
                sql.SQL(" ").join(
                    sql.SQL("set {} = {}").format(sql.Identifier(key), sql.SQL(value))
                    for key, _, value in (setting.partition("=") for setting in settings)
                ),
                sql.Literal(
                    "declare told json; begin"
                    f" for told in explain (analyze, buffers, format json) {statement} loop return next told; end loop;"
                    " end"
                ),
            )
            connection.execute(definition)


def _settle(place: Place) -> None:
    """Bring the statistics that plans follow up to date, as the server does in time."""
    with psycopg.connect(place.record.owner or "", autocommit=True) as connection:
        connection.execute("vacuum analyze parley.entry, parley.head, parley.sits, parley.seat, parley.room")


def _plan(place: Place, seat: Seat, question: Question) -> dict[str, Any]:
    """Return the plan of a seat's question, with what it visited once everything is in memory."""
    function, values = question
    with place.record.as_seat(seat) as connection:
        for _ in range(3):
            found = connection.execute(sql.SQL("select * from ") + sql.SQL(function), values).fetchone()
    ((plan,),) = found or ((),)
    told: dict[str, Any] = plan
    return told


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

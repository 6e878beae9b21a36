"""Sealed appends against raw INSERT and COMMIT of the same columns, side by side in the same database."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import psycopg

from bench.a_record import Generated
from bench.places import Place
from bench.table import Figure, at_least, spread
from parley.record import store, writing
from parley.record.entry import Attribution, Draft
from parley.record.kinds.papers import NoteMade
from parley.record.opening import opened
from parley.record.references import RoomId
from parley.record.seat import Seat
from parley.record.when import When

ROUNDS = 5
SECONDS = 2.0
WARM_UP = 300
WRITERS = 8
GOALS = {1: 0.75, WRITERS: 0.7}
RAW = """
    insert into bench.raw (id, room, n, seat, person, recorded, kind, body, salt, leaf, chain)
    values (%s::uuid, %s::uuid, %s, %s::uuid, %s::uuid, %s, %s, %b, %b, %b, %b)
"""
NOTED = Draft(
    what=NoteMade(
        title="After the second round, over tea",
        words="They will keep the harbour open to both until the winter is over, if monitors may count what goes"
        " through it; the timetable that others drew up was not taken up again.",
    ),
    happened=When.instant(datetime(2031, 1, 2, 10, tzinfo=UTC)),
    known=datetime(2031, 1, 2, 10, tzinfo=UTC),
    attribution=Attribution.OFF_THE_RECORD,
)
WAYS = {"raw": "raw INSERT + COMMIT", "function": "parley.append with ready-made bytes", "door": "Door.append"}


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=WRITERS + 1)
    process.found(entries=WRITERS + 1)
    with psycopg.connect(place.record.owner or "", autocommit=True) as connection:
        connection.execute("create schema bench")
        connection.execute("create table bench.raw (like parley.entry including all)")
    seats = [(process.seat(key), room) for key, room in process.rooms.items() if key != "public"]
    with ExitStack() as stack:
        pipes = [stack.enter_context(_writer(place, seat, room)) for seat, room in seats]
        for writers, goal in GOALS.items():
            yield from _compared(pipes[:writers], goal=goal)


def _compared(pipes: list[Pipe], *, goal: float) -> Iterator[Figure]:
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    _rate(pipes, "raw")
    for number in range(ROUNDS):
        for way in list(WAYS)[:: 1 if number % 2 else -1]:
            rates[way].append(_rate(pipes, way))
    who = f"{len(pipes)} writer{'s' if len(pipes) > 1 else ''}"
    for way, words in WAYS.items():
        yield Figure(what=f"{who}: {words}", figure=f"{spread(rates[way], digits=0)} a second")
    for way, aim in (("function", None), ("door", goal)):
        ratios = [one / raw for one, raw in zip(rates[way], rates["raw"], strict=True)]
        yield at_least(f"{who}: {WAYS[way]} / raw", ratios, goal=aim)


def _rate(pipes: list[Pipe], way: str) -> float:
    """Return how many entries a second all writers together put on record in a way."""
    for pipe in pipes:
        pipe.send(way)
    return sum(pipe.recv() for pipe in pipes)


@contextmanager
def _writer(place: Place, seat: Seat, room: RoomId) -> Iterator[Pipe]:
    """Lend the way to a process that writes as one seat in one room, however it is told."""
    context = multiprocessing.get_context("spawn")
    ours, its = context.Pipe()
    told = (its, str(place.home), place.serving_url, place.record.owner, seat, room)
    process = context.Process(target=_write, args=told, daemon=True)
    process.start()
    ours.recv()
    yield ours
    ours.send("")
    process.join()


def _write(pipe: Pipe, home: str, url: str | None, owner: str, seat: Seat, room: RoomId) -> None:
    with (
        opened(Path(home), url=url, serving=True) as record,
        record.as_seat(seat) as connection,
        psycopg.connect(_owner(record.address, owner), autocommit=True) as raw,
    ):
        ways = _ways(connection, raw, seat=seat, room=room)
        for way in ways.values():
            for _ in range(WARM_UP):
                way()
        pipe.send("ready")
        while told := pipe.recv():
            pipe.send(_timed(ways[told]))


def _owner(address: dict[str, Any], owner: str) -> str:
    """Return how the owner connects from this process: the host of a home with a long path is another one here."""
    parts = psycopg.conninfo.conninfo_to_dict(owner)
    return psycopg.conninfo.make_conninfo(**{**parts, **address})


def _timed(way: Callable[[], object]) -> float:
    begun, times = time.perf_counter(), 0
    while (taken := time.perf_counter() - begun) < SECONDS:
        way()
        times += 1
    return times / taken


def _ways(
    connection: psycopg.Connection[Any], raw: psycopg.Connection[Any], *, seat: Seat, room: RoomId
) -> dict[str, Callable[[], object]]:
    door, cursor = writing.Door(connection, seat=seat), store.appending(connection)
    sealed = writing.sealed_draft(NOTED, salt=bytes(32))
    chain, number = os.urandom(32), iter(range(1, 10**9))
    moment = datetime(2031, 1, 1, tzinfo=UTC)

    def by_raw() -> object:
        values = [os.urandom(16).hex(), room, next(number), seat.id, None, moment, *sealed, chain]
        return raw.execute(RAW, values, prepare=True)

    def by_function() -> object:
        return store.append(cursor, room=room, seat=seat.id, token=os.urandom(16), person=None, sealed=sealed)

    def by_door() -> object:
        return door.append(NOTED, room=room, token=os.urandom(16), salt=os.urandom(32))

    return {"raw": by_raw, "function": by_function, "door": by_door}

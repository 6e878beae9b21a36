"""Live pages: streams on two workers while entries come at a steady rate; how long each takes to whom it is for."""

import asyncio
import os
import re
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.a_record import Generated
from bench.appends import NOTED
from bench.places import Place
from bench.table import Figure
from parley.actions.people import NewLogin, add_person
from parley.record import writing
from parley.record.founding import let_seats_in
from parley.record.references import RoomId
from tests.web.open_page import Browser
from tests.web.web_process import web_process

STREAMS = 200
WORKERS = 2
ROOMS = 20
ENTRIES = int(os.environ.get("PARLEY_BENCH_ENTRIES", "10000"))
A_SECOND = 40
AT_ONCE = 8
SETTLE_SECONDS = 5.0
START_SECONDS = 120.0
GOAL_SECONDS = 0.5
PASSWORD = secrets.token_hex(8)
START = datetime(2031, 1, 1, tzinfo=UTC)
AN_ID = re.compile(rb'"/entries/([0-9a-f]{32})"')


@dataclass
class Said:
    """What was put on record: when, by its id, and in which room."""

    at: dict[str, float] = field(default_factory=dict)
    room: dict[str, RoomId] = field(default_factory=dict)


@dataclass
class Heard:
    """What one stream was told: when, by the entry's id, and how often."""

    seat: str
    at: dict[str, float] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    counted: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=ROOMS)
    process.found(entries=1_500)
    let_seats_in(place.record)
    seats = [key for key in process.seats if key != "visitor"]
    for key in seats:
        login = NewLogin(login=f"{key}@{process.key}", password=PASSWORD)
        seat = process.seat(key)
        add_person(record=place.record, seat=seat, process=process.key, name=key, at=START, room="public", login=login)
    with web_process(place.record, place.home / "web", workers=WORKERS) as port:
        said, heard = asyncio.run(_meanwhile(place, process, port=port, seats=seats))
    yield from _figures(process, said, heard)


async def _meanwhile(place: Place, process: Generated, *, port: int, seats: list[str]) -> tuple[Said, list[Heard]]:
    """Hold the streams open while entries are put on record, and return what was said and heard."""
    pages = {key: Browser(port, login=f"{key}@{process.key}", password=PASSWORD) for key in seats}
    addresses = {key: browser.stream_of("/") for key, browser in pages.items()}
    heard = [Heard(seat=seats[number % len(seats)]) for number in range(STREAMS)]
    few = asyncio.Semaphore(AT_ONCE)
    tasks = [asyncio.create_task(_listen(one, pages[one.seat], addresses[one.seat], few=few)) for one in heard]
    await asyncio.wait([asyncio.create_task(one.begun.wait()) for one in heard], timeout=START_SECONDS)
    await asyncio.sleep(SETTLE_SECONDS)
    said = Said()
    await asyncio.to_thread(_speak, place, process, said)
    await asyncio.sleep(SETTLE_SECONDS)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return said, heard


def _speak(place: Place, process: Generated, said: Said) -> None:
    """Put entries on record at a steady rate, one in three of them in public, as the team that sits everywhere."""
    record = place.record.for_serving()
    rooms, begun = list(process.rooms.values()), time.monotonic()
    with record.as_seat(process.seat("team")) as connection:
        door = writing.Door(connection, seat=process.seat("team"))
        for number in range(ENTRIES):
            time.sleep(max(begun + number / A_SECOND - time.monotonic(), 0))
            room = process.rooms["public"] if number % 3 == 0 else rooms[number % len(rooms)]
            asked = time.monotonic()
            placed = door.append(NOTED, room=room, token=secrets.token_bytes(16), salt=secrets.token_bytes(32))
            said.at[placed.id], said.room[placed.id] = asked, room
    record.close()


async def _listen(heard: Heard, browser: Browser, address: str, *, few: asyncio.Semaphore) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    async with few:
        reader, writer = await asyncio.open_connection("127.0.0.1", browser.port, limit=2**22)
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
        heard.begun.set()
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                heard.counted = int(re.findall(rb"\d+", line)[0])
                for one in AN_ID.findall(line):
                    heard.at.setdefault(one.decode(), time.monotonic())
                    heard.times[one.decode()] += 1
    finally:
        writer.close()


def _figures(process: Generated, said: Said, heard: list[Heard]) -> Iterator[Figure]:
    waits: list[float] = []
    lost = unlisted = twice = misdelivered = 0
    for one in heard:
        seat = process.seats[one.seat]
        sees = {
            entry for entry, room in said.room.items() if not process.company[room] or seat in process.company[room]
        }
        waits += [one.at[entry] - said.at[entry] for entry in sees & one.at.keys()]
        lost += len(sees) - one.counted
        unlisted += len(sees - one.at.keys())
        misdelivered += len((one.at.keys() & said.at.keys()) - sees)
        twice += sum(times > 1 for times in one.times.values())
    spread = statistics.quantiles(waits, n=100)
    yield Figure(what=f"{STREAMS} streams, {WORKERS} workers, {len(said.at):,} entries: told", figure=f"{len(waits):,}")
    for name, value in (("half", spread[49]), ("19 of 20", spread[94]), ("99 of 100", spread[98])):
        yield Figure(
            what=f"from putting on record to the stream, {name} within",
            goal=f"≤ {GOAL_SECONDS} s",
            figure=f"{value:.3f} s",
            met=value <= GOAL_SECONDS,
        )
    yield Figure(what="told by their number alone, of so many that came at once", figure=f"{unlisted:,}")
    for name, number in (("lost", lost), ("told twice", twice), ("told to a seat that may not see it", misdelivered)):
        yield Figure(what=name, goal="0", figure=f"{number:,}", met=number == 0)

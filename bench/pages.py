"""How fast the pages are at 50,000 entries with two workers, and whether their times tell what a seat may not see."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from os import environ
from re import search
from statistics import quantiles
from urllib.parse import urlencode

from bench.a_record import Generated
from bench.places import Place
from bench.table import Figure, at_most
from parley.actions.people import NewLogin, add_person
from parley.cli.record import HOME, URL
from parley.cli.web_process import free_port, serving

ENTRIES = 50_000
SEEN, HIDDEN = 2_000, 50_000
WORKERS = 2
CLIENTS = 2
TIMES = 50
PAIRS = 2_000
MOST_MILLISECONDS = 300.0
MOST_SECONDS_TO_START = 2.0
AUC_WITHIN = 0.03
PASSWORD = "a long enough password"  # noqa: S105 - nothing is behind it
PAGES = (
    "/", "/briefing", "/timeline", "/who", "/issues", "/meetings", "/rooms", "/public-record", "/search?q=winter",
    "/record/position-taken",
)  # fmt: skip


@dataclass
class Browser:
    """A connection that is kept, and the cookies that it was given."""

    port: int
    cookies: dict[str, str]

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def asks(self, address: str, typed: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and page."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(typed) if typed is not None else None
        self._connection.request("POST" if typed is not None else "GET", address, body=body, headers=headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, page

    def signs_in(self, login: str) -> None:
        """Sign in."""
        _, page = self.asks("/sign-in")
        token = search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        typed = {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
        status, _ = self.asks("/sign-in", typed)
        if status != 302:
            raise RuntimeError(f"signing in gave {status}")


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    large = Generated(place.record, rooms=12)
    large.found(entries=ENTRIES)
    alone, beside = (Generated(place.record, rooms=12, seed=2) for _ in range(2))
    for process in (alone, beside):
        process.found(entries=SEEN, rooms=["public", "seat-1"])
    beside.grow(entries=HIDDEN, rooms=[key for key in beside.rooms if key not in {"public", "seat-1"}])
    for process, seat in ((large, "team"), (alone, "seat-1"), (beside, "seat-1")):
        _seat_a_person(place, process, seat=seat)
    kept = {name: environ.get(name) for name in (HOME, URL)}
    environ[HOME] = str(place.home)
    try:
        yield from _served(place, large=large, alone=alone, beside=beside)
    finally:
        for name, value in kept.items():
            environ.pop(name, None) if value is None else environ.update({name: value})


def _served(place: Place, *, large: Generated, alone: Generated, beside: Generated) -> Iterator[Figure]:
    port, began = free_port(0), time.perf_counter()
    with serving(place.record, host="127.0.0.1", port=port, workers=WORKERS):
        yield at_most("start to first page", [time.perf_counter() - began], unit="s", goal=MOST_SECONDS_TO_START)
        taken = _times(port, login=large.key)
        for address, times in taken.items():
            shown = quantiles(times, n=100)
            yield Figure(
                what=f"{address} at {ENTRIES:,} entries, {WORKERS} workers, {CLIENTS} at once: p50, p99",
                goal=f"p99 ≤ {MOST_MILLISECONDS:g} ms",
                figure=f"{shown[49]:,.0f}, {shown[98]:,.0f} ms",
                met=shown[98] <= MOST_MILLISECONDS,
            )
        yield from _told_apart(port, alone=alone, beside=beside)


def _times(port: int, *, login: str) -> dict[str, list[float]]:
    """Return how many milliseconds each page took, asked for by several at once, once every worker has read on."""
    taken: dict[str, list[float]] = {address: [] for address in PAGES}

    def ask(number: int) -> None:
        browser = Browser(port, {})
        browser.signs_in(login)
        order = [address for address in PAGES for _ in range(TIMES)]
        random.Random(number).shuffle(order)
        for address in [*PAGES, *PAGES, *PAGES]:
            browser.asks(address)
        for address in order:
            taken[address].append(_time(browser, address))

    clients = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return taken


def _told_apart(port: int, *, alone: Generated, beside: Generated) -> Iterator[Figure]:
    """Yield how well the time of a page tells whether 50,000 hidden entries stand beside what is seen."""
    browsers = []
    for process in (alone, beside):
        browser = Browser(port, {})
        browser.signs_in(process.key)
        for address in PAGES * 4:
            browser.asks(address)
        browsers.append(browser)
    chance = random.Random(0)
    without: dict[str, list[float]] = {address: [] for address in PAGES}
    with_hidden: dict[str, list[float]] = {address: [] for address in PAGES}
    for number in range(PAIRS):
        address = PAGES[number % len(PAGES)]
        both = [(without, browsers[0]), (with_hidden, browsers[1])]
        chance.shuffle(both)
        for times, browser in both:
            times[address].append(_time(browser, address))
    areas = {address: _area(without[address], with_hidden[address]) for address in PAGES}
    whole = sum(areas.values()) / len(areas)
    yield Figure(
        what=f"times with and without {HIDDEN:,} hidden entries told apart, {PAIRS:,} pairs: AUC",
        goal=f"0.5 ± {AUC_WITHIN}",
        figure=f"{whole:.3f} ({min(areas.values()):.3f}–{max(areas.values()):.3f})",
        met=abs(whole - 0.5) <= AUC_WITHIN,
    )


def _area(one: list[float], other: list[float]) -> float:
    """Return how often a time of the second is longer than one of the first, a tie counting half (Mann and Whitney)."""
    longer = sum((b > a) + (a == b) / 2 for a in one for b in other)
    return longer / (len(one) * len(other))


def _time(browser: Browser, address: str) -> float:
    began = time.perf_counter()
    status, _ = browser.asks(address)
    if status != 200:
        raise RuntimeError(f"{address} gave {status}")
    return (time.perf_counter() - began) * 1000


def _seat_a_person(place: Place, process: Generated, *, seat: str) -> None:
    add_person(
        record=place.record,
        seat=process.seat(seat),
        process=process.key,
        name="Somebody",
        at=datetime.now(UTC),
        room="public" if seat == "team" else seat,
        login=NewLogin(login=process.key, password=PASSWORD),
    )

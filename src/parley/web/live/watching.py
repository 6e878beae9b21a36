"""Watching for one seat what comes on record: once a tick in each process, however many of its pages are open."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import OperationalError

from parley.record.opening import RecordUnavailable
from parley.record.reading import Cursor
from parley.record.references import PersonId, SeatId
from parley.record.seat import Seat
from parley.web import sessions
from parley.web.live.arrivals import Arrivals, OpenPage, arrived
from parley.web.viewer import viewer_of

TICK_SECONDS = 0.25
CHECK_SECONDS = 2.0
LOOKING = ThreadPoolExecutor(4, thread_name_prefix="live")
"""Whatever asks the database for open pages does so here: so many threads, however many pages are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """By which session a page is open, and whose."""

    session: str
    person: PersonId


@dataclass(eq=False, kw_only=True)
class Watcher:
    """An open page that waits for its seat: whose it is, and what is to be called with what came, or at the end."""

    seat: Seat
    signed_in: SignedIn
    page: OpenPage
    tell: Callable[[Arrivals], None]
    end: Callable[[], None]
    joined: bool = False


@dataclass(eq=False, kw_only=True)
class Watch:
    """The pages of one seat that are open in this process, and how far they have all been told."""

    seat: Seat
    cursor: Cursor
    watchers: set[Watcher] = field(default_factory=set)
    task: "asyncio.Task[None] | None" = None
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def languages(self) -> set[str]:
        """Return the languages in which entries are to be put into words."""
        return {one.page.language for one in self.watchers if one.page.in_lines}

    async def look(self) -> None:
        """Tell the pages what came since the last look."""
        async with self.looking:
            with suppress(RecordUnavailable):
                found = await _looked(self.seat, since=self.cursor, languages=self.languages())
                if found is not None:
                    self.cursor = found.cursor
                    for one in [one for one in self.watchers if one.joined]:
                        one.tell(found)

    def end(self) -> None:
        """End every page that still waits."""
        for one in list(self.watchers):
            one.end()


_WATCHES: dict[SeatId, Watch] = {}
_AT_WORK: dict[str, "asyncio.Task[None]"] = {}


async def join(watcher: Watcher, *, read: Cursor) -> None:
    """Let a page wait for its seat, and tell it first what came since it had read so far.

    Raises:
        RecordUnavailable: when the record does not answer; the page then does not wait.
    """
    watch = _WATCHES.get(watcher.seat.id)
    if watch is None:
        watch = _WATCHES[watcher.seat.id] = Watch(seat=watcher.seat, cursor=read)
        watch.task = asyncio.create_task(_keep_looking(watch))
    watch.watchers.add(watcher)
    if "checking" not in _AT_WORK:
        _AT_WORK["checking"] = asyncio.create_task(_keep_checking())
    # No look is under way meanwhile, whose findings would pass this page by.
    async with watch.looking:
        languages = {watcher.page.language} if watcher.page.in_lines else set()
        missed = await _looked(watcher.seat, since=read, languages=languages)
        if missed is not None:
            watcher.tell(missed)
        watcher.joined = True


def leave(watcher: Watcher) -> None:
    """Let a page wait no longer."""
    watch = _WATCHES.get(watcher.seat.id)
    if watch is not None:
        watch.watchers.discard(watcher)


def end_all() -> None:
    """End every page that is open in this process."""
    for watch in list(_WATCHES.values()):
        watch.end()


async def _looked(seat: Seat, *, since: Cursor, languages: set[str]) -> Arrivals | None:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(LOOKING, lambda: arrived(seat, since=since, languages=languages))


async def _keep_looking(watch: Watch) -> None:
    begun = asyncio.get_running_loop().time()
    try:
        while watch.watchers:
            await watch.look()
            await _tick(TICK_SECONDS, begun=begun)
    finally:
        del _WATCHES[watch.seat.id]
        watch.end()


async def _keep_checking() -> None:
    """End, again and again, the pages of whoever signed out or has no access any more."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        while waiting := [one for watch in _WATCHES.values() for one in watch.watchers]:
            with suppress(RecordUnavailable, OperationalError):
                standing = await loop.run_in_executor(LOOKING, _standing, {one.signed_in for one in waiting})
                for one in waiting:
                    if one.signed_in not in standing:
                        one.end()
            await _tick(CHECK_SECONDS, begun=begun)
    finally:
        _AT_WORK.pop("checking", None)
        end_all()


def _standing(signed_in: set[SignedIn]) -> set[SignedIn]:
    """Return those who are signed in still and have access still, by the rule of the pages."""
    persons = sessions.persons_of([one.session for one in signed_in])
    here = {one for one in signed_in if persons.get(one.session) == one.person}
    access = {person: viewer_of(person) is not None for person in {one.person for one in here}}
    return {one for one in here if access[one.person]}


async def _tick(seconds: float, *, begun: float) -> None:
    """Wait for the next tick of a fixed beat, so that what is done in between does not show in when the next is."""
    await asyncio.sleep(seconds - (asyncio.get_running_loop().time() - begun) % seconds)

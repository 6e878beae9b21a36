"""Talks that the pages are tried on: the desk, two delegations and a caucus; persons come when they first sign in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from parley.actions import registry
from parley.actions.importing import import_process
from parley.actions.people import NewLogin, add_person, end_access
from parley.record.founding import seat_at, seats_at
from parley.record.opening import Record
from tests.actions.small_process import with_entry

PROCESS = "small"
PASSWORD = "a long enough password"  # noqa: S105 - nothing is behind it
OWN_ROOMS = {"team": "desk", "north": "north-room"}
START = datetime(2031, 1, 10, 9, 0, tzinfo=UTC)
GO_BETWEEN = with_entry(
    key="go-between", kind="body named", title="", words="", name="Go-between", sort="office", room="caucus"
)


@dataclass
class Clock:
    """A clock that stands until it is moved on."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def moves_on(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Talks:
    """The talks on record, and browsers for those who sit there."""

    record: Record
    clock: Clock = field(default_factory=Clock)
    seated: set[str] = field(default_factory=set)
    process: str = PROCESS

    def seat(self, key):
        return seat_at(self.record, process=self.process, seat=key)

    def login(self, key):
        return f"{key}@{self.process}"

    def has_visitors(self):
        return "visitor" in {seat.key for seat in seats_at(self.record, process=self.process)}

    def answers(self, asked):
        """What the owner's process answers to what is asked on the pages."""
        return registry.answer(asked, record=self.record, now=self.clock())

    def seats_a_person(self, key):
        self.seated.add(key)
        login = NewLogin(login=self.login(key), password=PASSWORD)
        seat = self.seat(key)
        room = OWN_ROOMS.get(key, "public")
        add_person(
            record=self.record, seat=seat, process=self.process, name=f"P. {key}", at=START, room=room, login=login
        )

    def ends_access(self, key):
        end_access(record=self.record, seat=self.seat(key), who=f"P. {key}", why="", at=self.clock())

    def browser(self, key=None, **options):
        """A browser, signed in for a seat if one is named; its person takes the seat if nobody did yet."""
        client = Client(SERVER_NAME="localhost", **options)
        if key is not None:
            if key not in self.seated:
                self.seats_a_person(key)
            answer = client.post("/sign-in", {"login": self.login(key), "password": PASSWORD})
            assert answer.status_code == 302, "signing in failed"
        return client


def begin(record, folder) -> Talks:
    file = folder / "talks.yaml"
    file.write_text(GO_BETWEEN, encoding="utf-8")
    import_process(file, record=record)
    return Talks(record)

"""Talks that the pages are tried on: the desk, two delegations and a caucus; persons come when they first sign in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from parley.actions import registry
from parley.actions.importing import import_process
from parley.actions.people import NewLogin, add_person, end_access
from parley.record import reading
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

AROUND_THE_TABLE = (
    GO_BETWEEN
    + """\
  - {key: e, kind: body named, name: East, sort: state, happened: unknown}
  - {key: w, kind: body named, name: West, sort: state, happened: unknown}
  - {key: lind, kind: person named, name: Bo Lind, of: s, happened: unknown}
  - {key: gazette, kind: document filed, title: Who stands where, publisher: The Gazette, language: English,
     happened: 2031-01-01}
  - {key: herald, kind: document filed, title: Who stands elsewhere, publisher: The Herald, language: English,
     happened: 2031-01-01}
  - {key: backs, kind: relation reported, of: e, tie: backs, to: n, since: 2030-06, evidence: [gazette],
     happened: 2031-01-01}
  - {key: opposes, kind: relation reported, of: e, tie: opposes, to: n, according to: w, since: 2030-07,
     evidence: [herald], happened: 2031-01-02, known: 2031-01-02}
  - {key: secret-tie, kind: relation reported, room: caucus, of: n, tie: speaks through, to: w, since: unknown,
     happened: 2031-01-02, attribution: off the record}
  - {key: no-name, kind: relation reported, of: s, tie: refuses to recognise, to: w, since: unknown,
     evidence: [gazette], happened: 2031-01-02}
  - {key: round, kind: round announced, name: The first round, dates: 2031-02-01/2031-02-03, happened: 2031-01-02}
  - {key: n-comes, kind: delegation formed, body: n, to round: round, rank: unknown, happened: 2031-01-03}
  - {key: s-comes, kind: delegation formed, body: s, to round: round, head: lind, rank: minister, size: 4,
     evidence: [gazette], happened: 2031-01-03}
  - {key: e-asked, kind: invitation reported, whom: e, by: w, round: round, status: accepted, happened: 2031-01-03}
  - {key: w-asked, kind: invitation reported, whom: w, round: round, status: invited, happened: 2031-01-03}
  - {key: refusal, kind: refusal stated, by: n, whom: s, formats: [bilateral], words: Not at one table.,
     evidence: [gazette], happened: 2031-01-04}
  - {key: whisper, kind: refusal stated, room: caucus, by: n, whom: w, formats: [plenary], happened: 2031-01-04,
     attribution: off the record}
  - {key: plan, kind: meeting planned, name: Opening, round: round, format: plenary, scheduled: 2031-01-05T09:00Z,
     participants: [n, s, e], happened: 2031-01-03}
  - {key: account, kind: meeting held, name: Opening, meeting: plan, round: round, format: proximity,
     participants: [n, s, e], outcome: Nobody met., evidence: [herald], happened: 2031-01-05, known: 2031-01-06}
  - {key: came, kind: attendance reported, meeting: plan, who: e, presence: left, happened: 2031-01-05}
  - {key: first, kind: position taken, by: s, issue: harbour, stance: against, sureness: stated, salience: 0.5,
     happened: 2031-01-01, known: 2031-01-02}
  - {key: then, kind: position taken, by: s, issue: harbour, stance: conditional, sureness: stated, salience: 0.5,
     happened: 2031-01-03, known: 2031-01-04}
  - {key: stuck, kind: deadlock declared, issue: harbour, by: e, happened: 2031-01-04}
"""
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

    def entries(self, key):
        """What a seat sees."""
        return reading.seen_by(self.seat(key), record=self.record).entries

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


def begin(record, folder, *, told=GO_BETWEEN) -> Talks:
    file = folder / "talks.yaml"
    file.write_text(told, encoding="utf-8")
    import_process(file, record=record)
    return Talks(record)

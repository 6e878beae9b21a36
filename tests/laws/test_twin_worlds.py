"""Noninterference: take away, change or add to all that a seat may not see, and every byte that it can obtain stays."""

import os
import re
from contextlib import ExitStack

import click
import pytest
from django.urls import get_resolver, resolve

from parley.cli.main import parley
from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.rooms import SeatRole
from tests.laws import life as lives
from tests.laws.addresses import NOBODY, PAGES, TOLD_TO_ALL_ALIKE
from tests.laws.comparing import EVERYTHING, WAYS, Report, compare, missing
from tests.laws.obtained import COMMANDS, OF_THE_OWNER, OUTPUTS
from tests.laws.pages import let_go
from tests.laws.shrinking import shrunk
from tests.laws.world import World

LIVES = int(os.environ.get("PARLEY_LIVES", "10"))
PAIRS = int(os.environ.get("PARLEY_PROVE_PAIRS", "100000"))
PARTS = 2
OUTSIDE = ("/no-such-page", "/static/")
"""What no page answers."""

OFTEN_ENOUGH = 0.8
NEVER_A_PAGE = {
    "GET ^new-process/(?P<request_of>[0-9a-f]{32})$": "is there for whoever has just opened a process",
    "POST ^new-process/(?P<request_of>[0-9a-f]{32})$": "the same",
    "GET ^hand-over/(?P<entry>[0-9a-f]{32})$": "is of a pack, which the desk and the envoy alone take",
}
"""The routes that seldom answer with a page, and why."""

FIRST_SEED_OF_THE_PROOF = 1_000_000


@pytest.fixture(scope="module")
def worlds(new_record, tmp_path_factory):
    """Two databases of one owner, with the same secret."""
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as stack:
        made = [World(new_record(home), home) for _ in range(2)]
        for world in made:
            stack.callback(world.close)
        stack.callback(let_go)
        yield made


def route_of(name: str) -> str:
    """Return method and route of an output that asks for a page."""
    method, address = name.split()[:2]
    found = resolve(re.sub("[A-Z_]{3,}", "0" * 32, address.partition("?")[0].replace("A_SECRET", NOBODY)))
    return f"{method} {found.route}"


def seldom_answered(report: Report) -> set[str]:
    """Return the routes of which no way of asking gave a page in four of five pairs with something hidden."""
    best: dict[str, float] = {}
    for name, answers in report.answered.items():
        if not name.split()[1].startswith(OUTSIDE) and name not in TOLD_TO_ALL_ALIKE:
            route = route_of(name)
            best[route] = max(best.get(route, 0), sum(answers) / len(answers))
    return {route for route, share in best.items() if share < OFTEN_ENOUGH}


def told(report: Report, capsys: pytest.CaptureFixture[str], *, left: int) -> None:
    """Say on the terminal what was compared."""
    whole = len(KINDS) * len(WAYS) * len(EVERYTHING)
    covered = f"{whole - left:,} of {whole:,} kind × way × output"
    with capsys.disabled():
        print(f"\ntwin worlds: {report.pairs:,} pairs (life, seat, output), {covered}, {len(report.leaks)} leaks")


def test_nothing_that_a_seat_may_not_see_changes_a_byte_that_it_obtains(worlds, capsys):
    report = Report()
    for seed in range(LIVES):
        compare(seed, whole=worlds[0], twin=worlds[1], report=report)
    told(report, capsys, left=len(missing(report, kinds=KINDS, outputs=EVERYTHING)))
    assert [shrunk(leak, whole=worlds[0], twin=worlds[1]) for leak in report.leaks[:1]] == []
    assert (report.idle, report.broken) == ([], [])
    assert missing(report, kinds=KINDS, outputs=OUTPUTS) == []
    assert {name for name, met in report.met.items() if len(met) == 1} == TOLD_TO_ALL_ALIKE
    assert seldom_answered(report) == set(NEVER_A_PAGE)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_changes_in_a_hundred_thousand_pairs(worlds, capsys, part):
    report = Report()
    seed = FIRST_SEED_OF_THE_PROOF + part
    while report.pairs < PAIRS // PARTS:
        compare(seed, whole=worlds[0], twin=worlds[1], report=report)
        seed += PARTS
        assert [shrunk(leak, whole=worlds[0], twin=worlds[1]) for leak in report.leaks[:1]] == []
        if seed % 100 <= 1:
            with capsys.disabled():
                print(f"\n  {report.pairs:,} of {PAIRS // PARTS:,} pairs", flush=True)
    left = missing(report, kinds=KINDS, outputs=EVERYTHING)
    told(report, capsys, left=len(left))
    assert (report.idle, report.broken) == ([], [])
    assert left == []


def commands_of(group: click.Group, before: str = "") -> set[str]:
    """Return the commands of a group, those of its groups by both words."""
    found = set()
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            found |= commands_of(command, f"{before}{name} ")
        else:
            found.add(f"{before}{name}")
    return found


def test_every_command_is_compared_or_shows_a_seat_nothing():
    commands = commands_of(parley)
    run = {one for one in commands for name in COMMANDS if f"{name} ".startswith(f"parley {one} ")}
    assert commands == run | set(OF_THE_OWNER)
    assert run.isdisjoint(OF_THE_OWNER)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_is_compared(method):
    addresses = [name.split()[1] for name in PAGES if name.split()[0] == method]
    asked = {
        resolve(re.sub("[A-Z_]{3,}", "0" * 32, one.replace("A_SECRET", NOBODY))).route
        for one in addresses
        if not one.startswith(OUTSIDE)
    }
    assert {str(pattern.pattern) for pattern in get_resolver().url_patterns} <= asked


def test_the_lives_seat_every_role():
    assert {seat.role for seed in range(8) for seat in lives.life(seed).seats} == set(SeatRole)


def test_the_same_seed_gives_the_same_life():
    assert lives.life(7) == lives.life(7)
    assert lives.life(7) != lives.life(8)


def test_a_life_has_every_kind_and_hides_something_from_everybody():
    grown = [lives.life(seed) for seed in range(8)]
    assert {act.kind for life in grown for act in (*life.founding, *life.acts)} == set(KINDS)
    for life in grown:
        for seat in life.seats:
            assert any(not life.sees(seat.id, act.room) for act in life.acts)

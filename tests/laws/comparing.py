"""Comparing twin worlds: what a seat obtains from a whole life, and from the same life without what it may not see."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.laws import life as lives
from tests.laws import twins
from tests.laws.obtained import COMMANDS, OUTPUTS, PAGES, Output
from tests.laws.plans import Life
from tests.laws.world import World, difference

WAYS: dict[str, Callable[..., Life]] = {
    "taken away": twins.without,
    "changed": twins.altered,
    "added to": twins.added_to,
}
EVERYTHING: dict[str, Output] = OUTPUTS | COMMANDS | PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """An output of a seat that differs between two worlds which that seat cannot tell apart, and where it does."""

    seed: int
    seat: str
    way: str
    output: str
    where: str

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.seat}, {self.way}, {self.output}: {self.where}"


@dataclass(slots=True)
class Report:
    """What was compared, and what differed; one that `stops` is content with the first difference."""

    pairs: int = 0
    covered: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    stops: bool = False


def compare(seed: int, *, whole: World, twin: World, report: Report, length: int = 70) -> None:
    """Play the life of a seed whole and in every way without, and compare what each seat obtains.

    Each seat is compared in one of the ways, which go round with the seed, so that all are met; and one seat, in turn,
    by the commands and pages too.
    """
    life = lives.life(seed, length=length)
    whole.play(life, whole=life)
    by_all_means = life.seats[(seed // len(WAYS)) % len(life.seats)].key
    means = {plan.key: EVERYTHING if plan.key == by_all_means else OUTPUTS for plan in life.seats}
    full = {plan.key: obtain(whole, life, plan.key, means[plan.key]) for plan in life.seats}
    made = {act.name for act in life.acts if whole.made(act)}
    ways = list(WAYS)
    for number, plan in enumerate(life.seats):
        way = ways[(seed + number) % len(ways)]
        other = WAYS[way](life, seat=plan.id)
        hidden = [act for act in life.acts if act.name in made and not life.sees(plan.id, act.room)]
        twin.play(other, whole=life)
        found = obtain(twin, life, plan.key, means[plan.key])
        for name, content in found.items():
            report.pairs += 1
            report.covered.update((act.kind, way, name) for act in hidden)
            if content != full[plan.key][name]:
                where = difference(full[plan.key][name], content)
                report.leaks.append(Leak(seed=seed, seat=plan.key, way=way, output=name, where=where))
        if report.leaks and report.stops:
            return
        if hidden and not _others_notice(life, other, plan.key, whole_outputs=full, twin=twin):
            report.idle.append(f"seed {seed}, {plan.key}, {way}: nobody else's view changed")


def obtain(world: World, life: Life, key: str, outputs: dict[str, Output]) -> dict[str, bytes]:
    """Return everything that a seat obtains from a world."""
    seat = world.seat(life, key)
    return {name: output(world, seat) for name, output in outputs.items()}


def missing(report: Report, *, kinds: Iterable[str], outputs: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return what was never compared: kind × way × output, of what was in fact put on record out of sight."""
    wanted = {(kind, way, name) for kind in kinds for way in WAYS for name in outputs}
    return sorted(wanted - set(report.covered))


def _others_notice(
    life: Life, other: Life, key: str, *, whole_outputs: dict[str, dict[str, bytes]], twin: World
) -> bool:
    """Tell whether hiding or changing what one seat may not see shows to some seat that may."""
    there = {plan.key for plan in other.seats}
    if any(plan.key not in there for plan in life.seats):
        return True
    reading = {"reading": OUTPUTS["reading"]}
    others = (plan.key for plan in life.seats if plan.key != key)
    return any(obtain(twin, life, one, reading)["reading"] != whole_outputs[one]["reading"] for one in others)

"""Comparing twin worlds: what a seat obtains from a whole life, and from the same life without what it may not see."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from parley.record.seat import Seat
from tests.laws import life as lives
from tests.laws import twins
from tests.laws.addresses import PAGES
from tests.laws.obtained import COMMANDS, OUTPUTS, Output
from tests.laws.plans import Life
from tests.laws.world import World, difference

WAYS: dict[str, Callable[..., Life]] = {
    "taken away": twins.without,
    "changed": twins.altered,
    "added to": twins.added_to,
}
FAILED = b"broken: "
ANSWERED = (b"200\n", b"302\n", b"422\n")
"""A page, or the way to the page about what was done, or a form that says what is wrong with what was typed."""

NOT_IN_THE_MANDATE = b"403\n"
VISITED_EVERY = 5
"""In every so many lives the visitor, who is nobody's person, asks for the pages as well."""

READING: dict[str, Output] = {"reading": OUTPUTS["reading"]}
EVERYTHING: dict[str, Output] = OUTPUTS | COMMANDS | PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """An output of a seat that differs between two worlds which that seat cannot tell apart, and where it does."""

    seed: int
    seat: str
    way: str
    output: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.seat}, {self.way}, {self.output}: {self.where}"


@dataclass(slots=True)
class Report:
    """What was compared, and what differed; one that `stops` is content with the first difference."""

    pairs: int = 0
    covered: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    met: dict[str, set[int]] = field(default_factory=dict)
    answered: dict[str, list[bool]] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    stops: bool = False


def compare(seed: int, *, whole: World, twin: World, report: Report, length: int = 70) -> None:
    """Play the life of a seed whole and in every way without, and compare what each seat obtains.

    Each seat is compared in one of the ways, which go round with the seed, so that all are met; and the first of them,
    which goes round too, by the commands and pages as well; so is, in some lives, the visitor.
    """
    life = lives.life(seed, length=length)
    whole.play(life, whole=life)
    read = {plan.key: obtain(whole, life, plan.key, READING) for plan in life.seats}
    made = {act.name for act in life.acts if whole.made(act)}
    ways = list(WAYS)
    first = seed % len(life.seats)
    for number, plan in enumerate(life.seats[first:] + life.seats[:first]):
        hidden = {act.kind for act in life.acts if act.name in made and not life.sees(plan.id, act.room)}
        visits = plan.key == "visitor" and seed % VISITED_EVERY == 0
        means = EVERYTHING if visits or not number else OUTPUTS
        full = obtain(whole, life, plan.key, means)
        way = ways[(seed // len(life.seats) + number) % len(ways)]
        other = WAYS[way](life, seat=plan.id)
        twin.play(other, whole=life)
        _somebody_else_looks(twin, other, plan.key)
        found = obtain(twin, life, plan.key, means)
        _put_down(report, Leak(seed=seed, seat=plan.key, way=way), hidden=hidden, full=full, found=found)
        if report.leaks and report.stops:
            return
        if hidden and not _others_notice(life, other, plan.key, read=read, twin=twin):
            report.idle.append(f"seed {seed}, {plan.key}, {way}: nobody else's view changed")


def _put_down(
    report: Report, which: Leak, *, hidden: Collection[str], full: dict[str, bytes], found: dict[str, bytes]
) -> None:
    """Put down what was compared, and where it differed."""
    for name, content in found.items():
        report.pairs += 1
        report.covered.update((kind, which.way, name) for kind in hidden)
        report.met.setdefault(name, set()).add(hash(content))
        if name in PAGES and hidden and not content.startswith(NOT_IN_THE_MANDATE):
            report.answered.setdefault(name, []).append(content.startswith(ANSWERED))
        if content != full[name]:
            report.leaks.append(replace(which, output=name, where=difference(full[name], content)))
        elif content.startswith(FAILED):
            report.broken.append(f"seed {which.seed}, {which.seat}, {name}: {content.decode()}")


def obtain(world: World, life: Life, key: str, outputs: dict[str, Output]) -> dict[str, bytes]:
    """Return everything that a seat obtains from a world; that something breaks is told as well."""
    seat = world.seat(life, key)
    return {name: _obtained(output, world, seat) for name, output in outputs.items()}


def _obtained(output: Output, world: World, seat: Seat) -> bytes:
    try:
        return output(world, seat)
    except RuntimeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks for one seat in one world is a difference
        return FAILED + repr(error).encode()


def _somebody_else_looks(twin: World, other: Life, key: str) -> None:
    """Let another seat read first, so that what is kept of its view would be there for the next."""
    there = [plan.key for plan in other.seats if plan.key != key]
    obtain(twin, other, there[-1], READING)


def missing(report: Report, *, kinds: Iterable[str], outputs: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return what was never compared: kind × way × output, of what was in fact put on record out of sight."""
    wanted = {(kind, way, name) for kind in kinds for way in WAYS for name in outputs}
    return sorted(wanted - set(report.covered))


def _others_notice(life: Life, other: Life, key: str, *, read: dict[str, dict[str, bytes]], twin: World) -> bool:
    """Tell whether hiding or changing what one seat may not see shows to some seat that may."""
    there = {plan.key for plan in other.seats}
    if any(plan.key not in there for plan in life.seats):
        return True
    return any(obtain(twin, life, one, READING) != read[one] for one in read if one != key)

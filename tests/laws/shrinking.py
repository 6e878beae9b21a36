"""Shrinking a life in which something leaks to the few acts that it takes."""

from collections.abc import Callable
from dataclasses import replace

from tests.laws import life as lives
from tests.laws.comparing import EVERYTHING, WAYS, Leak, obtain
from tests.laws.plans import Act, Life
from tests.laws.world import World

MOST_TRIES = 60


def shrunk(leak: Leak, *, whole: World, twin: World) -> str:
    """Return a leak with the acts that are left of its life once those that it does not need are taken away."""
    life = lives.life(leak.seed)
    output = {leak.output: EVERYTHING[leak.output]}

    def leaks(acts: list[Act]) -> bool:
        part = replace(life, acts=tuple(acts))
        whole.play(part, whole=part)
        full = obtain(whole, part, leak.seat, output)
        twin.play(WAYS[leak.way](part, seat=part.seat(leak.seat).id), whole=part)
        return obtain(twin, part, leak.seat, output) != full

    if not leaks(list(life.acts)):
        return f"{leak}\n  (it does not leak again where this output alone is asked for)"
    acts = fewest(list(life.acts), leaks)
    return "\n".join([str(leak), f"  from {len(acts)} of {len(life.acts)} acts:", *(told(life, act) for act in acts)])


def fewest(acts: list[Act], leaks: Callable[[list[Act]], bool]) -> list[Act]:
    """Return fewer acts that still leak: halves are dropped, then quarters, and so on, for so many tries."""
    size, tries = len(acts) // 2, 0
    while size and tries < MOST_TRIES:
        start = 0
        while start < len(acts) and tries < MOST_TRIES:
            fewer = acts[:start] + acts[start + size :]
            tries += 1
            if leaks(fewer):
                acts = fewer
            else:
                start += size
        size //= 2
    return acts


def told(life: Life, act: Act) -> str:
    """Return an act in a line."""
    seats = {plan.id: plan.key for plan in life.seats}
    sitters = "everyone" if act.room == life.public else sorted(seats[one] for one in life.rooms.get(act.room, ()))
    return f"    {act.name}, {act.at:%m-%d %H:%M}: {seats[act.seat]} in the room of {sitters}: {act.draft.what!r}"

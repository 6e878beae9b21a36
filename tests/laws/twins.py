"""The twins of a life for one seat: without what it may not see, with other things there, and with more of them."""

import random
from dataclasses import replace

from parley.record.entry import Malformed
from parley.record.kinds.rooms import RoomClosed, SeatClosed, SeatOpened
from parley.record.references import SeatId, token_of
from tests.laws import facts
from tests.laws.facts import START, NothingToName
from tests.laws.life import MAKEABLE, Act, Life


def without(life: Life, *, seat: SeatId) -> Life:
    """Return the life without anything that a seat may not see."""
    known = life.known_to(seat)
    return replace(
        life,
        seats=tuple(one for one in life.seats if one.id in known),
        founding_rooms=tuple(room for room in life.founding_rooms if life.sees(seat, room.id)),
        founding=tuple(act for act in life.founding if life.sees(seat, act.room)),
        acts=tuple(act for act in life.acts if life.sees(seat, act.room) or act.seat == seat),
    )


def altered(life: Life, *, seat: SeatId) -> Life:
    """Return the life with other words, kinds and times in all that a seat may not see."""
    chance = random.Random(life.seed + 1)

    def other(act: Act) -> Act:
        if life.sees(seat, act.room) or act.seat == seat or act.opens:
            return act
        for _ in range(8):
            try:
                what = facts.fact(
                    chance, chance.choice(MAKEABLE), choose=lambda _: [], seats=[act.seat], word=f"other{act.name}"
                )
            except (NothingToName, Malformed, ValueError):
                continue
            if not isinstance(what, RoomClosed | SeatClosed | SeatOpened):
                return replace(act, draft=replace(act.draft, what=what, evidence=(), known=START))
        return act

    return replace(life, acts=tuple(other(act) for act in life.acts))


def added_to(life: Life, *, seat: SeatId) -> Life:
    """Return the life with more of what a seat may not see: everything hidden is said twice."""
    acts: list[Act] = []
    for act in life.acts:
        acts.append(act)
        visible = life.sees(seat, act.room) or act.seat == seat
        if not (visible or act.opens or isinstance(act.draft.what, SeatOpened)):
            acts.append(replace(act, name=f"{act.name} again", token=token_of("again", act.name, str(life.seed))))
    return replace(life, acts=tuple(acts))

"""What an entry may lean on: only entries that its whole room can see, of the kinds that it may name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parley.record.entry import Draft
from parley.record.kinds.papers import CorrectionMade, TranslationMade
from parley.record.kinds.rooms import PersonSeated, RoomOpened, SeatClosed, SeatOpened
from parley.record.kinds.shape import references
from parley.record.references import EntryId, RoomId, SeatId


class Unsupported(ValueError):
    """An entry leans on something that its room does not hold; `field` is where, `target` is what it named."""

    def __init__(self, message: str, *, field: str, target: str) -> None:
        """Say what is wrong in the author's words."""
        super().__init__(message)
        self.field = field
        self.target = target


class SaidElsewhere(Unsupported):
    """A correction or translation does not stand in the room of the words themselves, which its author does see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an entry that is leant on is: its room and its kind in words."""

    room: RoomId
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the author of an entry sees to stand on.

    Args:
        entries: the entries that the draft names, as far as its author may see them.
        sitters: who sits in the rooms of these entries, and in the draft's own room.
        everyone: the rooms that are open to everyone.
        seats: the seats that the draft's whole room knows.
    """

    entries: Mapping[EntryId, Standing]
    sitters: Mapping[RoomId, frozenset[SeatId]]
    everyone: frozenset[RoomId] = frozenset()
    seats: frozenset[SeatId] = frozenset()


def entries_named(draft: Draft[Any]) -> list[EntryId]:
    """Return the entries that a draft names or rests on."""
    return [target for _, target in references(draft.what)] + [evidence.entry for evidence in draft.evidence]


def seats_named(draft: Draft[Any]) -> frozenset[SeatId]:
    """Return the seats that a draft names, but for one that it opens itself."""
    named = set(draft.terms.to) if draft.terms else set()
    match draft.what:
        case SeatClosed(seat=seat) | PersonSeated(seat=seat):
            named.add(seat)
        case _:
            pass
    return frozenset(named)


def check(draft: Draft[Any], *, room: RoomId, ground: Ground) -> None:
    """Refuse a draft that leans on what its whole room cannot see.

    What the author cannot see and what does not exist give the same refusal.

    Raises:
        Unsupported: naming the first field that is at fault.
    """
    for field, target in references(draft.what):
        standing = _standing(target, field=field.label, room=room, ground=ground)
        if field.points_to and standing.kind not in field.points_to:
            wanted = " or ".join(field.points_to)
            raise Unsupported(
                f"{field.label} names an entry that is “{standing.kind}”; it needs “{wanted}”",
                field=field.label,
                target=target,
            )
        if isinstance(draft.what, CorrectionMade | TranslationMade) and standing.room != room:
            raise SaidElsewhere(
                f"{field.label}: a correction or translation stands in the room of the words themselves",
                field=field.label,
                target=target,
            )
    for evidence in draft.evidence:
        _standing(evidence.entry, field="evidence", room=room, ground=ground)
    if isinstance(draft.what, SeatClosed) and not _seat_sees(draft.what.seat, room, ground=ground):
        raise Unsupported(
            "a seat is closed in a room where it sits, so that it knows", field="seat", target=draft.what.seat
        )
    for seat in seats_named(draft):
        if seat not in ground.seats:
            raise Unsupported("names a seat that not everyone in this room knows", field="seat", target=seat)


def known_seats(openings: Iterable[tuple[RoomId, Any]], *, room: RoomId, ground: Ground) -> frozenset[SeatId]:
    """Return the seats that a whole room knows, from the entries that open seats and rooms and where they stand."""
    known = set(ground.sitters.get(room, frozenset()))
    for where, what in openings:
        if not _room_sees(room, where, ground=ground):
            continue
        if isinstance(what, SeatOpened):
            known.add(what.seat)
        elif isinstance(what, RoomOpened):
            known.update(sitter.seat for sitter in what.sitters)
    return frozenset(known)


def _standing(target: EntryId, *, field: str, room: RoomId, ground: Ground) -> Standing:
    standing = ground.entries.get(target)
    if standing is None:
        raise Unsupported(f"{field} names an entry that is not on record", field=field, target=target)
    if not _room_sees(room, standing.room, ground=ground):
        raise Unsupported(
            f"{field} names an entry that not everyone in this room may see; put it on record here first",
            field=field,
            target=target,
        )
    return standing


def _seat_sees(seat: SeatId, room: RoomId, *, ground: Ground) -> bool:
    return room in ground.everyone or seat in ground.sitters.get(room, frozenset())


def _room_sees(room: RoomId, other: RoomId, *, ground: Ground) -> bool:
    if other == room or other in ground.everyone:
        return True
    if room in ground.everyone:
        return False
    return ground.sitters.get(room, frozenset()) <= ground.sitters.get(other, frozenset())

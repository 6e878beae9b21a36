"""The fold: from the entries that one seat sees to the state of the process, however they come in.

Two laws hold: fold(a + b) = fold(b, onto=fold(a)), and the order within a batch makes no difference.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from parley.process.state import EMPTY, State
from parley.record.entry import Entry
from parley.record.kinds.papers import CorrectionMade
from parley.record.kinds.rooms import RoomOpened, SeatOpened
from parley.record.references import EntryId, SeatId


def fold(entries: Iterable[Entry[Any]], *, onto: State = EMPTY) -> State:
    """Return the state that more entries make of a state; an entry that is there already changes nothing."""
    new = {entry.id: entry for entry in entries if entry.id not in onto.entries}
    if not new:
        return onto
    by_kind = _by_kind(new.values(), onto=onto)
    # By this operator what is there is copied whole, and not looked up one by one.
    everything = MappingProxyType(onto.entries | new)
    return State(
        entries=everything,
        by_kind=MappingProxyType(by_kind),
        corrections=MappingProxyType(_corrections(by_kind.get(CorrectionMade, ()))),
        rooms=MappingProxyType({entry.room: entry for entry in by_kind.get(RoomOpened, ())}),
        seats=MappingProxyType(_seats(by_kind)),
    )


def order_of_knowing(entry: Entry[Any]) -> tuple[Any, ...]:
    """Return what entries are ordered by: when they were known, then recorded, then an id that tells nothing."""
    return (entry.known, entry.recorded, entry.id)


def _by_kind(new: Iterable[Entry[Any]], *, onto: State) -> dict[type[Any], tuple[Entry[Any], ...]]:
    grouped: dict[type[Any], list[Entry[Any]]] = {}
    for entry in new:
        grouped.setdefault(type(entry.what), []).append(entry)
    by_kind = dict(onto.by_kind)
    for kind, entries in grouped.items():
        by_kind[kind] = tuple(sorted([*by_kind.get(kind, ()), *entries], key=order_of_knowing))
    return by_kind


def _corrections(made: Iterable[Entry[CorrectionMade]]) -> dict[EntryId, Entry[CorrectionMade]]:
    """Return what is corrected, by which correction: the last one, of those that are not corrected themselves.

    A correction can cite only what stood before it in its room, so going backwards meets each after all against it.
    """
    corrected: dict[EntryId, Entry[CorrectionMade]] = {}
    for correction in sorted(made, key=lambda entry: (entry.room, -entry.number)):
        if correction.id not in corrected:
            corrected.setdefault(correction.what.corrects, correction)
    return corrected


def _seats(by_kind: Mapping[type[Any], tuple[Entry[Any], ...]]) -> dict[SeatId, str]:
    seats: dict[SeatId, str] = {}
    for opened in by_kind.get(RoomOpened, ()):
        for sitter in opened.what.sitters:
            seats.setdefault(sitter.seat, sitter.name)
    for seat in by_kind.get(SeatOpened, ()):
        seats[seat.what.seat] = seat.what.name
    return seats

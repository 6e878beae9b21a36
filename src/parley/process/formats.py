"""Which formats of meeting are possible for those who would attend, and the refusals that exclude the others."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from parley.process.state import State
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyDissolved
from parley.record.kinds.meetings import Format, RefusalLifted, RefusalStated
from parley.record.references import EntryId

CANDIDATES = (Format.PLENARY, Format.BILATERAL, Format.PROXIMITY)
FACE_TO_FACE = frozenset({Format.PLENARY, Format.BILATERAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatAnswer:
    """A format, and the refusals in force that exclude it for this attendance; none means that nothing known does."""

    format: Format
    refusals: tuple[Entry[RefusalStated], ...]

    @property
    def possible(self) -> bool:
        """Whether no refusal on record stands in its way."""
        return not self.refusals


def refusals(state: State) -> tuple[Entry[RefusalStated], ...]:
    """Return the refusals in force: those that were not lifted, between bodies that are still there.

    A public refusal stays in force until it is lifted in public: what is lifted in confidence cannot be acted on.
    """
    lifted = {one.what.refusal for one in state.facts(RefusalLifted) if _lifts(one, state=state)}
    gone: set[EntryId] = {one.what.body for one in state.facts(BodyDissolved)}
    return tuple(
        one
        for one in state.facts(RefusalStated)
        if one.id not in lifted and one.what.by not in gone and one.what.whom not in gone
    )


def _lifts(lifting: Entry[RefusalLifted], *, state: State) -> bool:
    refusal = state.entries.get(lifting.what.refusal)
    return refusal is None or state.is_public(lifting) or not state.is_public(refusal)


def possible_formats(state: State, *, attending: Iterable[EntryId]) -> tuple[FormatAnswer, ...]:
    """Return for each format whether those who would attend could meet in it, as far as this seat knows.

    A refusal counts where both actors, or the bodies of which they are persons or parts, would attend.
    """
    in_force = [one for _, _, one in refusals_among(state, attending=attending)]
    return tuple(
        FormatAnswer(format=candidate, refusals=tuple(one for one in in_force if candidate in one.what.formats))
        for candidate in CANDIDATES
    )


def refusals_among(
    state: State, *, attending: Iterable[EntryId]
) -> tuple[tuple[EntryId, EntryId, Entry[RefusalStated]], ...]:
    """Return the refusals in force among those who would attend, each with who of them refuses whom."""
    present = set(attending)
    found = []
    for one in refusals(state):
        by, whom = (present_as(actor, present=present, state=state) for actor in (one.what.by, one.what.whom))
        if by is not None and whom is not None:
            found.append((by, whom, one))
    return tuple(found)


def pairs_apart(state: State, *, attending: Iterable[EntryId]) -> tuple[tuple[EntryId, EntryId], ...]:
    """Return the pairs of those who would attend of whom one refuses to sit in one hall with the other."""
    guests = tuple(attending)
    apart = {
        frozenset((by, whom))
        for by, whom, one in refusals_among(state, attending=guests)
        if not FACE_TO_FACE.isdisjoint(one.what.formats)
    }
    return tuple((one, other) for one, other in combinations(guests, 2) if frozenset((one, other)) in apart)


def present_as(actor: EntryId, *, present: Collection[EntryId], state: State) -> EntryId | None:
    """Return as whom an actor would attend: itself, or the body of which it is a person or a part; None if neither."""
    seen: set[EntryId] = set()
    step: EntryId | None = actor
    while step is not None and step not in seen:
        if step in present:
            return step
        seen.add(step)
        what = state.entries[step].what if step in state.entries else None
        step = getattr(what, "of", None) or getattr(what, "part_of", None)
    return None

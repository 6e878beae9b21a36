"""What a note of a meeting may hold: statements and commitments of those whom the seat knows, for a person to judge.

By rule alone: a line that begins with a known name and a colon, or in which a known name says or undertakes something.
It misses much, and proposes nothing that is not in the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parley.process.state import State
from parley.record.references import EntryId

SAYING = r"(?:said|says|told|asked|answered|replied|insisted|warned|added|stressed|complained)(?: us)?(?: that)?"
UNDERTAKING = r"(?:will|(?:undertakes?|undertook|commits?|committed|promises?|promised|agrees?|agreed) to)"
AFTER = {
    "statement made": re.compile(rf"(?P<how>\s*:|,?\s+{SAYING})\s+(?P<words>\S.*)", re.IGNORECASE),
    "commitment claimed": re.compile(rf"\s+(?P<how>{UNDERTAKING})\s+(?P<words>\S.*)", re.IGNORECASE),
}
LEAD = re.compile(r"^[\s\-*•–—]*(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a line of a note may be put on record as.

    Args:
        kind: the kind of entry.
        actor: who says or undertakes it, on record.
        words: what, as it stands in the note.
        start: where these words begin in the note, and `end` where they end, counted in characters.
        end: see `start`.
    """

    kind: str
    actor: EntryId
    words: str
    start: int
    end: int


def proposed(note: str, *, state: State) -> tuple[Proposal, ...]:
    """Return what the lines of a note may be put on record as, in their order; empty means that no rule fits."""
    names = _names(state)
    found: list[Proposal] = []
    at = 0
    for line in note.splitlines(keepends=True):
        found.extend(_of_line(line, at=at, names=names))
        at += len(line)
    return tuple(found)


def _names(state: State) -> list[tuple[str, EntryId]]:
    """Return the names of actors, the longest first, so that no name is taken for a part of another."""
    names = [(state.name(actor.id).casefold(), actor.id) for actor in state.actors()]
    return sorted((one for one in names if one[0]), key=lambda one: (-len(one[0]), one))


def _of_line(line: str, *, at: int, names: list[tuple[str, EntryId]]) -> Iterator[Proposal]:
    lead = LEAD.match(line)
    begin = lead.end() if lead else 0
    said = line.rstrip()
    folded = said.casefold()
    if len(folded) != len(said):
        folded = said.lower() if len(said.lower()) == len(said) else said
    actor = next(((name, known) for name, known in names if folded.startswith(name, begin)), None)
    if actor is None:
        return
    name, known = actor
    for kind, after in AFTER.items():
        match = after.match(said, begin + len(name))
        if match:
            start, end = match.span("words")
            yield Proposal(kind=kind, actor=known, words=match["words"], start=at + start, end=at + end)
            return

"""The matrix of issues × bodies: where each stands in public and in confidence, whether it moved, where it is stuck."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parley.process.fold import fold
from parley.process.rounds import meetings
from parley.process.state import State, grouped
from parley.record.entry import Entry
from parley.record.kinds.issues import (
    AttemptMade,
    DeadlockDeclared,
    InterestStated,
    IssueRaised,
    PositionTaken,
    Stance,
)
from parley.record.kinds.rooms import SeatOpened
from parley.record.references import EntryId


class Movement(StrEnum):
    """How the last position stands to the one before; `first` is the only one on record."""

    FIRST = "first"
    UNCHANGED = "unchanged"
    SOFTENED = "softened"
    HARDENED = "hardened"
    CHANGED = "changed"


ON_AN_ISSUE = (PositionTaken, InterestStated, AttemptMade, DeadlockDeclared)
"""What is said on an issue, in public or in confidence; issues and options are what it is said of."""

FIRMNESS = {Stance.CONDITIONAL: 1, Stance.FOR: 2, Stance.AGAINST: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """The positions of one body on one issue, all public or all confidential, in order of when they were known."""

    positions: tuple[Entry[PositionTaken], ...]

    @property
    def last(self) -> Entry[PositionTaken]:
        """The position that is known last."""
        return self.positions[-1]

    @property
    def movement(self) -> Movement:
        """How the last position stands to the one before it."""
        if len(self.positions) == 1:
            return Movement.FIRST
        return _movement(self.positions[-2].what, self.positions[-1].what)

    @property
    def moved(self) -> Entry[PositionTaken] | None:
        """The last position that was a move; None where there was none."""
        pairs = zip(self.positions[-2::-1], self.positions[:0:-1], strict=True)
        return next((now for before, now in pairs if _movement(before.what, now.what) is not Movement.UNCHANGED), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Where one body stands on one issue; public and confidential are never mixed, and None is nothing on record."""

    public: Standpoint | None
    confidential: Standpoint | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStanding:
    """How an issue stands: the last move on it, the meetings since, what was tried, who says that it is stuck."""

    issue: Entry[IssueRaised]
    last_move: Entry[PositionTaken] | None
    meetings_since: int
    attempts: tuple[Entry[AttemptMade], ...]
    stuck_according_to: tuple[Entry[DeadlockDeclared], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Issues × bodies; only bodies with a position on record have a column."""

    issues: tuple[Entry[IssueRaised], ...]
    bodies: tuple[EntryId, ...]
    cells: dict[tuple[EntryId, EntryId], MatrixCell]

    def cell(self, issue: EntryId, body: EntryId) -> MatrixCell | None:
        """Return the cell of an issue and a body; None where nothing is on record."""
        return self.cells.get((issue, body))


def matrix(state: State) -> Matrix:
    """Return the matrix of everything that is on record."""
    by_cell = grouped(state.facts(PositionTaken), by=lambda one: (one.what.issue, state.body_of(one.what.by)))
    cells: dict[tuple[EntryId, EntryId], MatrixCell] = {}
    for key, positions in by_cell.items():
        public = tuple(one for one in positions if state.is_public(one))
        confidential = tuple(one for one in positions if not state.is_public(one))
        cells[key] = MatrixCell(
            public=Standpoint(positions=public) if public else None,
            confidential=Standpoint(positions=confidential) if confidential else None,
        )
    bodies = sorted({body for _, body in cells}, key=lambda body: (state.name(body), body))
    return Matrix(issues=state.facts(IssueRaised), bodies=tuple(bodies), cells=cells)


def in_public(state: State) -> State:
    """Return what is public of a state, and which seats there are: nothing confidential enters what is made of it."""
    kept = (one for one in state.entries.values() if state.is_public(one) or isinstance(one.what, SeatOpened))
    return fold(kept)


def in_confidence(state: State) -> State:
    """Return a state without what is said in public on the issues: who stands where in it was told in confidence."""
    kept = (one for one in state.entries.values() if not (state.is_public(one) and isinstance(one.what, ON_AN_ISSUE)))
    return fold(kept)


def issue_standings(state: State, *, of: Matrix, moment: datetime) -> tuple[IssueStanding, ...]:
    """Return how each issue stands at a moment."""
    attempts = grouped(state.facts(AttemptMade), by=lambda one: one.what.issue)
    deadlocks = grouped(state.facts(DeadlockDeclared), by=lambda one: one.what.issue)
    moves = _last_moves(of)
    held = sorted(one.when.start for one in meetings(state) if one.accounts and one.when.start is not None)
    return tuple(
        IssueStanding(
            issue=issue,
            last_move=moves.get(issue.id),
            meetings_since=sum(1 for start in held if _after(moves.get(issue.id), issue, start) and start <= moment),
            attempts=attempts.get(issue.id, ()),
            stuck_according_to=deadlocks.get(issue.id, ()),
        )
        for issue in of.issues
    )


def at_odds(of: Matrix, *, bodies: Iterable[EntryId]) -> tuple[tuple[EntryId, tuple[Entry[PositionTaken], ...]], ...]:
    """Return the issues on which some of these bodies publicly take opposite stances, with the positions that do."""
    chosen = tuple(bodies)
    found = []
    for issue in of.issues:
        lasts = [cell.public.last for body in chosen if (cell := of.cell(issue.id, body)) and cell.public]
        if any(_opposed(one.what, other.what) for one in lasts for other in lasts):
            found.append((issue.id, tuple(lasts)))
    return tuple(found)


def _opposed(one: PositionTaken, other: PositionTaken) -> bool:
    if {one.stance, other.stance} == {Stance.FOR, Stance.AGAINST}:
        return one.option == other.option
    both_for = one.stance is Stance.FOR and other.stance is Stance.FOR
    return both_for and one.option is not None and other.option is not None and one.option != other.option


def _movement(before: PositionTaken, now: PositionTaken) -> Movement:
    if (before.stance, before.option, before.red_line) == (now.stance, now.option, now.red_line):
        return Movement.UNCHANGED
    if before.option != now.option or before.stance not in FIRMNESS or now.stance not in FIRMNESS:
        return Movement.CHANGED
    firm_before, firm_now = FIRMNESS[before.stance] + before.red_line, FIRMNESS[now.stance] + now.red_line
    if {before.stance, now.stance} == {Stance.FOR, Stance.AGAINST} or firm_before == firm_now:
        return Movement.CHANGED
    return Movement.SOFTENED if firm_now < firm_before else Movement.HARDENED


def _last_moves(of: Matrix) -> dict[EntryId, Entry[PositionTaken]]:
    moves: dict[EntryId, Entry[PositionTaken]] = {}
    for (issue, _), cell in of.cells.items():
        for standpoint in (cell.public, cell.confidential):
            moved = standpoint.moved if standpoint else None
            if moved and (issue not in moves or moved.known > moves[issue].known):
                moves[issue] = moved
    return moves


def _after(move: Entry[PositionTaken] | None, issue: Entry[IssueRaised], start: datetime) -> bool:
    return start > (move.known if move else issue.known)

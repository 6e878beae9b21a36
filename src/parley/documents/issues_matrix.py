"""The matrix of issues × bodies as a page shows it: stance, movement in words, and where an issue is stuck."""

from dataclasses import dataclass

from parley.documents.briefing.standing import stance
from parley.documents.briefing.view import View
from parley.process.matrix import IssueStanding, Movement, Standpoint, issue_standings, matrix
from parley.record.references import EntryId
from parley.wording import mark, mark_count

SINCE_THE_LAST_MOVE = mark_count(
    "{n} meeting held since the last move, {day}", "{n} meetings held since the last move, {day}"
)
SINCE_IT_WAS_RAISED = mark_count(
    "no move since it was raised, {day}; {n} meeting held since",
    "no move since it was raised, {day}; {n} meetings held since",
)
MOVED = {
    Movement.SOFTENED: mark("↓ softened since {day}"),
    Movement.HARDENED: mark("↑ hardened since {day}"),
    Movement.CHANGED: mark("↔ changed since {day}"),
    Movement.UNCHANGED: mark("= as before, {day}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A cell: whose stand on which issue, in words, how it moved, and since when it is known."""

    issue: EntryId
    body: EntryId
    stance: str
    red_line: bool
    moved: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A row: an issue, a stand or nothing for each body, and what is said of its standing still."""

    id: EntryId
    name: str
    cells: tuple[Stand | None, ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesMatrix:
    """The matrix; only bodies with a position in it have a column."""

    bodies: tuple[str, ...]
    issues: tuple[Issue, ...]


def issues_matrix(view: View, *, public: bool) -> IssuesMatrix:
    """Return the matrix of all public positions, or of all confidential ones, latest issue last.

    `view` is to hold no others: `matrix.in_public` or `matrix.in_confidence` of what the seat sees.
    """
    of = matrix(view.state)

    def at(issue: EntryId, body: EntryId) -> Stand | None:
        cell = of.cell(issue, body)
        found = (cell.public if public else cell.confidential) if cell else None
        return _stand(view, found, issue=issue, body=body) if found else None

    rows = tuple(
        Issue(
            id=one.issue.id,
            name=one.issue.what.name,
            cells=tuple(at(one.issue.id, body) for body in of.bodies),
            stuck=_stuck(view, one),
        )
        for one in issue_standings(view.state, of=of, moment=view.moment)
    )
    return IssuesMatrix(bodies=tuple(view.name(body) for body in of.bodies), issues=rows)


def _stand(view: View, standpoint: Standpoint, *, issue: EntryId, body: EntryId) -> Stand:
    last = standpoint.last
    day = view.known(last.known)
    moved = MOVED.get(standpoint.movement)
    said = "" if moved is None else view.words(moved, day=view.known(standpoint.positions[-2].known))
    return Stand(
        issue=issue,
        body=body,
        stance=stance(view, last.what),
        red_line=last.what.red_line,
        moved=said,
        known=view.words("known {day}", day=day),
    )


def _stuck(view: View, standing: IssueStanding) -> tuple[str, ...]:
    """Return what is said of an issue that stands still: the meetings since it last moved, who says it is stuck."""
    held = standing.meetings_since
    said = []
    if standing.last_move is not None:
        day = view.known(standing.last_move.known)
        said.append(view.words.count(*SINCE_THE_LAST_MOVE, held, day=day))
    else:
        day = view.known(standing.issue.known)
        said.append(view.words.count(*SINCE_IT_WAS_RAISED, held, day=day))
    names = view.names(one.what.by for one in standing.stuck_according_to)
    if names:
        said.append(view.words("stuck according to {names}", names=names))
    return tuple(said)

"""The delegations of a new process, from a table: who sits at the talks, in which role, with which persons."""

import re
from dataclasses import dataclass, field

from parley.actions.intake import header_words
from parley.actions.intake.found import NotTaken, Sheet, SheetRow
from parley.actions.intake.plain import decoded, read_pasted
from parley.actions.intake.sniffing import Sort, sort_of
from parley.actions.intake.spreadsheet import read_spreadsheet
from parley.actions.keys import key_of
from parley.record.kinds.rooms import SeatRole
from parley.wording import languages, mark, wording

MOST_HEADINGS_BELOW = 10
LONGEST_NAME = 200
BODY, NAME, ROLE, PERSONS = "body", "name", "role", "persons"
SEPARATED = re.compile(r"[;؛\n]")
OTHER_NAMES = {
    SeatRole.DELEGATION: "delegation, party, side, partie, طرف, сторона, taraf",
    SeatRole.ENVOY: "envoy, special envoy, mediator, médiateur, وسيط, میانجی, посредник, arabulucu",
    SeatRole.DESK: "desk, secretariat, team, secrétariat, секретариат, sekretarya",
}
"""What tables call the roles beside the words that Parley has for them."""

NO_TABLE = mark("This is no table: choose an .xlsx or .csv file with a heading above each column.")
NO_HEADING = mark("No column is headed “delegation”: write that above the column of the delegations’ names.")
NO_ROLE = mark("No column is headed “role”: write that above a column with each delegation’s role at the talks.")
NO_DELEGATION = mark("Row {row}, column “{column}”: the delegation is missing: write which one it is.")
ROLE_MISSING = mark("Row {row}, column “{column}”: the role of “{name}” is missing: write one of {roles}.")
ROLE_UNKNOWN = mark("Row {row}, column “{column}”: “{words}” is no role at the talks: write one of {roles}.")
TWO_ROLES = mark("Row {row}, column “{column}”: “{name}” has another role in a row above: write the same in both.")
TOO_LONG = mark("Row {row}, column “{column}”: a name holds at most {n} letters: shorten this one.")
TOLD_TWICE = mark("Row {row}, column “{column}”: “{name}” is named twice: name each person once.")
NOTHING = mark("The table has headings and no rows: write a delegation in each row.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A delegation to be seated: `key` is made from its name, is unlike the others' and fits a seat."""

    name: str
    key: str
    role: SeatRole
    persons: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Begun:
    """A delegation as far as its rows were read."""

    name: str
    row: int
    role: SeatRole | None = None
    persons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns stand; a heading by its place."""

    headings: tuple[str, ...]
    body: int
    role: int
    persons: int | None

    def said(self, at: int, row: SheetRow) -> dict[str, object]:
        """Return how a cell is named in an error."""
        return {"row": row.number, "column": self.headings[at]}


def read_delegations(file: bytes) -> tuple[Delegation, ...]:
    """Return the delegations of an .xlsx or .csv table, in the order in which they are first named.

    A row is a delegation with its persons, divided by `;`, or one of its persons; a row with no delegation goes with
    the one above, as under a merged cell. Columns under other headings, such as e-mail or invited by, are not taken.

    Raises:
        NotTaken: naming the row and column that are at fault, or saying why the file is no such table.
    """
    sheet = _sheet(file)
    at = _heading_row(sheet)
    columns = _columns(sheet.rows[at].cells)
    begun: dict[str, _Begun] = {}
    last: _Begun | None = None
    for row in sheet.rows[at + 1 :]:
        last = _row(row, columns=columns, begun=begun, last=last)
    if not begun:
        raise NotTaken(NOTHING)
    made: list[Delegation] = []
    for one in begun.values():
        if one.role is None:
            raise NotTaken(
                ROLE_MISSING, row=one.row, column=columns.headings[columns.role], name=one.name, roles=_roles()
            )
        key = key_of(one.name, taken={other.key for other in made}, otherwise="delegation")
        made.append(Delegation(name=one.name, key=key, role=one.role, persons=tuple(one.persons)))
    return tuple(made)


def role_in(words: str) -> SeatRole | None:
    """Return the role that words of any of the six languages name; None where they name none."""
    named = header_words.normal(words)
    for role in SeatRole:
        known = {header_words.normal(wording(language).choice(role.value)) for language in languages()}
        if named in known | header_words.words_in(OTHER_NAMES.get(role, role.value)):
            return role
    return None


def _sheet(file: bytes) -> Sheet:
    if sort_of(file) is Sort.SPREADSHEET:
        found = read_spreadsheet(file, where="")
    elif sort_of(file) is Sort.PLAIN:
        found = read_pasted(decoded(file, where="")[0], where="")
    else:
        raise NotTaken(NO_TABLE)
    if not found.sheets:
        raise NotTaken(NO_TABLE)
    return found.sheets[0]


def _heading_row(sheet: Sheet) -> int:
    """Return the row that heads the columns: the first that names the delegations, below a title if there is one."""
    for at, row in enumerate(sheet.rows[:MOST_HEADINGS_BELOW]):
        if _column(row.cells, BODY) is not None:
            return at
    raise NotTaken(NO_HEADING)


def _columns(headings: tuple[str, ...]) -> _Columns:
    body, role = _column(headings, BODY), _column(headings, ROLE)
    if body is None:
        raise NotTaken(NO_HEADING)
    if role is None:
        raise NotTaken(NO_ROLE)
    persons = _column(headings, PERSONS)
    persons = _column(headings, NAME) if persons is None else persons
    return _Columns(headings=headings, body=body, role=role, persons=persons)


def _column(headings: tuple[str, ...], holding: str) -> int | None:
    return next((at for at, one in enumerate(headings) if header_words.heads(one, holding=holding)), None)


def _row(row: SheetRow, *, columns: _Columns, begun: dict[str, _Begun], last: _Begun | None) -> _Begun:
    """Add a row to what was begun, and return the delegation that it belongs to."""
    name = row.cells[columns.body] or (last.name if last else "")
    if not name:
        raise NotTaken(NO_DELEGATION, **columns.said(columns.body, row))
    if len(name) > LONGEST_NAME:
        raise NotTaken(TOO_LONG, **columns.said(columns.body, row), n=LONGEST_NAME)
    one = begun.setdefault(name.casefold(), _Begun(name=name, row=row.number))
    said = row.cells[columns.role]
    if said:
        role = role_in(said)
        if role is None:
            raise NotTaken(ROLE_UNKNOWN, **columns.said(columns.role, row), words=said[:60], roles=_roles())
        if one.role not in {None, role}:
            raise NotTaken(TWO_ROLES, **columns.said(columns.role, row), name=name)
        one.role = role
    if columns.persons is not None:
        _add_persons(row, one, at=columns.persons, columns=columns)
    return one


def _add_persons(row: SheetRow, one: _Begun, *, at: int, columns: _Columns) -> None:
    for person in (part.strip() for part in SEPARATED.split(row.cells[at])):
        if len(person) > LONGEST_NAME:
            raise NotTaken(TOO_LONG, **columns.said(at, row), n=LONGEST_NAME)
        if person.casefold() in {known.casefold() for known in one.persons}:
            raise NotTaken(TOLD_TWICE, **columns.said(at, row), name=person)
        if person:
            one.persons.append(person)


def _roles() -> str:
    return ", ".join(role.value for role in SeatRole)

"""Which kind of entry the rows of a table may be, and which of its fields each column holds, by the headings alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from parley.actions.intake import header_words

HAPPENED = "happened"
SECRECY = "secrecy"
KINDS_OF_TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "role held": {
        "body": ("body", "name"), "role": ("role",), "since": ("since", "date"), "until": ("until",),
        "according_to": ("source",),
    },
    "office held": {
        "person": ("name", "persons"), "office": ("office",), "of": ("body",), "since": ("since", "date"),
        "until": ("until",),
    },
    "person named": {"name": ("name", "persons"), "of": ("body",)},
    "body named": {"name": ("name", "body"), "sort": ("sort",)},
    "meeting held": {
        HAPPENED: ("date",), "name": ("name",), "venue": ("place",), "format": ("format",),
        "participants": ("who", "to", "body", "persons"), "outcome": ("outcome",),
    },
    "meeting planned": {
        "scheduled": ("date",), "name": ("name",), "venue": ("place",), "format": ("format",),
        "participants": ("who", "to", "body", "persons"),
    },
    "commitment claimed": {
        "by": ("who", "body", "persons"), "promise": ("what",), "due": ("due",), "to": ("to",),
        "claimed_by": ("source",), "condition": ("condition",), HAPPENED: ("date",),
    },
    "position taken": {
        "by": ("body", "who", "persons"), "issue": ("issue",), "words": ("position",), "stance": ("stance",),
        "red_line": ("red line",), SECRECY: ("secrecy",), HAPPENED: ("date",),
    },
}  # fmt: skip
"""For each kind that a table can hold, its fields, each with what a column of it may hold, the likeliest first."""

NEEDED = {
    "position taken": ({"issue", "by"},),
    "commitment claimed": ({"by", "promise"}, {"promise", "due"}),
    "role held": ({"body", "role"},),
    "office held": ({"person", "office"},),
    "meeting held": ({HAPPENED, "participants"}, {HAPPENED, "venue"}),
    "body named": ({"name", "sort"},),
    "person named": ({"name", "of"},),
}
"""Which columns make a kind likely; of several kinds the one with the most columns, then the first, is proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the rows of a table are taken for: a kind, and for each column the field that it holds or nothing."""

    kind: str
    columns: tuple[str, ...]


def proposed(headings: Iterable[str]) -> Mapping | None:
    """Return what a table with these headings is likely to hold; None where its headings do not tell."""
    names = tuple(headings)
    likely = []
    for kind, needed in NEEDED.items():
        columns = columns_for(names, kind=kind)
        if any(wanted <= set(columns) for wanted in needed):
            likely.append(Mapping(kind=kind, columns=columns))
    return max(likely, key=lambda one: sum(map(bool, one.columns)), default=None)


def columns_for(headings: tuple[str, ...], *, kind: str) -> tuple[str, ...]:
    """Return the field of a kind that each column is likely to hold, or nothing."""
    fields = KINDS_OF_TABLES[kind]
    columns = [""] * len(headings)
    for field, holdings in fields.items():
        for holding in holdings:
            at = [
                place
                for place, heading in enumerate(headings)
                if not columns[place] and header_words.heads(heading, holding=holding)
            ]
            for place in at if field == "participants" else at[:1]:
                columns[place] = field
            if at and field != "participants":
                break
    return tuple(columns)


def knows(headings: Iterable[str]) -> bool:
    """Tell whether a row is one of headings: at least two of its cells, and half of them, are known."""
    names = [heading for heading in headings if heading.strip()]
    known = [one for one in names if any(header_words.heads(one, holding=holding) for holding in header_words.HEADINGS)]
    return len(known) >= MOST_UNLIKE and len(known) * MOST_UNLIKE >= len(names)


MOST_UNLIKE = 2

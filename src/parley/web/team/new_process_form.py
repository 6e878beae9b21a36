"""The one page on which a mediator plans a process, read into what it comes to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from parley.actions.intake.delegations import Delegation
from parley.actions.new_process import NewIssue, NewProcess, Party
from parley.record.kinds.bodies import BodySort
from parley.record.kinds.rooms import SeatRole
from parley.wording import Wording, mark

LONGEST = 200
LONGEST_TEXT = 20_000
FIRST_ROWS = 4
MORE_ROWS = 4
MOST_ROWS = 40
SORTS = (
    BodySort.STATE,
    BodySort.GOVERNMENT,
    BodySort.ARMED_GROUP,
    BodySort.POLITICAL_BODY,
    BodySort.ORGANISATION,
)
COMES_AS = {
    SeatRole.DELEGATION: mark("A party, with a delegation"),
    SeatRole.GUARANTOR: mark("A guarantor"),
    SeatRole.HOST: mark("The host"),
    SeatRole.OBSERVER: mark("An observer"),
}
NO_QUESTION = mark(
    "Line {number}: write the issue, a colon, and the question, as in “Prisoners: who is released, and when?”"
)
MISSING = {
    "name": mark("Write what the talks are called."),
    "purpose": mark("Write in a sentence what the talks are for."),
    "mediators": mark("Write which office mediates."),
    "persons": mark("Write your own name: you are the first person of the desk."),
}


class NewProcessForm(forms.Form):
    """What is typed of a new process; a row without a name is no delegation."""

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        words: Wording,
        rows: int,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer so many rows for delegations."""
        super().__init__(typed, initial=dict(given or {}), label_suffix="")
        self.words, self.rows = words, min(rows, MOST_ROWS)
        self.fields.update(self._about())
        for row in range(self.rows):
            self.fields.update(self._row(row))

    def about(self) -> Iterator[forms.BoundField]:
        """Yield the fields about the talks themselves."""
        return (self[name] for name in ("name", "purpose", "mediators", "persons"))

    def later(self) -> Iterator[forms.BoundField]:
        """Yield the fields about what is negotiated, and when first."""
        return (self[name] for name in ("issues", "round_name", "first_day", "last_day", "place"))

    def delegations(self) -> Iterator[list[forms.BoundField]]:
        """Yield the fields of each row."""
        for row in range(self.rows):
            yield [self[f"{name}_{row}"] for name in ("party", "sort", "role", "people")]

    def clean(self) -> None:
        """Refuse a half-filled row, a process without parties, an issue without its question, days out of order."""
        for row in range(self.rows):
            self._check_row(row)
        if not any(self.cleaned_data.get(f"party_{row}") for row in range(self.rows)):
            self.add_error("party_0", self.words("Name at least one delegation."))
        for number, line in enumerate(self._lines("issues"), start=1):
            if not all(part.strip() for part in line.partition(":")):
                self.add_error("issues", self.words(NO_QUESTION, number=number))
                break
        self._check_days()

    def new(self) -> NewProcess:
        """Return the process that was planned, once the form is valid."""
        typed = self.cleaned_data
        first, last = typed["first_day"], typed["last_day"]
        dates = "unknown" if first is None else f"{first}/{last}" if last and last != first else f"{first}"
        return NewProcess(
            name=typed["name"],
            purpose=typed["purpose"],
            mediators=typed["mediators"],
            persons=tuple(self._lines("persons")),
            parties=tuple(self._parties()),
            issues=tuple(self._issues()),
            round_name=typed["round_name"],
            round_dates=dates,
            place=typed["place"],
        )

    def _about(self) -> dict[str, forms.Field]:
        words = self.words
        long = forms.Textarea(attrs={"rows": 3})
        return {
            "name": self._line(words("What are the talks called?"), "name"),
            "purpose": self._line(words("What are they for?"), "purpose"),
            "mediators": self._line(words("Which office mediates?"), "mediators"),
            "persons": self._text(
                words("Who works at the desk? One name a line, your own first."), "persons", widget=long
            ),
            "issues": self._text(
                words("What is negotiated? One a line: the issue, a colon, the question."), widget=long
            ),
            "round_name": self._line(words("What is the first round called?")),
            "first_day": self._day(words("Its first day")),
            "last_day": self._day(words("Its last day")),
            "place": self._line(words("Where is it held?")),
        }

    def _row(self, row: int) -> dict[str, forms.Field]:
        words = self.words
        none = [("", words("Choose"))]
        sorts = none + [(one.value, words.choice(one.value)) for one in SORTS]
        roles = none + [(one.value, words(said)) for one, said in COMES_AS.items()]
        return {
            f"party_{row}": self._line(words("Name")),
            f"sort_{row}": forms.ChoiceField(label=words("What it is"), choices=sorts, required=False),
            f"role_{row}": forms.ChoiceField(label=words("Comes as"), choices=roles, required=False),
            f"people_{row}": self._text(
                words("Who signs in for it, one a line; none is fine"), widget=forms.Textarea(attrs={"rows": 2})
            ),
        }

    def _line(self, label: str, name: str = "") -> forms.Field:
        missing = {"required": self.words(MISSING[name])} if name else {}
        return forms.CharField(label=label, max_length=LONGEST, required=bool(name), error_messages=missing)

    def _text(self, label: str, name: str = "", *, widget: forms.Widget) -> forms.Field:
        missing = {"required": self.words(MISSING[name])} if name else {}
        return forms.CharField(
            label=label, max_length=LONGEST_TEXT, required=bool(name), error_messages=missing, widget=widget
        )

    def _day(self, label: str) -> forms.Field:
        wrong = {"invalid": self.words("Write a day such as 2017-01-23.")}
        return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d"], error_messages=wrong)

    def _check_row(self, row: int) -> None:
        typed = self.cleaned_data
        if typed.get(f"party_{row}"):
            for name, message in (
                ("sort", mark("Choose what this delegation’s body is.")),
                ("role", mark("Choose as what it comes.")),
            ):
                if not typed.get(f"{name}_{row}"):
                    self.add_error(f"{name}_{row}", self.words(message))
        elif typed.get(f"people_{row}"):
            self.add_error(
                f"party_{row}", self.words("Write the name of the delegation that these persons sign in for.")
            )

    def _check_days(self) -> None:
        typed = self.cleaned_data
        first, last = typed.get("first_day"), typed.get("last_day")
        if (first or last) and not typed.get("round_name"):
            self.add_error("round_name", self.words("Write what the round of these days is called."))
        if last and (first is None or last < first):
            self.add_error("last_day", self.words("The last day is before the first. Write both, in order."))

    def _lines(self, name: str) -> list[str]:
        lines = (" ".join(line.split()) for line in (self.cleaned_data.get(name) or "").splitlines())
        return [line for line in lines if line]

    def _parties(self) -> Iterator[Party]:
        typed = self.cleaned_data
        for row in range(self.rows):
            if typed[f"party_{row}"]:
                yield Party(
                    name=typed[f"party_{row}"],
                    sort=BodySort(typed[f"sort_{row}"]),
                    role=SeatRole(typed[f"role_{row}"]),
                    persons=tuple(self._lines(f"people_{row}")),
                )

    def _issues(self) -> Iterator[NewIssue]:
        for line in self._lines("issues"):
            name, _, question = line.partition(":")
            yield NewIssue(name=name.strip(), question=question.strip())


def filled(found: Iterable[Delegation], *, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed with the rows of a table put into it; the mediators' own persons go to the desk."""
    kept = {
        name: value for name, value in given.items() if not name.startswith(("party_", "role_", "people_", "sort_"))
    }
    desk = [kept.get("persons", "").strip()]
    row = 0
    for one in found:
        persons = "\n".join(one.persons)
        if one.role not in COMES_AS:
            desk.append(persons)
            continue
        kept |= {f"party_{row}": one.name, f"role_{row}": one.role.value, f"people_{row}": persons}
        row += 1
    return {**kept, "persons": "\n".join(filter(None, desk))}

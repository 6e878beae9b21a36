"""What was found in a file: its texts and tables, what was left out and why; and why a file is not taken at all."""

from dataclasses import dataclass
from datetime import datetime

LARGEST_FILE = 10_000_000
"""In bytes."""

MOST_LETTERS = 1_000_000
"""Of all texts and tables of one file together."""

MOST_ROWS = 500
MOST_ROWS_TOGETHER = 1_000
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to be told about a file: a message with names for its braces, which may be remarks themselves."""

    message: str
    names: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return it in English."""
        return self.message.format_map(dict(self.names)) if self.names else self.message


class NotTaken(ValueError):
    """A file is not taken: `why` is one sentence that says what to do."""

    def __init__(self, message: str, **names: object) -> None:
        """Keep the message apart from what is put into it, so that it can be put into other words."""
        self.why = remark(message, **names)
        super().__init__(str(self.why))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text, under a title of its own or one of Parley's.

    Args:
        title: what it is called.
        words: the text.
        where: the file, and the attachment, in which it stands.
        dated: the date that it bears itself, as a mail does.
    """

    title: str | Remark
    words: str
    where: str
    dated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a table under the number that it has in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: all of its rows are of one length, and none is empty."""

    title: str
    where: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: in each list, what stands first in the file comes first."""

    texts: tuple[Text, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        """Return what was found in both."""
        return Found(
            texts=self.texts + other.texts,
            sheets=self.sheets + other.sheets,
            remarks=self.remarks + other.remarks,
        )


def remark(message: str, **names: object) -> Remark:
    """Return a remark."""
    return Remark(message=message, names=tuple(names.items()))


def left_out(remarks: tuple[tuple[str, int], ...]) -> tuple[Remark, ...]:
    """Return those of some counted remarks of which there is anything to tell."""
    return tuple(remark(message, n=count) for message, count in remarks if count)


def even(rows: list[SheetRow]) -> tuple[SheetRow, ...]:
    """Return rows without the empty ones, and without empty columns at their end, all of one length."""
    filled = [row for row in rows if any(row.cells)]
    width = max((max(at for at, cell in enumerate(row.cells, 1) if cell) for row in filled), default=0)
    return tuple(
        SheetRow(number=row.number, cells=(row.cells + ("",) * (width - len(row.cells)))[:width]) for row in filled
    )

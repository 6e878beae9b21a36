"""The texts of an import on the page: each is kept or left, has a title, and a time at which it was learned."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from parley.actions.intake.found import Text
from parley.actions.intake.notes import LONGEST_TITLE, notes_of
from parley.record import encoding
from parley.record.entry import Attribution, Draft, Malformed
from parley.record.kinds.papers import NoteMade
from parley.record.references import token_of
from parley.record.when import When, read_known
from parley.web.everyone.import_form import said
from parley.web.times import to_the_minute
from parley.wording import Wording, mark

MOST_NOTES = 200
NO_TITLE = mark("Give each note that you keep a title of at most {n} letters.")
NO_TIME = mark("Write when we learned of it, such as 2017-01-23 or 2017-01-23T09:00Z.")


@dataclass(slots=True, kw_only=True)
class NotePiece:
    """A text as it stands in the preview."""

    number: int
    words: str
    title: str
    where: str
    known: str
    kept: bool
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its fields begin with."""
        return f"note-{self.number}"

    @property
    def parts(self) -> int:
        """As how many notes it is put on record."""
        return len(notes_of(self.words, title=self.title))

    @property
    def letters(self) -> int:
        """How long it is."""
        return len(self.words)

    def drafts(self, token: str, *, words: Wording) -> Iterator[tuple[bytes, Draft[Any]]]:
        """Yield its notes, each with its token; if something is wrong, that is kept and nothing comes."""
        if not 0 < len(self.title) <= LONGEST_TITLE:
            self.errors["title"] = words(NO_TITLE, n=LONGEST_TITLE)
        known = known_in(self.known)
        if known is None:
            self.errors["known"] = words(NO_TIME)
        if self.errors or known is None:
            return
        for number, (title, part) in enumerate(notes_of(self.words, title=self.title)):
            note = note_of(title, part, known=known)
            try:
                encoding.encode(note)
            except Malformed as error:
                message = str(error)
                self.errors["title"] = f"{message[:1].upper()}{message[1:]}."
                return
            yield token_of(token, self.name, str(number)), note


def note_of(title: str, words: str, *, known: datetime) -> Draft[NoteMade]:
    """Return a note as quick notes are: off the record, and for understanding only."""
    what = NoteMade(title=title, words=words)
    return Draft(what=what, happened=When.unknown(), known=known, attribution=Attribution.OFF_THE_RECORD)


def notes_found(texts: tuple[Text, ...], *, now: str, words: Wording) -> list[NotePiece]:
    """Return texts as they are first shown: all kept, a mail as learned when it was written."""
    return [
        NotePiece(
            number=number,
            words=text.words,
            title=said(text.title, words=words),
            where=text.where,
            known=to_the_minute(text.dated) if text.dated else now,
            kept=True,
        )
        for number, text in enumerate(texts[:MOST_NOTES])
    ]


def notes_sent(sent: QueryDict) -> list[NotePiece]:
    """Return texts as they come back from the preview."""
    numbers = [number for number in range(MOST_NOTES) if f"note-{number}" in sent]
    return [
        NotePiece(
            number=number,
            words=sent[f"note-{number}"].replace("\r\n", "\n"),
            title=sent.get(f"note-{number}-title", "").strip(),
            where=sent.get(f"note-{number}-where", ""),
            known=sent.get(f"note-{number}-known", "").strip(),
            kept=f"note-{number}-keep" in sent,
        )
        for number in numbers
    ]


def known_in(typed: str) -> datetime | None:
    """Return the time by which something was learned; None where it is none."""
    try:
        return read_known(typed)
    except ValueError:
        return None

"""What a briefing is written from: one seat's state at a moment, and how it puts things into words."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from parley.documents.paper import Sentence
from parley.process.state import State
from parley.record.entry import Attribution, Entry, Form, Terms
from parley.record.kinds.papers import DocumentFiled
from parley.record.kinds.rooms import RoomOpened
from parley.record.references import EntryId
from parley.record.when import Precision, When
from parley.wording import Wording, mark

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
ENDS = ".!?…”\"'"


class NothingKnown(LookupError):
    """Nothing that this seat sees was known by then, so there is nothing to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One seat's state, the moment as of which is written, and the words of the paper's language."""

    state: State
    moment: datetime
    words: Wording
    _documents: dict[EntryId, tuple[Entry[DocumentFiled], ...]] = field(default_factory=dict, init=False, repr=False)

    def lead(self, message: str, *entries: EntryId, **names: object) -> Sentence:
        """Return a sentence that opens a group of others."""
        return replace(self.say(message, *entries, **names), lead=True)

    def say(self, message: str, *entries: EntryId, **names: object) -> Sentence:
        """Return a sentence with the entries that it rests on."""
        return Sentence(text=self.words(message, **names), entries=tuple(dict.fromkeys(entries)))

    def ground(self) -> EntryId:
        """Return what a sentence about the record as a whole rests on: how the process, or a room, was opened.

        Raises:
            NothingKnown: when this seat sees neither.
        """
        opening = self.state.opening()
        if opening is not None:
            return opening.id
        for entry in (*self.state.facts(RoomOpened), *self.state.entries.values()):
            return entry.id
        raise NothingKnown("nothing that this seat sees was known by then")

    def name(self, known: EntryId | None) -> str:
        """Return what something is called."""
        return self.state.name(known)

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in words."""
        found = list(dict.fromkeys(name for name in names if name))
        if len(found) <= 1:
            return "".join(found)
        return self.words("{first} and {last}", first=", ".join(found[:-1]), last=found[-1])

    def names(self, known: Iterable[EntryId]) -> str:
        """Return what several things are called, as a list in words."""
        return self.listed(self.name(one) for one in known)

    def choice(self, value: str) -> str:
        """Return a word of a fixed list."""
        return self.words.choice(value)

    def day(self, moment: datetime) -> str:
        """Return the day of a moment in words."""
        month = self.words.choice(MONTHS[moment.month - 1])
        return self.words("{day} {month} {year}", day=moment.day, month=month, year=moment.year)

    def instant(self, moment: datetime) -> str:
        """Return a moment in words, with its hour in UTC."""
        return self.words("{day}, {hour} UTC", day=self.day(moment), hour=f"{moment:%H:%M}")

    def known(self, moment: datetime) -> str:
        """Return when something was known: a day, where only the day is known."""
        return self.day(moment) if moment.time() == time.max else self.instant(moment)

    def when(self, when: When | None) -> str:
        """Return a time in words, no more precise than it is known."""
        if when is None or when.start is None or when.end is None:
            return self.words("at a time not known")
        if when.precision is Precision.INSTANT:
            return self.instant(when.start)
        if when.precision is Precision.MONTH:
            return self.words(
                "{month} {year}", month=self.words.choice(MONTHS[when.start.month - 1]), year=when.start.year
            )
        if when.start.date() == when.end.date():
            return self.day(when.start)
        return self._stretch(when.start, when.end)

    def opening_time(self, when: When) -> str:
        """Return a time in words, to open a sentence."""
        if when.start is None:
            return self.words("Time not known")
        words = self.when(when)
        return words[:1].upper() + words[1:]

    def voice(self, entry: Entry[Any]) -> str:
        """Return whose voice an entry speaks in: the actor it names, or else the publishers of its documents."""
        for name in ("according_to", "told_by", "claimed_by", "observer"):
            actor = getattr(entry.what, name, None)
            if actor:
                return self.name(actor)
        return self.publishers(entry)

    def publishers(self, entry: Entry[Any]) -> str:
        """Return the publishers of the documents that an entry rests on; empty where it rests on none."""
        return self.listed(document.what.publisher for document in self.documents(entry))

    def account(self, entry: Entry[Any]) -> str:
        """Return in whose account an entry stands: its publishers, or else the room in which it was put on record."""
        return self.publishers(entry) or self.state.room_name(entry.room)

    def documents(self, entry: Entry[Any]) -> tuple[Entry[DocumentFiled], ...]:
        """Return the documents that an entry rests on, at first hand or through the entries between."""
        if entry.id not in self._documents:
            self._documents[entry.id] = tuple(self._resting(entry))
        return self._documents[entry.id]

    def _resting(self, entry: Entry[Any]) -> Iterator[Entry[DocumentFiled]]:
        entries = self.state.entries
        seen: set[EntryId] = set()
        queue = deque(evidence.entry for evidence in entry.evidence)
        while queue:
            step = queue.popleft()
            if step in seen or step not in entries:
                continue
            seen.add(step)
            cited = entries[step]
            if isinstance(cited.what, DocumentFiled):
                yield cited
            else:
                queue.extend(evidence.entry for evidence in cited.evidence)

    def source(self, entry: Entry[Any]) -> str:
        """Return an entry's publishers in brackets, with a space before; empty where there are none."""
        publishers = self.publishers(entry)
        return self.words(" ({publishers})", publishers=publishers) if publishers else ""

    def terms(self, entry: Entry[Any]) -> str:
        """Return on what terms an entry stands: its attribution, and what may be passed on of it; empty if public."""
        if self.state.is_public(entry):
            return "" if entry.attribution is Attribution.ON_THE_RECORD else self.choice(entry.attribution.value)
        return self.words(
            "{attribution}; {conveyance}",
            attribution=self.choice(entry.attribution.value),
            conveyance=self._conveyance(entry.terms),
        )

    def _conveyance(self, terms: Terms | None) -> str:
        if terms is None:
            return self.words("terms unspecified, for understanding only")
        if terms.form is Form.NEVER:
            return self.words("never to be passed on")
        if terms.form is Form.UNDERSTANDING_ONLY:
            return self.choice(terms.form.value)
        form = self.words("in gist") if terms.form is Form.GIST else self.choice(terms.form.value)
        seats = self.listed(self.state.seats.get(seat, "") for seat in terms.to) or self.words("nobody named yet")
        if terms.until is None:
            return self.words("may be passed on {form} to {seats}", form=form, seats=seats)
        until = self.known(terms.until)
        if terms.until < self.moment:
            message = mark("might be passed on {form} to {seats} until {until}; this has run out, ask again")
            return self.words(message, form=form, seats=seats, until=until)
        return self.words("may be passed on {form} to {seats} until {until}", form=form, seats=seats, until=until)

    def _stretch(self, start: datetime, end: datetime) -> str:
        if (start.year, start.month) == (end.year, end.month):
            return self.words("{first} to {last}", first=start.day, last=self.day(end))
        if start.year == end.year:
            month = self.words.choice(MONTHS[start.month - 1])
            first = self.words("{day} {month}", day=start.day, month=month)
            return self.words("{first} to {last}", first=first, last=self.day(end))
        return self.words("{first} to {last}", first=self.day(start), last=self.day(end))


def sentence_end(words: str) -> str:
    """Return words with a full stop, unless they end in a stop already."""
    words = " ".join(words.split())
    return words if words.endswith(tuple(ENDS)) else words + "."


def because(view: View, why: str) -> str:
    """Return a reason after a colon; empty where none is given."""
    return view.words(": {why}", why=plain_end(why)) if why else ""


def plain_end(words: str) -> str:
    """Return words without a full stop at their end, to stand inside a sentence."""
    return " ".join(words.split()).removesuffix(".")


def latest(entries: Sequence[Entry[Any]], *, most: int) -> tuple[Sequence[Entry[Any]], Sequence[Entry[Any]]]:
    """Return the entries that are known last, latest first, and the earlier ones that a paper leaves out."""
    shown = entries[-most:] if most else entries[:0]
    return shown[::-1], entries[: len(entries) - len(shown)]


def earlier(view: View, left_out: Sequence[Entry[Any]]) -> tuple[Sentence, ...]:
    """Return the sentence that says how many entries are left out, and from when they are; none where none are."""
    if not left_out:
        return ()
    text = view.words.count(
        "{n} earlier entry, known on {first}, is on record and not shown here.",
        "{n} earlier entries, known from {first} to {last}, are on record and not shown here.",
        len(left_out),
        first=view.known(left_out[0].known),
        last=view.known(left_out[-1].known),
    )
    return (Sentence(text=text, entries=tuple(dict.fromkeys((left_out[0].id, left_out[-1].id)))),)

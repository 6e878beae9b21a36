"""The part of the briefing about the course of events, with the timeline; and an entry in a few words."""

from enum import StrEnum
from typing import Any

from parley.documents.briefing.view import View, plain_end
from parley.documents.paper import Cell, Moment, Row, Section, Sentence, Table, Timeline
from parley.process.timeline import timeline
from parley.record.entry import Entry
from parley.record.kinds.catalogue import kind_name
from parley.record.references import EntryId
from parley.wording import mark

MOST_MOMENTS = 60
TOLD_BY = ("role", "stance", "status", "presence", "relation", "outcome", "tie", "rank")
NAMING_FIELDS = ("name", "title", "words", "what", "question", "item", "promise", "answer", "judgement", "place", "why")


def the_course(view: View) -> Section:
    """Write what happened last before the moment, with the timeline."""
    line = [entry for entry in timeline(view.state) if entry.happened.start and entry.happened.start <= view.moment]
    shown = line[-MOST_MOMENTS:]
    title = view.words("The course of events")
    if not shown:
        return Section(
            id="course", title=title, sentences=(view.say("Nothing is on record as having happened.", view.ground()),)
        )
    sentence = _drawn(view, shown)
    moments = tuple(
        Moment(
            start=entry.happened.start or view.moment,
            end=entry.happened.end or view.moment,
            lane=view.choice(kind_name(type(entry.what))),
            label=brief(view, entry),
            entries=(entry.id,),
        )
        for entry in shown
    )
    rows = tuple(
        Row(
            heading=view.when(entry.happened),
            cells=(Cell(text=moment.lane, entries=(entry.id,)), Cell(text=moment.label, entries=(entry.id,))),
        )
        for entry, moment in zip(shown, moments, strict=True)
    )
    columns = (view.words("what"), view.words("in short"))
    table = Table(title=title, corner=view.words("when"), columns=columns, rows=rows)
    return Section(
        id="course",
        title=title,
        sentences=(sentence,),
        figures=(Timeline(title=title, moments=moments, now=view.moment, table=table),),
    )


def _drawn(view: View, shown: list[Entry[Any]]) -> Sentence:
    first, last = shown[0], shown[-1]
    count = view.words.count("{n} event is drawn", "{n} events are drawn", len(shown))
    days = [view.day(entry.happened.start or view.moment) for entry in (first, last)]
    message = (
        mark("{count} below, of {first}.") if days[0] == days[1] else mark("{count} below, from {first} to {last}.")
    )
    return view.say(message, first.id, last.id, count=count, first=days[0], last=days[1])


def brief(view: View, entry: Entry[object], *, most: int = 90) -> str:
    """Return an entry in a few words: whom it is about and how it begins."""
    what = entry.what
    who = ""
    for field in ("speaker", "by", "who", "body", "of", "whom", "observer", "to"):
        actor = getattr(what, field, None)
        if isinstance(actor, str) and actor in view.state.entries:
            who = view.name(EntryId(actor))
            break
    said = next((words for field in NAMING_FIELDS if (words := _in_words(view, getattr(what, field, None)))), "")
    fixed = (getattr(what, field, None) for field in TOLD_BY)
    told = next((view.choice(value.value) for value in fixed if isinstance(value, StrEnum)), "")
    said = plain_end(said) or told or view.choice(kind_name(type(what)))
    if len(said) > most:
        said = said[: most - 1].rsplit(" ", 1)[0] + "…"
    return f"{who}: {said}" if who else said


def _in_words(view: View, value: object) -> str:
    """Return what a field says: its words, or what the entry that it names is called."""
    if not isinstance(value, str):
        return ""
    return view.name(EntryId(value)) if value in view.state.entries else value

"""The briefing for the next round, written for one seat from what that seat may see and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from parley.documents.briefing import relations, situation, standing, talks, words
from parley.documents.briefing.the_course import brief, the_course
from parley.documents.briefing.the_round import the_round
from parley.documents.briefing.view import View
from parley.documents.paper import Paper, RelationsMap, SeatingPlan, Section, Sentence, Source, Table
from parley.process.state import State
from parley.record.kinds.catalogue import kind_name
from parley.record.kinds.papers import DocumentFiled
from parley.record.kinds.rooms import SeatOpened
from parley.record.references import EntryId
from parley.wording import Wording

Part = Callable[[View], Section]

PARTS: tuple[Part, ...] = (
    the_round,
    talks.the_table,
    standing.the_roles,
    talks.the_formats,
    talks.the_agenda,
    standing.the_positions,
    standing.sponsors_at_odds,
    relations.the_relations,
    words.what_was_said,
    words.the_texts,
    talks.linked_processes,
    the_course,
    situation.the_leverage,
    situation.the_ceasefire,
    words.what_falls_due,
    situation.the_contradictions,
    situation.what_we_do_not_know,
)
MOST_SENTENCES = 150
MARK_OF_TERMS = "["


def briefing(state: State, *, process: str, seat: str, moment: datetime, wording: Wording) -> Paper:
    """Return the briefing of a process for a seat as of a moment.

    Args:
        state: what the seat sees, folded from what was known by the moment.
        process: key of the process.
        seat: key of the seat.
        moment: as of when it is written.
        wording: the words of its language.

    Raises:
        NothingKnown: when nothing that the seat sees was known by then.
    """
    view = View(state=state, moment=moment, words=wording)
    opening = state.opening()
    title = wording("Briefing for the next round: {name}", name=opening.what.name if opening else process)
    return paper_of(PARTS, view=view, process=process, seat=seat, title=title)


def paper_of(parts: Iterable[Part], *, view: View, process: str, seat: str, title: str) -> Paper:
    """Return a paper of some parts of a briefing, for a seat.

    Args:
        parts: what each section is written by.
        view: the seat's state, the moment as of which is written, and the words.
        process: key of the process.
        seat: key of the seat.
        title: what it is called.

    Raises:
        NothingKnown: when nothing that the seat sees was known by then.
    """
    view.ground()
    sections = [_marked(view, _bounded(view, part(view))) for part in parts]
    seat_name = _seat_name(view.state, seat)
    return Paper(
        process=process,
        seat=seat,
        title=title,
        subtitle=view.words("{seat}, as of {moment}", seat=seat_name, moment=view.known(view.moment)),
        handling=handling(view.state, seat=seat, wording=view.words),
        language=view.words.language,
        as_of=view.moment,
        sections=tuple(sections),
        sources=_sources(view, sections),
        sources_title=view.words("What this rests on"),
    )


def handling(state: State, *, seat: str, wording: Wording) -> str:
    """Return the marking of every paper for a seat."""
    return wording("{seat} only. This paper holds only what this seat may see.", seat=_seat_name(state, seat))


def _marked(view: View, section: Section) -> Section:
    """Return a section in which every sentence that rests on a confidence says on what terms, if it does not yet."""
    return replace(section, sentences=tuple(with_terms(view, sentence) for sentence in section.sentences))


def with_terms(view: View, sentence: Sentence) -> Sentence:
    """Return a sentence that says on what terms it stands, if it rests on a confidence and does not say so yet."""
    known = (view.state.entries.get(entry) for entry in sentence.entries)
    told = next((entry for entry in known if entry is not None and not view.state.is_public(entry)), None)
    if told is None or MARK_OF_TERMS in sentence.text:
        return sentence
    text = view.words("{sentence} [{terms}]", sentence=sentence.text, terms=view.terms(told))
    return replace(sentence, text=text)


def _bounded(view: View, section: Section) -> Section:
    """Return a section no longer than one that is read, with a sentence that says how much is left out."""
    left_out = section.sentences[MOST_SENTENCES:]
    if not left_out:
        return section
    text = view.words.count(
        "{n} further sentence of this kind is left out.",
        "{n} further sentences of this kind are left out.",
        len(left_out),
    )
    entries = tuple(dict.fromkeys((left_out[0].entries[0], left_out[-1].entries[0])))
    return replace(section, sentences=(*section.sentences[:MOST_SENTENCES], Sentence(text=text, entries=entries)))


def live_moment(state: State, *, now: datetime) -> datetime:
    """Return the moment of a briefing that holds everything: now, or later where the last thing was known later.

    An entry that is dated ahead of the clock, as all are in an example that plays in the future, is not hidden by it.
    """
    return max([now, *(entries[-1].known for entries in state.by_kind.values())])


def _seat_name(state: State, seat: str) -> str:
    opened = [one.what.name for one in state.facts(SeatOpened) if one.what.key == seat]
    return opened[-1] if opened else seat


def _sources(view: View, sections: list[Section]) -> tuple[Source, ...]:
    used = dict.fromkeys(entry for section in sections for entry in _entries_of(section))
    return tuple(_source(view, entry) for entry in used)


def _entries_of(section: Section) -> list[EntryId]:
    found = [entry for sentence in section.sentences for entry in sentence.entries]
    for figure in section.figures:
        table = figure if isinstance(figure, Table) else figure.table
        found.extend(entry for row in table.rows for cell in row.cells for entry in cell.entries)
        if isinstance(figure, RelationsMap):
            found.extend(entry for edge in figure.edges for entry in edge.entries)
        if isinstance(figure, SeatingPlan):
            found.extend(entry for one in figure.crossings for entry in one.entries)
    return found


def _source(view: View, known: EntryId) -> Source:
    entry = view.state.entry(known)
    if isinstance(entry.what, DocumentFiled):
        text = view.words(
            "{publisher}: {title} ({language})",
            publisher=entry.what.publisher,
            title=entry.what.title,
            language=entry.what.language,
        )
        return Source(entry=known, text=text, address=entry.what.address)
    papers = view.documents(entry)
    text = view.words(
        "{kind}: {brief}. Known {known}; room: {room}{documents}",
        kind=view.choice(kind_name(type(entry.what))),
        brief=brief(view, entry).rstrip("."),
        known=view.known(entry.known),
        room=view.state.room_name(entry.room) or view.words("not named"),
        documents="".join(
            view.words("; source: {publisher}, {title}", publisher=one.what.publisher, title=one.what.title)
            for one in papers[:4]
        ),
    )
    return Source(entry=known, text=text, address=next((one.what.address for one in papers if one.what.address), ""))

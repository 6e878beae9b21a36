"""A pack that one process hands over to another: its cover, what it holds, and the paper that answers from it."""

from dataclasses import dataclass, replace
from datetime import datetime

from parley.documents.briefing.compose import live_moment, paper_of
from parley.documents.briefing.view import View
from parley.documents.hand_over.ten_questions import TEN
from parley.documents.paper import Paper, Section, Source
from parley.process.state import State
from parley.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on a pack: which process gives it to which, through whom, and at what moment."""

    process: str
    to: str
    given_by: str
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack: its cover, the text that is handed over, and the state that its entries add up to.

    All else about it, on the page as in the files, is a function of these: of what stays behind it knows nothing.
    """

    cover: Cover
    text: str
    state: State


def ten_answers(pack: Pack, *, words: Wording) -> Paper:
    """Return the paper in which the ten questions are answered from a pack.

    Raises:
        NothingKnown: when the pack holds nothing.
    """
    cover = pack.cover
    view = View(state=pack.state, moment=live_moment(pack.state, now=cover.moment), words=words)
    title = words("Hand-over: {process}, for {to}", process=cover.process, to=cover.to)
    *first, last = TEN
    parts = [*(question.section for question in first), lambda view: _ended(view, last.section(view), cover=cover)]
    paper = paper_of(parts, view=view, process=cover.process, seat=cover.given_by, title=title)
    return replace(
        paper,
        subtitle=words("Given by {seat}, as of {moment}", seat=cover.given_by, moment=view.known(view.moment)),
        handling=words("Hand-over of {process}: for those who take over, and for nobody else.", process=cover.process),
        sources=tuple(_given(source, process=cover.process, words=words) for source in paper.sources),
    )


def _ended(view: View, section: Section, *, cover: Cover) -> Section:
    """Return the last answer after what every pack says in the same words, whether anything stays behind or not."""
    message = (
        "What was told in confidence is not handed over, and a pack does not tell whether there is any: ask {seat}."
    )
    said = view.say(message, view.ground(), seat=cover.given_by)
    return replace(section, sentences=(said, *(one for one in section.sentences if one.entries != said.entries)))


def _given(source: Source, *, process: str, words: Wording) -> Source:
    """Return a source as one of the process that gave it, since the one that reads it has no such entry."""
    return replace(source, text=words("Entry of {process}: {entry}", process=process, entry=source.text))

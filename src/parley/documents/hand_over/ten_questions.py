"""The ten questions that whoever takes over a mediation asks, each answered from the entries of one pack alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from parley.documents.briefing import relations, situation, standing, talks, words
from parley.documents.briefing.the_round import meeting_in_words, of_round, round_in_words, title_of
from parley.documents.briefing.view import View, because, plain_end
from parley.documents.paper import Section, Sentence
from parley.process.matrix import Matrix, issue_standings, matrix
from parley.process.rounds import agenda, meetings, own_rounds
from parley.process.state import ids
from parley.process.table import table
from parley.record.kinds.bodies import BodyNamed, BodySort
from parley.record.kinds.issues import InterestStated
from parley.record.references import EntryId
from parley.wording import mark

MOST_MEETINGS = 20
MOST_ISSUES = 40

Answer = Callable[[View], Section]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A set question, and what answers it; its number is for ever, its words are in the paper's language."""

    number: int
    words: str
    answer: Answer

    def section(self, view: View) -> Section:
        """Answer it; where the pack says nothing about it, say that."""
        found = self.answer(view)
        # The parts of the briefing say of an empty record that it is empty, which rests on its opening alone.
        said = tuple(one for one in found.sentences if one.entries != (view.ground(),))
        if not said and not found.figures:
            said = (view.say("This cannot be told from this pack.", view.ground()),)
        return replace(found, id=f"question-{self.number}", title=view.words(self.words), sentences=said)


def who_is_there(view: View) -> Section:
    """Answer who sits at the table, who does not, and who refuses whom."""
    sentences: list[Sentence] = []
    for one in reversed(own_rounds(view.state)):
        places = [said for place in table(view.state, of_round=one.id) for said in talks.place_in_words(view, place)]
        sentences += [_headed(view, title_of(one), one.id), *places] if places else []
    sentences.extend(talks.mandates_and_ends(view))
    return _together(_of(sentences), talks.the_formats(view))


def in_which_role(view: View) -> Section:
    """Answer in which role each is there, according to whom, and who stands with whom."""
    return _together(standing.the_roles(view), relations.the_relations(view))


def what_is_agreed(view: View) -> Section:
    """Answer what was agreed, in which text, and what each did about it."""
    return words.the_texts(view)


def what_is_open(view: View) -> Section:
    """Answer what stands open: the agenda, then issue by issue what was put forward, who moved last, who is stuck."""
    of = matrix(view.state)
    sentences: list[Sentence] = []
    for each in own_rounds(view.state):
        items = [*talks.items_in_words(view, agenda(view.state, of_round=each.id))]
        sentences += [_headed(view, title_of(each), each.id), *items] if items else []
    sentences.extend(talks.items_in_words(view, agenda(view.state, of_round=None)))
    for one in issue_standings(view.state, of=of, moment=view.moment)[-MOST_ISSUES:]:
        question = plain_end(one.issue.what.question)
        sentences.append(view.lead("{name}: {question}", one.issue.id, name=one.issue.what.name, question=question))
        sentences.extend(standing.the_options(view, one.issue.id))
        sentences.append(standing.last_move(view, one))
        sentences.extend(standing.stuck_on(view, one))
    return _of(sentences)


def where_each_stands(view: View) -> Section:
    """Answer where each side stands in public, what it let pass beside that, what it wants, and what it said."""
    of = matrix(view.state)
    sentences = [sentence for body in of.bodies for sentence in _positions(view, body, of=of)]
    sentences.extend(standing.interest_stated(view, one) for one in view.state.facts(InterestStated))
    sentences.extend(standing.sponsors_at_odds(view).sentences)
    sentences.extend(words.the_statements(view))
    return replace(_of(sentences), figures=tuple(standing.the_tables(view, of)))


def what_was_tried(view: View) -> Section:
    """Answer what was tried, what came of it, and what turned the balance."""
    of = matrix(view.state)
    sentences: list[Sentence] = []
    for one in issue_standings(view.state, of=of, moment=view.moment):
        tried = [*standing.attempts_at(view, one), *standing.stuck_on(view, one)]
        if tried:
            sentences.append(_headed(view, one.issue.what.name, one.issue.id))
            sentences.extend(tried)
    sentences.extend(situation.the_leverage(view).sentences)
    return _of(sentences)


def what_was_promised(view: View) -> Section:
    """Answer what was promised, by whom, until when, whether it was kept, and what the observers report."""
    return _together(words.what_falls_due(view), situation.the_ceasefire(view))


def what_is_contested(view: View) -> Section:
    """Answer what is contested, with which accounts, and what was corrected."""
    return situation.the_contradictions(view)


def which_meetings(view: View) -> Section:
    """Answer which rounds and meetings were planned and held, what comes next, and which processes bear on them."""
    own = own_rounds(view.state)
    sentences: list[Sentence] = []
    for one in own:
        sentences.append(_headed(view, title_of(one), one.id))
        sentences.append(round_in_words(view, one, mark("It is dated {when}{place}.")))
        sentences.extend(
            view.say(
                "It was moved to {when}{why}.",
                move.id,
                when=view.when(move.what.dates),
                why=because(view, move.what.why),
            )
            for move in one.moves
        )
        sentences.extend(of_round(view, one))
    around = [one for one in meetings(view.state) if one.round not in {each.id for each in own}]
    sentences.extend(sentence for one in around[-MOST_MEETINGS:] for sentence in meeting_in_words(view, one))
    if own and all(one.dates.end is not None and one.dates.end < view.moment for one in own):
        last = own[-1]
        sentences.append(view.say("After {name} no round is announced in this pack.", last.id, name=title_of(last)))
    return _together(_of(sentences), talks.linked_processes(view))


def what_to_beware_of(view: View) -> Section:
    """Answer what is not to be said or done, what is not known, and that more may be held."""
    sentences = [
        *_red_lines(view),
        *_names(view),
        *words.the_notes(view),
        *situation.what_we_do_not_know(view).sentences,
    ]
    return _of(sentences)


TEN = tuple(
    Question(number=number, words=asked, answer=answer)
    for number, (asked, answer) in enumerate(
        (
            (mark("Who sits at the table, who does not, and who refuses whom?"), who_is_there),
            (mark("In which role is each there, according to whom, and who stands with whom?"), in_which_role),
            (mark("What was agreed, in which text, and who read, signed or refused it?"), what_is_agreed),
            (mark("What stands open, issue by issue?"), what_is_open),
            (mark("Where does each side stand, what does it want, and what has it said?"), where_each_stands),
            (mark("What was tried, what came of it, and what turned the balance?"), what_was_tried),
            (mark("What was promised, by whom, until when, and was it kept?"), what_was_promised),
            (mark("What is contested, and what are the accounts?"), what_is_contested),
            (mark("Which meetings were planned and held, and what comes next?"), which_meetings),
            (mark("What must not be said or done, what is not known, and what is not in here?"), what_to_beware_of),
        ),
        start=1,
    )
)
"""The ten, in the order in which they are asked."""


def _of(sentences: Iterable[Sentence]) -> Section:
    return Section(id="", title="", sentences=tuple(sentences))


def _together(*sections: Section) -> Section:
    sentences = tuple(sentence for section in sections for sentence in section.sentences)
    figures = tuple(figure for section in sections for figure in section.figures)
    return Section(id="", title="", sentences=sentences, figures=figures)


def _positions(view: View, body: EntryId, *, of: Matrix) -> Iterator[Sentence]:
    yield _headed(view, view.name(body), body)
    for issue in of.issues:
        cell = of.cell(issue.id, body)
        if cell and cell.public:
            message = mark("{who} in public, on “{issue}”: {stance}{movement}{words}{source}.")
            yield standing.position_taken(view, cell.public, message)
        if cell and cell.confidential:
            message = mark("{who} in confidence, on “{issue}”: {stance}{movement}{words} [{terms}].")
            yield standing.position_taken(view, cell.confidential, message)


def _red_lines(view: View) -> Iterator[Sentence]:
    for cell in matrix(view.state).cells.values():
        for standpoint in (cell.public, cell.confidential):
            if standpoint is not None and standpoint.last.what.red_line:
                last = standpoint.last
                yield view.say(
                    "A red line of {who}, on “{issue}”: {stance}{words}{source}.",
                    last.id,
                    who=view.name(last.what.by),
                    issue=view.name(last.what.issue),
                    stance=standing.stance(view, last.what),
                    words=view.words(" — {words}", words=plain_end(last.what.words)) if last.what.words else "",
                    source=view.source(last),
                )


def _names(view: View) -> Iterator[Sentence]:
    """Write what each body is called beside its neutral name: which name is used is a position, and no mere word."""
    several = [
        one for one in view.state.facts(BodyNamed) if one.what.also_called and one.what.sort is not BodySort.PUBLISHER
    ]
    if several:
        message = mark("Names in use: which of them one says may be heard as taking a side")
        yield view.lead(message, *ids(several))
    for body in several:
        others = view.listed(body.what.also_called)
        yield view.say("{name}, also called {others}.", body.id, name=body.what.name, others=others)


def _headed(view: View, name: str, entry: EntryId) -> Sentence:
    """Return the name of something, to open what is said of it."""
    return Sentence(text=name.strip() or view.words("not named"), entries=(entry,), lead=True)

"""The parts of the briefing about the situation: leverage, the ceasefire, contradictions, and what we do not know."""

from collections.abc import Iterator
from typing import Any

from parley.documents.briefing.the_round import in_focus
from parley.documents.briefing.view import View, because, earlier, latest, plain_end, sentence_end
from parley.documents.briefing.words import the_corrections
from parley.documents.paper import Cell, Row, Section, Sentence, Table
from parley.process.contradictions import Contradiction, Subject, contradictions
from parley.process.matrix import matrix
from parley.process.observers import Day, days
from parley.process.rounds import Round, expectations, meetings
from parley.process.table import table
from parley.record.entry import Entry
from parley.record.kinds.issues import AttemptMade, EventsTurned, Stance
from parley.record.kinds.meetings import Format, MeetingPlanned
from parley.record.kinds.papers import ClaimMade, CommitmentSettled, IncidentsReported, QuestionRaised, TextAnswered
from parley.wording import mark

MOST_TURNS = 12
MOST_DAYS = 14
MOST_CONTRADICTIONS = 40
MOST_UNKNOWN = 40


def the_leverage(view: View) -> Section:
    """Write what changed leverage, in whose favour and to whose cost."""
    shown, left_out = latest(view.state.facts(EventsTurned), most=MOST_TURNS)
    sentences = []
    for turn in shown:
        what = turn.what
        sentences.append(
            view.say(
                "{when}: {what}{favours}{costs}{source}{how}.",
                turn.id,
                when=view.opening_time(turn.happened),
                what=plain_end(what.what),
                favours=view.words(", in favour of {names}", names=view.names(what.favours)) if what.favours else "",
                costs=view.words(", at the cost of {names}", names=view.names(what.costs)) if what.costs else "",
                source=view.source(turn),
                how=view.words(": {how}", how=plain_end(what.how)) if what.how else "",
            )
        )
    sentences.extend(earlier(view, left_out))
    if not sentences:
        sentences = [view.say("Nothing is on record as having changed leverage.", view.ground())]
    return Section(id="leverage", title=view.words("Leverage, and what changed it"), sentences=tuple(sentences))


def the_ceasefire(view: View) -> Section:
    """Write what each observer reports for each time, side by side and never added up."""
    title = view.words("The ceasefire, as its observers report it")
    found = days(view.state)
    shown = found[:MOST_DAYS]
    sentences = [sentence for day in shown for sentence in _day(view, day)]
    if len(found) > MOST_DAYS:
        rest = [report for day in found[MOST_DAYS:] for report in day.reports]
        rest.sort(key=lambda one: (one.known, one.id))
        sentences.extend(earlier(view, rest))
    if not sentences:
        return Section(
            id="ceasefire", title=title, sentences=(view.say("No observer's report is on record.", view.ground()),)
        )
    return Section(id="ceasefire", title=title, sentences=tuple(sentences), figures=(_side_by_side(view, shown),))


def the_contradictions(view: View) -> Section:
    """Write what the sources contradict, side by side, and what was corrected."""
    found = contradictions(view.state)
    shown = found[-MOST_CONTRADICTIONS:]
    sentences = [sentence for one in shown for sentence in _contradiction(view, one)]
    sentences.extend(the_corrections(view))
    if not sentences:
        sentences = [view.say("No contradiction between sources is on record.", view.ground())]
    return Section(id="contradictions", title=view.words("What the sources contradict"), sentences=tuple(sentences))


def what_we_do_not_know(view: View) -> Section:
    """Write what is known to be unknown; a silence of the record is said to be that and no more."""
    sentences = [*_unknown_positions(view), *_open_ends(view)][:MOST_UNKNOWN]
    if not sentences:
        sentences = [view.say("The record names nothing that is still open.", view.ground())]
    return Section(id="unknown", title=view.words("What we do not know"), sentences=tuple(sentences))


def _day(view: View, day: Day) -> Iterator[Sentence]:
    for report in day.reports:
        yield _report(view, report)


def _report(view: View, report: Entry[IncidentsReported]) -> Sentence:
    what = report.what
    act = what.act or view.words("violations")
    if what.count is None:
        message = mark("{when}, {place} ({act}): {observer} reports none, which is not a count of zero{source}.")
        text = view.words(
            message,
            when=view.opening_time(report.happened),
            place=what.place,
            observer=view.name(what.observer),
            act=act,
            source=view.source(report),
        )
        return Sentence(text=text, entries=(report.id,))
    parts = ", ".join(f"{tally.place} {tally.count}" for tally in what.by_place)
    return view.say(
        "{when}, {place} ({act}): {observer} reports {count}{parts}{blamed}{source}.",
        report.id,
        when=view.opening_time(report.happened),
        place=what.place,
        observer=view.name(what.observer),
        count=what.count,
        act=act,
        parts=view.words(" ({parts})", parts=parts) if parts else "",
        blamed=view.words(", blamed on {names}", names=view.names(what.blamed)) if what.blamed else "",
        source=view.source(report) + because(view, what.detail),
    )


def _side_by_side(view: View, shown: tuple[Day, ...]) -> Table:
    """Write the observers' counts in one column each; an empty cell is no report, which is neither none nor zero."""
    observers = list(dict.fromkeys(report.what.observer for day in shown for report in day.reports))
    observers.sort(key=lambda one: (view.name(one), one))
    rows = []
    for day in shown:
        cells = []
        for observer in observers:
            reports = [one for one in day.reports if one.what.observer == observer]
            texts = [view.words("reported none") if one.what.count is None else str(one.what.count) for one in reports]
            cells.append(Cell(text=" / ".join(texts), entries=tuple(one.id for one in reports)))
        rows.append(Row(heading=view.when(day.when), cells=tuple(cells)))
    title = view.words("Observers’ logs side by side; an empty cell is no report")
    columns = tuple(view.name(one) for one in observers)
    return Table(title=title, corner=view.words("time"), columns=columns, rows=tuple(rows))


def _contradiction(view: View, found: Contradiction) -> Iterator[Sentence]:
    about = view.name(found.about)
    message = {
        Subject.QUESTION: mark("Sources differ: {about}"),
        Subject.FORMAT: mark("Accounts of {about} differ on its format."),
        Subject.OPENING: mark("Accounts of {about} differ on who opened it."),
        Subject.TEXT: mark("Accounts differ on what {who} did about {about}."),
        Subject.COMMITMENT: mark("Accounts differ on what became of a commitment."),
    }[found.subject]
    who = view.name(getattr(found.accounts[0].what, "who", None))
    entries = [found.about, *(account.id for account in found.accounts)]
    yield view.lead(
        message, *entries, about=sentence_end(about) if found.subject is Subject.QUESTION else about, who=who
    )
    for account in found.accounts:
        voice = view.name(getattr(account.what, "by", None)) if isinstance(account.what, ClaimMade) else ""
        voice = voice or view.voice(account) or view.words("one account")
        yield view.say(
            "According to {voice}: {answer}",
            account.id,
            voice=voice,
            answer=sentence_end(_account(view, found, account)),
        )


def _account(view: View, found: Contradiction, account: Entry[Any]) -> str:
    what = account.what
    if isinstance(what, ClaimMade):
        return what.answer
    if isinstance(what, TextAnswered):
        word = view.choice(what.relation.value)
        done = word if what.did else view.words("not {relation}", relation=word)
        return view.words("{done}: {words}", done=done, words=plain_end(what.words)) if what.words else done
    if isinstance(what, CommitmentSettled):
        return view.choice(what.outcome.value)
    if found.subject is Subject.OPENING:
        return view.name(what.opened_by)
    return view.choice(what.format.value)


UNTOLD = {
    Stance.UNKNOWN: mark("It is not known where {who} stands on this: {issue}."),
    Stance.REFUSED_TO_SAY: mark("{who} refused to say where it stands on this: {issue}."),
}


def _unknown_positions(view: View) -> Iterator[Sentence]:
    of = matrix(view.state)
    for issue in of.issues:
        for body in of.bodies:
            cell = of.cell(issue.id, body)
            for standpoint in (cell.public, cell.confidential) if cell else ():
                if standpoint is not None and standpoint.last.what.stance in UNTOLD:
                    last = standpoint.last
                    who = view.name(last.what.by)
                    yield view.say(UNTOLD[last.what.stance], last.id, issue=issue.what.name, who=who)


def _open_ends(view: View) -> Iterator[Sentence]:
    focus = in_focus(view)
    if focus is None:
        return
    for expectation in expectations(view.state, of_round=focus.id):
        if not expectation.settled and focus.dates.start is not None and focus.dates.start <= view.moment:
            what = plain_end(expectation.stated.what.what)
            yield view.say("It is not on record whether this was met: {what}.", expectation.stated.id, what=what)
    for place in table(view.state, of_round=focus.id):
        if place.at_the_table is None:
            yield view.say("It is not on record whether {body} comes.", *place.entries, body=view.name(place.body))
    yield from _undecided(view, focus)
    for plan in view.state.facts(MeetingPlanned):
        if plan.what.round == focus.id and not plan.what.participants:
            yield view.say("It is not on record who is to take part in {name}.", plan.id, name=plan.what.name)


def _undecided(view: View, focus: Round) -> Iterator[Sentence]:
    for meeting in meetings(view.state):
        plan = meeting.plan
        if meeting.round == focus.id and plan and plan.what.format is Format.UNDECIDED and not meeting.accounts:
            yield view.say("The format of {name} is undecided.", plan.id, name=plan.what.name)
    answered = {one.what.question for one in view.state.facts(ClaimMade)}
    for question in view.state.facts(QuestionRaised):
        if question.id not in answered:
            yield view.say(
                "Nobody has answered: {question}", question.id, question=sentence_end(question.what.question)
            )
    for attempt in view.state.facts(AttemptMade):
        if not attempt.what.outcome:
            message = mark("What came of this attempt is not on record: {what}.")
            yield view.say(message, attempt.id, what=plain_end(attempt.what.what))

"""The part of the briefing about the round: which it is, what is expected of it, its meetings, planned against held."""

from collections.abc import Iterator

from parley.documents.briefing.view import View, because, plain_end, sentence_end
from parley.documents.paper import Section, Sentence
from parley.process.rounds import (
    Expectation,
    Meeting,
    Round,
    expectations,
    last_round,
    meetings,
    next_round,
    own_rounds,
)
from parley.record.entry import Entry
from parley.record.kinds.meetings import AttendanceReported, Format, MeetingHeld, MeetingPlanned, Presence
from parley.wording import mark

MOST_MEETINGS = 12

PRESENT = {
    Presence.ATTENDED: mark("{who} attended {meeting}{detail}."),
    Presence.LEFT: mark("{who} left {meeting}{detail}."),
    Presence.REFUSED: mark("{who} refused to attend {meeting}{detail}."),
    Presence.ABSENT: mark("{who} stayed away from {meeting}{detail}."),
}


def the_round(view: View) -> Section:
    """Write what the next round is, what is expected of it by whom, and its meetings, planned against held."""
    sentences = [*_which_round(view)]
    coming, past = next_round(view.state, moment=view.moment), last_round(view.state, moment=view.moment)
    for one in (coming, past):
        if one is not None:
            sentences.append(view.lead("{name}: what is expected of it, and its meetings", one.id, name=title_of(one)))
            sentences.extend(of_round(view, one))
    if coming is None and past is None:
        own = {one.id for one in own_rounds(view.state)}
        around = [one for one in meetings(view.state) if one.round not in own]
        for meeting in around[-MOST_MEETINGS:]:
            sentences.extend(meeting_in_words(view, meeting))
    return Section(id="round", title=view.words("The next round"), sentences=tuple(sentences))


def what_is_expected(view: View) -> Section:
    """Write what the next round is and what is expected of it by whom, without its meetings."""
    sentences = [*_which_round(view)]
    for one in (next_round(view.state, moment=view.moment), last_round(view.state, moment=view.moment)):
        if one is not None:
            sentences.append(view.lead("{name}: what is expected of it", one.id, name=title_of(one)))
            sentences.extend(_expected(view, one) or [view.say("Nothing of it is on record.", one.id)])
    return Section(id="round", title=view.words("The next round"), sentences=tuple(sentences))


def in_focus(view: View) -> Round | None:
    """Return the round that the briefing is about: the next one, or else the last."""
    return next_round(view.state, moment=view.moment) or last_round(view.state, moment=view.moment)


def _which_round(view: View) -> Iterator[Sentence]:
    coming, past = next_round(view.state, moment=view.moment), last_round(view.state, moment=view.moment)
    if coming is not None:
        start = coming.dates.start
        under_way = start is not None and start <= view.moment
        yield round_in_words(
            view,
            coming,
            mark("The round under way is {name}, {when}{place}.")
            if under_way
            else mark("The next round is {name}, {when}{place}."),
        )
        for move in coming.moves:
            when, why = view.when(move.what.dates), because(view, move.what.why)
            yield view.say("It was moved to {when}{why}.", move.id, coming.id, when=when, why=why)
    elif past is not None:
        message = mark("No next round is announced in what this seat sees as of {moment}.")
        yield view.say(message, past.id, moment=view.known(view.moment))
    if past is not None:
        yield round_in_words(view, past, mark("The last round was {name}, {when}{place}."))
    if coming is None and past is None:
        yield view.say("No round is announced in what this seat sees.", view.ground())


def round_in_words(view: View, one: Round, message: str) -> Sentence:
    """Write when and where a round is, in the words of a message."""
    announced = one.announced.what
    place = view.words(", {place}", place=announced.place) if announced.place else ""
    if announced.host:
        place += view.words(", hosted by {host}", host=view.name(announced.host))
    return view.say(message, *one.entries, name=announced.name, when=view.when(one.dates), place=place)


def _expectation(view: View, expectation: Expectation) -> Iterator[Sentence]:
    stated = expectation.stated
    whose = view.name(stated.what.whose) or view.voice(stated)
    message = mark("{whose} expects: {what}") if whose else mark("Expected of the round: {what}")
    yield view.say(message, stated.id, whose=whose, what=sentence_end(stated.what.what))
    for settled in expectation.settled:
        outcome, how = view.choice(settled.what.outcome.value), because(view, settled.what.how)
        what = plain_end(stated.what.what)
        message = mark("The expectation “{what}” was {outcome}{how}.")
        yield view.say(message, settled.id, stated.id, what=what, outcome=outcome, how=how)


def title_of(one: Round) -> str:
    """Return the name of a round, to open a sentence."""
    name = one.announced.what.name
    return name[:1].upper() + name[1:]


def _expected(view: View, one: Round) -> list[Sentence]:
    found = expectations(view.state, of_round=one.id)
    return [sentence for expected in found for sentence in _expectation(view, expected)]


def of_round(view: View, one: Round) -> Iterator[Sentence]:
    """Write what was expected of a round, and its meetings, planned against held."""
    found = [
        *_expected(view, one),
        *(
            sentence
            for meeting in [each for each in meetings(view.state) if each.round == one.id][-MOST_MEETINGS:]
            for sentence in meeting_in_words(view, meeting)
        ),
    ]
    yield from found or [view.say("Nothing of either is on record.", one.id)]


def meeting_in_words(view: View, meeting: Meeting) -> Iterator[Sentence]:
    """Write what was planned of a meeting, then each account of how it was held, apart."""
    for plan in meeting.plans:
        yield planned(view, plan)
    for account in meeting.accounts:
        yield held(view, account)
    for cancelled in meeting.cancelled:
        why = because(view, cancelled.what.why)
        yield view.say("{name} was called off{why}.", cancelled.id, name=meeting.name, why=why)
    if meeting.plan and not meeting.accounts and not meeting.cancelled:
        end = meeting.plan.what.scheduled.end
        if end is not None and end < view.moment:
            yield view.say("No account says yet whether {name} was held.", meeting.plan.id, name=meeting.name)
    for attended in meeting.attendance:
        yield presence(view, meeting, attended)


def planned(view: View, plan: Entry[MeetingPlanned]) -> Sentence:
    """Return a plan of a meeting as a sentence."""
    what = plan.what
    undecided = what.format is Format.UNDECIDED
    form = (
        view.words("format undecided")
        if undecided
        else view.words("as {format}", format=view.choice(what.format.value))
    )
    venue = view.listed((what.venue, what.hall, what.session))
    message = mark("{name} is planned for {when}{where}, {form}{opener}{source}.")
    if what.instead_of:
        message = mark("{name}: the plan was changed to {when}{where}, {form}{opener}{source}.")
    return view.say(
        message,
        plan.id,
        name=what.name,
        when=view.when(what.scheduled),
        where=view.words(", {venue}", venue=venue) if venue else "",
        form=form,
        opener=view.words("; to be opened by {who}", who=view.name(what.opened_by)) if what.opened_by else "",
        source=view.source(plan),
    )


def held(view: View, account: Entry[MeetingHeld]) -> Sentence:
    """Return an account of how a meeting was held as a sentence."""
    what = account.what
    venue = view.listed((what.venue, what.hall))
    form = view.words("format undecided") if what.format is Format.UNDECIDED else view.choice(what.format.value)
    return view.say(
        "{name} was held, {when}{where}; format: {format}{opener}{source}{outcome}.",
        account.id,
        name=what.name,
        when=view.when(account.happened),
        where=view.words(", {venue}", venue=venue) if venue else "",
        format=form,
        opener=view.words(", opened by {who}", who=view.name(what.opened_by)) if what.opened_by else "",
        source=view.source(account),
        outcome=because(view, what.outcome),
    )


def presence(view: View, meeting: Meeting, attended: Entry[AttendanceReported]) -> Sentence:
    """Return what an actor did about a meeting as a sentence."""
    detail, who = because(view, attended.what.detail), view.name(attended.what.who)
    return view.say(PRESENT[attended.what.presence], attended.id, who=who, meeting=meeting.name, detail=detail)

"""The parts of the briefing about the talks: the round, the table, the formats, the agenda, the linked processes."""

from parley.documents.briefing.view import View, plain_end, sentence_end
from parley.documents.paper import Section, Sentence
from parley.process.formats import possible_formats, refusals
from parley.process.rounds import Expectation, Meeting, Round, agenda, expectations, last_round, meetings, next_round, own_rounds
from parley.process.state import ids
from parley.process.table import Place, table
from parley.record.entry import Entry
from parley.record.kinds.bodies import DelegationFormed, MandateGiven, Rank
from parley.record.kinds.meetings import Format, InvitationReported, InvitationStatus, MeetingHeld, Presence
from parley.record.kinds.process import ProcessLinked, ProcessResumed, ProcessSuspended
from parley.record.references import EntryId

MOST_MEETINGS = 12


def the_round(view: View) -> Section:
    """Write what the next round is, what is expected of it by whom, and its meetings, planned against held."""
    sentences = [*_which_round(view)]
    focus = in_focus(view)
    if focus is not None:
        for expectation in expectations(view.state, of_round=focus.id):
            sentences.extend(_expectation(view, expectation))
    around = [one for one in meetings(view.state) if _belongs(one, focus, view)]
    for meeting in around[-MOST_MEETINGS:]:
        sentences.extend(_meeting(view, meeting))
    return Section(id="round", title=view.words("The next round"), sentences=tuple(sentences))


def in_focus(view: View) -> Round | None:
    """Return the round that the briefing is about: the next one, or else the last."""
    return next_round(view.state, moment=view.moment) or last_round(view.state, moment=view.moment)


def the_table(view: View) -> Section:
    """Write who is at the table of the round, who is not and why, under which mandate."""
    title = view.words("Who is at the table, who is not and why")
    focus = in_focus(view)
    places = table(view.state, of_round=focus.id) if focus else ()
    sentences = [sentence for place in places for sentence in _place(view, place)]
    sentences.extend(_mandate(view, mandate) for mandate in view.state.facts(MandateGiven))
    if not sentences:
        sentences = [view.say("Nobody is on record as coming to a round.", view.ground())]
    return Section(id="table", title=title, sentences=tuple(sentences))


def the_formats(view: View) -> Section:
    """Write who refuses whom, and which formats are possible for those who would attend."""
    sentences = []
    for refusal in refusals(view.state):
        what = refusal.what
        formats = view.listed(view.choice(one.value) for one in what.formats)
        sentences.append(
            view.say(
                "{by} refuses to meet {whom} in these formats: {formats}{source}.",
                refusal.id,
                by=view.name(what.by),
                whom=view.name(what.whom),
                formats=formats,
                source=view.source(refusal),
            )
        )
        if what.words:
            sentences.append(view.say("In its words: {words}", refusal.id, words=sentence_end(what.words)))
    sentences.extend(_possible(view))
    return Section(id="formats", title=view.words("Who refuses whom, and which formats are possible"), sentences=tuple(sentences))


def the_agenda(view: View) -> Section:
    """Write the agenda of the round, and who disputes it."""
    focus = in_focus(view)
    sentences: list[Sentence] = []
    items = (*(agenda(view.state, of_round=focus.id) if focus else ()), *agenda(view.state, of_round=None))
    for item in items:
        proposed = item.proposed
        if proposed.what.by:
            message = "{by} proposes for the agenda: {item}"
        else:
            message = "Proposed for the agenda: {item}"
        by = view.name(proposed.what.by)
        sentences.append(view.say(message, proposed.id, by=by, item=sentence_end(proposed.what.item)))
        for contest in item.contested:
            why = view.words(": {why}", why=plain_end(contest.what.why)) if contest.what.why else ""
            sentences.append(
                view.say("{by} disputes this item{why}.", contest.id, proposed.id, by=view.name(contest.what.by), why=why)
            )
        for adopted in item.adopted:
            by = view.names(adopted.what.by)
            message = "It was adopted by {by}." if by else "It was adopted."
            sentences.append(view.say(message, adopted.id, proposed.id, by=by))
        if not item.contested and not item.adopted:
            sentences.append(view.say("Nobody is on record as disputing or adopting it.", proposed.id))
    if not sentences:
        sentences = [view.say("No agenda is on record for the round.", *(focus.entries if focus else (view.ground(),)))]
    return Section(id="agenda", title=view.words("The agenda, and who disputes it"), sentences=tuple(sentences))


def linked_processes(view: View) -> Section:
    """Write which other processes bear on this one, whether they are suspended, and their rounds."""
    sentences = []
    for link in view.state.facts(ProcessLinked):
        how = view.words(": {how}", how=plain_end(link.what.how)) if link.what.how else ""
        text = "{name} {link} this process{how}."
        if link.what.link.value in {"feeds into", "draws on"}:
            text = "This process {link} {name}{how}."
        sentences.append(view.say(text, link.id, name=link.what.name, link=view.choice(link.what.link.value), how=how))
    for stop in view.state.facts(ProcessSuspended):
        sentences.append(_turn(view, stop, "{name} was suspended, {when}{why}.", stop.what.why))
    for start in view.state.facts(ProcessResumed):
        message = "{name} resumed, {when}{why}."
        if start.happened.start is not None and start.happened.start > view.moment:
            message = "{name} is to resume, {when}{why}."
        sentences.append(_turn(view, start, message, start.what.how))
    if not sentences:
        sentences = [view.say("No other process is on record as linked to this one.", view.ground())]
    return Section(id="linked", title=view.words("Linked processes"), sentences=tuple(sentences))


def _which_round(view: View) -> list[Sentence]:
    coming, past = next_round(view.state, moment=view.moment), last_round(view.state, moment=view.moment)
    sentences = []
    if coming is not None:
        start = coming.dates.start
        under_way = start is not None and start <= view.moment
        message = "The round under way is {name}, {when}{place}." if under_way else "The next round is {name}, {when}{place}."
        sentences.append(_round(view, coming, message))
        sentences.extend(
            view.say("It was moved to {when}{why}.", move.id, coming.id, when=view.when(move.what.dates), why=_because(view, move.what.why))
            for move in coming.moves
        )
    elif past is not None:
        sentences.append(
            view.say("No next round is announced in what this seat sees as of {moment}.", past.id, moment=view.known(view.moment))
        )
    if past is not None:
        sentences.append(_round(view, past, "The last round was {name}, {when}{place}."))
    if not sentences:
        sentences.append(view.say("No round is announced in what this seat sees.", view.ground()))
    return sentences


def _round(view: View, one: Round, message: str) -> Sentence:
    announced = one.announced.what
    place = view.words(", {place}", place=announced.place) if announced.place else ""
    if announced.host:
        place += view.words(", hosted by {host}", host=view.name(announced.host))
    return view.say(message, *one.entries, name=announced.name, when=view.when(one.dates), place=place)


def _because(view: View, why: str) -> str:
    return view.words(": {why}", why=plain_end(why)) if why else ""


def _expectation(view: View, expectation: Expectation) -> list[Sentence]:
    stated = expectation.stated
    whose = view.name(stated.what.whose) or view.voice(stated) or view.words("The record")
    sentences = [
        view.say("{whose} expects: {what}", stated.id, whose=whose, what=sentence_end(stated.what.what)),
    ]
    for settled in expectation.settled:
        outcome = view.choice(settled.what.outcome.value)
        how = _because(view, settled.what.how)
        sentences.append(view.say("This was {outcome}{how}.", settled.id, stated.id, outcome=outcome, how=how))
    return sentences


def _belongs(meeting: Meeting, focus: Round | None, view: View) -> bool:
    if focus is None:
        return meeting.round is None or meeting.round not in {one.id for one in own_rounds(view.state)}
    return meeting.round == focus.id


def _meeting(view: View, meeting: Meeting) -> list[Sentence]:
    """Write what was planned of a meeting, then each account of how it was held, apart."""
    sentences = []
    for plan in meeting.plans:
        fmt = plan.what.format
        form = view.words("format undecided") if fmt is Format.UNDECIDED else view.words("as {format}", format=view.choice(fmt.value))
        opener = view.words("; to be opened by {who}", who=view.name(plan.what.opened_by)) if plan.what.opened_by else ""
        venue = view.listed((plan.what.venue, plan.what.hall, plan.what.session))
        where = view.words(", {venue}", venue=venue) if venue else ""
        message = "{name} is planned for {when}{where}, {form}{opener}{source}."
        if plan.what.instead_of:
            message = "{name}: the plan was changed to {when}{where}, {form}{opener}{source}."
        sentences.append(
            view.say(message, plan.id, name=plan.what.name, when=view.when(plan.what.scheduled), where=where, form=form,
                     opener=opener, source=view.source(plan))  # fmt: skip
        )
    sentences.extend(_account(view, account) for account in meeting.accounts)
    for cancelled in meeting.cancelled:
        sentences.append(view.say("{name} was called off{why}.", cancelled.id, name=meeting.name, why=_because(view, cancelled.what.why)))
    if meeting.plan and not meeting.accounts and not meeting.cancelled:
        end = meeting.plan.what.scheduled.end
        if end is not None and end < view.moment:
            sentences.append(view.say("No account says yet whether {name} was held.", meeting.plan.id, name=meeting.name))
    for attended in meeting.attendance:
        presence = {
            Presence.ATTENDED: "{who} attended{detail}.",
            Presence.LEFT: "{who} left the meeting{detail}.",
            Presence.REFUSED: "{who} refused to attend{detail}.",
            Presence.ABSENT: "{who} stayed away{detail}.",
        }[attended.what.presence]
        detail = _because(view, attended.what.detail)
        sentences.append(view.say(presence, attended.id, who=view.name(attended.what.who), detail=detail))
    return sentences


def _account(view: View, account: Entry[MeetingHeld]) -> Sentence:
    what = account.what
    venue = view.listed((what.venue, what.hall))
    return view.say(
        "{name} was held, {when}{where}, as {format}{opener}{source}{outcome}.",
        account.id,
        name=what.name,
        when=view.when(account.happened),
        where=view.words(", {venue}", venue=venue) if venue else "",
        format=view.choice(what.format.value),
        opener=view.words(", opened by {who}", who=view.name(what.opened_by)) if what.opened_by else "",
        source=view.source(account),
        outcome=_because(view, what.outcome),
    )


def _place(view: View, place: Place) -> list[Sentence]:
    body = view.name(place.body)
    sentences = [_delegation(view, one, body=body) for one in place.delegations]
    sentences.extend(_invitation(view, one) for one in place.invitations)
    by_presence = {
        Presence.ATTENDED: "{body} is on record as attending.",
        Presence.LEFT: "{body} is on record as having left.",
        Presence.REFUSED: "{body} is on record as refusing to attend.",
        Presence.ABSENT: "{body} is on record as staying away.",
    }
    for presence, message in by_presence.items():
        entries = ids(one for one in place.attendance if one.what.presence is presence)
        if entries and not place.delegations:
            sentences.append(view.say(message, *entries, body=body))
    return sentences


def _delegation(view: View, formed: Entry[DelegationFormed], *, body: str) -> Sentence:
    what = formed.what
    head = view.words(", headed by {head}", head=view.name(what.head)) if what.head else ""
    rank = view.words("rank not known") if what.rank is Rank.UNKNOWN else view.words("rank: {rank}", rank=view.choice(what.rank.value))
    size = view.words.count("; {n} member", "; {n} members", what.size) if what.size is not None else ""
    return view.say("At the table: {body}{head} ({rank}{size}).", formed.id, body=body, head=head, rank=rank, size=size)


def _invitation(view: View, invitation: Entry[InvitationReported]) -> Sentence:
    what = invitation.what
    message = {
        InvitationStatus.INVITED: "{whom} was invited{by}{role}{detail}.",
        InvitationStatus.ACCEPTED: "{whom} accepted an invitation{by}{role}{detail}.",
        InvitationStatus.DECLINED: "Not at the table: {whom} declined an invitation{by}{role}{detail}.",
        InvitationStatus.EXCLUDED: "Not at the table: {whom} was kept out{by}{detail}.",
        InvitationStatus.WITHDRAWN: "Not at the table: the invitation of {whom} was withdrawn{by}{detail}.",
    }[what.status]
    by = view.words(" by {by}", by=view.name(what.by)) if what.by else ""
    role = view.words(", as {role}", role=view.choice(what.as_role.value)) if what.as_role else ""
    return view.say(message, invitation.id, whom=view.name(what.whom), by=by, role=role, detail=_because(view, what.detail))


def _mandate(view: View, mandate: Entry[MandateGiven]) -> Sentence:
    what = mandate.what
    by = view.words(" from {by}", by=view.name(what.by)) if what.by else ""
    limits = view.words("; its limits: {limits}", limits=plain_end(what.limits)) if what.limits else ""
    scope = plain_end(what.scope)
    return view.say("Mandate of {to}{by}: {scope}{limits}.", mandate.id, to=view.name(what.to), by=by, scope=scope, limits=limits)


def _possible(view: View) -> list[Sentence]:
    focus = in_focus(view)
    places = [place for place in table(view.state, of_round=focus.id) if place.at_the_table] if focus else []
    if not places:
        return [view.say("Nobody is on record as coming, so the formats cannot be told.", view.ground())]
    attending: list[EntryId] = [place.body for place in places]
    support = [entry for place in places for entry in place.entries]
    sentences = []
    for answer in possible_formats(view.state, attending=attending):
        fmt = view.choice(answer.format.value)
        if answer.possible:
            message = "With those on record as coming, nothing on record rules out a meeting as {format}."
            sentences.append(view.say(message, *support, format=fmt))
            continue
        pairs = view.listed(
            view.words("{by} refuses {whom}", by=view.name(one.what.by), whom=view.name(one.what.whom)) for one in answer.refusals
        )
        message = "A meeting of all as {format} is ruled out: {pairs}."
        sentences.append(view.say(message, *ids(answer.refusals), format=fmt, pairs=pairs))
    return sentences


def _turn(view: View, entry: Entry[ProcessSuspended] | Entry[ProcessResumed], message: str, why: str) -> Sentence:
    return view.say(
        message, entry.id, entry.what.process, name=view.name(entry.what.process), when=view.when(entry.happened), why=_because(view, why)
    )

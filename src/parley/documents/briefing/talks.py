"""The parts of the briefing about the talks: the table, the formats, the agenda, the linked processes."""

from collections.abc import Iterable, Iterator

from parley.documents.briefing.the_round import in_focus
from parley.documents.briefing.view import View, because, plain_end, sentence_end
from parley.documents.paper import Section, Sentence
from parley.process.formats import possible_formats, refusals
from parley.process.rounds import AgendaItem, agenda
from parley.process.state import ids
from parley.process.table import Place, table
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyDissolved, DelegationFormed, MandateGiven, Rank
from parley.record.kinds.meetings import InvitationReported, InvitationStatus, Presence, RefusalLifted
from parley.record.kinds.process import ProcessLinked, ProcessResumed, ProcessSuspended
from parley.record.references import EntryId
from parley.wording import mark


def the_table(view: View) -> Section:
    """Write who is at the table of the round, who is not and why, under which mandate."""
    title = view.words("Who is at the table, who is not and why")
    focus = in_focus(view)
    places = table(view.state, of_round=focus.id) if focus else ()
    sentences = [sentence for place in places for sentence in place_in_words(view, place)]
    sentences.extend(mandates_and_ends(view))
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
            sentences.append(view.say("As reported: {words}", refusal.id, words=sentence_end(what.words)))
    sentences.extend(_lifted_in_confidence(view))
    sentences.extend(_possible(view))
    return Section(
        id="formats", title=view.words("Who refuses whom, and which formats are possible"), sentences=tuple(sentences)
    )


def the_agenda(view: View) -> Section:
    """Write the agenda of the round, and who disputes it."""
    focus = in_focus(view)
    items = (*(agenda(view.state, of_round=focus.id) if focus else ()), *agenda(view.state, of_round=None))
    sentences = [*items_in_words(view, items)]
    if not sentences:
        sentences = [view.say("No agenda is on record for the round.", *(focus.entries if focus else (view.ground(),)))]
    return Section(id="agenda", title=view.words("The agenda, and who disputes it"), sentences=tuple(sentences))


def items_in_words(view: View, items: Iterable[AgendaItem]) -> Iterator[Sentence]:
    """Write items of an agenda: who proposed, disputed and adopted each."""
    for item in items:
        proposed = item.proposed
        by = view.name(proposed.what.by)
        message = mark("{by} proposes for the agenda: {item}") if by else mark("Proposed for the agenda: {item}")
        yield view.say(message, proposed.id, by=by, item=sentence_end(proposed.what.item))
        for contest in item.contested:
            why = view.words(": {why}", why=plain_end(contest.what.why)) if contest.what.why else ""
            by = view.name(contest.what.by)
            yield view.say("{by} disputes this item{why}.", contest.id, proposed.id, by=by, why=why)
        for adopted in item.adopted:
            by = view.names(adopted.what.by)
            message = mark("It was adopted by {by}.") if by else mark("It was adopted.")
            yield view.say(message, adopted.id, proposed.id, by=by)
        if not item.contested and not item.adopted:
            yield view.say("Nobody is on record as disputing or adopting it.", proposed.id)


def linked_processes(view: View) -> Section:
    """Write which other processes bear on this one, whether they are suspended, and their rounds."""
    sentences = []
    for link in view.state.facts(ProcessLinked):
        how = view.words(": {how}", how=plain_end(link.what.how)) if link.what.how else ""
        text = mark("{name} {link} this process{how}.")
        if link.what.link.value in {"feeds into", "draws on"}:
            text = mark("This process {link} {name}{how}.")
        sentences.append(view.say(text, link.id, name=link.what.name, link=view.choice(link.what.link.value), how=how))
    suspended = mark("{name} was suspended, {when}{why}.")
    sentences.extend(_turn(view, stop, suspended, stop.what.why) for stop in view.state.facts(ProcessSuspended))
    for start in view.state.facts(ProcessResumed):
        message = mark("{name} resumed, {when}{why}.")
        if start.happened.start is not None and start.happened.start > view.moment:
            message = mark("{name} is to resume, {when}{why}.")
        sentences.append(_turn(view, start, message, start.what.how))
    if not sentences:
        sentences = [view.say("No other process is on record as linked to this one.", view.ground())]
    return Section(id="linked", title=view.words("Linked processes"), sentences=tuple(sentences))


def mandates_and_ends(view: View) -> Iterator[Sentence]:
    """Write under which mandates those at the table act, and which bodies ceased to be."""
    yield from (_mandate(view, mandate) for mandate in view.state.facts(MandateGiven))
    yield from (_dissolved(view, gone) for gone in view.state.facts(BodyDissolved))


def place_in_words(view: View, place: Place) -> list[Sentence]:
    """Write whether a body comes to a round, and why not."""
    body = view.name(place.body)
    sentences = [_delegation(view, one, body=body) for one in place.delegations]
    sentences.extend(_invitation(view, one) for one in place.invitations)
    by_presence = {
        Presence.ATTENDED: mark("{body} is on record as attending."),
        Presence.LEFT: mark("{body} is on record as having left."),
        Presence.REFUSED: mark("{body} is on record as refusing to attend."),
        Presence.ABSENT: mark("{body} is on record as staying away."),
    }
    for presence, message in by_presence.items():
        entries = ids(one for one in place.attendance if one.what.presence is presence)
        if entries and not place.delegations:
            sentences.append(view.say(message, *entries, body=body))
    return sentences


def _delegation(view: View, formed: Entry[DelegationFormed], *, body: str) -> Sentence:
    what = formed.what
    head = view.words(", headed by {head}", head=view.name(what.head)) if what.head else ""
    rank = (
        view.words("rank not known")
        if what.rank is Rank.UNKNOWN
        else view.words("rank: {rank}", rank=view.choice(what.rank.value))
    )
    size = view.words.count("; {n} member", "; {n} members", what.size) if what.size is not None else ""
    return view.say("At the table: {body}{head} ({rank}{size}).", formed.id, body=body, head=head, rank=rank, size=size)


def _invitation(view: View, invitation: Entry[InvitationReported]) -> Sentence:
    what = invitation.what
    message = {
        InvitationStatus.INVITED: mark("{whom} was invited{by}{role}{detail}."),
        InvitationStatus.ACCEPTED: mark("{whom} accepted an invitation{by}{role}{detail}."),
        InvitationStatus.DECLINED: mark("Not at the table: {whom} declined an invitation{by}{role}{detail}."),
        InvitationStatus.EXCLUDED: mark("Not at the table: {whom} was kept out{by}{detail}."),
        InvitationStatus.WITHDRAWN: mark("Not at the table: the invitation of {whom} was withdrawn{by}{detail}."),
    }[what.status]
    by = view.words(" by {by}", by=view.name(what.by)) if what.by else ""
    role = view.words(", as {role}", role=view.choice(what.as_role.value)) if what.as_role else ""
    return view.say(
        message, invitation.id, whom=view.name(what.whom), by=by, role=role, detail=because(view, what.detail)
    )


def _mandate(view: View, mandate: Entry[MandateGiven]) -> Sentence:
    what = mandate.what
    by = view.words(" from {by}", by=view.name(what.by)) if what.by else ""
    limits = view.words("; its limits: {limits}", limits=plain_end(what.limits)) if what.limits else ""
    scope = plain_end(what.scope)
    return view.say(
        "Mandate of {to}{by}: {scope}{limits}.", mandate.id, to=view.name(what.to), by=by, scope=scope, limits=limits
    )


def _lifted_in_confidence(view: View) -> Iterator[Sentence]:
    in_force = {one.id: one for one in refusals(view.state)}
    for lifting in view.state.facts(RefusalLifted):
        refusal = in_force.get(lifting.what.refusal)
        if refusal is not None:
            by, whom = view.name(refusal.what.by), view.name(refusal.what.whom)
            words = view.words(": {words}", words=plain_end(lifting.what.words)) if lifting.what.words else ""
            message = mark("In confidence {by} has lifted its refusal to meet {whom}{words}.")
            yield view.say(message, lifting.id, refusal.id, by=by, whom=whom, words=words)


def _dissolved(view: View, gone: Entry[BodyDissolved]) -> Sentence:
    heirs = view.names(gone.what.into)
    into = view.words("; carried on by {heirs}", heirs=heirs) if heirs else ""
    body, when, how = view.name(gone.what.body), view.when(gone.happened), because(view, gone.what.how)
    return view.say("{body} ceased to be, {when}{into}{how}.", gone.id, body=body, when=when, into=into, how=how)


def _possible(view: View) -> list[Sentence]:
    """Write which formats are open to all who come or were asked to, and have not said that they stay away."""
    focus = in_focus(view)
    places = (
        [place for place in table(view.state, of_round=focus.id) if place.at_the_table is not False] if focus else []
    )
    if not places:
        return [view.say("Nobody is on record as coming, so the formats cannot be told.", view.ground())]
    attending: list[EntryId] = [place.body for place in places]
    support = [entry for place in places for entry in place.entries]
    names = view.listed(view.name(body) for body in attending)
    if len(attending) == 1:
        message = mark("Only {names} is on record as coming or asked to come, so the formats cannot be told.")
        return [view.say(message, *support, names=names)]
    sentences = [view.say("On record as coming or asked to come: {names}.", *support, names=names)]
    for answer in possible_formats(view.state, attending=attending):
        fmt = view.choice(answer.format.value)
        if answer.possible:
            message = mark("Nothing on record rules out that all of them meet in this format: {format}.")
            sentences.append(view.say(message, *support, format=fmt))
            continue
        pairs = view.listed(
            view.words("{by} refuses {whom}", by=view.name(one.what.by), whom=view.name(one.what.whom))
            for one in answer.refusals
        )
        message = mark("Ruled out for all of them together: {format}, since {pairs}.")
        sentences.append(view.say(message, *ids(answer.refusals), format=fmt, pairs=pairs))
    return sentences


def _turn(view: View, entry: Entry[ProcessSuspended] | Entry[ProcessResumed], message: str, why: str) -> Sentence:
    return view.say(
        message,
        entry.id,
        entry.what.process,
        name=view.name(entry.what.process),
        when=view.when(entry.happened),
        why=because(view, why),
    )

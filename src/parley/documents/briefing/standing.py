"""The parts of the briefing about who stands where: roles, issues × positions, sponsors at odds."""

from collections.abc import Iterator

from parley.documents.briefing.relations import relation_said
from parley.documents.briefing.view import View, plain_end, sentence_end
from parley.documents.paper import Cell, Row, Section, Sentence, Table
from parley.process.matrix import IssueStanding, Matrix, Movement, Standpoint, at_odds, issue_standings, matrix
from parley.process.roles import RoleStanding, holders, relations_on, roles_on
from parley.process.state import grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.bodies import Basis, Role, Tie
from parley.record.kinds.issues import InterestStated, OptionTabled, PositionTaken, Stance
from parley.record.references import EntryId
from parley.wording import mark, mark_count

MOST_ISSUES = 40
MOST_BODIES_IN_MATRIX = 14
MOVED = " ↔"
RED_LINE = " ■"

HELD = {
    Role.PARTY: mark_count("Party: {names}.", "Parties: {names}."),
    Role.GUARANTOR: mark_count("Guarantor: {names}.", "Guarantors: {names}."),
    Role.SPONSOR: mark_count("Sponsor: {names}.", "Sponsors: {names}."),
    Role.HOST: mark_count("Host: {names}.", "Hosts: {names}."),
    Role.MEDIATOR: mark_count("Mediator: {names}.", "Mediators: {names}."),
    Role.OBSERVER: mark_count("Observer: {names}.", "Observers: {names}."),
    Role.INVITEE: mark_count("Invitee: {names}.", "Invitees: {names}."),
    Role.BACKER: mark_count("Backer: {names}.", "Backers: {names}."),
}


def the_roles(view: View) -> Section:
    """Write who holds which role on the day, according to whom, and who contests it."""
    standings = roles_on(view.state, moment=view.moment)
    sentences: list[Sentence] = []
    for role in Role:
        held = holders(standings, role=role)
        settled = [one for one in held if not one.contested]
        if settled:
            names = view.listed(view.name(one.body) for one in settled)
            text = view.words.count(*HELD[role], len(settled), names=names)
            sentences.append(Sentence(text=text, entries=tuple(entry for one in settled for entry in one.entries)))
        sentences.extend(sentence for one in held if one.disputes for sentence in _contested(view, one))
        sentences.extend(_styled(view, [one for one in held if one.contested and not one.disputes]))
    if not sentences:
        sentences = [view.say("No role is on record as held on {day}.", view.ground(), day=view.day(view.moment))]
    return Section(id="roles", title=view.words("Roles, and who contests them"), sentences=tuple(sentences))


def the_positions(view: View) -> Section:
    """Write each issue with its positions, their movement, what was tried, and who says that it is stuck."""
    of = matrix(view.state)
    sentences: list[Sentence] = []
    for standing in issue_standings(view.state, of=of, moment=view.moment)[-MOST_ISSUES:]:
        sentences.extend(_issue(view, standing, of=of))
    title = view.words("Issues and positions")
    if not sentences:
        return Section(id="positions", title=title, sentences=(view.say("No issue is on record.", view.ground()),))
    figures = tuple(the_tables(view, of))
    return Section(id="positions", title=title, sentences=tuple(sentences), figures=figures)


def sponsors_at_odds(view: View) -> Section:
    """Write where those who sponsor or guarantee the talks publicly stand against one another."""
    standings = roles_on(view.state, moment=view.moment)
    roles = {Role.SPONSOR, Role.GUARANTOR}
    sponsors = list(dict.fromkeys(one.body for one in standings if one.role in roles))
    sentences = []
    for issue, positions in at_odds(matrix(view.state), bodies=sponsors):
        stands = view.listed(_stand(view, position) for position in positions)
        message = mark("On {issue} the sponsors are at odds: {stands}.")
        sentences.append(view.say(message, *ids(positions), issue=view.name(issue), stands=stands))
    sentences.extend(
        relation_said(view, relation)
        for relation in relations_on(view.state, moment=view.moment)
        if relation.what.of in sponsors and (relation.what.to in sponsors or relation.what.tie in {Tie.BACKS, Tie.ARMS})
    )
    if not sentences:
        entries = [entry for one in standings if one.role in roles for entry in one.entries] or [view.ground()]
        sentences = [view.say("The record does not show the sponsors at odds.", *entries)]
    return Section(
        id="sponsors",
        title=view.words("Sponsors: at odds among themselves, and whom they back"),
        sentences=tuple(sentences),
    )


def stance(view: View, position: PositionTaken) -> str:
    """Return a stance in words, with the option it is about."""
    word = view.choice(position.stance.value)
    return f"{word}: {view.name(position.option)}" if position.option else word


def _contested(view: View, standing: RoleStanding) -> Iterator[Sentence]:
    """Write the firmest claims of a disputed role, and who disputes it."""
    body, role = view.name(standing.body), view.choice(standing.role.value)
    for claim in standing.claims:
        if claim.what.basis is not standing.basis:
            continue
        message = {
            Basis.DECLARED: mark("{body} is declared {role}{source}."),
            Basis.CLAIMED: mark("{body} claims to be {role}{source}."),
            Basis.STYLED: mark("{body} is styled {role} by {voice}, in no agreed document on record."),
        }[claim.what.basis]
        voice = view.voice(claim) or view.words("others")
        yield view.say(message, claim.id, body=body, role=role, source=view.source(claim), voice=voice)
    for dispute in standing.disputes:
        words = view.words(": {words}", words=plain_end(dispute.what.words)) if dispute.what.words else ""
        message = mark("{by} does not accept {body} as {role}{words}.")
        yield view.say(message, dispute.id, by=view.name(dispute.what.by), body=body, role=role, words=words)


def _styled(view: View, standings: list[RoleStanding]) -> Iterator[Sentence]:
    """Write the bodies of a role that nobody but others styles so, whoever styles several of them named once."""
    claims = [claim for standing in standings for claim in standing.claims]
    for voice, styled in grouped(claims, by=lambda one: view.voice(one) or view.words("others")).items():
        names, role = view.listed(view.name(one.what.body) for one in styled), view.choice(styled[0].what.role.value)
        message = mark("Styled {role} by {voice}, in no agreed document on record: {names}.")
        yield view.say(message, *ids(styled), role=role, voice=voice, names=names)


def _issue(view: View, standing: IssueStanding, *, of: Matrix) -> Iterator[Sentence]:
    issue = standing.issue
    yield view.lead("{name}: {question}", issue.id, name=issue.what.name, question=sentence_end(issue.what.question))
    yield from the_options(view, issue.id)
    silent = []
    for body in of.bodies:
        cell = of.cell(issue.id, body)
        if cell is None:
            silent.append(body)
            continue
        if cell.public:
            yield position_taken(view, cell.public, mark("In public, {who}: {stance}{movement}{words}{source}."))
        if cell.confidential:
            yield position_taken(
                view, cell.confidential, mark("In confidence, {who}: {stance}{movement}{words} [{terms}].")
            )
    yield from (interest_stated(view, one) for one in view.state.facts(InterestStated) if one.what.issue == issue.id)
    if silent:
        yield view.say("No position on it is on record of {names}.", issue.id, *silent, names=view.names(silent))
    yield last_move(view, standing)
    yield from attempts_at(view, standing)
    yield from stuck_on(view, standing)


def the_options(view: View, issue: EntryId) -> Iterator[Sentence]:
    """Write the ways to settle an issue that were put forward."""
    for option in view.state.facts(OptionTabled):
        if option.what.issue == issue:
            by = view.words(", put forward by {by}", by=view.name(option.what.by)) if option.what.by else ""
            more = (
                view.words(": {description}", description=plain_end(option.what.description))
                if option.what.description
                else ""
            )
            yield view.say("An option: {name}{by}{more}.", option.id, name=option.what.name, by=by, more=more)


def position_taken(view: View, standpoint: Standpoint, message: str) -> Sentence:
    """Write the last of a body's positions in the words of a message, and from where it moved."""
    last = standpoint.last
    entries = [last.id]
    movement = ""
    if standpoint.movement not in {Movement.FIRST, Movement.UNCHANGED}:
        before = standpoint.positions[-2]
        entries.append(before.id)
        was = stance(view, before.what) + (view.words(", a red line") if before.what.red_line else "")
        movement = view.words(" (moved; on {day} it was {before})", day=view.known(before.known), before=was)
    red_line = view.words(", a red line") if last.what.red_line else ""
    sure = (
        ""
        if last.what.sureness.value == "stated"
        else view.words(" ({sureness})", sureness=view.choice(last.what.sureness.value))
    )
    return view.say(
        message,
        *entries,
        who=view.name(last.what.by),
        issue=view.name(last.what.issue),
        stance=stance(view, last.what) + red_line + sure,
        movement=movement,
        words=view.words(" — {words}", words=plain_end(last.what.words)) if last.what.words else "",
        source=view.source(last),
        terms=view.terms(last),
    )


def _stand(view: View, position: Entry[PositionTaken]) -> str:
    return view.words("{who} ({stance})", who=view.name(position.what.by), stance=stance(view, position.what))


def interest_stated(view: View, interest: Entry[InterestStated]) -> Sentence:
    """Write why an actor wants what it wants."""
    terms = view.terms(interest)
    return view.say(
        "Interest of {who}, {sureness}: {interest}{terms}.",
        interest.id,
        who=view.name(interest.what.of),
        sureness=view.choice(interest.what.sureness.value),
        interest=plain_end(interest.what.interest),
        terms=f" [{terms}]" if terms else "",
    )


def last_move(view: View, standing: IssueStanding) -> Sentence:
    """Write who moved last on an issue, and how many meetings were held since."""
    issue, move = standing.issue, standing.last_move
    since = view.words.count("{n} meeting held since", "{n} meetings held since", standing.meetings_since)
    if move is not None:
        who = view.name(move.what.by)
        message = mark("The last move on it on record was by {who}, {day}; {since}.")
        return view.say(message, move.id, who=who, day=view.known(move.known), since=since)
    message = mark("No move is on record, in public or in confidence, since it was raised, {day}; {since}.")
    return view.say(message, issue.id, day=view.known(issue.known), since=since)


def attempts_at(view: View, standing: IssueStanding) -> Iterator[Sentence]:
    """Write what was tried on an issue, and what came of it."""
    for attempt in standing.attempts:
        by = view.words(" by {by}", by=view.name(attempt.what.by)) if attempt.what.by else ""
        what, came = plain_end(attempt.what.what), plain_end(attempt.what.outcome)
        message = (
            mark("Tried{by}: {what}; outcome: {came}.")
            if came
            else mark("Tried{by}: {what}; the outcome is not known.")
        )
        yield view.say(message, attempt.id, by=by, what=what, came=came)


def stuck_on(view: View, standing: IssueStanding) -> Iterator[Sentence]:
    """Write who says of an issue that it is stuck."""
    for stuck in standing.stuck_according_to:
        words = view.words(": {words}", words=plain_end(stuck.what.words)) if stuck.what.words else ""
        yield view.say("{by} says that it is stuck{words}.", stuck.id, by=view.name(stuck.what.by), words=words)


def the_tables(view: View, of: Matrix) -> Iterator[Table]:
    """Write the matrix twice over, for public and for confidential positions, which are never mixed."""
    bodies = of.bodies[:MOST_BODIES_IN_MATRIX]
    for public, title in (
        (True, view.words("Public positions (↔ moved, ■ red line)")),
        (False, view.words("Confidential positions (↔ moved, ■ red line)")),
    ):
        rows = []
        for issue in of.issues[-MOST_ISSUES:]:
            cells = tuple(_cell(view, of, issue.id, body, public=public) for body in bodies)
            if any(cell.text for cell in cells):
                rows.append(Row(heading=issue.what.name, cells=cells))
        if rows:
            columns = tuple(view.name(body) for body in bodies)
            yield Table(title=title, corner=view.words("issue"), columns=columns, rows=tuple(rows))


def _cell(view: View, of: Matrix, issue: EntryId, body: EntryId, *, public: bool) -> Cell:
    cell = of.cell(issue, body)
    standpoint = (cell.public if public else cell.confidential) if cell else None
    if standpoint is None:
        return Cell()
    last = standpoint.last.what
    word = view.choice("not known" if last.stance is Stance.UNKNOWN else last.stance.value)
    moved = "" if standpoint.movement in {Movement.FIRST, Movement.UNCHANGED} else MOVED
    return Cell(text=word + moved + (RED_LINE if last.red_line else ""), entries=(standpoint.last.id,))

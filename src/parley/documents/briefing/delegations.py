"""The delegations to every round with ranks and persons, and the invitations with what became of each and why."""

from typing import Any

from parley.documents.briefing.view import View
from parley.documents.paper import Cell, Row, Section, Sentence, Table
from parley.process.roles import offices_on
from parley.record.entry import Entry
from parley.record.kinds.bodies import DelegationFormed, Rank
from parley.record.kinds.meetings import InvitationReported
from parley.record.references import EntryId
from parley.wording import mark

DELEGATION = (
    mark("delegation of"), mark("headed by"), mark("rank"), mark("members named"), mark("size"), mark("source"),
)  # fmt: skip
INVITATION = (
    mark("invited"), mark("where it stands"), mark("by"), mark("as"), mark("reason"), mark("known"), mark("source"),
)  # fmt: skip


def the_delegations(view: View) -> Section:
    """Write every delegation on record: to which round, who heads it and at what rank, and who else belongs to it."""
    found = view.state.facts(DelegationFormed)
    title = view.words("Delegations, with ranks and persons")
    if not found:
        return Section(
            id="delegations", title=title, sentences=(view.say("No delegation is on record.", view.ground()),)
        )
    offices: dict[EntryId, list[str]] = {}
    for held in offices_on(view.state, moment=view.moment):
        offices.setdefault(held.what.person, []).append(held.what.office)
    text = view.words.count(
        "{n} delegation is on record. The latest stands first; a person stands with the office on record.",
        "{n} delegations are on record. The latest stands first; a person stands with the office on record.",
        len(found),
    )
    rows = tuple(_delegation(view, one, offices=offices) for one in reversed(found))
    table = Table(title=title, corner=view.words("round"), columns=tuple(map(view.words, DELEGATION)), rows=rows)
    return Section(
        id="delegations", title=title, sentences=(Sentence(text=text, entries=_ends(found)),), figures=(table,)
    )


def the_invitations(view: View) -> Section:
    """Write what is on record of each invitation: accepted, declined, withdrawn or kept out, by whom and why."""
    found = view.state.facts(InvitationReported)
    title = view.words("Invitations, and what became of them")
    if not found:
        return Section(
            id="invitations", title=title, sentences=(view.say("No invitation is on record.", view.ground()),)
        )
    text = view.words.count(
        "{n} report of an invitation is on record, the latest first. Each stands as it was reported.",
        "{n} reports of invitations are on record, the latest first. Each stands as it was reported.",
        len(found),
    )
    rows = tuple(_invitation(view, one) for one in reversed(found))
    table = Table(title=title, corner=view.words("round"), columns=tuple(map(view.words, INVITATION)), rows=rows)
    return Section(
        id="invitations", title=title, sentences=(Sentence(text=text, entries=_ends(found)),), figures=(table,)
    )


def _delegation(view: View, formed: Entry[DelegationFormed], *, offices: dict[EntryId, list[str]]) -> Row:
    what = formed.what

    def person(known: EntryId) -> str:
        held = view.listed(offices.get(known, ()))
        name = view.name(known)
        return view.words("{name} ({office})", name=name, office=held) if held else name

    texts = (
        view.name(what.body),
        person(what.head) if what.head else "",
        view.words("not known") if what.rank is Rank.UNKNOWN else view.choice(what.rank.value),
        view.listed(person(one) for one in what.members),
        str(what.size) if what.size is not None else "",
        view.account(formed),
    )
    return _row(view.name(what.to_round), texts, formed)


def _invitation(view: View, reported: Entry[InvitationReported]) -> Row:
    what = reported.what
    texts = (
        view.name(what.whom),
        view.choice(what.status.value),
        view.name(what.by),
        view.choice(what.as_role.value) if what.as_role else "",
        what.detail,
        view.known(reported.known),
        view.account(reported),
    )
    return _row(view.name(what.round), texts, reported)


def _ends(found: tuple[Entry[Any], ...]) -> tuple[EntryId, ...]:
    """Return the first and the last of entries, for a sentence that counts them: each is cited in its row."""
    return tuple(dict.fromkeys((found[0].id, found[-1].id)))


def _row(heading: str, texts: tuple[str, ...], entry: Entry[Any]) -> Row:
    """Return a row whose entry is cited once, beside the body that it is about."""
    first, *rest = texts
    return Row(heading=heading, cells=(Cell(text=first, entries=(entry.id,)), *(Cell(text=text) for text in rest)))

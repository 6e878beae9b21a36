"""The part of the briefing about relations, and the map and the list of them as a page shows them."""

from collections.abc import Iterable

from parley.documents.briefing.view import View, plain_end
from parley.documents.paper import Cell, Edge, Node, RelationsMap, Row, Section, Sentence, Table
from parley.process.roles import HOSTILE, contested_relations, relations_on
from parley.process.state import ids
from parley.record.entry import Entry
from parley.record.kinds.bodies import BodyNamed, RelationReported
from parley.record.references import EntryId
from parley.wording import mark

MOST_RELATIONS = 60
COLUMNS = (
    mark("relation"), mark("to"), mark("since"), mark("until"), mark("according to"), mark("source"), mark("known"),
)  # fmt: skip

Relation = Entry[RelationReported]


def the_relations(view: View) -> Section:
    """Write who stands in which relation to whom, by date and source, with the map."""
    found = relations_on(view.state, moment=view.moment)
    shown, left_out = found[-MOST_RELATIONS:], found[:-MOST_RELATIONS]
    sentences = [relation_said(view, relation) for relation in shown]
    if left_out:
        text = view.words.count("{n} older relation is not shown.", "{n} older relations are not shown.", len(left_out))
        sentences.append(Sentence(text=text, entries=(left_out[0].id, left_out[-1].id)))
    title = view.words("Who stands with whom, and against whom")
    if not sentences:
        return Section(id="relations", title=title, sentences=(view.say("No relation is on record.", view.ground()),))
    return Section(id="relations", title=title, sentences=tuple(sentences), figures=(_map(view, shown),))


def relation_said(view: View, relation: Relation) -> Sentence:
    """Return a relation as a sentence: since when, and according to whom."""
    what = relation.what
    since = view.words(", since {when}", when=view.when(what.since)) if what.since.start else ""
    detail = view.words(": {detail}", detail=plain_end(what.detail)) if what.detail else ""
    voice = view.voice(relation)
    source = view.words(", according to {voice}", voice=voice) if voice else ""
    return view.say(
        "{of} {tie} {to}{since}{source}{detail}.",
        relation.id,
        of=view.name(what.of),
        tie=_tie(view, relation),
        to=view.name(what.to),
        since=since,
        source=source,
        detail=detail,
    )


def _tie(view: View, relation: Relation) -> str:
    word = relation.what.tie.value
    return view.choice("is allied with" if word == "allied with" else word)


def voices(view: View, relation: Relation) -> tuple[str, ...]:
    """Return who reports a relation: the actor according to whom it is, and the publishers of its documents."""
    named = (view.name(relation.what.according_to), *(one.what.publisher for one in view.documents(relation)))
    return tuple(dict.fromkeys(filter(None, named)))


def the_map(view: View, *, found: tuple[Relation, ...]) -> Section:
    """Write how many relations are reported, with the map of them all and the list of the same under it."""
    title = view.words("Who stands with whom, and against whom")
    if not found:
        return Section(id="relations", title=title, sentences=(view.say("No relation is on record.", view.ground()),))
    text = view.words.count(
        "{n} relation is reported to stand. An arrow is what somebody reports, and no finding of ours.",
        "{n} relations are reported to stand. An arrow is what somebody reports, and no finding of ours.",
        len(found),
    )
    sentence = Sentence(text=text, entries=tuple(dict.fromkeys((found[0].id, found[-1].id))))
    return Section(id="relations", title=title, sentences=(sentence,), figures=(_map(view, found),))


def the_contested(view: View, *, found: tuple[Relation, ...]) -> Section:
    """Write side by side what is reported otherwise by others: none of it is weighed or merged."""
    title = view.words("Where reports of relations differ")
    sentences: list[Sentence] = []
    for group in contested_relations(found):
        of, to = group[0].what.of, group[0].what.to
        sentences.append(view.lead("{of} and {to}", *ids(group), of=view.name(of), to=view.name(to)))
        sentences.extend(relation_said(view, one) for one in group)
    if not sentences:
        entries = ids(found)[:1] or (view.ground(),)
        sentences = [view.say("No two reports of a relation on record differ.", *entries)]
    return Section(id="contested", title=title, sentences=tuple(sentences))


def relations_list(view: View, *, found: Iterable[Relation]) -> Table:
    """Return relations as a list, by the names of those they stand between; each row leads to its entry."""
    words = view.words
    named = sorted(
        found, key=lambda one: (view.name(one.what.of).casefold(), view.name(one.what.to).casefold(), one.known, one.id)
    )
    return Table(
        title=words("All relations"),
        corner=words("from"),
        columns=tuple(map(words, COLUMNS)),
        rows=tuple(Row(heading=view.name(one.what.of), cells=_listed(view, one)) for one in named),
    )


def _listed(view: View, relation: Relation) -> tuple[Cell, ...]:
    what = relation.what
    texts = (
        _tie(view, relation),
        view.name(what.to),
        view.when(what.since) if what.since.start else view.words("not known"),
        view.when(what.until) if what.until and what.until.end else "",
        view.name(what.according_to),
        view.account(relation),
        view.known(relation.known),
    )
    return tuple(Cell(text=text, entries=(relation.id,)) for text in texts)


def _map(view: View, relations: tuple[Relation, ...]) -> RelationsMap:
    bodies = dict.fromkeys(actor for one in relations for actor in (one.what.of, one.what.to))
    contested = {one.id for group in contested_relations(relations) for one in group}
    edges = tuple(
        Edge(
            start=one.what.of,
            end=one.what.to,
            label=view.words("{tie}, contested", tie=_tie(view, one)) if one.id in contested else _tie(view, one),
            hostile=one.what.tie in HOSTILE,
            entries=(one.id,),
        )
        for one in relations
    )
    rows = tuple(
        Row(
            heading=view.name(one.what.of),
            cells=(
                Cell(text=_tie(view, one), entries=(one.id,)),
                Cell(text=view.name(one.what.to), entries=(one.id,)),
                Cell(text=view.when(one.what.since), entries=(one.id,)),
                Cell(text=view.voice(one), entries=(one.id,)),
            ),
        )
        for one in relations
    )
    columns = (view.words("relation"), view.words("to"), view.words("since"), view.words("according to"))
    title = view.words("Map of relations as of {day}", day=view.day(view.moment))
    table = Table(title=title, corner=view.words("body"), columns=columns, rows=rows)
    return RelationsMap(title=title, nodes=tuple(_node(view, body) for body in bodies), edges=edges, table=table)


def _node(view: View, body: EntryId) -> Node:
    what = view.state.entries[body].what if body in view.state.entries else None
    sort = what.sort.value if isinstance(what, BodyNamed) else "person"
    return Node(id=body, name=view.name(body), sort=view.choice(sort))

"""A proposed seating plan: who would be there, who refuses whom, the order around the table and its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from parley.documents.briefing.view import View
from parley.documents.paper import Cell, Crossing, Row, SeatingPlan, Section, Sentence, Table
from parley.process.formats import possible_formats
from parley.process.seating import MOST_EXACT, Between, Gathering, Refusing, Seating, Shape, neighbours
from parley.process.state import ids
from parley.record.references import EntryId
from parley.wording import mark

COLUMNS = (mark("in protocol order"), mark("body"), mark("sits beside"), mark("may not sit beside"), mark("known from"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Laying:
    """What a plan is drawn from: for whom, what stands between them, the shape of the table, the order found.

    `elsewhere` is what was found for a table of the other shape, where there is no order for this one.
    """

    gathering: Gathering
    among: Between
    shape: Shape
    found: Seating
    elsewhere: Seating | None

    @property
    def order(self) -> tuple[EntryId, ...]:
        """Return the order around the table; that of protocol where none keeps apart who refuse each other."""
        return self.found.order or self.gathering.bodies

    def refusals_of(self, body: EntryId) -> tuple[Refusing, ...]:
        """Return the refusals by or of a body to sit with another."""
        return tuple(one for one in self.among.refusals if one.face_to_face and body in {one.by, one.whom})


def the_plan(view: View, laid: Laying) -> Section:
    """Write the order around the table or who stands in its way, how it was found, with the drawing."""
    title = view.words("A proposed seating plan")
    gathering = laid.gathering
    when = view.when(gathering.when)
    names = view.names(gathering.bodies)
    if not gathering.bodies:
        message = mark("Nobody is on record as coming to {name}, {when}.")
        sentence = view.say(message, *gathering.entries, name=gathering.name, when=when)
        return Section(id="plan", title=title, sentences=(sentence,))
    sentences = [
        view.say(
            "On record as coming or asked to come to {name}, {when}: {names}.",
            *gathering.entries,
            name=gathering.name,
            when=when,
            names=names,
        ),
        *_order(view, laid),
    ]
    text = view.words("In protocol order, the alphabetical order of the names on record: {names}.", names=names)
    sentences.append(Sentence(text=text, entries=gathering.bodies))
    return Section(id="plan", title=title, sentences=tuple(sentences), figures=(_figure(view, laid),))


def the_reasons(view: View, laid: Laying) -> Section:
    """Write who refuses to meet whom and who does not recognise whom, in whose words and in whose account."""
    title = view.words("Who refuses to sit with whom, and who does not recognise whom")
    sentences = [_refusal(view, one) for one in laid.among.refusals]
    for of, to, relation in laid.among.unrecognised:
        voice = view.voice(relation)
        account = view.words(", according to {voice}", voice=voice) if voice else ""
        message = mark("{of} does not recognise {to}{account}.")
        sentences.append(view.say(message, relation.id, of=view.name(of), to=view.name(to), account=account))
    if not sentences:
        entries = laid.gathering.bodies or laid.gathering.entries
        sentences = [view.say("No refusal among them is on record, and nobody's recognition is denied.", *entries)]
    return Section(id="reasons", title=title, sentences=tuple(sentences))


def the_formats(view: View, laid: Laying) -> Section:
    """Write which formats exclude nobody, and which refusals exclude the others."""
    bodies = laid.gathering.bodies
    support = bodies or laid.gathering.entries
    sentences = []
    for answer in possible_formats(view.state, attending=bodies):
        name = view.choice(answer.format.value)
        if answer.possible:
            message = mark("This format excludes nobody, as far as is on record: {format}.")
            sentences.append(view.say(message, *support, format=name))
            continue
        pairs = view.listed(
            view.words("{by} refuses {whom}", by=view.name(one.what.by), whom=view.name(one.what.whom))
            for one in answer.refusals
        )
        message = mark("This format cannot be held with all of them: {format}, since {pairs}.")
        sentences.append(view.say(message, *ids(answer.refusals), format=name, pairs=pairs))
    message = mark("Through intermediaries alone nobody meets anybody, so that no refusal on record stands in the way.")
    sentences.append(view.say(message, *support))
    return Section(id="formats", title=view.words("Which formats exclude nobody"), sentences=tuple(sentences))


def places(view: View, laid: Laying) -> Table:
    """Return the plan as a list, a place a row; without an order the places are not numbered."""
    beside: dict[EntryId, list[EntryId]] = {}
    for one, other in neighbours(laid.found.order, shape=laid.shape):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    numbers = {body: number for number, body in enumerate(laid.gathering.bodies, start=1)}
    rows = []
    for place, body in enumerate(laid.order, start=1):
        refusals = laid.refusals_of(body)
        others = view.names(one.whom if one.by == body else one.by for one in refusals)
        sources = view.listed(view.account(one.stated) for one in refusals)
        cells = (
            Cell(text=str(numbers[body])),
            Cell(text=view.name(body), entries=(body,)),
            Cell(text=view.names(beside.get(body, ()))),
            Cell(text=others, entries=ids(one.stated for one in refusals)),
            Cell(text=sources),
        )
        rows.append(Row(heading=str(place) if laid.found.order else view.words("not placed"), cells=cells))
    title = view.words("Places at the table: {name}", name=laid.gathering.name)
    return Table(title=title, corner=view.words("place"), columns=tuple(map(view.words, COLUMNS)), rows=tuple(rows))


def _order(view: View, laid: Laying) -> list[Sentence]:
    """Write the order and its method, or that there is none and which pairs stand in its way."""
    words, found = view.words, laid.found
    refusals = ids(one.stated for one in laid.among.refusals) or laid.gathering.bodies
    if not found.order:
        pairs = view.listed(
            words("{one} beside {other}", one=view.name(one), other=view.name(other))
            for one, other in (sorted(pair, key=laid.gathering.bodies.index) for pair in found.in_the_way)
        )
        message = mark("Cannot: no order keeps all of them apart; in the way is {pairs}.")
        if not found.exact:
            message = mark(
                "Not found: the search was given up before every order was tried; in the way may be {pairs}."
            )
        return [view.say(message, *refusals, pairs=pairs), *_elsewhere(view, laid)]
    names = view.listed(view.name(body) for body in found.order)
    message = mark("Proposed, clockwise from the head of the round table: {names}.")
    if laid.shape is Shape.U:
        message = mark("Proposed, clockwise from one end of the U-shaped table to the other: {names}.")
    method = mark(
        "How it was found: every order was weighed; nobody sits beside whom they refuse, then as few as can be sit"
        " beside whom they do not recognise, then as few as can be beside their own side; ties go by name."
    )
    if not found.exact:
        method = mark(
            "How it was found: above {most} places it is the first order found in which nobody sits beside whom they"
            " refuse; recognition and sides were not weighed."
        )
    sentences = [
        view.say(message, *found.order, names=names),
        view.say(method, *found.order, most=MOST_EXACT),
    ]
    one_hall = [one for one in laid.among.refusals if one.face_to_face]
    if one_hall:
        message = mark(
            "The plan parts neighbours and settles no refusal: whether they sit at one table at all is theirs."
        )
        sentences.append(view.say(message, *ids(one.stated for one in one_hall)))
    return sentences


def _elsewhere(view: View, laid: Laying) -> Iterator[Sentence]:
    """Write that a table of the other shape has an order, if it has."""
    if laid.elsewhere and laid.elsewhere.order:
        names = view.listed(view.name(body) for body in laid.elsewhere.order)
        message = mark("A table in the shape of a U has an order that does, from one end to the other: {names}.")
        if laid.shape is Shape.U:
            message = mark("A round table has an order that does, clockwise from its head: {names}.")
        yield view.say(message, *laid.elsewhere.order, names=names)


def _refusal(view: View, one: Refusing) -> Sentence:
    what = one.stated.what
    said = view.words(": {words}", words=what.words.rstrip(".")) if what.words else ""
    return view.say(
        "{by} refuses to meet {whom} in these formats: {formats}{source}{said}.",
        one.stated.id,
        by=view.name(what.by),
        whom=view.name(what.whom),
        formats=view.listed(view.choice(each.value) for each in what.formats),
        source=view.source(one.stated),
        said=said,
    )


def _figure(view: View, laid: Laying) -> SeatingPlan:
    numbers = {body: number for number, body in enumerate(laid.order)}
    lines = [
        Crossing(
            start=numbers[one.by],
            end=numbers[one.whom],
            label=view.words(
                "{by} refuses to sit with {whom} ({formats})",
                by=view.name(one.by),
                whom=view.name(one.whom),
                formats=view.listed(view.choice(each.value) for each in one.stated.what.formats),
            ),
            refusal=True,
            entries=(one.stated.id,),
        )
        for one in laid.among.refusals
        if one.face_to_face
    ]
    for of, to, relation in laid.among.unrecognised:
        label = view.words("{of} does not recognise {to}", of=view.name(of), to=view.name(to))
        line = Crossing(start=numbers[of], end=numbers[to], label=label, refusal=False, entries=(relation.id,))
        lines.append(line)
    title = view.words("Seating plan: {name}", name=laid.gathering.name)
    if not laid.found.order:
        title = view.words("In protocol order, since no order was found: {name}", name=laid.gathering.name)
    return SeatingPlan(
        title=title,
        places=tuple(view.name(body) for body in laid.order),
        closed=laid.shape is Shape.ROUND,
        crossings=tuple(lines),
        table=places(view, laid),
    )

"""A paper of a wholly made-up conflict, long enough to break over pages and to crowd its drawings."""

from datetime import UTC, datetime, timedelta

from parley.documents.paper import (
    Cell,
    Edge,
    Figure,
    Moment,
    Node,
    Paper,
    RelationsMap,
    Row,
    Section,
    Sentence,
    Source,
    Table,
    Timeline,
)
from parley.record.references import EntryId

AS_OF = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
ENTRIES = tuple(EntryId(f"{number:032x}") for number in range(1, 35))

BODIES = [
    ("Republic of Kesmar", "state"),
    ("Tarn Liberation Front", "armed group"),
    ("Council of Upper Tarn", "political body"),
    ("Federation of Osterra Minor", "state"),
    ("Duchy of Hallen", "state"),
    ("Mission of Good Offices", "organisation"),
    ("Kesmar General Staff", "office"),
    ("Eagles of the Pass", "armed group"),
    ("Coast Guard Veterans’ Union", "organisation"),
    ("Office of the Envoy for the Tarn Valley and the Two Fords", "office"),
    ("Sellin Brigade", "armed group"),
    ("Northern Assembly", "political body"),
    ("League of Harbour Cities", "organisation"),
    ("Principality of Vey", "state"),
    ("Mountain Scouts", "armed group"),
    ("Red Ford Committee", "political body"),
    ("Bank of the Straits", "organisation"),
    ("Exile Parliament", "political body"),
    ("Radio Tarn", "publisher"),
    ("Observers of the Lakes", "organisation"),
]

HOSTILE_TIES = [
    (0, 1, "opposes"), (1, 0, "opposes"), (7, 1, "opposes"), (7, 6, "opposes"), (11, 2, "refuses to recognise"),
    (13, 3, "opposes"), (15, 2, "refuses to recognise"), (17, 0, "opposes"), (0, 2, "refuses to recognise"),
    (3, 13, "opposes"), (10, 7, "opposes"),
]  # fmt: skip

FRIENDLY_TIES = [
    (3, 0, "backs"), (3, 0, "arms"), (4, 1, "backs"), (4, 2, "recognises"), (1, 2, "allied with"),
    (2, 1, "speaks through"), (6, 0, "speaks through"), (0, 6, "controls"), (8, 0, "backs"), (10, 1, "allied with"),
    (12, 5, "backs"), (13, 4, "allied with"), (14, 1, "controls"), (16, 12, "backs"), (17, 1, "allied with"),
    (18, 1, "speaks through"), (5, 9, "controls"), (4, 17, "backs"), (15, 11, "allied with"),
]  # fmt: skip

TITLES = {
    "summary": "In short",
    "changed": "What changed since the last round",
    "table": "Who is at the table",
    "relations": "How they stand to one another",
    "positions": "Where each side stands",
    "refusals": "Refusals and conditions",
    "record": "What each side committed to",
    "contradictions": "Where accounts contradict",
    "ceasefire": "The ceasefire",
    "timeline": "How we came here",
    "questions": "Open questions",
    "room": "Notes for the room",
}

WORDS = [
    "{one} said that it will attend the opening session, and asked that {two} not be seated in the same room.",
    "{one} holds that the withdrawal from the two fords comes before any talk of the harbour dues.",
    "It is not known whether {one} has a mandate to sign on behalf of {two}.",
    "According to {two}, {one} has kept 14 of the 17 posts that it undertook to leave by 30 April.",
    "{one} and {two} gave different numbers for the prisoners to be exchanged: 112 and 96.",
]

ISSUES = (
    "Ceasefire lines", "Monitoring", "Prisoners", "Harbour dues", "Fords",
    "Schools", "Amnesty", "Return", "Currency", "Courts",
)  # fmt: skip

STANCES = ("accepts", "rejects", "conditional", "", "accepts", "no position", "", "rejects", "accepts", "conditional")

LANES = ("Talks", "Fighting", "Humanitarian", "Diplomacy elsewhere")

HAPPENED = (
    "Shelling of the lower ford reported",
    "Convoy let through",
    "Talks about talks in Vey",
    "Envoy received at the harbour",
    "Joint statement on prisoners",
    "Local truce at Red Ford",
    "Post at the pass changed hands",
    "Delegation list exchanged",
)


def sample_paper() -> Paper:
    return Paper(
        process="two-fords",
        seat="team",
        title="Briefing for the second round of the Two Fords talks",
        subtitle="For the mediator’s team; what was known by 4 May 2031, 09:00 UTC",
        handling="Confidential – mediator’s team only",
        language="en",
        as_of=AS_OF,
        sections=tuple(
            Section(id=key, title=title, sentences=_sentences(place), figures=_figures(key))
            for place, (key, title) in enumerate(TITLES.items())
        ),
        sources=tuple(_source(number, entry) for number, entry in enumerate(ENTRIES)),
        sources_title="Sources",
    )


def paper_of(text: str) -> Paper:
    """Return a paper in which every word is the same text."""
    cell = Cell(text=text, entries=ENTRIES[:1])
    table = Table(title=text, corner=text, columns=(text,), rows=(Row(heading=text, cells=(cell,)),))
    nodes = tuple(Node(id=entry, name=text, sort=text) for entry in ENTRIES[:2])
    edge = Edge(start=ENTRIES[0], end=ENTRIES[1], label=text, hostile=True, entries=ENTRIES[:1])
    moment = Moment(start=AS_OF, end=AS_OF, lane=text, label=text, entries=ENTRIES[:1])
    figures = (
        table,
        RelationsMap(title=text, nodes=nodes, edges=(edge,), table=table),
        Timeline(title=text, moments=(moment,), now=AS_OF, table=table),
    )
    sentence = Sentence(text=text, entries=ENTRIES[:1])
    return Paper(
        process="two-fords",
        seat="team",
        title=text,
        subtitle=text,
        handling=text,
        language="en",
        as_of=AS_OF,
        sections=(Section(id="all", title=text, sentences=(sentence,), figures=figures),),
        sources=(Source(entry=ENTRIES[0], text=text, address=text),),
        sources_title=text,
    )


def relations() -> RelationsMap:
    nodes = tuple(
        Node(id=EntryId(f"{900 + number:032x}"), name=name, sort=sort) for number, (name, sort) in enumerate(BODIES)
    )
    ties = [(*tie, True) for tie in HOSTILE_TIES] + [(*tie, False) for tie in FRIENDLY_TIES]
    edges = tuple(
        Edge(start=nodes[one].id, end=nodes[two].id, label=label, hostile=hostile, entries=(ENTRIES[number],))
        for number, (one, two, label, hostile) in enumerate(ties)
    )
    rows = tuple(
        Row(
            heading=BODIES[one][0],
            cells=(Cell(text=label, entries=edge.entries), Cell(text=BODIES[two][0], entries=edge.entries)),
        )
        for (one, two, label, _), edge in zip(ties, edges, strict=True)
    )
    table = Table(title="Relations on record", corner="Who", columns=("stands how", "to whom"), rows=rows)
    return RelationsMap(title="Map of relations", nodes=nodes, edges=edges, table=table)


def matrix() -> Table:
    rows = []
    for number, (name, _) in enumerate(BODIES[:8]):
        stances = [STANCES[(number * 3 + place) % len(STANCES)] for place in range(len(ISSUES))]
        cells = tuple(
            Cell(text=stance, entries=(_entry(number * 4 + place),)) if stance else Cell()
            for place, stance in enumerate(stances)
        )
        rows.append(Row(heading=name, cells=cells))
    return Table(title="Positions on each issue", corner="Body", columns=ISSUES, rows=tuple(rows))


def timeline() -> Timeline:
    moments = []
    for number in range(40):
        start = datetime(2030, 11, 3, 12, tzinfo=UTC) + timedelta(days=number * 5 - (number % 3) * 2, hours=number)
        end = start + timedelta(days=12) if number % 9 == 4 else start
        label, lane = HAPPENED[number % len(HAPPENED)], LANES[number % len(LANES)]
        moments.append(Moment(start=start, end=end, lane=lane, label=label, entries=(_entry(number),)))
    rows = tuple(
        Row(
            heading=f"{moment.start:%Y-%m-%d}",
            cells=(Cell(text=moment.label, entries=moment.entries), Cell(text=moment.lane, entries=moment.entries)),
        )
        for moment in moments
    )
    table = Table(title="Moments in order", corner="When", columns=("What", "Where it belongs"), rows=rows)
    return Timeline(title="Timeline", moments=tuple(moments), now=AS_OF, table=table)


def _entry(number: int) -> EntryId:
    return ENTRIES[number % len(ENTRIES)]


def _source(number: int, entry: EntryId) -> Source:
    name = BODIES[number % len(BODIES)][0]
    text = f"{name}, statement of {number % 28 + 1} April 2031, as reported by the Lakeside Courier"
    return Source(entry=entry, text=text, address=f"https://courier.example/2031/04/{number}" if number % 3 else "")


def _sentences(place: int) -> tuple[Sentence, ...]:
    made = []
    for number, words in enumerate(WORDS):
        one, two = BODIES[(place * 3 + number) % 20][0], BODIES[(place * 5 + number * 7 + 2) % 20][0]
        first = place * 5 + number * 3
        entries = (_entry(first + 9), _entry(first)) if number % 2 else (_entry(first),)
        made.append(Sentence(text=words.format(one=one, two=two), entries=entries))
    return tuple(made)


def _figures(key: str) -> tuple[Figure, ...]:
    figures = {"relations": relations, "positions": matrix, "timeline": timeline}
    return (figures[key](),) if key in figures else ()

"""A paper of a wholly made-up conflict, long enough to break over pages and to crowd its drawings."""

from dataclasses import dataclass, field
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

BODIES = [
    ("Republic of Kesmar", "state"), ("Tarn Liberation Front", "armed group"), ("Council of Upper Tarn", "political body"),
    ("Federation of Osterra Minor", "state"), ("Duchy of Hallen", "state"), ("Mission of Good Offices", "organisation"),
    ("Kesmar General Staff", "office"), ("Eagles of the Pass", "armed group"), ("Coast Guard Veterans’ Union", "organisation"),
    ("Office of the Envoy for the Tarn Valley and the Two Fords", "office"), ("Sellin Brigade", "armed group"),
    ("Northern Assembly", "political body"), ("League of Harbour Cities", "organisation"), ("Principality of Vey", "state"),
    ("Mountain Scouts", "armed group"), ("Red Ford Committee", "political body"), ("Bank of the Straits", "organisation"),
    ("Exile Parliament", "political body"), ("Radio Tarn", "publisher"), ("Observers of the Lakes", "organisation"),
]  # fmt: skip

TIES = [
    (0, 1, "opposes", True), (1, 0, "opposes", True), (3, 0, "backs", False), (3, 0, "arms", False), (4, 1, "backs", False),
    (4, 2, "recognises", False), (1, 2, "allied with", False), (2, 1, "speaks through", False), (6, 0, "speaks through", False),
    (0, 6, "controls", False), (7, 1, "opposes", True), (7, 6, "opposes", True), (8, 0, "backs", False), (10, 1, "allied with", False),
    (11, 2, "refuses to recognise", True), (12, 5, "backs", False), (13, 4, "allied with", False), (13, 3, "opposes", True),
    (14, 1, "controls", False), (15, 2, "refuses to recognise", True), (16, 12, "backs", False), (17, 0, "opposes", True),
    (17, 1, "allied with", False), (18, 1, "speaks through", False), (5, 9, "controls", False), (0, 2, "refuses to recognise", True),
    (3, 13, "opposes", True), (10, 7, "opposes", True), (4, 17, "backs", False), (15, 11, "allied with", False),
]  # fmt: skip

TITLES = [
    ("summary", "In short"), ("changed", "What changed since the last round"), ("table", "Who is at the table"),
    ("relations", "How they stand to one another"), ("positions", "Where each side stands"), ("refusals", "Refusals and conditions"),
    ("record", "What each side committed to"), ("contradictions", "Where accounts contradict"), ("ceasefire", "The ceasefire"),
    ("timeline", "How we came here"), ("questions", "Open questions"), ("room", "Notes for the room"),
]  # fmt: skip

WORDS = [
    "{one} said that it will attend the opening session, and asked that {two} not be seated in the same room.",
    "{one} holds that the withdrawal from the two fords comes before any talk of the harbour dues.",
    "It is not known whether {one} has a mandate to sign on behalf of {two}.",
    "According to {two}, {one} has kept 14 of the 17 posts that it undertook to leave by 30 April.",
    "{one} and {two} gave different numbers for the prisoners to be exchanged: 112 and 96.",
]

ISSUES = [
    "Ceasefire lines",
    "Monitoring",
    "Prisoners",
    "Harbour dues",
    "Fords",
    "Schools",
    "Amnesty",
    "Return",
    "Currency",
    "Courts",
]
STANCES = ["accepts", "rejects", "conditional", "", "accepts", "no position", "", "rejects", "accepts", "conditional"]
HAPPENED = [
    "Shelling of the lower ford reported", "Convoy let through", "Talks about talks in Vey", "Envoy received at the harbour",
    "Joint statement on prisoners", "Local truce at Red Ford", "Post at the pass changed hands", "Delegation list exchanged",
]  # fmt: skip


@dataclass
class Register:
    """The entries made up so far, each with the source that names it."""

    sources: list[Source] = field(default_factory=list)

    def entry(self, text: str, address: str = "") -> EntryId:
        entry = EntryId(f"{len(self.sources) + 1:032x}")
        self.sources.append(Source(entry=entry, text=text, address=address))
        return entry


def sample_paper(*, language: str = "en") -> Paper:
    register = Register()
    entries = [
        register.entry(
            f"{BODIES[number % 20][0]}, statement of {number % 28 + 1} April 2031, as reported by the Lakeside Courier",
            f"https://courier.example/2031/04/{number}" if number % 3 else "",
        )
        for number in range(34)
    ]
    sections = tuple(
        Section(id=key, title=title, sentences=_sentences(place, entries), figures=_figures(key, entries))
        for place, (key, title) in enumerate(TITLES)
    )
    return Paper(
        process="two-fords",
        seat="team",
        title="Briefing for the second round of the Two Fords talks",
        subtitle="For the mediator’s team; what was known by 4 May 2031, 09:00 UTC",
        handling="Confidential – mediator’s team only",
        language=language,
        as_of=AS_OF,
        sections=sections,
        sources=tuple(register.sources),
        sources_title="Sources",
    )


def _sentences(place: int, entries: list[EntryId]) -> tuple[Sentence, ...]:
    made = []
    for number, words in enumerate(WORDS):
        one, two = BODIES[(place * 3 + number) % 20][0], BODIES[(place * 5 + number * 7 + 2) % 20][0]
        first = (place * 5 + number * 3) % len(entries)
        resting = (entries[first], *([entries[(first + 9) % len(entries)]] if number % 2 else []))
        made.append(Sentence(text=words.format(one=one, two=two), entries=resting))
    return tuple(made)


def _figures(key: str, entries: list[EntryId]) -> tuple[Figure, ...]:
    if key == "relations":
        return (relations(entries),)
    if key == "positions":
        return (matrix(entries),)
    return (timeline(entries),) if key == "timeline" else ()


def relations(entries: list[EntryId]) -> RelationsMap:
    nodes = tuple(
        Node(id=EntryId(f"{900 + number:032x}"), name=name, sort=sort) for number, (name, sort) in enumerate(BODIES)
    )
    edges = tuple(
        Edge(
            start=nodes[one].id,
            end=nodes[two].id,
            label=label,
            hostile=hostile,
            entries=(entries[number % len(entries)],),
        )
        for number, (one, two, label, hostile) in enumerate(TIES)
    )
    rows = tuple(
        Row(
            heading=BODIES[one][0],
            cells=(Cell(text=label, entries=edge.entries), Cell(text=BODIES[two][0], entries=edge.entries)),
        )
        for (one, two, label, _), edge in zip(TIES, edges, strict=True)
    )
    table = Table(title="Relations on record", corner="Who", columns=("stands how", "to whom"), rows=rows)
    return RelationsMap(title="Map of relations", nodes=nodes, edges=edges, table=table)


def matrix(entries: list[EntryId]) -> Table:
    rows = []
    for number, (name, _) in enumerate(BODIES[:8]):
        stances = [STANCES[(number * 3 + place) % len(STANCES)] for place in range(len(ISSUES))]
        cells = tuple(
            Cell(text=stance, entries=(entries[(number * 4 + place) % len(entries)],)) if stance else Cell()
            for place, stance in enumerate(stances)
        )
        rows.append(Row(heading=name, cells=cells))
    return Table(title="Positions on each issue", corner="Body", columns=tuple(ISSUES), rows=tuple(rows))


def timeline(entries: list[EntryId]) -> Timeline:
    lanes = ["Talks", "Fighting", "Humanitarian", "Diplomacy elsewhere"]
    moments = []
    for number in range(40):
        start = datetime(2030, 11, 3, 12, tzinfo=UTC) + timedelta(days=number * 5 - (number % 3) * 2, hours=number)
        end = start + timedelta(days=12) if number % 9 == 4 else start
        moments.append(
            Moment(
                start=start,
                end=end,
                lane=lanes[number % 4],
                label=HAPPENED[number % 8],
                entries=(entries[number % len(entries)],),
            )
        )
    rows = tuple(
        Row(
            heading=f"{moment.start:%Y-%m-%d}",
            cells=(Cell(text=moment.label, entries=moment.entries), Cell(text=moment.lane, entries=moment.entries)),
        )
        for moment in moments
    )
    table = Table(title="Moments in order", corner="When", columns=("What", "Where it belongs"), rows=rows)
    return Timeline(title="Timeline", moments=tuple(moments), now=AS_OF, table=table)

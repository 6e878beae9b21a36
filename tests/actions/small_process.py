"""A small process file, and ways to spoil it."""

SMALL = """\
parley: 1
process: small
unless said: {room: public, made by: team, attribution: on the record, known: 2031-01-01}
entries:
  - {key: public, kind: room opened, name: Public record, everyone: yes, happened: unknown}
  - {key: team, kind: seat opened, name: The desk, role: desk, happened: unknown}
  - {key: north, kind: seat opened, name: North delegation, role: delegation, happened: unknown}
  - {key: south, kind: seat opened, name: South delegation, role: delegation, happened: unknown}
  - {key: visitor, kind: seat opened, name: Visitors, role: visitor, happened: unknown}
  - {key: desk, kind: room opened, name: The desk's room, sitters: [team], happened: unknown}
  - {key: caucus, kind: room opened, name: North caucus, sitters: [team, north], happened: unknown}
  - {key: north-room, kind: room opened, made by: north, name: North's own room, sitters: [north], happened: unknown}
  - {key: opening, kind: process opened, name: Harbour talks, purpose: to open the harbour, happened: 2031-01-01}
  - {key: n, kind: body named, name: North, sort: armed group, happened: unknown}
  - {key: s, kind: body named, name: South, sort: armed group, happened: unknown}
  - {key: harbour, kind: issue raised, name: Harbour, question: Who runs it?, happened: unknown}
  - key: fear
    kind: statement made
    room: caucus
    speaker: n
    words: We fear the winter.
    rendering: gist
    happened: 2031-01-02T10:00Z
    terms: {form: gist, to: [south], until: 2031-02-01T00:00Z}
    evidence: [opening]
  - key: line
    kind: position taken
    room: caucus
    made by: north
    by: n
    issue: harbour
    stance: against
    red line: yes
    salience: 0.8
    sureness: stated
    happened: 2031-01-03
    attribution: off the record
"""


def with_entry(**fields: str) -> str:
    """Return the small file with one more entry of these fields, in words as they stand in YAML."""
    written = {"key": "more", "kind": "note made", "title": "A note", "words": "Heard.", "happened": "2031-01-04"}
    written.update({name.strip("_").replace("_", " "): value for name, value in fields.items()})
    return SMALL + "  - {" + ", ".join(f"{name}: {value}" for name, value in written.items() if value) + "}\n"


LAST_LINE = SMALL.count("\n") + 1

"""Talks out of which something is handed over, without a database: what their desk sees, and its pack and file."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from parley.actions.handing_over import hand_over
from parley.actions.pack_file import pack_file
from parley.actions.pack_text import entries_of
from parley.actions.plain_yaml import read_text
from parley.actions.process_file import read_process
from parley.process.fold import fold
from parley.record.kinds.process import ProcessLinked
from parley.record.kinds.rooms import SeatOpened
from parley.record.seat import Seat
from parley.wording import wording

NOW = datetime(2031, 3, 1, 9, 30, 12, tzinfo=UTC)
TALKS = """\
parley: 1
process: harbour
unless said: {room: public, made by: team, attribution: on the record, known: 2031-01-01}
entries:
  - {key: public, kind: room opened, name: Public record, everyone: yes, happened: unknown}
  - {key: team, kind: seat opened, name: The desk, role: desk, happened: unknown}
  - {key: envoy, kind: seat opened, name: The envoy, role: envoy, happened: unknown}
  - {key: north, kind: seat opened, name: North delegation, role: delegation, happened: unknown}
  - {key: lake, kind: seat opened, name: Lake mission, role: observer, happened: unknown}
  - {key: desk, kind: room opened, name: SECRETDESK, sitters: [team], happened: unknown}
  - {key: mediators, kind: room opened, name: SECRETMEDIATORS, sitters: [team, envoy], happened: unknown}
  - {key: caucus, kind: room opened, name: SECRETCAUCUS, sitters: [team, north], happened: unknown}
  - {key: aside, kind: room opened, name: SECRETASIDE, sitters: [team, isle], happened: unknown}
  - {key: isle, kind: seat opened, room: aside, name: Isle mission, role: observer, happened: unknown}
  - {key: opening, kind: process opened, name: Harbour talks, purpose: to open the harbour, happened: 2031-01-01}
  - {key: lake-talks, kind: process linked, name: Lake talks, link: feeds into, happened: 2031-01-01}
  - {key: n, kind: body named, name: North, sort: armed group, happened: unknown}
  - {key: issue, kind: issue raised, name: The quay, question: Who runs the quay?, happened: unknown}
"""
TO_LAKE = "terms: {form: verbatim, to: [lake]}"


def more(*entries: str) -> str:
    """Return the talks with more entries, each as the inside of a mapping of YAML."""
    return TALKS + "".join(f"  - {{{entry}}}\n" for entry in entries)


def note(key: str, words: str, *rest: str) -> str:
    """Return a note of the desk in its own room, on terms that let it go unless others are said."""
    said = {"room": "room: desk", "terms": TO_LAKE, "happened": "happened: 2031-01-05"}
    said.update({one.partition(":")[0]: one for one in rest})
    kept = [one for one in said.values() if not one.endswith(": unsaid")]
    return ", ".join([f"key: {key}", "kind: note made", "title: A note", f"words: {words}", *kept])


def seen_by(text: str, seat: str = "team"):
    """Return what a seat sees of a process file, and its handle."""
    process = read_process(read_text(text, path=Path("talks.yaml")), path=Path("talks.yaml"))
    who = process.seats[seat][0]
    rooms = {
        room
        for room, opened in process.rooms.values()
        if opened.everyone or who in {sitter.seat for sitter in opened.sitters}
    }
    state = fold(one for one in entries_of(process) if one.room in rooms)
    return state, Seat(id=who, process=process.id, key=seat, role="")


def made(text: str, *, seat: str = "team", to: str = "", taker: str = "lake", now: datetime = NOW):
    """Return what a seat would hand over to a linked process, and through which other seat."""
    state, holder = seen_by(text, seat)
    linked = [one.id for one in state.facts(ProcessLinked) if to in {"", one.what.name}]
    keys = {one.what.key: one.what.seat for one in state.facts(SeatOpened)}
    return hand_over(state, seat=holder, process="harbour", to=linked[0], taker=keys[taker] if taker else None, now=now)


def words_in(content: bytes) -> str:
    """Return everything that stands in a ZIP file: the names and contents of its parts, and of parts within parts."""
    found = []
    with ZipFile(io.BytesIO(content)) as opened:
        for entry in opened.infolist():
            part = opened.read(entry)
            found.append(entry.filename + entry.comment.decode() + entry.extra.decode("latin-1"))
            found.append(words_in(part) if part.startswith(b"PK") else part.decode())
    return "\n".join(found)


def handed(text: str, **how) -> str:
    """Return everything that stands in the file of what would be handed over, and that without its markup."""
    written = words_in(pack_file(made(text, **how).pack, words=wording()))
    return written + re.sub(r"<[^>]+>", "", written)

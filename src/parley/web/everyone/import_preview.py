"""What an import would put on record, shown before anything is: from what was found, or from what comes back."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from parley.actions.intake.found import Found, NotTaken
from parley.actions.intake.naming import ONLY_PERSONS, PERSON, Asked, Names, key_of, names_known_in
from parley.actions.rooms import RoomChoice, open_rooms
from parley.record.entry import Draft
from parley.record.kinds.bodies import BodySort
from parley.record.references import EntryId, RoomId
from parley.web.envelope import now_of
from parley.web.everyone import import_notes, import_tables
from parley.web.everyone.import_form import said
from parley.web.everyone.import_notes import NotePiece
from parley.web.everyone.import_tables import COLUMNS_CHANGED, LOST, TablePiece
from parley.web.form_fields import Choices, by_name, called
from parley.web.viewer import Viewer
from parley.wording import Wording, mark

MOST_TOLD = 200
NOTHING_KEPT = mark("Nothing is ticked: tick what you want to put on record.")


@dataclass(slots=True, kw_only=True)
class Preview:
    """What an import would put on record in a room.

    Args:
        room: the room, and who reads there.
        token: the token of the form.
        told: what was found and left out, in words.
        notes: the texts.
        tables: the tables.
        names: whom the tables name.
    """

    room: RoomChoice
    token: str
    told: list[str]
    notes: list[NotePiece]
    tables: list[TablePiece]
    names: Names

    @property
    def decided(self) -> str:
        """What is decided of the names that tables ask about."""
        made = ((key, self.names.decision(key, asked)) for key, asked in sorted(self.names.asked.items()))
        return "&".join(f"{field_of(key)}={decision}" for key, decision in made if decision)

    def look(self) -> None:
        """Read the tables."""
        for table in self.tables:
            table.look(self.names, everyone=self.room.everyone)

    def has_changed(self, *, words: Wording) -> bool:
        """Tell whether a table would be read otherwise than it was shown, and keep that as its error."""
        for table in self.tables:
            if table.takes_rows and table.shown != table.digest(self.decided):
                table.errors["rows"] = words(COLUMNS_CHANGED)
        return any("rows" in table.errors for table in self.tables)

    def drafts(self, *, words: Wording) -> list[tuple[bytes, Draft[Any]]]:
        """Return all that is ticked, whom nobody knew first; where something is wrong, that is kept with its piece."""
        kept: list[tuple[bytes, Draft[Any]]] = []
        before: dict[EntryId, tuple[bytes, Draft[Any]]] = {}
        for note in self.notes:
            if note.kept:
                kept += note.drafts(self.token, words=words)
        for table in self.tables:
            for token, draft, first in table.drafts(self.token, words=words):
                kept.append((token, draft))
                new = [one for one in first if one not in before]
                for one, naming in import_tables.naming_drafts(new, names=self.names, known=table.known):
                    before[one] = (self.names.token_of(key_of(self.names.new[one].name)), naming)
        bodies_first = sorted(before.values(), key=lambda one: hasattr(one[1].what, "of"))
        return [*bodies_first, *kept]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, each with the field to which it leads."""
        pieces: list[NotePiece | TablePiece] = [*self.notes, *self.tables]
        return [(f"{piece.name}-{name}", message) for piece in pieces for name, message in piece.errors.items()]


def previewed(found: Found, *, room: str, token: str, viewer: Viewer, words: Wording) -> Preview:
    """Return what was found as it is first shown."""
    now = now_of(viewer)
    preview = Preview(
        room=_room(viewer, room),
        token=token,
        told=[said(one, words=words) for one in found.remarks][:MOST_TOLD],
        notes=import_notes.notes_found(found.texts, now=now, words=words),
        tables=import_tables.tables_found(found.sheets, now=now),
        names=_names(viewer, room=room, token=token, decided=lambda _: None),
    )
    preview.look()
    return preview


def sent_back(sent: QueryDict, *, token: str, viewer: Viewer) -> Preview:
    """Return what comes back from the page.

    Raises:
        NotTaken: when it was lost on the way.
        LookupError: when nothing can be put on record in such a room.
    """
    room = _room(viewer, sent.get("room", ""))
    decisions = {name: value for name, value in sent.items() if name.startswith("who-")}
    preview = Preview(
        room=room,
        token=token,
        told=sent.getlist("told")[:MOST_TOLD],
        notes=import_notes.notes_sent(sent),
        tables=import_tables.tables_sent(sent),
        names=_names(viewer, room=room.room, token=token, decided=lambda key: decisions.get(field_of(key))),
    )
    if not preview.notes and not preview.tables:
        raise NotTaken(LOST)
    preview.look()
    return preview


def field_of(key: str) -> str:
    """Return the field in which is said who a name is."""
    return f"who-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def choices_for(asked: Asked, *, names: Names, viewer: Viewer, words: Wording) -> Choices:
    """Return whom a name may mean: first those who are so called, then all others on record, then somebody new."""
    state = viewer.state
    known = [(one.id, called(state, one)) for one in by_name(names.those_known(asked.points_to), state=state)]
    so_called = [one for one in known if one[0] in asked.means]
    others = [one for one in known if one[0] not in asked.means]
    new = [(PERSON, words("A person"))] if ONLY_PERSONS in asked.points_to else []
    if "body named" in asked.points_to:
        new += [(sort.value, words.choice(sort.value)) for sort in BodySort]
    return [
        *((words("So called on record"), so_called) for _ in so_called[:1]),
        *((words("Others on record"), others) for _ in others[:1]),
        *((words("Put on record first, as"), new) for _ in new[:1]),
    ]


def _names(viewer: Viewer, *, room: str, token: str, decided: Callable[[str], str | None]) -> Names:
    where = RoomId(room)
    known = names_known_in(where, state=viewer.state)
    return Names(room=where, seat=viewer.seat.id, token=token, known=known, decided=decided)


def _room(viewer: Viewer, room: str) -> RoomChoice:
    for one in open_rooms(viewer.state):
        if one.room == room:
            return one
    raise LookupError("nothing is put on record in such a room")

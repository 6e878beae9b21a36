"""What the owner knows of each seat's entries, and whether something that came back tells of a hidden one."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg
from psycopg.conninfo import make_conninfo

from parley.record.opening import Record
from parley.record.seat import Seat

WEB = "web"
SHORTEST_MARK = 8


@dataclass(frozen=True)
class Known:
    """An entry as the owner of the record finds it."""

    id: str
    room: str
    seat: str
    kind: str
    body: bytes
    seal: tuple[bytes, ...]


@dataclass(frozen=True)
class Wall:
    """The small talks, other people's talks beside them, and what the owner knows of both."""

    record: Record
    seats: dict[str, Seat]
    sits: dict[str, set[str]]
    entries: list[Known]
    asked: dict[str, str] = field(default_factory=dict)

    def role(self, who: str) -> str:
        return self.record.web_role if who == WEB else self.seats[who].role

    def visible(self, who: str) -> list[Known]:
        return [entry for entry in self.entries if who != WEB and entry.room in self.sits[self.seats[who].id]]

    def hidden(self, who: str) -> list[Known]:
        seen = self.visible(who)
        return [entry for entry in self.entries if entry not in seen]

    def marks(self, who: str) -> set[str]:
        """Return what tells of an entry that is hidden: ids, seals, words; none stands in what is visible."""
        found = set().union(*map(signs, self.hidden(who)))
        seen = set().union(*map(signs, self.visible(who)), set())
        return (found - seen) | {words for other, words in self.asked.items() if other != who}

    def names(self, who: str) -> dict[str, str]:
        """Return what the attacker may know: names of roles, seats, and even ids that are hidden from it."""
        hidden = [entry for entry in self.hidden(who) if not entry.kind.startswith("room opened")]
        other = "north" if who in {"south", "visitor", WEB} else "south"
        return {
            "other_role": self.role(other),
            "web_role": self.record.web_role,
            "owner_role": psycopg.conninfo.conninfo_to_dict(self.record.owner)["user"],
            "other_seat": self.seats[other].id,
            "seat": self.seats[who].id if who in self.seats else "00" * 16,
            "process": self.seats["team"].process,
            "hidden_room": hidden[0].room,
            "hidden_entry": hidden[0].id,
            "hidden_kind": hidden[0].kind,
        }

    def connection(self, who: str) -> psycopg.Connection:
        """Return a fresh connection on which the role itself is logged in."""
        role = self.role(who)
        address = make_conninfo(**self.record.address, user=role, password=self.record.password_of(role))
        return psycopg.connect(address, autocommit=True)


def signs(entry: Known) -> set[str]:
    """Return what tells of an entry, wherever it stands; a lone word such as “delegation” does not."""
    words = {
        word for word in strings(json.loads(entry.body)["what"]) if len(word) >= SHORTEST_MARK and not word.isalpha()
    }
    return {entry.id, entry.room, entry.body.hex(), *(part.hex() for part in entry.seal), *words}


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def text_of(value) -> str:
    """Return all that a value tells, bytes both as digits and as what they may spell."""
    if isinstance(value, bytes | memoryview):
        return f"{bytes(value).hex()} {bytes(value).decode(errors='replace')}"
    if isinstance(value, dict | list | tuple):
        return " ".join(map(text_of, value.items() if isinstance(value, dict) else value))
    return str(value)


def attack(connection: psycopg.Connection, statements: list[str]) -> str:
    """Send the statements one after the other, whichever fail, and return all that came back."""
    heard: list[str] = []
    connection.add_notice_handler(lambda notice: heard.append(f"{notice.message_primary} {notice.message_detail}"))
    for statement in statements:
        try:
            with connection.cursor() as cursor:
                if statement.startswith("copy") and statement.endswith("stdout"):
                    with cursor.copy(statement) as rows:
                        heard += map(text_of, rows)
                else:
                    cursor.execute(statement)
                    heard += map(text_of, cursor if cursor.description else ())
        except psycopg.Error as error:
            heard.append(f"{error} {error.diag.message_detail} {error.diag.context} {error.diag.message_hint}")
    with suppress(psycopg.Error):
        heard += [note.payload for note in connection.notifies(timeout=0)]
    return "\n".join(heard)


def obtained(wall: Wall, heard: str, *, who: str, said: str = "") -> set[str]:
    """Return the marks of what is hidden that came back and had not been put in by the attacker."""
    plain = heard + heard.replace("-", "")
    return {mark for mark in wall.marks(who) if mark in plain and mark not in said}


def filled(wall: Wall, statements: list[str], *, who: str) -> list[str]:
    for name, value in wall.names(who).items():
        statements = [statement.replace(f"@{name}@", value) for statement in statements]
    return statements

"""Every tampering that chance thinks of is found.

process.key stands nowhere else, so that nothing can be held against it: it is left out. An entry whose words and salt
are both gone is a gap that erasing leaves, and no fault.
"""

import random
from collections import Counter
from datetime import datetime, timedelta

import psycopg
import pytest
from psycopg import sql

from parley.record import store, verifying
from parley.record.kinds.papers import CorrectionMade
from parley.record.kinds.rooms import RoomClosed, SeatClosed
from tests.record.talks_on_record import Talks, note

TAMPERINGS = 1000
COLUMNS = {
    "entry": ("id", "room", "n", "seat", "person", "recorded", "kind", "body", "salt", "leaf", "chain"),
    "head": ("room", "n", "chain", "recorded", "closed"),
    "sits": ("seat", "room"),
    "room": ("id", "process", "everyone"),
    "seat": ("id", "process", "key", "role", "opens_rooms", "writes", "closed"),
}
SWAPPED = [("body",), ("n",), ("body", "salt"), ("body", "salt", "leaf"), ("kind", "body", "salt", "leaf"), ("chain",)]
CONSTRAINTS = """
    select conrelid::regclass::text, conname from pg_catalog.pg_constraint
    where connamespace in ('parley'::regnamespace, 'accounts'::regnamespace) and contype in ('f', 'u', 'p')
    order by contype
"""


@pytest.fixture(scope="module")
def lively(new_record):
    """A record of two processes with some sixty entries, a closed room and a closed seat."""
    record = new_record()
    Talks(record).founded()
    talks = Talks(record).founded()
    for room, by in [("public", "team"), ("caucus", "north"), ("table", "south"), ("desk", "team")]:
        first = talks.append(note(f"First in {room}."), by=by, room=room)
        talks.append(CorrectionMade(corrects=first.id, why="A slip."), by=by, room=room)
    for number in range(8):
        talks.append(note(f"Word {number}."), by="north", room="caucus")
    talks.append(RoomClosed(), room="desk")
    talks.append(SeatClosed(seat=talks.seat_id("south")), room="table")
    yield record
    record.close()


class Tampering:
    """An owner of the database who has lifted every rule of it, and changes one thing at a time."""

    def __init__(self, connection, *, seed):
        self.connection = store.prepare(connection)
        self.chance = random.Random(seed)
        connection.execute("alter table parley.entry disable row level security")
        for table, name in connection.execute(CONSTRAINTS).fetchall():
            connection.execute(f"alter table {table} drop constraint if exists {name} cascade")
        self.rows = {table: self._read(table) for table in COLUMNS}

    def _read(self, table):
        columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
        query = sql.SQL("select ctid::text, {} from parley.{}").format(columns, sql.Identifier(table))
        with self.connection.cursor(binary=True, row_factory=psycopg.rows.dict_row) as cursor:
            return cursor.execute(query).fetchall()

    def happen(self):
        """Change something, and return in words what it was."""
        return self.chance.choices([self.flip, self.swap, self.delete], weights=[6, 2, 2])[0]()

    def flip(self):
        """Change one value of one row; of who sits where, this moves the seat."""
        table = self.chance.choice(["entry", *COLUMNS])
        row, column = self.chance.choice(self.rows[table]), self.chance.choice(COLUMNS[table])
        new = self._another(table, column, row[column])
        assert new != row[column]
        self._set(table, row, {column: new})
        return f"{table}.{column} changed"

    def swap(self):
        """Let two entries change places in some of their columns."""
        columns = self.chance.choice(SWAPPED)
        one, other = self.chance.sample(self.rows["entry"], 2)
        while all(one[column] == other[column] for column in columns):
            one, other = self.chance.sample(self.rows["entry"], 2)
        self._set("entry", one, {column: other[column] for column in columns})
        self._set("entry", other, {column: one[column] for column in columns})
        return f"entry.{'+'.join(columns)} swapped"

    def delete(self):
        """Take away a row, or the last entry of a room, or everybody of a room."""
        what = self.chance.choice([*COLUMNS, "last", "everybody"])
        rows = self.rows.get(what, [])
        if what == "everybody":
            room = self.chance.choice(self.rows["room"])["id"]
            self.connection.execute("delete from parley.sits where room = %s::uuid", [room])
        elif what == "last":
            head = self.chance.choice(self.rows["head"])
            rows = [row for row in self.rows["entry"] if (row["room"], row["n"]) == (head["room"], head["n"])]
        if rows:
            table = "entry" if what == "last" else what
            query = sql.SQL("delete from parley.{} where ctid = %s::tid").format(sql.Identifier(table))
            self.connection.execute(query, [self.chance.choice(rows)["ctid"]])
        return f"{what} deleted"

    def _set(self, table, row, values):
        sets = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(one), sql.Placeholder()) for one in values)
        query = sql.SQL("update parley.{} set {} where ctid = {}::tid").format(
            sql.Identifier(table), sets, sql.Placeholder()
        )
        assert self.connection.execute(query, [*values.values(), row["ctid"]]).rowcount == 1

    def _another(self, table, column, value):
        """Return another value of a column: one that stands elsewhere in it, or one that is made up."""
        others = [row[column] for row in self.rows[table] if row[column] not in (value, None)]
        if others and self.chance.random() < 0.3:
            return self.chance.choice(others)
        if value is None:
            return f"{self.chance.getrandbits(128):032x}"
        return self._flipped(value)

    def _flipped(self, value):
        """Return a value with a bit or a character changed."""
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return value ^ (1 << self.chance.randrange(40))
        if isinstance(value, datetime):
            return value + timedelta(microseconds=self.chance.choice([-1, 1]) * (1 + self.chance.getrandbits(40)))
        if isinstance(value, bytes):
            flipped = bytearray(value)
            flipped[self.chance.randrange(len(value))] ^= 1 << self.chance.randrange(8)
            return bytes(flipped)
        place = self.chance.randrange(len(value))
        letters = [letter for letter in "0123456789abcdef" if letter != value[place]]
        return value[:place] + self.chance.choice(letters) + value[place + 1 :]


def tampered(record, *, seed, times):
    """Tamper as often as this, undoing it each time, and count what was not found."""
    unseen = Counter()
    with psycopg.connect(record.owner) as connection:
        tampering = Tampering(connection, seed=seed)
        assert list(verifying._faults(connection, role_of=record.role_of)) == []  # noqa: SLF001
        for _ in range(times):
            with connection.transaction(force_rollback=True):
                what = tampering.happen()
                found = next(verifying._faults(connection, role_of=record.role_of), None)  # noqa: SLF001
                unseen[what] += found is None
        connection.rollback()
    return +unseen


def test_record_that_was_not_touched_holds(lively):
    assert verifying.verify(lively) == []


def test_every_one_of_a_thousand_flips_and_swaps_and_deletions_is_found(lively):
    assert tampered(lively, seed=20310101, times=TAMPERINGS) == {}
    assert verifying.verify(lively) == []


def test_fault_names_the_room_or_the_seat_and_none_of_the_words(lively):
    with psycopg.connect(lively.owner) as connection:
        tampering = Tampering(connection, seed=1)
        row = next(row for row in tampering.rows["entry"] if b"Word 3." in row["body"])
        tampering._set("entry", row, {"body": row["body"].replace(b"Word 3.", b"Word 4.")})  # noqa: SLF001
        (fault,) = verifying._faults(connection, role_of=lively.role_of)  # noqa: SLF001
        connection.rollback()
    assert fault.where == f"room {row['room']}"
    assert fault.what == f"entry {row['n']} does not hold the words that were sealed"


@pytest.mark.parametrize("table", ["entry", "head"])
@pytest.mark.parametrize("time", ["infinity", "-infinity", "20000-01-01Z", "0044-03-15Z BC"])
def test_time_beyond_the_calendar_is_a_fault_and_stops_nothing(lively, table, time):
    with psycopg.connect(lively.owner) as connection:
        tampering = Tampering(connection, seed=1)
        row = tampering.rows[table][0]
        tampering._set(table, row, {"recorded": time})  # noqa: SLF001
        found = [fault.where for fault in verifying._faults(connection, role_of=lively.role_of)]  # noqa: SLF001
        connection.rollback()
    assert f"room {row['room']}" in found

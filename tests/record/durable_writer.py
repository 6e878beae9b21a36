"""A writer that is killed at any moment: it notes what it tries, and what was acknowledged as soon as that is so.

Run as `python -m tests.record.durable_writer HOME JOURNAL SEAT PROCESS KEY ROLE ROOM`.
"""

import logging
import os
import secrets
import sys
import time
from pathlib import Path

from parley.record import writing
from parley.record.opening import RecordUnavailable, opened
from parley.record.references import ProcessId, RoomId, SeatId
from parley.record.seat import Seat
from tests.record.talks_on_record import draft, note

PAUSE = 0.005
"""Between entries, so that there are not ever more of them to look at after each blow."""


def say(journal: int, *words: object) -> None:
    """Write a line that outlives this process, which one call to the kernel does."""
    os.write(journal, (" ".join(map(str, words)) + "\n").encode())


def write_on(home: Path, journal: int, *, seat: Seat, room: RoomId) -> None:
    """Append one entry after another; one of which nothing was heard is tried again under its token."""
    with opened(home, serving=True) as record:
        while True:
            token = secrets.token_bytes(16)
            say(journal, "tries", token.hex())
            while True:
                try:
                    placed = writing.append(
                        draft(note(token.hex() * 20)),
                        record=record,
                        seat=seat,
                        room=room,
                        token=token,
                        salt=secrets.token_bytes(32),
                    )
                except RecordUnavailable:
                    time.sleep(0.02)
                else:
                    break
            say(journal, "has", token.hex(), placed.id, placed.number, placed.recorded.isoformat())
            time.sleep(PAUSE)


def main(home: str, path: str, seat: str, process: str, key: str, role: str, room: str) -> None:
    """Write on until killed."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # that connections are lost is what is tested
    journal = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    holder = Seat(id=SeatId(seat), process=ProcessId(process), key=key, role=role)
    write_on(Path(home), journal, seat=holder, room=RoomId(room))


if __name__ == "__main__":
    main(*sys.argv[1:])

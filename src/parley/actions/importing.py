"""Importing: a process file becomes a process on record, whole or not at all."""

import secrets
from pathlib import Path

from parley.actions.plain_yaml import FileFault
from parley.actions.process_file import ProcessFile, read_process_file
from parley.record import founding
from parley.record.opening import Record
from parley.record.references import BYTES_OF_SALT, ProcessId
from parley.record.refusals import NotYours


def import_process(path: Path, *, record: Record) -> ProcessFile:
    """Put the process of a file on record and return it; its recorded times are those of the import.

    Raises:
        FileFault: when the file does not hold a process, or an entry is made where a seat or room was closed by then.
        Taken: when there is a process under its key.
    """
    process = read_process_file(path, process=ProcessId(secrets.token_hex(16)))
    try:
        founding.found(
            record,
            process=process.id,
            key=process.process,
            seats=[founding.NewSeat(id=seat, key=key, role=role) for key, (seat, role) in process.seats.items()],
            rooms=[
                founding.NewRoom(id=room, seats=frozenset(one.seat for one in opened.sitters), everyone=opened.everyone)
                for room, opened in process.rooms.values()
            ],
            entries=[
                founding.NewEntry(
                    room=entry.room,
                    seat=entry.seat,
                    token=entry.token,
                    salt=secrets.token_bytes(BYTES_OF_SALT),
                    draft=entry.draft,
                )
                for entry in process.entries
            ],
        )
    except NotYours as error:
        raise FileFault(str(error), path=path) from error
    return process

"""Upkeep: when a record was last backed up, drilled and verified, as its data folder remembers."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

KEPT_IN = "upkeep.json"


class Upkeep(msgspec.Struct, frozen=True, kw_only=True):
    """What was last done; None where it never was."""

    backed_up: datetime | None = None
    drilled: datetime | None = None
    verified: datetime | None = None
    holds: bool | None = None
    """Whether everything held when it was last verified."""


def upkeep_of(home: Path) -> Upkeep:
    """Return what was last done; a note that cannot be read says that nothing was."""
    try:
        return msgspec.json.decode((home / KEPT_IN).read_bytes(), type=Upkeep)
    except (OSError, msgspec.MsgspecError):
        return Upkeep()


def remember(home: Path, **done: datetime | bool) -> None:
    """Remember what was done, beside what was done before; it tells nothing of what is on record."""
    note = msgspec.structs.replace(upkeep_of(home), **done)
    handle, name = tempfile.mkstemp(dir=home, prefix=f".{KEPT_IN}-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.json.encode(note))
    Path(name).replace(home / KEPT_IN)

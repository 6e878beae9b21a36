"""Putting a file in its place: whole or not at all, for its owner alone, and on the disk before it has its name."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def placed(file: Path) -> Iterator[BinaryIO]:
    """Lend a stream, and put what was written to it in its place, over what stood there, once all of it is on the disk.

    Raises:
        OSError: when the folder is missing or closed or the disk is full; nothing of it is kept then.
    """
    # The name of the unfinished file tells nothing, and `mkstemp` opens it for its owner alone.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _settle(file.parent)


def _settle(folder: Path) -> None:
    # The new name is in the folder, which has to reach the disk as well; some file systems refuse to be asked.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Writing a paper to a file: whole or not at all, for its owner's eyes, in the format that the file's name asks for."""

from collections.abc import Callable
from pathlib import Path

from parley.documents.formats.docx import to_docx
from parley.documents.formats.fixed_json import to_json
from parley.documents.formats.html import to_html
from parley.documents.formats.markdown import to_markdown
from parley.documents.paper import Paper
from parley.record.placing import placed

FORMATS: dict[str, Callable[[Paper], str | bytes]] = {
    ".html": to_html,
    ".docx": to_docx,
    ".md": to_markdown,
    ".json": to_json,
}


class UnknownFormat(ValueError):
    """A file's name asks for no format that Parley writes."""


class NotWritten(OSError):
    """A paper could not be written to its file; nothing of it is left behind."""


def write_out(paper: Paper, path: Path) -> None:
    """Write a paper to a file that only its owner may read, in place of one that stood there.

    Raises:
        UnknownFormat: naming the formats that there are.
        NotWritten: with the system's reason, when the folder is missing or closed or the disk is full.
    """
    written = format_of(path)(paper)
    write_file(written.encode("utf-8") if isinstance(written, str) else written, path)


def format_of(path: Path) -> Callable[[Paper], str | bytes]:
    """Return what writes the format that a file's name asks for.

    Raises:
        UnknownFormat: naming the formats that there are.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise UnknownFormat(f"cannot write “{path.name}”: end its name in .html, .docx, .md or .json")
    return write


def write_file(content: bytes, path: Path) -> None:
    """Write a file that only its owner may read, whole or not at all, in place of one that stood there.

    Raises:
        NotWritten: with the system's reason, when the folder is missing or closed or the disk is full.
    """
    try:
        with placed(path) as file:
            file.write(content)
    except OSError as error:
        raise NotWritten(f"cannot write “{path}”: {error.strerror or error}; nothing of it was kept") from error

"""A text as notes for the record: one, or several where it is longer than a note may be."""

from collections.abc import Iterator

LONGEST_NOTE = 20_000
LONGEST_TITLE = 200


def notes_of(words: str, *, title: str) -> tuple[tuple[str, str], ...]:
    """Return titles and words of the notes that hold a text whole: it is divided between lines, or else within one."""
    parts = list(_parts(words.strip("\n")))
    if len(parts) == 1:
        return ((title, parts[0]),)
    return tuple((_numbered(title, number, of=len(parts)), part) for number, part in enumerate(parts, 1))


def _parts(words: str) -> Iterator[str]:
    while len(words) > LONGEST_NOTE:
        at = words.rfind("\n\n", LONGEST_NOTE // 2, LONGEST_NOTE)
        at = words.rfind("\n", 1, LONGEST_NOTE) if at < 0 else at
        at = words.rfind(" ", 1, LONGEST_NOTE) if at < 0 else at
        at = LONGEST_NOTE if at < 0 else at
        yield words[:at]
        words = words[at:].strip("\n")
    yield words


def _numbered(title: str, number: int, *, of: int) -> str:
    ending = f" ({number}/{of})"
    return title[: LONGEST_TITLE - len(ending)] + ending

"""The characters of a text from outside: which are refused, and which are shown rather than obeyed."""

import re

from parley.actions.intake.found import NotTaken
from parley.wording import mark

REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")
"""What no entry holds (record/encoding.py), and halves of characters."""

TURNS = re.compile(r"[\u202a-\u202e]")
"""They turn the direction of what follows, so that words read otherwise than they are written."""

BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def shown(text: str) -> str:
    """Return a text with what would turn its direction written out, as in ⟦U+202E⟧, and with plain line breaks."""
    return TURNS.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", BREAKS.sub("\n", text))


def turned(text: str) -> int:
    """Return how many characters of a text would turn its direction."""
    return len(TURNS.findall(text))


def checked(text: str, *, where: str) -> str:
    """Return a text as it is shown.

    Raises:
        NotTaken: when it holds a control character, naming the line.
    """
    text = shown(text)
    found = REFUSED.search(text)
    if found:
        raise NotTaken(
            mark(
                "“{where}” holds a control character ({code}) in line {line}, so it is no text: save it as plain text"
                " (UTF-8) or as .docx and choose it again."
            ),
            where=where[:80],
            code=f"U+{ord(found[0]):04X}",
            line=text.count("\n", 0, found.start()) + 1,
        )
    return text


TURNED = mark("Characters that turn the direction of writing are shown as ⟦U+202E⟧ and not obeyed: {n}.")

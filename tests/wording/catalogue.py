"""The catalogue of every message in the code; `python -m tests.wording.catalogue` writes it to src/parley/locale."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import polib

from parley.documents.briefing.view import MONTHS
from parley.process import matrix
from parley.record import entry
from parley.record.kinds import bodies, issues, meetings, papers, process, rooms
from parley.record.kinds.catalogue import KINDS, PARTS
from parley.record.kinds.shape import shape

SOURCE = Path(__file__).parents[2] / "src" / "parley"
POT = SOURCE / "locale" / "parley.pot"
ONE_MESSAGE = {"say", "lead", "words", "wording", "mark"}
ONE_AND_MANY = {"count", "mark_count"}
CHOICES = "choice"
SAID = re.compile(r"""\{%\s*say\s+(?:"([^"]+)"|'([^']+)')""")


def choices() -> list[str]:
    """Return every word of a fixed list: the members of enumerations, the kinds, their fields, the months."""
    found = {*KINDS, *MONTHS, "is allied with", "not known"}
    for module in (entry, matrix, process, rooms, bodies, meetings, issues, papers):
        for member in vars(module).values():
            if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum:
                found.update(choice.value for choice in member)
    found.update(field.label for kind in KINDS.values() for field in shape(kind))
    found.update(field.label for part in PARTS for field in shape(part))
    return sorted(found)


def messages() -> list[tuple[str, ...]]:
    """Return every message that the code puts into words: alone, or one and many."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        found.update(_messages_of(ast.parse(path.read_text(encoding="utf-8"))))
    for path in SOURCE.rglob("*.html"):
        found.update((one or other,) for one, other in SAID.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


def catalogue() -> str:
    """Return the catalogue as a template for translators, the same for the same code."""
    made = polib.POFile(wrapwidth=118)
    made.metadata = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    for message in messages():
        if len(message) == 1:
            made.append(polib.POEntry(msgid=message[0]))
        else:
            made.append(polib.POEntry(msgid=message[0], msgid_plural=message[1], msgstr_plural={0: "", 1: ""}))
    made.extend(polib.POEntry(msgid=choice, msgctxt=CHOICES) for choice in choices())
    return f"{made}\n"


def _messages_of(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        wanted = 1 if name in ONE_MESSAGE else 2 if name in ONE_AND_MANY else 0
        literals = [
            one.value for one in node.args[:wanted] if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if wanted and len(literals) == wanted:
            yield tuple(literals)


if __name__ == "__main__":
    POT.write_text(catalogue(), encoding="utf-8")

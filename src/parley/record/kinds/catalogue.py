"""The catalogue of kinds: every kind of entry under its name in words, and every version that was ever written.

Kinds are for ever: a new shape is a new version with a reader of its own, and none is renamed.
"""

import re
from types import ModuleType
from typing import Any

from parley.record.kinds import bodies, issues, meetings, papers, process, rooms


def kind_name(kind: type[Any]) -> str:
    """Return the name in words of a kind: `statement made` of StatementMade."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()


def _kinds_of(module: ModuleType) -> dict[str, type[Any]]:
    own = (
        member for member in vars(module).values() if isinstance(member, type) and member.__module__ == module.__name__
    )
    return {kind_name(kind): kind for kind in own if hasattr(kind, "__dataclass_fields__") and kind not in PARTS}


PARTS: frozenset[type[Any]] = frozenset({rooms.Sitter, papers.Tally})
"""Dataclasses that are parts of kinds and no kinds themselves."""

KINDS: dict[str, type[Any]] = {
    name: kind
    for module in (process, rooms, bodies, meetings, issues, papers)
    for name, kind in _kinds_of(module).items()
}
"""Every kind that can be put on record today, by its name in words."""

VERSION: dict[str, int] = dict.fromkeys(KINDS, 1)
"""The version of each kind that is written today."""

READERS: dict[str, type[Any]] = {f"{name}/{VERSION[name]}": kind for name, kind in KINDS.items()}
"""The class that reads each kind and version that was ever written."""

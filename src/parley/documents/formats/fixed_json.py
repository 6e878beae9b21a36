"""A paper as JSON, in the fixed form on which scripts rely."""

import json
from datetime import UTC

from parley.documents.paper import Paper, Section


def to_json(paper: Paper) -> str:
    """Return a paper's sentences as JSON: `process`, `seat`, `as_of` and `sections`, keys always in this order.

    Figures are left out; `as_of` is in UTC, to the second.
    """
    content = {
        "process": paper.process,
        "seat": paper.seat,
        "as_of": f"{paper.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "sections": [_section(section) for section in paper.sections],
    }
    written = json.dumps(content, ensure_ascii=False, indent=2)
    # Half of a surrogate pair is no character, and UTF-8 has no bytes for it.
    return written.encode("utf-8", "replace").decode("utf-8") + "\n"


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "title": section.title,
        "sentences": [{"text": sentence.text, "entries": list(sentence.entries)} for sentence in section.sentences],
    }

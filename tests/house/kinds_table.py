"""docs/kinds.md, read off the kinds; `python -m tests.house.kinds_table` writes it anew."""

from pathlib import Path

from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.shape import Field, shape

FILE = Path(__file__).parents[2] / "docs" / "kinds.md"
HEAD = """# Every kind of entry, with its fields

Read off the code by `make words`. In a process file every entry also has `key`, `kind`, `room`, `made by`, `happened`,
`known` and `attribution`, and may have `described as`, `terms` and `evidence`. A field in bold must be given. → names
the kinds of entry whose key may stand there. A time is written 2031-01-23, 2031-01, 2031-01-23T09:00Z, A/B or unknown.
For `seat opened` and `room opened` the fields `key` and `seat` are the key of the entry itself.
"""


def table() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for name, kind in KINDS.items():
        lines = (kind.__doc__ or "").strip().split("\n\n")
        parts.append(f"\n## {name}\n{' '.join(' '.join(lines).split())}\n\n")
        parts.extend(f"- {_field(field)}\n" for field in shape(kind))
    return "".join(parts)


def _field(field: Field) -> str:
    label = f"**{field.label}**" if field.required else field.label
    sort = f"list of {field.sort}s" if field.many and field.sort in {"reference", "part", "choice"} else field.sort
    if field.points_to or field.sort == "reference":
        what = ("→ " + " or ".join(field.points_to)) if field.points_to else "→ any entry"
        sort = f"list {what}" if field.many else what
    elif field.choices:
        sort = ("list of: " if field.many else "") + " | ".join(field.choices)
    elif field.part is not None:
        sort = "list of {" + ", ".join(part.label for part in shape(field.part)) + "}"
    if field.required and field.nullable:
        sort += ", or null"
    return f"{label}: {sort}"


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")

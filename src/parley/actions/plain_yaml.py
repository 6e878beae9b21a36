"""Plain YAML: mappings, lists and words, each with its line; no anchors, aliases, tags or repeated keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

MOST_BYTES = 20_000_000
DEEPEST = 12
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class FileFault(ValueError):
    """A file cannot be used: which, in which line, what is wrong and what to do."""

    def __init__(self, message: str, *, path: Path, line: int | None = None) -> None:
        """Put file and line before the message."""
        place = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{place}: {message}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """Words as they stand in the file; `plain` tells that they were not quoted."""

    words: str
    line: int
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether nothing is said: null, ~ or nothing at all, without quotes."""
        return self.plain and self.words in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in the order of the file."""

    items: dict[str, "Node"]
    lines: dict[str, int]
    line: int


Node = Scalar | Listing | Mapping


def read(path: Path) -> Node:
    """Return what a file holds.

    Raises:
        FileFault: when it cannot be read, is too large, no UTF-8, no YAML, or more than plain YAML.
    """
    return read_text(_text(path), path=path)


def read_text(text: str, *, path: Path) -> Node:
    """Return what a text holds; `path` is what the errors call it.

    Raises:
        FileFault: when it is no YAML, or more than plain YAML.
    """
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise FileFault("the file holds a control character; remove it", path=path, line=line)
    events = _events(text, path)
    try:
        document = _node(next(events), events, path, depth=0)
        extra = next(events, None)
    except StopIteration:
        raise FileFault("the file is empty", path=path) from None
    if extra is not None:
        raise FileFault("a process file holds one document; remove the second ---", path=path, line=_line(extra))
    return document


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileFault(
                f"the file is larger than {MOST_BYTES // 1_000_000} MB; split the process into smaller files", path=path
            )
        raw = path.read_bytes()
    except OSError as error:
        raise FileFault(f"the file cannot be read: {error.strerror}", path=path) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileFault("the file is not written in UTF-8; save it as UTF-8", path=path, line=line) from error


def _events(text: str, path: Path) -> Iterator[yaml.Event]:
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not isinstance(
                event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent
            ):
                yield event
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise FileFault(f"this is no YAML: {problem}", path=path, line=mark.line + 1 if mark else None) from error


def _node(event: yaml.Event, events: Iterator[yaml.Event], path: Path, *, depth: int) -> Node:
    line = _line(event)
    if depth > DEEPEST:
        raise FileFault("lists and mappings stand too deep in one another", path=path, line=line)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise FileFault(
            "anchors (&) and aliases (*) are not used here; write the words out, or quote them", path=path, line=line
        )
    if getattr(event, "tag", None):
        raise FileFault("tags (!) are not used here; quote the words", path=path, line=line)
    match event:
        case yaml.ScalarEvent():
            return Scalar(event.value, line, plain=event.style is None or event.style == "")
        case yaml.SequenceStartEvent():
            return Listing(tuple(_items(events, path, depth=depth)), line)
        case yaml.MappingStartEvent():
            return _mapping(events, path, line=line, depth=depth)
        case _:
            raise FileFault("this is no YAML that a process file can hold", path=path, line=line)


def _items(events: Iterator[yaml.Event], path: Path, *, depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, events, path, depth=depth + 1)


def _mapping(events: Iterator[yaml.Event], path: Path, *, line: int, depth: int) -> Mapping:
    items: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, events, path, depth=depth + 1)
        if not isinstance(key, Scalar):
            raise FileFault("a field's name is plain words", path=path, line=_line(event))
        if key.words in items:
            raise FileFault(
                f"“{key.words[:60]}” is given twice, first in line {lines[key.words]}", path=path, line=key.line
            )
        items[key.words] = _node(next(events), events, path, depth=depth + 1)
        lines[key.words] = key.line
    return Mapping(items, lines, line)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1

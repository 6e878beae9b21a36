"""The processes, bodies and persons that the shipped examples name, by which code may not be written."""

from collections.abc import Iterator
from pathlib import Path

import yaml

NAMED_IN_ANY_CASE = {"astana", "orvane", "iran", "kazakhstan", "russia", "syria", "turkey"}
KINDS_THAT_NAME = {"body named", "person named", "process opened", "process linked"}
LISTS_THAT_NAME = {"process", "processes", "body", "bodies", "person", "persons"}
SHORTEST = 4


def names_in(folder: Path) -> set[str]:
    """Return the proper names that the YAML files in a folder give to processes, bodies and persons."""
    found: set[str] = set()
    for path in folder.rglob("*.yaml"):
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            found.update(_names(document, inside=""))
    return {name for name in found if len(name) >= SHORTEST and name[0].isupper()}


def _names(value: object, *, inside: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _names(item, inside=inside)
    elif isinstance(value, dict):
        names = inside in KINDS_THAT_NAME | LISTS_THAT_NAME or value.get("kind") in KINDS_THAT_NAME
        if names and isinstance(value.get("name"), str):
            yield value["name"]
        for key, item in value.items():
            yield from _names(item, inside=str(key))

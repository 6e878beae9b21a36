"""The examples that Parley ships: process files, read as any other."""

from collections.abc import Callable, Iterator
from importlib.resources import as_file, files

from parley.actions.importing import import_process
from parley.record import founding
from parley.record.opening import Record


def example_keys() -> tuple[str, ...]:
    """Return the keys of the examples."""
    folder = files("parley") / "examples"
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


def add_examples(record: Record, *, progress: Callable[[str], None]) -> Iterator[str]:
    """Put on record the examples that are not there yet, and yield the keys of all of them one by one."""
    there = founding.process_keys(record)
    for key in example_keys():
        if key not in there:
            progress(f"Putting the example “{key}” on record…")
            with as_file(files("parley") / "examples" / f"{key}.yaml") as path:
                import_process(path, record=record)
        yield key

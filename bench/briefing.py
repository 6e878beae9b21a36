"""How long the briefing of a process with 50,000 entries takes, and how much memory, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.a_record import Generated
from bench.places import Place
from bench.table import Figure, at_most

ENTRIES = 50_000
ROOMS = 12
TIMES = 3
FORMATS = ("html", "docx", "json")
MOST_SECONDS, MOST_TO_READ, MOST_MEGABYTES = 2.0, 0.6, 600.0
STEPS = {"read": "reading and decoding", "fold": "folding", "compose": "composing", "write": "writing"}


def measure(place: Place) -> Iterator[Figure]:
    """Yield the figures."""
    process = Generated(place.record, rooms=ROOMS)
    process.found(entries=ENTRIES)
    taken = {name: [_taken(place, process, name) for _ in range(TIMES)] for name in FORMATS}
    for name, runs in taken.items():
        whole = [run["whole"] for run in runs]
        yield at_most(f"briefing at {ENTRIES:,} entries, as {name}", whole, unit="s", goal=MOST_SECONDS)
        yield at_most("of it the processor's time in this process", [run["working"] for run in runs], unit="s")
    every = [run for runs in taken.values() for run in runs]
    for step, words in STEPS.items():
        if step == "write":
            for name, runs in taken.items():
                yield at_most(f"of it {words} {name}", [run[step] for run in runs], unit="s")
        else:
            goal = MOST_TO_READ if step == "read" else None
            yield at_most(f"of it {words}", [run[step] for run in every], unit="s", goal=goal)
    yield at_most("peak memory", [run["megabytes"] for run in every], unit="MB", goal=MOST_MEGABYTES)
    sizes = " ".join(f"{name} {runs[0]['bytes'] / 1e6:.1f} MB" for name, runs in taken.items())
    yield Figure(what="what was written", figure=sizes)


def _taken(place: Place, process: Generated, name: str) -> dict[str, float]:
    """Return what a fresh process took to write the briefing in one format."""
    seat = process.seat("team")
    told = json.dumps(
        {
            "home": str(place.home),
            "url": place.serving_url,
            "seat": {"id": seat.id, "process": seat.process, "key": seat.key, "role": seat.role},
            "process": process.key,
            "format": name,
        }
    )
    command = [sys.executable, "-m", "bench.one_briefing", told]
    root = Path(__file__).resolve().parents[1]
    answer = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE).stdout
    taken: dict[str, float] = json.loads(answer)
    return taken

"""One briefing in a fresh process, prints as JSON what it and each step of it took.

With `--profile` before its argument it prints the functions in which the time goes instead.
"""

import cProfile
import json
import pstats
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parley.actions import papers
from parley.documents.formats.writing_out import format_of
from parley.record import reading
from parley.record.opening import opened
from parley.record.seat import Seat

NOW = datetime(2031, 8, 1, tzinfo=UTC)
MOST = 60
STEPS = {"read": (reading, "seen_by"), "fold": (papers, "fold"), "compose": (papers, "briefing")}


def taken(told: dict[str, Any]) -> dict[str, float]:
    """Return the seconds that the briefing and each step of it took, and the most memory that there was."""
    seat = Seat(**told["seat"])
    write = format_of(Path(f"briefing.{told['format']}"))
    steps: dict[str, float] = {}
    # Where `brief` takes its steps, they are timed.
    for step, (module, name) in STEPS.items():
        setattr(module, name, _timed(getattr(module, name), steps, step))
    with opened(Path(told["home"]), url=told["url"], serving=True) as record:
        begun, begun_working = time.perf_counter(), time.process_time()
        paper = papers.brief(record=record, seat=seat, process=told["process"], as_of=None, now=NOW)
        written = _timed(write, steps, "write")(paper)
        whole, working = time.perf_counter() - begun, time.process_time() - begun_working
    return {
        "whole": whole,
        "working": working,
        **steps,
        "bytes": len(written),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _timed(step: Callable[..., Any], steps: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        answer = step(*arguments, **named)
        steps[name] = time.perf_counter() - begun
        return answer

    return timed


def main(arguments: list[str]) -> None:
    """Measure, or profile."""
    told = json.loads(arguments[-1])
    if arguments[0] != "--profile":
        print(json.dumps(taken(told)))
        return
    profile = cProfile.Profile()
    profile.runcall(taken, told)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(MOST)


if __name__ == "__main__":
    main(sys.argv[1:])

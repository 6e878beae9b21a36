"""One briefing in a fresh process, step by step as `actions.papers.brief` takes them; prints what each took as JSON.

With `--profile` before its argument it prints the functions in which the time goes instead.
"""

import cProfile
import json
import pstats
import resource
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from parley.documents.briefing.compose import briefing, live_moment
from parley.documents.formats.writing_out import format_of
from parley.process.fold import fold
from parley.record import reading
from parley.record.opening import opened
from parley.record.seat import Seat
from parley.wording import wording

NOW = datetime(2031, 8, 1, tzinfo=UTC)
MOST = 40


def taken(told: dict[str, Any]) -> dict[str, float]:
    """Return the seconds that each step took, and the most memory that there was."""
    seat = Seat(**told["seat"])
    write = format_of(Path(f"briefing.{told['format']}"))
    words = wording("en")
    with opened(Path(told["home"]), url=told["url"], serving=True) as record:
        marks = [time.perf_counter()]
        seen = reading.seen_by(seat, record=record)
        marks.append(time.perf_counter())
        state = fold(seen.entries)
        marks.append(time.perf_counter())
        moment = live_moment(state, now=NOW)
        paper = briefing(state, process=told["process"], seat=seat.key, moment=moment, wording=words)
        marks.append(time.perf_counter())
        written = write(paper)
        marks.append(time.perf_counter())
    seconds = [end - begin for begin, end in pairwise(marks)]
    steps = dict(zip(("read", "fold", "compose", "write"), seconds, strict=True))
    return {
        **steps,
        "entries": len(seen.entries),
        "bytes": len(written),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


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

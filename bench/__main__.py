"""`python -m bench` measures everything; `python -m bench appends` or another name measures that alone."""

import os
import sys

from bench import appends, briefing, hidden, live, pages
from bench.places import fresh_place
from bench.table import show, show_head

MEASURES = {
    "appends": appends.measure,
    "briefing": briefing.measure,
    "hidden": hidden.measure,
    "live": live.measure,
    "pages": pages.measure,
}


def main(names: list[str]) -> int:
    """Print the table; a goal that is missed is said in it, and the exit status is 0 all the same."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"there is no measurement “{unknown[0]}”; there are: {', '.join(MEASURES)}", file=sys.stderr)
        return 0
    show_head()
    for name in names or MEASURES:
        print(f"{name}, with {os.cpu_count()} processors and a load of {os.getloadavg()[0]:.1f}", flush=True)
        with fresh_place() as place:
            show(MEASURES[name](place))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

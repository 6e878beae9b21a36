"""`python -m bench` measures everything; `python -m bench appends` or another name measures that alone."""

import sys

from bench import appends, briefing, hidden
from bench.places import fresh_place
from bench.table import show, show_head

MEASURES = {"appends": appends.measure, "briefing": briefing.measure, "hidden": hidden.measure}


def main(names: list[str]) -> int:
    """Print the table; the exit status is 1 where a goal is missed."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"there is no measurement “{unknown[0]}”; there are: {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    missed = False
    show_head()
    for name in names or MEASURES:
        with fresh_place() as place:
            for figure in MEASURES[name](place):
                show([figure])
                missed = missed or figure.met is False
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

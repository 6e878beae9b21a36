"""Each known way to leak, planted in the product's own code, is found by the comparison of twin worlds."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree, ignore_patterns
from statistics import median

from tests.laws.mutants import LEAKS, Leak

ROOT = Path(__file__).parents[2]
LIVES = 12
AT_ONCE = 2
LEAST = 60


def planted(leak: Leak, folder: Path) -> Path:
    """Return a folder with the product's code in which the leak is planted."""
    tree = folder / leak.name.replace(" ", "-").replace("'", "")
    copytree(ROOT / "src" / "parley", tree / "parley", ignore=ignore_patterns("__pycache__"))
    for name, old, new in leak.places:
        file = tree / "parley" / name
        words = file.read_text(encoding="utf-8")
        assert words.count(old) == 1, (
            f"“{leak.name}” cannot be planted in {name}: its place is there {words.count(old)} times"
        )
        file.write_text(words.replace(old, new), encoding="utf-8")
    return tree


def hunted(tree: Path, *, owner: str) -> tuple[int, str]:
    """Return status and words of a hunt in the code of a folder."""
    environment = os.environ | {"PYTHONPATH": f"{tree}:{ROOT}"}
    arguments = [sys.executable, "-m", "tests.laws.hunt", "--lives", str(LIVES), "--database-url", owner]
    done = subprocess.run(arguments, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr[-600:]


def lives_until(words: str) -> int:
    """Return how many lives it took to find a leak, from what the hunt says."""
    return int(words.removeprefix("seed ").partition(",")[0]) + 1


def test_every_planted_leak_is_found(owner_address, tmp_path, capsys):
    assert len(LEAKS) >= LEAST
    trees = {leak.name: planted(leak, tmp_path) for leak in LEAKS}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(trees, pool.map(lambda tree: hunted(tree, owner=owner_address), trees.values()), strict=True))
    unfound = {name: words for name, (status, words) in told.items() if status != 1 or not words.startswith("seed ")}
    assert unfound == {}
    taken = sorted(lives_until(words) for _, words in told.values())
    with capsys.disabled():
        print(f"\nplanted leaks: {len(taken)} found, after {median(taken):g} lives in the median, {taken[-1]} at most")


def test_nothing_is_found_where_nothing_is_planted(owner_address, tmp_path):
    tree = planted(Leak(name="none", channel="", places=()), tmp_path)
    assert hunted(tree, owner=owner_address) == (0, "no difference\n")

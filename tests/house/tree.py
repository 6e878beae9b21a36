"""What stands in the repository: its files and their words, without what is made from them."""

from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def ignored_names() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return (".git", *(line.strip("/") for line in lines))


def kept(folder: Path) -> Iterator[Path]:
    """Yield what stands directly in a folder and belongs to the repository; nothing where there is no such folder."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not any(fnmatch(path.name, pattern) for pattern in ignored_names()):
            yield path


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file of the repository below a folder."""
    for path in kept(folder):
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def sources(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    return [path for folder in folders for path in files(ROOT / folder) if path.suffix in suffixes]


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every file that holds words, with its words."""
    for path in files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

"""A paper is written whole or not at all, in the format that the file's name asks for."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from parley.documents.formats.writing_out import NotWritten, UnknownFormat, write_out
from tests.documents.formats.sample_paper import sample_paper

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from parley.documents.formats.writing_out import NotWritten, write_out
from tests.documents.formats.sample_paper import sample_paper
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_out(sample_paper(), Path(sys.argv[1]))
except NotWritten as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", b"<!doctype html>"), ("a.docx", b"PK"), ("a.md", b"# "), ("a.json", b"{\n"), ("a.JSON", b"{\n")],
)
def test_name_of_the_file_chooses_the_format(tmp_path: Path, name, start):
    write_out(sample_paper(), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [tmp_path / name]


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx.exe", ".html"])
def test_other_names_are_refused_with_the_four_that_there_are(tmp_path: Path, name):
    with pytest.raises(UnknownFormat) as refused:
        write_out(sample_paper(), tmp_path / name)
    assert str(refused.value) == f"cannot write “{name}”: end its name in .html, .docx, .md or .json"
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_may_read_the_file(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o666)
    write_out(sample_paper(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["process"] == "two-fords"


@pytest.mark.parametrize("place", ["missing/a.md", "file/a.md", "taken.md"])
def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, place):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "taken.md").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NotWritten, match="cannot write"):
        write_out(sample_paper(), tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text("old")
    outcome = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cannot write" in outcome.stdout, outcome.stderr
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]

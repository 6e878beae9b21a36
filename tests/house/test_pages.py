"""The pages of the repository that are read off the code, and the process file that the README teaches."""

import re

from parley.actions.process_file import read_process_file
from tests.house import kinds_table
from tests.house.tree import ROOT


def test_the_table_of_kinds_is_that_of_the_code():
    assert kinds_table.FILE.read_text(encoding="utf-8") == kinds_table.table(), "make words writes it anew"


def test_the_process_file_of_the_readme_can_be_imported(tmp_path):
    (taught,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "harbour.yaml"
    path.write_text(taught, encoding="utf-8")
    assert read_process_file(path).process == "harbour-talks"


def test_every_file_that_a_page_links_to_is_there():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []

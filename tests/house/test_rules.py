"""The rules of the house that no linter knows (CONTRIBUTING.md tells them)."""

import re
import tomllib
from pathlib import Path

import pytest

from parley.record.kinds.catalogue import KINDS
from tests.house import examples, findings
from tests.house.tree import ROOT, files, kept, place, sources, texts

IN_THE_ROOT = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md",
    "GLOSSARY.md", "Makefile", "README.md", "bench", "docs", "package-lock.json", "package.json", "pyproject.toml",
    "requirements.lock", "src", "tests",
}  # fmt: skip
PYTHON = sources("src", "tests", "bench")
OURS = sources("src")


def broken(rule, paths):
    return [f"{place(path)}: {finding}" for path in paths for finding in rule(path.read_text(encoding="utf-8"))]


def test_nothing_else_stands_in_the_root():
    assert {path.name for path in kept(ROOT)} <= IN_THE_ROOT


def test_no_file_is_too_long():
    written = sources("src", "tests", "bench", suffixes=(".py", ".sql", ".html", ".css", ".js"))
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {name: lines for name, lines in lengths.items() if lines > findings.MOST_LINES} == {}


def test_no_function_is_too_long():
    assert broken(findings.long_functions, PYTHON) == []


def test_every_package_opens_with_a_bare_file():
    assert [place(path) for path in PYTHON if path.name == "__init__.py" and path.read_text(encoding="utf-8")] == []


def test_no_module_is_named_for_nothing():
    parts = {place(path): {path.stem, *path.relative_to(ROOT).parent.parts} for path in PYTHON}
    assert [name for name, names in parts.items() if names & findings.FORBIDDEN_NAMES] == []


def test_no_comment_is_filler():
    assert broken(findings.filler, PYTHON) == []


def test_no_import_cycle_is_dodged():
    assert broken(findings.dodged_cycles, OURS) == []


def test_only_the_record_speaks_sql():
    record = ROOT / "src/parley/record"
    assert broken(findings.statements_of_sql, [path for path in OURS if not path.is_relative_to(record)]) == []
    assert [
        place(path) for path in files(ROOT / "src") if path.suffix == ".sql" and not path.is_relative_to(record)
    ] == []


def test_no_code_is_written_for_the_examples():
    folder = ROOT / "src/parley/examples"
    any_case = re.compile(rf"(?<![a-z])({'|'.join(sorted(examples.NAMED_IN_ANY_CASE))})(?![a-z])", re.IGNORECASE)
    names = examples.names_in(folder)
    written = sources("src", suffixes=(".py", ".sql", ".html", ".css", ".js"))
    found = []
    for path in written:
        words = path.read_text(encoding="utf-8")
        found += [f"{place(path)}: {name}" for name in names if re.search(rf"\b{re.escape(name)}\b", words)]
        found += [f"{place(path)}: {match[0]}" for match in any_case.finditer(words)]
    assert found == []


def kinds_in_the_glossary():
    """Return the terms that stand in bold at the start of a line, item or row below the heading `Kinds of entry`."""
    section = re.search(
        r"^## Kinds of entry$(.*?)(?=^## |\Z)",
        (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert section, "GLOSSARY.md has no section “## Kinds of entry”"
    return set(re.findall(r"^[|*\- ]*\*\*([^*]+)\*\*", section[1], re.MULTILINE))


def test_every_kind_of_entry_stands_in_the_glossary_and_back():
    assert kinds_in_the_glossary() == set(KINDS)


def test_the_licence_is_named_and_is_the_only_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tag = re.compile("SPDX-" + r"License-Identifier:\s*(\S+)")
    assert project["license"] == "Apache-2.0"
    assert [place(path) for path, words in texts() for name in tag.findall(words) if name != "Apache-2.0"] == []


def test_no_code_of_others_is_kept():
    borrowed = {"vendor", "vendored", "third_party", "node_modules", "site-packages"}
    packed = re.compile(r"\.(min\.(js|css)|woff2?|ttf|otf|whl|jar)$")
    claim = re.compile(r"copyright\s+(\(c\)|©|\d{4})", re.IGNORECASE)
    assert [
        place(path) for path in files() if borrowed & set(path.relative_to(ROOT).parts) or packed.search(path.name)
    ] == []
    assert [place(path) for path, words in texts() if claim.search(words)] == []


def test_the_lock_holds_every_dependency_and_no_place_to_fetch_it_from():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = {
        re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        for line in project["dependencies"] + project["optional-dependencies"]["dev"]
    }
    assert wanted - set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)) == set()
    assert re.findall(r"^.*(?:://| @ |^-).*$", lock, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        pytest.param(findings.long_functions, "def f():\n" + "    x = 1\n" * 40, id="41 lines"),
        pytest.param(findings.filler, "# TODO tidy\n", id="a task"),
        pytest.param(findings.filler, "x = 1  # Step 1: set x\n", id="a step"),
        pytest.param(findings.filler, 'def f():\n    """Say what this function does."""\n', id="a docstring"),
        pytest.param(findings.dodged_cycles, "from typing import TYPE_CHECKING\n", id="imported"),
        pytest.param(findings.dodged_cycles, "import typing\nif typing.TYPE_CHECKING:\n    pass\n", id="reached"),
        pytest.param(findings.statements_of_sql, 'x = "select id from entry"\n', id="select"),
        pytest.param(findings.statements_of_sql, 'x = f"""\n  INSERT INTO {y} values (1)"""\n', id="insert"),
    ],
)
def test_rules_notice_what_breaks_them(rule, source):
    assert list(rule(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""Select what a seat may see from its rooms."""\n\n\ndef f():\n    """Delete from the index."""\n',
        'words = "Choose a room to select an entry from"\n',
    ],
)
def test_prose_is_no_sql(source):
    assert not list(findings.statements_of_sql(source))


def test_names_of_the_examples_are_read_from_either_form(tmp_path: Path):
    (tmp_path / "talks.yaml").write_text(
        "process: {name: Talks at the Lake}\n"
        "seats: [{name: Envoy}]\n"
        "entries:\n"
        "- {kind: body named, name: Northern Front}\n"
        "- body named: {name: Southern Council}\n"
    )
    assert examples.names_in(tmp_path) == {"Talks at the Lake", "Northern Front", "Southern Council"}

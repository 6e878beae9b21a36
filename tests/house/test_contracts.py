"""The import contracts in pyproject.toml hold, and each notices an import that breaks it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
PLANTED = [
    ("layers", {"parley/record/planted.py": "import parley.actions"}),
    ("layers", {"parley/planted.py": ""}),
    ("layers", {"parley/deal/__init__.py": "import parley.news", "parley/news/__init__.py": ""}),
    ("django", {"parley/process/planted.py": "from django.http import HttpRequest"}),
    ("database", {"parley/actions/planted.py": "from psycopg import connect"}),
    ("database", {"parley/record/planted.py": "import psycopg_pool"}),
    ("store", {"parley/actions/planted.py": "from parley.record import store"}),
    ("writing", {"parley/web/planted.py": "from parley.record.writing import planted"}),
    (
        "acyclic",
        {
            "parley/record/planted.py": "import parley.record.sown",
            "parley/record/sown.py": "import parley.record.planted",
        },
    ),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the source in which imports may be planted."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src/parley", tmp_path / "src/parley", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def lint(house: Path, *, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", contract],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_put_to_the_test():
    assert {contract for contract, _ in PLANTED} == {contract["id"] for contract in CONTRACTS}


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_contract_holds(house: Path, contract: str):
    outcome = lint(house, contract=contract)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(("contract", "modules"), PLANTED)
def test_contract_notices_a_forbidden_import(house: Path, contract: str, modules: dict[str, str]):
    for name, line in modules.items():
        path = house / "src" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{line}\n")
    outcome = lint(house, contract=contract)
    assert outcome.returncode == 1
    assert "BROKEN" in outcome.stdout

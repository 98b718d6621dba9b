"""The house as import contracts: they hold, and each of them refuses what it should."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.tree import ROOT, plant, sources

VIOLATIONS = {
    "an earlier room imports a later one": (
        "src/kmt/kernel/planted.py",
        "import kmt.care",
        "The rooms, from roof to ground",
    ),
    "a package that is in no layer": (
        "src/kmt/gossip/__init__.py",
        '"""Not in the plan."""',
        "The rooms, from roof to ground",
    ),
    "care knows pga": ("src/kmt/care/planted.py", "import kmt.pga", "The wall in the workshop"),
    "finance knows mandate": (
        "src/kmt/finance/planted.py",
        "import kmt.mandate",
        "What must be done and what it costs",
    ),
    "queries know views": (
        "src/kmt/intake/queries.py",
        "import kmt.intake.views",
        "The order of files inside every room",
    ),
    "care reads the tables of the vault": (
        "src/kmt/care/planted.py",
        "import kmt.vault.models",
        "only the vault opens an identity",
    ),
    "the library imports Django": (
        "src/unlisted/planted.py",
        "import django",
        "The libraries stand alone",
    ),
    "the library imports the house": (
        "src/cellsafe/planted.py",
        "import kmt.kernel",
        "The libraries stand alone",
    ),
    "care imports the library": (
        "src/kmt/care/planted.py",
        "import unlisted",
        "Only insight knows the libraries",
    ),
}


def contracts_on(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on a tree; without cache, so that nothing old is believed."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(root)], capture_output=True, text=True, check=False
    )


RUN = """
import os, sys
root = sys.argv[1]
os.chdir(root)
sys.path.insert(0, os.path.join(root, "src"))
from importlinter.cli import lint_imports
sys.exit(lint_imports(cache_dir=None, no_cache=True))
"""


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same rooms and files, all empty: the contracts look at imports only."""
    root = tmp_path_factory.mktemp("house")
    for source in sources():
        plant(root, source.name, "")
    shutil.copy(ROOT / ".importlinter", root)
    return root


def test_the_house_keeps_its_contracts() -> None:
    outcome = contracts_on(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_an_empty_house_keeps_them_too(empty_house: Path) -> None:
    outcome = contracts_on(empty_house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("what", VIOLATIONS)
def test_a_violation_is_refused_by_its_own_contract(what: str, empty_house: Path) -> None:
    name, text, contract = VIOLATIONS[what]
    path = empty_house / name
    before = path.read_text() if path.exists() else None
    plant(empty_house, name, text + "\n")
    try:
        outcome = contracts_on(empty_house)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)
        if path.parent.name == "gossip":
            path.parent.rmdir()
    assert outcome.returncode != 0
    said = outcome.stdout + outcome.stderr
    broken = [line for line in said.splitlines() if contract in line and "KEPT" not in line]
    assert broken or "gossip" in said, said

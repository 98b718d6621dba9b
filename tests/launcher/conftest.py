"""A small working copy with a Python that only pretends: no network, no real installing."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = "voorbeeld==1.0 --hash=sha256:" + "a" * 64 + "\n"

# Stands in for `.venv/bin/python`: notes that pip was called, says and does what a test wrote down.
PRETENDING = """#!/bin/sh
tree="{tree}"
case "$*" in
  "-c import sys, pip"*) exit 0 ;;
  "-m pip install"*)
    echo "$*" >> "$tree/pip-calls"
    cat "$tree/pip-says"
    exit "$(cat "$tree/pip-code")" ;;
esac
echo "handed over: $*"
echo "path: $PYTHONPATH, region: $KMT_REGION_FILE"
exit 7
"""
# Stands in for the module `venv`: puts the pretending Python there at once.
VENV = """import pathlib, shutil, sys
target = pathlib.Path(sys.argv[1]) / "bin"
target.mkdir(parents=True, exist_ok=True)
shutil.copy(pathlib.Path(__file__).parents[2] / "pretending", target / "python")
"""


@dataclass
class WorkingCopy:
    """A copy of the launcher in which everything around it can be made to fail."""

    tree: Path
    variables: dict[str, str] = field(default_factory=dict)

    def kmt(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `./kmt` to its end."""
        return subprocess.run(
            [sys.executable, self.tree / "kmt", *arguments],
            capture_output=True,
            text=True,
            env=self.variables,
            check=False,
        )

    def pip_says(self, text: str, code: int = 0) -> None:
        """Set what the next installation says and how it ends."""
        (self.tree / "pip-says").write_text(text, encoding="utf-8")
        (self.tree / "pip-code").write_text(str(code), encoding="utf-8")

    def pip_calls(self) -> list[str]:
        """Every installation until now."""
        path = self.tree / "pip-calls"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def lock(self, kind: str, text: str) -> None:
        """Write a lock."""
        (self.tree / "requirements" / f"{kind}.txt").write_text(text, encoding="utf-8")

    def at_start_of_python(self, code: str) -> None:
        """Code that every Python runs first: to make it older or poorer than it is."""
        (self.tree / "fakes" / "sitecustomize.py").write_text(code, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> WorkingCopy:
    shutil.copy(ROOT / "kmt", tmp_path / "kmt")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=ignore)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "fakes" / "venv").mkdir(parents=True)
    (tmp_path / "fakes" / "venv" / "__init__.py").touch()
    (tmp_path / "fakes" / "venv" / "__main__.py").write_text(VENV, encoding="utf-8")
    pretending = tmp_path / "pretending"
    pretending.write_text(PRETENDING.format(tree=tmp_path), encoding="utf-8")
    pretending.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KMT_")}
    made = WorkingCopy(tmp_path, kept | {"PYTHONPATH": str(tmp_path / "fakes")})
    made.lock("run", PIN)
    made.lock("dev", PIN + PIN.replace("voorbeeld", "toets"))
    made.pip_says("Collecting voorbeeld==1.0\nInstalling collected packages: voorbeeld\n")
    return made

"""Every function says what it takes and gives, and a function that does not is refused."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.building.tree import ROOT, plant


def strictly_typed(path: Path) -> subprocess.CompletedProcess[str]:
    """What mypy says of one file, as strict as the project is; without the Django plugin."""
    cache = path.parent / "cache"
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={cache}", path],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_project_is_checked_strictly_and_whole() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert settings["packages"] == ["kmt", "unlisted", "cellsafe"]
    assert settings["exclude"] == ["/migrations/"]
    loosened = [one for one in settings["overrides"] if set(one) & {"ignore_errors", "strict"}]
    assert [one["module"] for one in loosened] == ["*.migrations.*"]


def test_a_function_without_types_is_found(tmp_path: Path) -> None:
    bare = plant(tmp_path, "planted.py", "def double(number):\n    return 2 * number\n")
    outcome = strictly_typed(bare)
    assert outcome.returncode == 1
    assert "Function is missing a type annotation" in outcome.stdout, outcome.stdout

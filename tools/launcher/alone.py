"""`./kmt alone`: unlisted on its own, in an environment that holds only what it declares.

The library is built from its own `pyproject.toml`, installed beside the locked versions of what
it needs, and tested far away from the rest of the tree: what it silently leans on is not there.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.launcher import locks, pip
from tools.launcher.places import REQUIREMENTS, ROOT, StartError, say

LIBRARY = ROOT / "src" / "unlisted"
TESTS = ROOT / "tests" / "unlisted"
# What the library declares, what runs its tests, and what these need in turn.
NEEDED = {"numpy", "scipy", "numba", "llvmlite"}
TESTING = {"pytest", "hypothesis", "iniconfig", "packaging", "pluggy", "pygments"}
TESTING |= {"sortedcontainers", "setuptools"}
PLAIN = "[pytest]\naddopts = -p no:cacheprovider --import-mode=importlib\nfilterwarnings = error\n"


def run() -> int:
    """Build, install and test the library in a folder of its own; 0 when all is well."""
    with tempfile.TemporaryDirectory(prefix="unlisted-") as folder:
        home = Path(folder)
        python = install(home)
        tests = shutil.copytree(TESTS, home / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        (tests / "pytest.ini").write_text(PLAIN, encoding="utf-8")
        say("== unlisted op zichzelf: toetsen, voorbeelden en opdrachten")
        pytest = ("-m", "pytest", "-q", "-c", str(tests / "pytest.ini"))
        steps = (
            ("-m", "pip", "check"),
            (*pytest, str(tests)),
            (*pytest, "--doctest-modules", "--pyargs", "unlisted"),
            *((str(one),) for one in sorted((LIBRARY / "examples").glob("*.py"))),
            ("-m", "unlisted", "data"),
        )
        for step in steps:
            command = [str(python), *step]
            if subprocess.run(command, cwd=home, env=pip.settings(), check=False).returncode:
                say(f"unlisted op zichzelf faalt bij: {' '.join(step)}")
                return 1
    say("unlisted staat op zichzelf.")
    return 0


def install(home: Path) -> Path:
    """Make the environment, and put the library and its locked needs in it; returns its Python."""
    say("Een schone omgeving voor unlisted maken:")
    python = home / "venv" / "bin" / "python"
    demand([sys.executable, "-m", "venv", str(home / "venv")], home)
    lock = home / "needed.txt"
    lock.write_text("\n".join(locked_lines(NEEDED | TESTING)) + "\n", encoding="utf-8")
    # Built from a copy, since a build leaves folders behind.
    source = shutil.copytree(LIBRARY, home / "source", ignore=shutil.ignore_patterns("__pycache__"))
    quiet = [str(python), "-m", "pip", "install", "--quiet", "--no-deps"]
    demand([*quiet, "--require-hashes", "-r", str(lock)], home)
    demand([*quiet, "--no-build-isolation", str(source)], home)
    return python


def locked_lines(names: set[str]) -> list[str]:
    """The lines of the lock that pin these packages, with their hashes."""
    lines = locks.logical_lines(REQUIREMENTS / "dev.txt")
    kept = [line for line in lines if locks.normal_name(line.split("==")[0]) in names]
    missing = names - {locks.normal_name(line.split("==")[0]) for line in kept}
    if missing:
        raise StartError(f"Het slot requirements/dev.txt mist: {', '.join(sorted(missing))}")
    return kept


def demand(command: list[str], home: Path) -> None:
    """Run a step that the rest needs; raises StartError with what it said."""
    answer = subprocess.run(
        command,
        cwd=home,
        env=pip.settings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise StartError(f"{pip.explain(answer.stdout, REQUIREMENTS / 'dev.txt')}\n{answer.stdout}")

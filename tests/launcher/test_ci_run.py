"""`.ci/run`: everything is run, the closing line of the tests comes last, nobody needs root."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.launcher.conftest import ROOT

KMT = """#!/bin/sh
case "$1" in
  check) echo "een controle"; exit {check} ;;
  alone) echo "een bibliotheek"; exit {alone} ;;
  whole) echo "een toets"; echo "3 passed, 0 failed, 0 skipped"; exit {test} ;;
esac
"""


def run(tree: Path, check: int, alone: int, test: int) -> "subprocess.CompletedProcess[str]":
    """Run the script beside a `kmt` that only pretends, on a bare machine where we are not root."""
    (tree / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tree / ".ci/run")
    program(tree / "kmt", KMT.format(check=check, alone=alone, test=test))
    programs = tree / "programs"
    programs.mkdir()
    program(programs / "id", "#!/bin/sh\necho 1000\n")
    program(programs / "apt-get", f"#!/bin/sh\ntouch {tree}/apt-was-called\n")
    for name in ("sh", "bash", "dirname", "xargs", "echo"):
        (programs / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    return subprocess.run(
        ["/bin/bash", tree / ".ci/run"],
        capture_output=True,
        text=True,
        env={"PATH": str(programs)},
        check=False,
    )


def program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("check", "alone", "test", "code"),
    [(0, 0, 0, 0), (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1), (1, 1, 1, 1)],
)
def test_all_three_run_and_each_can_fail_it(
    tmp_path: Path, check: int, alone: int, test: int, code: int
) -> None:
    answer = run(tmp_path, check, alone, test)
    assert answer.stdout.splitlines()[-4:] == [
        "een controle",
        "een bibliotheek",
        "een toets",
        "3 passed, 0 failed, 0 skipped",
    ]
    assert answer.returncode == code


def test_without_root_it_says_what_is_missing_and_goes_on(tmp_path: Path) -> None:
    first = run(tmp_path, 0, 0, 0).stdout.splitlines()[0]
    assert first.startswith("Niet geïnstalleerd, want dit is niet root: git python3 python3-venv c")
    assert not (tmp_path / "apt-was-called").exists()

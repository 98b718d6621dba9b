"""The checks of `./kmt check` that the launcher does itself: each of them can fail."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.launcher.conftest import PIN, ROOT
from tools.launcher import checks, locks

OTHER = PIN.replace("voorbeeld", "toets")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lists and two locks that agree."""
    (tmp_path / "run.in").write_text("# wat nodig is\nVoorbeeld[extra]>=1  # waarom\n")
    (tmp_path / "dev.in").write_text("-r run.in\ntoets\n")
    (tmp_path / "run.txt").write_text(PIN)
    (tmp_path / "dev.txt").write_text(PIN + OTHER)
    return tmp_path


def test_locks_that_agree_are_sound(folder: Path) -> None:
    assert locks.problems(folder) == []


def test_the_locks_of_the_project_are_sound() -> None:
    assert locks.problems(ROOT / "requirements") == []


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("run.in", "voorbeeld\nnieuw\n", "run.txt: nieuw staat in run.in maar niet in het slot"),
        ("dev.txt", PIN, "dev.txt: toets staat in dev.in maar niet in het slot"),
        ("dev.txt", PIN.replace("1.0", "2.0") + OTHER, "dev.txt: voorbeeld 1.0 uit run.txt"),
        ("run.txt", "voorbeeld==1.0\n", "run.txt: geen geldige hash"),
        ("run.txt", PIN.replace("a" * 64, "a" * 63), "run.txt: geen geldige hash"),
        ("run.txt", "-i https://voorbeeld.nl/simple\n" + PIN, "run.txt: noemt een plaats op het"),
        ("run.txt", "voorbeeld @ https://voorbeeld.nl/v.whl\n", "run.txt: noemt een plaats op het"),
        ("run.txt", PIN + "--find-links map\n", "run.txt: noemt een plaats op het net"),
    ],
)
def test_a_lock_that_is_wrong_is_named(folder: Path, name: str, text: str, part: str) -> None:
    (folder / name).write_text(text)
    assert part in "\n".join(locks.problems(folder))


def test_lines_broken_by_a_backslash_are_one_line(folder: Path) -> None:
    (folder / "run.txt").write_text(PIN.replace(" --hash", " \\\n    --hash"))
    assert locks.problems(folder) == []


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    return tmp_path


def test_the_host_of_a_registry_in_a_tracked_file_is_found(repository: Path) -> None:
    host = "files.python" + "hosted.org"
    (repository / "notes.md").write_text(f"zie https://{host}/x\n")
    assert checks.registry_hosts() == []
    subprocess.run(["git", "-C", str(repository), "add", "notes.md"], check=True)
    assert checks.registry_hosts() == [f"notes.md:1:zie https://{host}/x"]


def test_outside_a_repository_the_search_does_not_pretend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "not a git repository" in checks.registry_hosts()[0]


def test_every_check_runs_also_when_one_fails_and_only_failures_are_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    three = (
        checks.Check("eerste", ("sh", "-c", "echo mis; exit 1")),
        checks.Check("tweede", ("sh", "-c", "echo stil")),
        checks.Check("derde", inspect=lambda: ["ook mis"]),
    )
    assert checks.run(three) == 1
    said = capsys.readouterr().out
    assert [line[:12] for line in said.splitlines() if line[:4] in {"FOUT", "goed"}] == [
        "FOUT  eerste",
        "goed  tweede",
        "FOUT  derde ",
    ]
    assert "      mis\n" in said
    assert "stil" not in said
    assert "2 van 3 controles zijn niet goed" in said


SOUND = {
    "kmt": '"""Starts nothing."""\n',
    "requirements/run.in": "",
    "requirements/dev.in": "",
    "src/kmt/__init__.py": '"""A house of one room."""\n',
    "src/kmt/page.html": "<p>Dag</p>\n",
}


@pytest.fixture
def small_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound tree with the settings of the project, in place of the project."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in SOUND.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("tool", "name", "text", "said"),
    [
        ("ruff check", "src/kmt/planted.py", "import os\n", "F401"),
        ("ruff format", "src/kmt/planted.py", "x  =  1\n", "would be reformatted"),
        ("deptry", "src/kmt/planted.py", "import flask\n", "'flask' imported but missing"),
        ("djlint", "src/kmt/page.html", '<img src="x.png">\n', "H013"),
        ("bandit", "src/kmt/planted.py", "eval(input())\n", "B307"),
    ],
)
def test_each_tool_refuses_what_it_is_there_for(
    tool: str,
    name: str,
    text: str,
    said: str,
    small_tree: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    check = next(one for one in checks.CHECKS if f"({tool})" in one.title)
    assert checks.run((check,)) == 0, capsys.readouterr().out
    (small_tree / name).write_text(text)
    assert checks.run((check,)) == 1
    answer = capsys.readouterr().out
    assert f"FOUT  {check.title}" in answer
    assert said in answer


def test_when_all_pass_the_exit_code_is_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.run((checks.Check("enige", ("true",)),)) == 0
    assert "Alle 1 controles zijn goed." in capsys.readouterr().out


def test_a_program_that_is_not_there_fails_without_a_trace() -> None:
    outcome = checks.Check("weg", ("/nergens/programma",)).run()
    assert not outcome.passed
    assert outcome.said == "/nergens/programma: No such file or directory"

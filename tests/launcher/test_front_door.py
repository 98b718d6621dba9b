"""`./kmt`: what it offers, and how it hands over to the product."""

import ast
from pathlib import Path

import pytest
from tests.launcher.conftest import ROOT, WorkingCopy
from tools.launcher import commands

OLD_PYTHON = "import sys\nsys.version_info = (3, 9, 2, 'final', 0)\n"
EVERY_COMMAND = (
    "demo",
    "test",
    "whole",
    "check",
    "alone",
    "fix",
    "run",
    "worker",
    "manage",
    "bench",
)


def test_alone_it_prints_every_command_with_one_line(copy: WorkingCopy) -> None:
    answer = copy.kmt()
    lines = [line.split() for line in answer.stdout.splitlines()[2:]]
    assert tuple(words[0] for words in lines) == EVERY_COMMAND
    assert all(len(words) > 2 for words in lines)
    assert answer.returncode == 0


def test_an_unknown_command_is_refused_with_the_list(copy: WorkingCopy) -> None:
    answer = copy.kmt("demonstratie")
    assert answer.returncode == 2
    assert "Onbekende opdracht: demonstratie" in answer.stderr
    assert "worker" in answer.stderr


def test_a_mistyped_argument_of_check_is_refused(copy: WorkingCopy) -> None:
    answer = copy.kmt("check", "--snel")
    assert answer.returncode == 2
    assert "--snel" in answer.stderr


def test_the_front_door_keeps_to_the_grammar_of_python_3_6() -> None:
    ast.parse((ROOT / "kmt").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_grammar_test_would_notice_something_newer() -> None:
    with pytest.raises(SyntaxError):
        ast.parse("if (found := 1): pass", feature_version=(3, 6))


def test_an_old_python_says_so_in_one_sentence(copy: WorkingCopy) -> None:
    copy.at_start_of_python(OLD_PYTHON)
    copy.variables["PATH"] = str(copy.tree)
    answer = copy.kmt("demo")
    assert answer.returncode == 2
    assert answer.stderr.startswith("Python 3.9 is te oud")
    assert len(answer.stderr.splitlines()) == 1
    assert not (copy.tree / ".venv").exists()


def test_an_old_python_steps_aside_for_a_newer_one_that_works(copy: WorkingCopy) -> None:
    copy.at_start_of_python(OLD_PYTHON)
    copy.variables["PATH"] = f"{copy.tree}:/usr/bin:/bin"
    program(copy.tree / "python3.13", "exit 127")
    program(copy.tree / "python3.12", 'case "$1" in -c) exit 0;; esac; echo "newer: $*"')
    assert copy.kmt("demo", "--fresh").stdout == f"newer: {copy.tree}/kmt demo --fresh\n"


def program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["demo", "--no-serve", "--port", "9"], "-m kmt.project.demo --no-serve --port 9"),
        (["run"], "-m kmt.project.serve"),
        (["worker"], "-m kmt.project.manage db_worker"),
        (["manage", "migrate", "--plan"], "-m kmt.project.manage migrate --plan"),
        (["bench"], "-m kmt.proof.bench"),
    ],
)
def test_a_command_becomes_the_module_of_the_product(
    copy: WorkingCopy, arguments: list[str], expected: str
) -> None:
    copy.variables["KMT_REGION_FILE"] = "noord.toml"
    answer = copy.kmt(*arguments)
    assert f"handed over: {expected}\n" in answer.stdout
    assert f"path: {copy.tree}/src, region: noord.toml" in answer.stdout
    assert answer.returncode == 7, "the exit code of the product is the exit code of ./kmt"


def test_only_what_checks_needs_the_longer_lock(copy: WorkingCopy) -> None:
    copy.kmt("demo")
    copy.kmt("bench")
    assert [call.rsplit("/", 1)[1] for call in copy.pip_calls()] == ["run.txt", "dev.txt"]


def test_fix_goes_on_when_one_repair_fails_and_names_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repairs = (("eerste", ("false",)), ("tweede", ("echo", "tweede gedaan")))
    monkeypatch.setattr(commands.checks, "REPAIRS", repairs)
    monkeypatch.setattr(commands.environment, "ensure", lambda kind: None)
    assert commands.run("fix", []) == 1
    said = capfd.readouterr().out
    assert "tweede gedaan" in said
    assert said.splitlines()[-1].endswith("bij: eerste.")

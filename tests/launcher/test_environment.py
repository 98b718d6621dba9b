"""Making the environment: once, at a time, repaired when half-made, and clear when it fails."""

import fcntl
import os
import subprocess
import sys

import pytest
from tests.launcher.conftest import PIN, WorkingCopy

HALF = "Collecting voorbeeld\nInstalling collected packages: voorbeeld\n"
NETWORK = (
    "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\n"
    "ERROR: Could not find a version that satisfies the requirement voorbeeld==1.0\n"
    "ERROR: No matching distribution found for voorbeeld==1.0\n"
)
HASHES = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"
PINS = "ERROR: In --require-hashes mode, all requirements must have their versions pinned\n"
ABSENT = "ERROR: No matching distribution found for voorbeeld==1.0\n"
DISK = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"


def said_in_one_sentence(answer: "subprocess.CompletedProcess[str]") -> str:
    """The refusal, after what every refusal has in common was seen."""
    assert answer.returncode == 2
    assert "Traceback" not in answer.stdout + answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    return answer.stderr


@pytest.mark.parametrize(
    ("pip", "part"),
    [
        (NETWORK, "geen verbinding met de pakketbron"),
        (HASHES, "de hash klopt niet"),
        (PINS, "Het slot requirements/run.txt is beschadigd"),
        (ABSENT, "heeft een pakket uit het slot niet voor Python 3."),
        (DISK, "De schijf is vol"),
        ("ERROR: something nobody foresaw\n", "Het installeren is niet gelukt"),
    ],
)
def test_what_pip_cannot_do_becomes_one_sentence(copy: WorkingCopy, pip: str, part: str) -> None:
    copy.pip_says(pip, code=1)
    sentence = said_in_one_sentence(copy.kmt("demo"))
    assert part in sentence
    assert "var/log/install.log" in sentence
    assert (copy.tree / "var/log/install.log").read_text(encoding="utf-8") == pip


@pytest.mark.parametrize(
    ("lock", "part"),
    [
        ("", "run.txt is leeg"),
        ("voorbeeld==1.0\n", "geen geldige hash"),
        ("voorbeeld>=1.0 --hash=sha256:" + "a" * 64, "geen vaste versie"),
        ("<<<<<<< HEAD\n" + PIN, "geen vaste versie: <<<<<<<"),
        ("--index-url https://voorbeeld.nl/simple\n" + PIN, "noemt een plaats op het net"),
    ],
)
def test_a_broken_lock_is_refused_before_anything_is_installed(
    copy: WorkingCopy, lock: str, part: str
) -> None:
    copy.lock("run", lock)
    sentence = said_in_one_sentence(copy.kmt("demo"))
    assert part in sentence
    assert "git checkout requirements/run.txt" in sentence
    assert not copy.pip_calls()


def test_a_lock_that_is_gone_is_named(copy: WorkingCopy) -> None:
    (copy.tree / "requirements/run.txt").unlink()
    assert "run.txt ontbreekt" in said_in_one_sentence(copy.kmt("demo"))


def test_a_python_without_ensurepip_names_the_package_to_install(copy: WorkingCopy) -> None:
    copy.at_start_of_python("import sys\nsys.modules['ensurepip'] = None\n")
    assert "sudo apt install python3-venv" in said_in_one_sentence(copy.kmt("demo"))


def test_a_venv_that_fails_half_way_leaves_nothing_behind(copy: WorkingCopy) -> None:
    maker = copy.tree / "fakes/venv/__main__.py"
    working = maker.read_text(encoding="utf-8")
    maker.write_text("import sys\nsys.exit('ensurepip is not available')\n", encoding="utf-8")
    assert "sudo apt install python3-venv" in said_in_one_sentence(copy.kmt("demo"))
    assert not (copy.tree / ".venv").exists()
    maker.write_text(working, encoding="utf-8")
    assert "handed over" in copy.kmt("demo").stdout


def test_the_first_run_shows_what_it_does_and_the_second_is_silent(copy: WorkingCopy) -> None:
    first = copy.kmt("manage", "check").stdout
    assert "KMT maakt eenmalig zijn eigen omgeving" in first
    assert "ophalen 1/1" in first
    assert "uitpakken van 1 pakketten" in first
    second = copy.kmt("manage", "check").stdout
    assert second.startswith("handed over")
    assert len(copy.pip_calls()) == 1


def test_installing_asks_for_hashes(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    assert "--require-hashes" in copy.pip_calls()[0]


def test_a_repeat_costs_less_than_a_third_of_a_second_of_computing(copy: WorkingCopy) -> None:
    """Computing and not waiting: what else the machine does is not counted."""
    copy.kmt("manage")
    took = []
    for _ in range(3):
        before = os.times()
        copy.kmt("manage")
        after = os.times()
        took.append(sum(after[2:4]) - sum(before[2:4]))
    assert 0 < min(took) < 0.3


def test_a_changed_lock_is_installed_again(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    copy.lock("run", PIN.replace("1.0", "1.1"))
    copy.kmt("manage")
    assert len(copy.pip_calls()) == 2


def test_the_longer_lock_serves_for_the_shorter_one_too(copy: WorkingCopy) -> None:
    copy.kmt("bench")
    copy.kmt("manage")
    assert len(copy.pip_calls()) == 1


def test_a_run_killed_while_files_changed_is_repaired_by_the_next(copy: WorkingCopy) -> None:
    copy.pip_says(HALF, code=137)
    assert "opnieuw gemaakt" in said_in_one_sentence(copy.kmt("manage"))
    (copy.tree / ".venv/left-over").touch()
    copy.pip_says(HALF)
    assert "niet heel en wordt opnieuw gemaakt" in copy.kmt("manage").stdout
    assert not (copy.tree / ".venv/left-over").exists()
    assert copy.kmt("manage").stdout.startswith("handed over")


def test_an_environment_of_a_python_that_is_gone_is_made_again(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    python = copy.tree / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nergens/python3")
    assert "handed over" in copy.kmt("manage").stdout


def test_without_network_what_was_installed_before_keeps_working(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    copy.pip_says(NETWORK, code=1)
    said_in_one_sentence(copy.kmt("bench"))
    assert copy.kmt("manage").stdout.startswith("handed over")


def test_settings_of_pip_that_put_packages_elsewhere_are_left_out(copy: WorkingCopy) -> None:
    python = copy.tree / "pretending"
    noting = 'echo "$PIP_TARGET|$PIP_USER|$PIP_INDEX_URL" >> "$tree/pip-settings"\n    cat'
    text = python.read_text(encoding="utf-8").replace("cat", noting, 1)
    python.write_text(text, encoding="utf-8")
    copy.variables |= {"PIP_TARGET": "/elders", "PIP_USER": "1", "PIP_INDEX_URL": "file:///bron"}
    copy.kmt("manage")
    settings = (copy.tree / "pip-settings").read_text(encoding="utf-8")
    assert settings == "|0|file:///bron\n"


def test_an_addition_killed_half_way_spoils_what_was_installed_before(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    copy.pip_says(HALF, code=137)
    copy.kmt("bench")
    copy.pip_says(HALF)
    assert "wordt opnieuw gemaakt" in copy.kmt("manage").stdout


def test_a_second_run_waits_for_the_first_and_then_finds_it_done(copy: WorkingCopy) -> None:
    copy.kmt("manage")
    stamp = copy.tree / ".venv/kmt-installed.json"
    stamp.rename(copy.tree / "stamp")
    with (copy.tree / "var/install.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, copy.tree / "kmt", "manage"],
            stdout=subprocess.PIPE,
            text=True,
            env=copy.variables,
        )
        assert second.stdout is not None
        assert "deze wacht tot die klaar is" in second.stdout.readline()
        (copy.tree / "stamp").rename(stamp)
        fcntl.flock(gate, fcntl.LOCK_UN)
        rest, _ = second.communicate(timeout=20)
    assert rest.startswith("handed over")
    assert len(copy.pip_calls()) == 1

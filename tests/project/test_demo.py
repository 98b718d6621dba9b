"""The demo: on a port that is free, with people that are invented, and never elsewhere."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kmt.demo import people as demo_people
from kmt.project import demo
from tests.building.tree import ROOT


def test_a_taken_port_means_the_next_free_one_and_it_says_so(capsys) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert demo._free_port(port) > port
    assert f"Poort {port} is bezet" in capsys.readouterr().out


def test_a_free_port_is_taken_without_a_word(capsys) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert demo._free_port(port) == port
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_loading_the_people_twice_makes_them_once() -> None:
    assert demo_people.load() == "12 gemaakt"
    assert demo_people.load() == "waren er al"


def test_the_code_on_the_page_is_the_code_of_the_phone() -> None:
    from allauth.mfa.totp.internal.auth import validate_totp_code

    person = demo_people.PEOPLE[0]
    assert len(person.code) == 6
    assert validate_totp_code(person.secret, person.code)
    assert person.code != demo_people.PEOPLE[1].code


def test_every_log_in_of_the_demo_is_plainly_invented() -> None:
    assert all(person.email.endswith("@voorbeeld.example") for person in demo_people.PEOPLE)


def run(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A module of ours with the settings of a real installation in this folder."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "src",
            "KMT_SECRET_KEY": "x" * 60,
            "KMT_VAR": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_demo_did_not_make_it_does_not_remove(tmp_path) -> None:
    theirs = tmp_path / "demo" / "kmt.sqlite3"
    theirs.parent.mkdir()
    theirs.write_text("of somebody else")
    for more in ((), ("--fresh",)):
        outcome = run("kmt.project.demo", "--no-serve", *more, folder=tmp_path)
        assert outcome.returncode != 0
        assert "Er is niets gewist" in outcome.stderr
    assert theirs.read_text() == "of somebody else"


@pytest.mark.slow
def test_what_an_installation_writes_is_for_its_own_user(tmp_path) -> None:
    folder = tmp_path / "kmt"
    assert run("kmt.project.manage", "make_master_key", folder=folder).returncode == 0
    assert run("kmt.project.manage", "migrate", "-v0", folder=folder).returncode == 0
    written = [folder, *folder.rglob("*")]
    assert folder / "kmt.sqlite3" in written
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


def test_serving_for_real_says_what_is_missing_and_starts_nothing(tmp_path) -> None:
    outcome = run("kmt.project.serve", folder=tmp_path / "new")
    assert outcome.returncode == 2
    assert "Geen hoofdsleutel" in outcome.stderr
    assert "./kmt manage migrate --database keys" in outcome.stderr
    assert "Traceback" not in outcome.stderr

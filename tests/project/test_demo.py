"""The demo: on a port that is free, with people that are invented, and never elsewhere."""

import os
import socket
import subprocess
import sys

import pytest

from kmt.project import demo, demo_people
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
    assert demo_people.load() == "5 gemaakt"
    assert demo_people.load() == "waren er al"


def test_the_code_on_the_page_is_the_code_of_the_phone() -> None:
    from allauth.mfa.totp.internal.auth import validate_totp_code

    person = demo_people.PEOPLE[0]
    assert len(person.code) == 6
    assert validate_totp_code(person.secret, person.code)
    assert person.code != demo_people.PEOPLE[1].code


def test_every_log_in_of_the_demo_is_plainly_invented() -> None:
    assert all(person.email.endswith("@voorbeeld.example") for person in demo_people.PEOPLE)


def test_serving_for_real_says_what_is_missing_and_starts_nothing(tmp_path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "kmt.project.serve"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "src",
            "KMT_SECRET_KEY": "x" * 60,
            "KMT_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 2
    assert "Geen hoofdsleutel" in outcome.stderr
    assert "./kmt manage migrate --database keys" in outcome.stderr
    assert "Traceback" not in outcome.stderr

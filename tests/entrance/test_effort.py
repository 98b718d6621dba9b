"""What it costs to send when it is busy: nothing in quiet times, a second at most, or patience."""

import hashlib
import shutil
import subprocess
from datetime import timedelta
from importlib.resources import files

import pytest

from kmt.entrance import effort
from kmt.entrance.effort import Busyness, bits, solved, suffices
from kmt.kernel import clock

PAGE = "AbCdEfGhIjKlMnOpQrStUvWx"


def solve(page: str, zeros: int) -> str:
    """The puzzle as anybody could solve it: read from the description, not from the code."""
    found = []
    for piece in range(8):
        number = 0
        while int.from_bytes(hashlib.sha256(f"{page}.{piece}.{number}".encode()).digest()) >> (
            256 - zeros
        ):
            number += 1
        found.append(str(number))
    return ".".join(found)


@pytest.fixture
def here(settings) -> Busyness:
    settings.KMT_QUIET_REPORTS = 4
    return Busyness()


def came(here: Busyness, number: int) -> None:
    for one in range(number):
        here.note(f"other {one}")


@pytest.mark.parametrize(
    ("reports", "heavy"), [(0, 0), (3, 0), (4, 10), (7, 10), (8, 11), (16, 12), (32, 13), (900, 13)]
)
def test_twice_as_busy_is_twice_as_heavy_up_to_a_ceiling(reports, heavy, here) -> None:
    came(here, reports)
    assert bits(here) == heavy


def test_ten_minutes_later_it_is_quiet_again(here) -> None:
    came(here, 50)
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        assert bits(here) == 0
        assert suffices(PAGE, "", 0, here)


@pytest.mark.parametrize(
    ("reports", "answer", "open_for", "enough"),
    [
        (0, "", 0, True),
        (3, "nonsense", 0, True),
        (4, "", 0, False),
        (4, "", 29, False),
        (4, "", 30, True),
        (900, "", 30, True),
        (4, "solved", 0, True),
        (4, "1.2.3.4.5.6.7.8", 0, False),
    ],
)
def test_quiet_or_work_or_patience_is_enough(reports, answer, open_for, enough, here) -> None:
    came(here, reports)
    answer = solve(PAGE, 10) if answer == "solved" else answer
    assert suffices(PAGE, answer, open_for, here) is enough


def test_a_page_pays_once_when_it_is_busy(here) -> None:
    came(here, 4)
    here.note(PAGE)
    assert not suffices(PAGE, solve(PAGE, 10), 60, here)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        came(here, 4)
        assert not here.has_paid(PAGE)


def test_the_work_of_one_page_is_no_work_for_another(here) -> None:
    came(here, 4)
    assert not suffices("another page of the same length", solve(PAGE, 10), 0, here)


def test_work_for_a_quieter_moment_is_too_little_when_it_became_far_busier(here) -> None:
    answer = solve(PAGE, 10)
    came(here, 900)
    assert solved(PAGE, answer, 10)
    assert not suffices(PAGE, answer, 0, here) or solved(PAGE, answer, 12)


def test_nothing_that_is_remembered_tells_who_it_was(here) -> None:
    here.note(PAGE)
    assert PAGE not in repr(here)
    assert [type(one) for one in here.came] == [float]


@pytest.mark.skipif(not shutil.which("node"), reason="no JavaScript outside a browser here")
def test_the_script_does_the_work_that_is_asked() -> None:
    script = str(files("kmt.entrance") / "static/entrance/effort.js")
    run = (
        "global.self = {postMessage: console.log}; require(process.argv[1]);"
        "self.onmessage({data: {mark: process.argv[2], bits: 9, found: [], number: 0}});"
    )
    done = subprocess.run(
        [shutil.which("node"), "-e", run, script, PAGE], capture_output=True, text=True, check=True
    )
    assert solved(PAGE, done.stdout.strip(), 9)
    assert done.stdout.strip() == solve(PAGE, 9)


def test_the_heaviest_work_is_some_tens_of_thousands_of_sums() -> None:
    """On average; a phone of ten years ago does about 60,000 a second in this script."""
    assert effort.PIECES * 2**effort.HEAVIEST <= 70_000

"""The scanner: only a clear "nothing found" lets a file pass, and nothing leaves this computer."""

import threading

import pytest

from kmt.attachments.scanning import NoScanner, NotScanned, place_of, scan
from tests.attachments.clamd import CLEAN, EICAR, FOUND, clamd


@pytest.fixture
def short(tmp_path_factory):
    """A folder with a short name: the path of a socket may not be long."""
    return tmp_path_factory.mktemp("c")


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
def test_nothing_found_is_heard_for_every_size(size, short) -> None:
    with clamd(short) as where:
        assert scan(b"x" * size, where).virus == ""


@pytest.mark.parametrize("around", [b"", b"%PDF-1.7 ", b"x" * 200_000])
def test_a_virus_is_heard_by_name_wherever_it_stands(around, short) -> None:
    with clamd(short) as where:
        assert scan(around + EICAR + around, where).virus == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"stream: O",
        b"\0",
        b"OK\0",
        b"stream: OK\n\0",
        b"stream: OK stream: OK\0",
        b"stream:  FOUND\0",
        b"stream: two words FOUND\0",
        b"stream: Eicar FOUND",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK\0stream: OK\0",
        b"\xff" * 5_000,
        b"stream: " + b"a" * 900 + b" FOUND\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
    ],
)
def test_any_other_answer_is_no_answer(answer, short) -> None:
    with clamd(short, lambda content: answer) as where, pytest.raises(NotScanned):
        scan(b"x", where)


def test_a_scanner_that_does_not_answer_in_time_is_no_answer(short) -> None:
    never = threading.Event()
    with clamd(short, wait=never) as where, pytest.raises(NotScanned):
        scan(b"x", where, seconds=0.2)
    never.set()


@pytest.mark.parametrize("setting", ["", "unix:/nergens/clamd", "tcp:127.0.0.1:1"])
def test_no_scanner_and_nobody_there_say_so(setting) -> None:
    with pytest.raises(NoScanner):
        scan(b"x", setting)


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp:127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp:[::1]:3310", ("::1", 3310)),
        ("tcp:localhost:3310", ("localhost", 3310)),
        ("tcp:192.0.2.7:3310", None),
        ("tcp:scanner.example.org:3310", None),
        ("tcp:0.0.0.0:3310", None),
        ("tcp:127.0.0.1:0", None),
        ("tcp:127.0.0.1:", None),
        ("unix:clamd.ctl", None),
        ("127.0.0.1:3310", None),
        ("", None),
    ],
)
def test_a_file_only_goes_to_a_scanner_on_this_computer(setting, place) -> None:
    assert place_of(setting) == place


def test_the_answers_of_the_test_scanner_are_those_of_clamd() -> None:
    assert (CLEAN, FOUND[-7:]) == (b"stream: OK\0", b" FOUND\0")

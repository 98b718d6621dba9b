"""The measuring itself: figures that are right, on what was asked for, as JSON."""

import json
import subprocess
import sys

import pytest
from allauth.mfa.totp.internal.auth import validate_totp_code

from kmt.proof import alike, bench
from kmt.proof.colleagues import six_digits
from kmt.proof.visitor import Page

LOG_IN_PAGE = """
<link rel="stylesheet" href="/statisch/look.css"><script src="/statisch/leave.js"></script>
<form action="/taal/"><input name="q" value="anders"></form>
<form method="post"><input type="hidden" name="token" value="abc"><input name="login">
<input type="checkbox" name="remember"><input type="radio" name="kind" value="b" checked>
<select name="place"><option value="1">Hengelo</option><option value="2" selected>Borne</option>
</select><textarea name="story"></textarea><button name="save" value="1">Verstuur</button></form>
"""


def test_median_and_percentile_are_those_of_the_calls() -> None:
    seconds = [0.001 * number for number in range(1, 101)]
    assert bench.spread(seconds) == {"calls": 100, "median_ms": 50.5, "p95_ms": 95.0}


def test_one_slow_call_shows_in_the_percentile_and_not_in_the_median() -> None:
    assert bench.spread([0.01] * 9 + [1.0]) == {"calls": 10, "median_ms": 10.0, "p95_ms": 1000.0}


def test_the_six_digits_are_those_that_the_log_in_accepts() -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert validate_totp_code(secret, six_digits(secret))


def test_a_form_is_found_by_its_field_and_sends_what_a_browser_would_send() -> None:
    form = Page(LOG_IN_PAGE).form_with("login")
    assert form.values == [
        ("token", "abc"),
        ("login", ""),
        ("kind", "b"),
        ("place", "2"),
        ("story", ""),
    ]


def test_a_form_that_is_not_there_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(LookupError):
        Page(LOG_IN_PAGE).form_with("password")


def test_everything_a_page_loads_counts_in_its_weight() -> None:
    assert Page(LOG_IN_PAGE).resources == ["/statisch/look.css", "/statisch/leave.js"]


def test_memory_is_that_of_the_children_only() -> None:
    import os

    command = [sys.executable, "-c", "print(1, flush=True); input()"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as child:
        child.stdout.readline()  # it is there, and has its memory
        found = bench.resident_mb(os.getpid())
        child.communicate(b"\n")
    assert found
    assert all(1 < megabytes < 2000 for megabytes in found)
    assert bench.resident_mb(child.pid) == []


def test_the_library_is_measured_in_a_process_of_its_own_the_first_use_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []

    def said(arguments: list[str], variables: dict[str, str]) -> str:
        asked.append(arguments)
        assert variables["PYTHONPATH"].endswith("src")
        return "[0.51, 4.25]" if arguments[0] == "-c" else '{"jobs": [], "all_met": true}'

    monkeypatch.setattr(bench, "said_by", said)
    found = bench.unlisted()
    assert found["first_use"]["bic"] == {"import_s": 0.51, "done_s": 4.25}
    assert [one[-1] for one in asked] == [
        *("bic", "stepwise", "dga", "lcm"),
        "unlisted.trials.speed",
    ]
    assert found["all_met"]


@pytest.mark.slow
def test_a_record_is_made_signed_and_proved_in_a_database_of_its_own() -> None:
    found = bench.audit(events=500)
    assert (found["events"], found["whole"], found["met"]) == (500, True, True)


def test_only_what_was_asked_for_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(bench.APART, "unlisted", ("schatters", lambda: {"jobs": []}))
    monkeypatch.setattr(bench, "make_demo", lambda folder: pytest.fail("made a demo for nothing"))
    assert bench.main(["unlisted"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == ["machine", "unlisted"]


def test_times_that_do_not_tell_have_an_area_of_a_half() -> None:
    same = [0.001 * (number % 97) for number in range(500)]
    found = alike.compared(same, list(reversed(same)))
    assert (found["auc"], found["median_difference_ms"], found["met"]) == (0.5, 0, True)


def test_a_tenth_of_a_spread_more_for_what_is_there_is_noticed() -> None:
    nowhere = [0.001 * (number % 97) for number in range(500)]
    found = alike.compared([one + 0.01 for one in nowhere], nowhere)
    assert found["auc"] > 0.55
    assert not found["met"]
    assert found["auc_95"][0] > 0.5


def test_an_area_is_counted_over_all_pairs() -> None:
    assert alike.auc([1, 3], [2, 2]) == 0.5
    assert alike.auc([2, 3], [1, 2]) == 0.875


def test_an_unknown_part_is_refused_with_the_parts_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.main(["snelheid"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "kies uit pages, report, memory, form, queries, alike, unlisted, audit, vault" in said
    assert "uploads, endpoints, plaintext, door, killed, care, mandate, worklist" in said

"""`./kmt test` and `./kmt whole`: what is counted, what was not run, and the exit code."""

import os
import sys
from pathlib import Path

import pytest
from tests.launcher.conftest import WorkingCopy
from tools.launcher import checks, suite
from tools.launcher.places import StartError
from tools.postgres_cluster import find_programs

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="x"/></testcase>
<testcase name="c"><error message="x"/></testcase>
<testcase name="d"><skipped message="geen lettertype"/></testcase>
<testcase name="e"><skipped message="geen lettertype"/></testcase>
</testsuite></testsuites>"""
SMALL_SUITE = """
import os
import pytest
def test_plain(): assert "KMT_DATABASE_URL" not in os.environ
@pytest.mark.slow
def test_patience(): pass
@pytest.mark.database
def test_data(): pass
"""
OF_THE_BROWSER = """
import os
def test_page(): assert os.environ["KMT_CHROMIUM"].endswith("chromium")
"""
OF_THE_LIBRARY = """
def test_library(): raise AssertionError("./kmt alone runs this")
"""
CONFIGURATION = '[tool.pytest.ini_options]\nmarkers = ["browser: x", "database: x", "slow: x"]\n'


@pytest.fixture
def small_suite(copy: WorkingCopy) -> WorkingCopy:
    """A working copy with three tests, whose environment is the one that runs this test."""
    (copy.tree / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    for name, text in (
        ("tests/test_small.py", SMALL_SUITE),
        ("tests/browser/test_page.py", OF_THE_BROWSER),
        ("tests/unlisted/test_library.py", OF_THE_LIBRARY),
    ):
        (copy.tree / name).parent.mkdir(exist_ok=True, parents=True)
        (copy.tree / name).write_text(text, encoding="utf-8")
    copy.kmt("bench")
    python = copy.tree / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    program = copy.tree / "programs/chromium"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    copy.variables["PATH"] = f"{program.parent}:{os.environ['PATH']}"
    copy.variables["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    copy.variables["KMT_DATABASE_URL"] = "postgres://echt/kmt"
    return copy


def test_three_passes_end_in_one_line(small_suite: WorkingCopy) -> None:
    answer = small_suite.kmt("whole")
    last = answer.stdout.splitlines()[-1]
    passed = 5 if find_programs() else 4
    assert last == f"{passed} passed, 0 failed, 0 skipped", answer.stdout
    assert answer.returncode == 0
    assert "== Toetsen op SQLite" in answer.stdout


def test_without_arguments_it_runs_what_is_quick_and_says_what_it_left_out(
    small_suite: WorkingCopy,
) -> None:
    answer = small_suite.kmt("test")
    assert answer.stdout.splitlines()[-1] == "2 passed, 0 failed, 0 skipped", answer.stdout
    assert "./kmt whole draait alles" in answer.stdout.splitlines()[-2]
    assert answer.returncode == 0


def test_whole_takes_no_arguments(small_suite: WorkingCopy) -> None:
    answer = small_suite.kmt("whole", "tests/test_small.py")
    assert "kent geen argumenten" in answer.stderr
    assert answer.returncode == 2


def test_a_failing_test_gives_an_exit_code(small_suite: WorkingCopy) -> None:
    path = small_suite.tree / "tests/test_small.py"
    path.write_text(SMALL_SUITE + "def test_wrong(): assert False\n", encoding="utf-8")
    answer = small_suite.kmt("test", "-k", "plain or wrong")
    assert answer.stdout.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"
    assert answer.returncode == 1


def test_arguments_run_only_what_they_ask_for_and_it_says_so(small_suite: WorkingCopy) -> None:
    answer = small_suite.kmt("test", "tests/test_small.py", "-k", "data")
    assert answer.stdout.splitlines()[-1] == "1 passed, 0 failed, 0 skipped"
    assert "alleen het gevraagde is getoetst" in answer.stdout.splitlines()[-2]


def test_a_run_in_which_nothing_ran_is_no_success(small_suite: WorkingCopy) -> None:
    answer = small_suite.kmt("test", "-k", "niets")
    assert answer.stdout.splitlines()[-1] == "0 passed, 0 failed, 0 skipped"
    assert answer.returncode == 1


def test_a_pytest_that_breaks_off_counts_as_a_failure(small_suite: WorkingCopy) -> None:
    answer = small_suite.kmt("test", "tests/bestaat-niet.py")
    assert "Afgebroken: Gevraagde toetsen op SQLite" in answer.stdout
    assert answer.returncode == 1


def test_failures_errors_and_skips_are_counted_with_their_reason(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    tally = suite.Tally()
    suite.count(tally, report, 1, "Toetsen")
    assert tally.closing_line() == "1 passed, 2 failed, 2 skipped"
    assert tally.not_run == ["Niet gedraaid: 2 x overgeslagen (geen lettertype)"]
    assert tally.exit_code() == 1


def test_without_postgresql_and_browser_the_last_lines_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "find_programs", lambda: None)
    monkeypatch.setattr(suite, "find_browser", lambda: "")
    monkeypatch.setattr(suite.signal, "signal", lambda *_: None)
    monkeypatch.setattr(suite, "run_pass", lambda tally, *_: setattr(tally, "passed", 5))
    assert suite.run_whole() == 0
    said = capsys.readouterr().out.splitlines()
    assert "apt install postgresql" in said[-2]
    assert "apt install chromium" in said[-3]
    assert said[-1] == "5 passed, 0 failed, 0 skipped"


def test_a_cluster_that_does_not_start_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(programs: object) -> None:
        raise suite.ClusterError("initdb mislukte: geen ruimte")

    monkeypatch.setattr(suite, "find_programs", object)
    monkeypatch.setattr(suite, "ThrowAwayCluster", broken)
    tally = suite.Tally()
    suite.on_postgres(tally)
    assert tally.not_run == ["Niet gedraaid: PostgreSQL (initdb mislukte: geen ruimte)"]
    assert (tally.failed, tally.exit_code()) == (1, 1)


def test_a_browser_that_is_named_but_absent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KMT_CHROMIUM", "/nergens/chromium")
    with pytest.raises(StartError, match="/nergens/chromium"):
        suite.find_browser()


def test_tests_and_checks_never_see_the_settings_of_a_real_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KMT_DATABASE_URL", "postgres://echt/kmt")
    monkeypatch.setenv("KMT_ENV", "production")
    for variables in (checks.clean_variables(), checks.strict_variables()):
        assert "echt" not in variables.get("KMT_DATABASE_URL", "")
    assert checks.clean_variables()["KMT_ENV"] == "test"

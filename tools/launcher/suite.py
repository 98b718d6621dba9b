"""`./kmt test` and `./kmt whole`: the suite, and what could not be run.

`test` is for every few minutes: on SQLite, on all cores, without what is slow. `whole` is what a
build server runs: everything on SQLite, on PostgreSQL and in a browser.

The library `unlisted` is tested where it stands alone, by `./kmt alone`, and not once more here.

The tests run with the settings of a test only: variables of a real installation are left out,
so that no test can reach a real database.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from tools.launcher.checks import clean_variables
from tools.launcher.places import PYTHON, ROOT, SOURCE, StartError, say
from tools.postgres_cluster import ClusterError, ThrowAwayCluster, find_programs

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOTHING_COLLECTED = 5
#: A file stays together: what its tests make at their start is made once.
ON_ALL_CORES = ["-p", "xdist", "-n", "auto", "--maxprocesses=4", "--dist=loadfile"]
HOUSE = ["--ignore=tests/unlisted", "--ignore=tests/browser"]
NOT_QUICK = "Niet gedraaid: wat traag is, PostgreSQL en de browser (./kmt whole draait alles)"
NO_POSTGRES = (
    "Niet gedraaid: PostgreSQL (geen serverprogramma's van versie 15 of nieuwer gevonden; "
    "installeer ze met: sudo apt install postgresql)"
)
NO_BROWSER = (
    "Niet gedraaid: de browser (geen Chromium gevonden; installeer die met: "
    "sudo apt install chromium)"
)


@dataclass(slots=True)
class Tally:
    """What the passes have counted so far."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: list[str] = field(default_factory=list)

    def closing_line(self) -> str:
        """The last line of the run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def exit_code(self) -> int:
        """0 only when something ran and nothing failed."""
        return 0 if self.passed and not self.failed else 1


def run(arguments: list[str]) -> int:
    """Run what is quick, or with arguments only what they ask for; returns the exit code."""
    signal.signal(signal.SIGTERM, end_properly)
    tally = Tally()
    if arguments:
        run_asked(tally, arguments, find_browser())
    else:
        chosen = [*HOUSE, "-m", "not slow", *ON_ALL_CORES]
        run_pass(tally, "Vlotte toetsen op SQLite", chosen)
        tally.not_run.append(NOT_QUICK)
    return closed(tally)


def run_whole() -> int:
    """Run everything; returns the exit code."""
    signal.signal(signal.SIGTERM, end_properly)
    tally = Tally()
    # The browser takes the longest and keeps one core busy: its tests run beside the others.
    with in_browser(tally, find_browser()):
        on_postgres(tally)
        run_pass(tally, "Toetsen op SQLite", [*HOUSE, *ON_ALL_CORES])
    say("De toetsen van unlisted draait ./kmt alone.")
    return closed(tally)


def closed(tally: Tally) -> int:
    """Say what was not run and what was counted; returns the exit code."""
    for sentence in tally.not_run:
        say(sentence)
    say(tally.closing_line())
    return tally.exit_code()


def end_properly(number: int, frame: FrameType | None) -> None:
    """Turn a request to stop into an exit that still tears everything down."""
    sys.exit(128 + number)


def run_asked(tally: Tally, arguments: list[str], browser: str) -> None:
    """Only what was asked for, on SQLite; browser tests too where there is a browser."""
    selection = [] if browser else ["-m", "not browser"]
    extra = {"KMT_CHROMIUM": browser} if browser else {}
    run_pass(tally, "Gevraagde toetsen op SQLite", [*selection, *arguments], extra)
    tally.not_run.append("Niet gedraaid: PostgreSQL en de rest (alleen het gevraagde is getoetst)")
    if not browser:
        tally.not_run.append(NO_BROWSER)


def on_postgres(tally: Tally) -> None:
    """The tests that touch the database once more, on a PostgreSQL that exists only for them."""
    programs = find_programs()
    if programs is None:
        tally.not_run.append(NO_POSTGRES)
        return
    try:
        with ThrowAwayCluster(programs) as cluster:
            title = f"Toetsen op PostgreSQL {programs.version}"
            run_pass(tally, title, [*HOUSE, "-m", "database"], cluster.variables())
    except ClusterError as problem:
        tally.failed += 1
        tally.not_run.append(f"Niet gedraaid: PostgreSQL ({problem})")


@contextmanager
def in_browser(tally: Tally, browser: str) -> Iterator[None]:
    """The tests that drive a real browser."""
    with ExitStack() as stack:
        if browser:
            title, extra = f"Toetsen in {browser}", {"KMT_CHROMIUM": browser}
            stack.enter_context(beside(tally, title, ["tests/browser"], extra))
        else:
            tally.not_run.append(NO_BROWSER)
        yield


@contextmanager
def beside(tally: Tally, title: str, arguments: list[str], extra: dict[str, str]) -> Iterator[None]:
    """Run pytest beside the block; show and count it at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="kmt-test-") as folder:
        shown = Path(folder) / "shown.txt"
        with shown.open("w") as output:
            process, report = start(arguments, folder, extra, output)
        try:
            yield
            code = process.wait()
            say(f"\n== {title}, hiernaast gedraaid")
            say(shown.read_text().rstrip())
            count(tally, report, code, title)
        finally:
            process.terminate()


def find_browser() -> str:
    """The Chromium of this machine, or one that KMT_CHROMIUM names; empty when there is none."""
    named = os.environ.get("KMT_CHROMIUM", "")
    if named and not shutil.which(named):
        raise StartError(f"KMT_CHROMIUM noemt een programma dat er niet is: {named}")
    found = (shutil.which(name) for name in (named, *BROWSERS) if name)
    return next((path for path in found if path), "")


def run_pass(
    tally: Tally, title: str, arguments: list[str], extra: dict[str, str] | None = None
) -> None:
    """Run pytest once, visibly, and add what it counted."""
    say(f"\n== {title}")
    with tempfile.TemporaryDirectory(prefix="kmt-test-") as folder:
        process, report = start(arguments, folder, extra or {})
        try:
            code = process.wait()
        finally:
            process.terminate()
        count(tally, report, code, title)


def start(
    arguments: list[str], folder: str, extra: dict[str, str], output: TextIO | None = None
) -> tuple[subprocess.Popen[bytes], Path]:
    """Start pytest on a selection; returns the process and where it will write its figures."""
    report = Path(folder) / "report.xml"
    command = [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    variables = compiled_once(clean_variables()) | {"PYTHONPATH": str(SOURCE)} | extra
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=output, stderr=output)
    return process, report


def compiled_once(variables: dict[str, str]) -> dict[str, str]:
    """Keep what Python compiles, also where none of it may stand beside the source.

    Otherwise each of the hundreds of processes of the suite compiles everything anew.
    """
    kept = dict(variables)
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept.setdefault("PYTHONPYCACHEPREFIX", str(PYTHON.parents[1] / "compiled"))
    return kept


def count(tally: Tally, report: Path, code: int, title: str) -> None:
    """Add the figures of one pass; a run that broke off counts as a failure."""
    if code == NOTHING_COLLECTED:
        tally.not_run.append(f"Niet gedraaid: {title} (geen toets voldoet aan de keuze)")
        return
    figures = read_report(report)
    if figures is None or code not in (0, 1) or (code == 1 and not figures.failed):
        tally.failed += 0 if figures and figures.failed else 1
        tally.not_run.append(f"Afgebroken: {title} (pytest stopte met code {code})")
    if figures is not None:
        tally.passed += figures.passed
        tally.failed += figures.failed
        tally.skipped += figures.skipped
        tally.not_run += figures.not_run


def read_report(report: Path) -> Tally | None:
    """The figures that pytest wrote down, with the reason of everything skipped."""
    try:
        cases = ET.parse(report).getroot().iter("testcase")
    except (OSError, ET.ParseError):
        return None
    tally = Tally()
    reasons: Counter[str] = Counter()
    for case in cases:
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        elif skipped is not None:
            tally.skipped += 1
            reasons[skipped.get("message", "zonder reden")] += 1
        else:
            tally.passed += 1
    for reason, number in reasons.items():
        tally.not_run.append(f"Niet gedraaid: {number} x overgeslagen ({reason})")
    return tally

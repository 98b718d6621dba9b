"""Installing from a lock with pip: progress while it runs, one sentence when it fails."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TextIO

from tools.launcher.places import StartError, from_root, say

STEP = re.compile(
    r"^(Collecting|Processing|Requirement already satisfied:|Ignoring) ?([A-Za-z0-9._-]*)"
)
COUNTED = re.compile(r"^[A-Za-z0-9]")
WRITING = "Installing collected packages"
# Settings of the user that would put packages elsewhere or change what the lock says.
STRAY_SETTINGS = (
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIREMENT",
    "PIP_CONSTRAINT",
    "PIP_NO_BINARY",
    "PIP_DRY_RUN",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_QUIET",
)

HASHES = (
    "Een pakket is anders dan het slot zegt (de hash klopt niet) en is niet geïnstalleerd; "
    "haal het slot opnieuw op met: git checkout requirements, en meld het als het blijft."
)
NETWORK = (
    "De pakketten zijn niet op te halen: er is geen verbinding met de pakketbron; "
    "herstel de verbinding (of de instelling van pip of de proxy) en geef de opdracht opnieuw."
)
BROKEN = (
    "Het slot requirements/{lock} is beschadigd; zet het terug met: "
    "git checkout requirements/{lock}"
)
NOT_THERE = (
    "De pakketbron van deze machine heeft een pakket uit het slot niet voor "
    "Python {python}; gebruik Python 3.11, 3.12 of 3.13 of wijs pip een volledige pakketbron."
)
DISK = "De schijf is vol; maak ruimte (KMT heeft ongeveer 1 GB nodig) en geef de opdracht opnieuw."
UNKNOWN = "Het installeren is niet gelukt; geef de opdracht opnieuw."

# In this order: what pip says first when it goes wrong is not always the cause.
CAUSES = (
    (re.compile(r"DO NOT MATCH THE HASHES|BadZipFile|has wrong size"), HASHES),
    (re.compile(r"No space left on device"), DISK),
    (
        re.compile(
            r"NewConnectionError|Max retries exceeded|Temporary failure in name resolution|"
            r"Name or service not known|ConnectionError|ReadTimeoutError|Connection refused|"
            r"Network is unreachable|ProxyError|SSLError|Connection broken|"
            r"ConnectTimeoutError|Could not fetch URL|HTTP error 5"
        ),
        NETWORK,
    ),
    (
        re.compile(
            r"Invalid requirement|Hashes are required|must have their versions pinned|"
            r"Could not open requirements file|Expected sha256"
        ),
        BROKEN,
    ),
    (re.compile(r"No matching distribution|Could not find a version"), NOT_THERE),
)


def install(python: Path, lock: Path, *, busy: Path, log: Path) -> None:
    """Install a lock with its hashes; everything pip says goes to the log.

    `busy` stands while pip changes files, and stays if it was stopped in the middle of that.
    Raises StartError with one sentence.
    """
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if COUNTED.match(line))
    progress = Progress(total)
    with log.open("w", encoding="utf-8") as record:
        process = subprocess.Popen(
            [python, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", str(lock)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=settings(),
        )
        assert process.stdout is not None
        wrote = follow(process.stdout, record, progress, before_writing=busy.touch)
        code = process.wait()
    progress.end()
    if code == 0:
        busy.unlink(missing_ok=True)
        return
    said = log.read_text(encoding="utf-8")
    raise StartError(
        f"{explain(said, lock)} Wat pip zei staat in {from_root(log)}."
        + (" De omgeving wordt de volgende keer opnieuw gemaakt." if wrote else "")
    )


def settings() -> dict[str, str]:
    """The user's own settings of pip, without those that would change what is installed where."""
    kept = {name: value for name, value in os.environ.items() if name not in STRAY_SETTINGS}
    return kept | {
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_COLOR": "1",
        "PIP_PROGRESS_BAR": "off",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def follow(
    output: IO[str], record: TextIO, progress: "Progress", before_writing: Callable[[], None]
) -> bool:
    """Copy what pip says to the log and show how far it is; tells whether pip changed files."""
    wrote = False
    for line in output:
        record.write(line)
        if line.startswith(WRITING):
            wrote = True
            before_writing()
            progress.writing(line.count(",") + 1)
        elif step := STEP.match(line):
            progress.step(step[2])
    return wrote


def explain(said: str, lock: Path) -> str:
    """The sentence that fits what pip said."""
    for pattern, sentence in CAUSES:
        if pattern.search(said):
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            return sentence.format(lock=lock.name, python=version)
    return UNKNOWN


class Progress:
    """One line that moves on a terminal; a line now and then in a log."""

    def __init__(self, total: int) -> None:
        self.total = max(total, 1)
        self.done = 0
        self.live = sys.stdout.isatty()

    def step(self, name: str) -> None:
        """One more package looked up."""
        self.done = min(self.done + 1, self.total)
        if self.live:
            say(f"\r  ophalen {self.done}/{self.total}  {name[:40]:<40}", end="")
        elif self.done % 10 == 0 or self.done == self.total:
            say(f"  ophalen {self.done}/{self.total}")

    def writing(self, packages: int) -> None:
        """Everything is there; now it is unpacked."""
        start = "\r" if self.live else ""
        say(f"{start}  uitpakken van {packages} pakketten, een ogenblik …".ljust(62))

    def end(self) -> None:
        """Leave the terminal on a new line."""
        if self.live and self.done:
            say("")

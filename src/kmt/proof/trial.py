"""The real demo in a folder of its own, served as ``./kmt demo`` does, to measure and test it.

Or an installation with the real settings, for what a demo cannot show.
"""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kmt.project.environment import ROOT
from kmt.project.serve import gunicorn_command

WORKERS = 2
PATIENCE_SECONDS = 30


class Stopped(Exception):
    """The demo, its web server or a process beside it stopped too early; says what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A running demo: where it answers, where its data is, which process is the server."""

    address: str
    folder: Path
    process_id: int
    environment: Mapping[str, str]

    @property
    def in_front(self) -> dict[str, str]:
        """What the web server in front of a real installation says with every request."""
        if self.environment["KMT_ENV"] != "production":
            return {}
        return {"X-Forwarded-Proto": "https", "Origin": f"https{self.address[4:]}"}


def variables(folder: Path) -> dict[str, str]:
    """The environment of the demo, and nothing of an installation that may be here too."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KMT_")}
    return kept | {
        "KMT_ENV": "demo",
        "KMT_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kmt.project.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }


def real_variables(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation with the real settings, with keys of its own."""
    real = {"KMT_ENV": "production", "KMT_SECRET_KEY": secrets.token_urlsafe(64)}
    return variables(folder) | real | more


def make_demo(folder: Path) -> None:
    """Everything ``./kmt demo`` does, except serving; takes as long as that takes."""
    said_by(["-m", "kmt.project.demo", "--fresh", "--no-serve"], variables(folder))


def said_by(arguments: list[str], variables: Mapping[str, str], told: str = "") -> str:
    """What one Python process of the project prints, told this; ``Stopped`` when it fails."""
    outcome = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        input=told,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise Stopped(outcome.stdout + outcome.stderr)
    return outcome.stdout


@contextmanager
def served(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Trial]:
    """What is in this folder (the demo) behind the real web server, until the block ends."""
    environment = environment or variables(folder)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    said = folder / "server.log"
    with said.open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            gunicorn_command(port, workers=WORKERS),
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(address, process, said)
            yield Trial(
                address=address, folder=folder, process_id=process.pid, environment=environment
            )
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: "subprocess.Popen[bytes]", said: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise Stopped(said.read_text(errors="replace"))

"""A PostgreSQL that exists for one command: own folder, own socket, no network, gone afterwards.

Also works for root, as a container is: PostgreSQL refuses to run as root, so the server then runs
as the user `postgres` (or `nobody`).

    python tools/postgres_cluster.py <command …>     runs the command with the cluster named in
                                                     KMT_TEST_POSTGRES_HOST and _USER
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

OLDEST = 15
SUPERUSER = "kmt"
NEEDED = ("initdb", "pg_ctl", "postgres")
# Nothing here has to survive a power cut, so nothing waits for the disk.
OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=30 -c shared_buffers=64MB -c unix_socket_permissions=0700"
)


class ClusterError(Exception):
    """The cluster did not start; the message says why in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """The folder with PostgreSQL's server programs, and their major version."""

    folder: Path
    version: int


def find_programs() -> Programs | None:
    """The newest server programs of this machine, version 15 or later; None without any."""
    folders = set(Path("/usr/lib/postgresql").glob("*/bin"))
    if on_path := shutil.which("pg_ctl"):
        folders.add(Path(on_path).resolve().parent)
    found = [
        Programs(folder=folder, version=version_of(folder))
        for folder in folders
        if all(os.access(folder / name, os.X_OK) for name in NEEDED)
    ]
    fitting = [programs for programs in found if programs.version >= OLDEST]
    return max(fitting, key=lambda programs: programs.version, default=None)


def version_of(folder: Path) -> int:
    """The major version of the server in a folder; 0 when it does not say."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    match = re.search(r"(\d+)(\.|devel|beta|rc|\s|$)", answer.stdout)
    return int(match[1]) if match else 0


def other_user() -> str:
    """The user the server must run as: empty when we are not root and may run it ourselves."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class ThrowAwayCluster:
    """Starts on entering, is stopped and removed on leaving, whatever happened in between."""

    def __init__(self, programs: Programs) -> None:
        self.programs = programs
        self.user = other_user()
        # The path of a socket may be 107 characters long at most: so not under a deep TMPDIR.
        self.folder = Path(tempfile.mkdtemp(prefix="kmt-pg-", dir="/tmp"))

    def variables(self) -> dict[str, str]:
        """What the settings need to know to use this cluster."""
        return {
            "KMT_TEST_POSTGRES_HOST": str(self.folder),
            "KMT_TEST_POSTGRES_USER": SUPERUSER,
        }

    def __enter__(self) -> "ThrowAwayCluster":
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()

    def start(self) -> None:
        """Make the files and start the server; takes about two seconds."""
        if self.user:
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        data = str(self.folder / "data")
        self.call(
            "initdb",
            "-D",
            data,
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        )
        self.call(
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-s",
            "-D",
            data,
            "-l",
            str(self.folder / "log"),
            "-o",
            f"{OPTIONS} -k {self.folder}",
        )

    def call(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the right user."""
        command = [*as_user(self.user), str(self.programs.folder / name), *arguments]
        answer = subprocess.run(
            command,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # not a pipe: the server inherits it and would hold it open
            stderr=subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE,
            text=True,
            check=False,
        )
        if answer.returncode:
            said = [line for line in (answer.stderr or self.log()).splitlines() if line.strip()]
            raise ClusterError(f"{name} mislukte: {said[-1] if said else 'zonder uitleg'}")

    def log(self) -> str:
        """What the server wrote down."""
        path = self.folder / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def remove(self) -> None:
        """Stop the server at once and remove every file."""
        if (self.folder / "data" / "postmaster.pid").exists():
            data = str(self.folder / "data")
            self.call("pg_ctl", "stop", "-m", "immediate", "-w", "-s", "-D", data)
        shutil.rmtree(self.folder, ignore_errors=True)


def as_user(user: str) -> list[str]:
    """The words before a command that must run as another user."""
    if not user:
        return []
    group = str(pwd.getpwnam(user).pw_gid)
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]


def main(command: list[str]) -> int:
    """Run a command with a cluster beside it."""
    programs = find_programs()
    if not command or programs is None:
        print("Gebruik: tools/postgres_cluster.py <opdracht>; PostgreSQL 15 of nieuwer is nodig.")
        return 2
    with ThrowAwayCluster(programs) as cluster:
        variables = dict(os.environ) | cluster.variables()
        return subprocess.run(command, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

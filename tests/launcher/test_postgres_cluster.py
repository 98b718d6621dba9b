"""The throw-away PostgreSQL: starts, answers on its socket alone, and is gone afterwards."""

import contextlib
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.launcher.conftest import ROOT
from tools.postgres_cluster import (
    ClusterError,
    Programs,
    ThrowAwayCluster,
    as_user,
    find_programs,
    main,
)


def programs() -> Programs:
    """The server programs of this machine; the reason to skip is repeated at the end of the run."""
    found = find_programs()
    if found is None:
        pytest.skip("PostgreSQL: geen serverprogramma's gevonden; apt install postgresql")
    return found


def running_commands() -> str:
    """The command lines of all processes; a process that ended has none."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return "\n".join(found)


def ends(word: str) -> bool:
    """Whether no process with this word in its command is left within five seconds."""
    for _ in range(50):
        if word not in running_commands():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_it_answers_on_a_socket_that_only_its_owner_may_use_and_leaves_nothing_behind() -> None:
    with ThrowAwayCluster(programs()) as cluster:
        names = cluster.variables()
        host, user = names["KMT_TEST_POSTGRES_HOST"], names["KMT_TEST_POSTGRES_USER"]
        with psycopg.connect(host=host, user=user, dbname="postgres") as connection:
            settings = connection.execute("select current_setting('listen_addresses')").fetchone()
        assert settings == ("",)
        assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700
        assert host in running_commands(), "the server is seen while it runs"
    assert not Path(host).exists()
    assert ends(host)


@pytest.mark.slow
def test_it_is_torn_down_when_the_work_inside_fails() -> None:
    cluster = ThrowAwayCluster(programs())
    with pytest.raises(ZeroDivisionError), cluster:
        raise ZeroDivisionError
    assert not cluster.folder.exists()


def test_a_server_that_cannot_start_is_said_in_one_line_and_cleared_away(tmp_path: Path) -> None:
    for name, body in (("initdb", "echo boom >&2; echo 'geen ruimte' >&2; exit 1"),):
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    cluster = ThrowAwayCluster(Programs(folder=tmp_path, version=15))
    cluster.user = ""
    with pytest.raises(ClusterError, match=r"^initdb mislukte: geen ruimte$"), cluster:
        pass
    assert not cluster.folder.exists()


def test_root_gives_the_server_to_another_user() -> None:
    assert as_user("") == []
    words = as_user("nobody")
    assert words[:2] == ["setpriv", "--reuid=nobody"]
    assert words[-1] == "--clear-groups"


@pytest.mark.slow
def test_the_command_line_runs_something_beside_the_cluster() -> None:
    programs()
    assert main(["sh", "-c", "test -S $KMT_TEST_POSTGRES_HOST/.s.PGSQL.5432"]) == 0
    assert main(["sh", "-c", "exit 3"]) == 3


STOPPED = """
import os, signal
from tools import postgres_cluster
from tools.launcher import suite
signal.signal(signal.SIGTERM, suite.end_properly)
with postgres_cluster.ThrowAwayCluster(postgres_cluster.find_programs()) as cluster:
    print(cluster.folder, flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
"""


@pytest.mark.slow
def test_a_request_to_stop_takes_the_cluster_along() -> None:
    programs()
    answer = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    folder = Path(answer.stdout.strip())
    assert answer.returncode == 143
    assert folder.name.startswith("kmt-pg-")
    assert not folder.exists()
    assert ends(str(folder))

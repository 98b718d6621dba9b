"""An installation of its own, in processes of its own: for what a test database cannot show.

Real files, real transactions, several processes at once. On SQLite, or on the throw-away
PostgreSQL cluster when the suite runs on one.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from functools import cache
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
START = "import django\ndjango.setup()\n"
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", database="keys", verbosity=0)
"""
CLUSTER = ("KMT_TEST_POSTGRES_HOST", "KMT_TEST_POSTGRES_USER")
DATABASES = ("kmt", "kmt_keys")


def install(folder: Path) -> None:
    """The two databases, in a folder or in the cluster: made once, and copied for each test."""
    shutil.copytree(_installed(), folder, dirs_exist_ok=True)
    if os.environ.get(CLUSTER[0]):
        for name in DATABASES:
            _database(name, like=f"{name}_installed")


@cache
def _installed() -> Path:
    """A folder in which everything is installed and nothing was done yet; until the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="kmt-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "test").mkdir()
    if not os.environ.get(CLUSTER[0]):
        run(folder, MIGRATE)
        return folder
    for name in DATABASES:
        _database(name)
    run(folder, MIGRATE)
    for name in DATABASES:
        _database(f"{name}_installed", like=name)
    return folder


def start(folder: Path, script: str) -> subprocess.Popen[str]:
    """Begin a script in the installation; several may run at once."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KMT_") or name in CLUSTER
    } | {
        "KMT_ENV": "test",
        "KMT_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kmt.project.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    return subprocess.Popen(
        [sys.executable, "-c", START + textwrap.dedent(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, script: str) -> str:
    """Run a script to its end and give back what it printed."""
    process = start(folder, script)
    printed, wrong = process.communicate()
    assert process.returncode == 0, wrong
    return printed


def _database(name: str, *, like: str = "template1") -> None:
    """A new database in the cluster, in the place of the one with this name."""
    host, user = (os.environ.get(one, "postgres") for one in CLUSTER)
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"create database {name} template {like}")

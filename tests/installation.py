"""An installation of its own, in processes of its own: for what a test database cannot show.

Real files, real transactions, several processes at once. On SQLite, or on the throw-away
PostgreSQL cluster when the suite runs on one.
"""

import os
import subprocess
import sys
import textwrap
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


def install(folder: Path) -> None:
    """Make the two databases, in a folder or in the cluster."""
    (folder / "test").mkdir(parents=True)
    if host := os.environ.get(CLUSTER[0]):
        _make_databases(host, os.environ.get(CLUSTER[1], "postgres"))
    run(folder, MIGRATE)


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


def _make_databases(host: str, user: str) -> None:
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        for name in ("kmt", "kmt_keys"):
            server.execute(f"drop database if exists {name} with (force)")
            server.execute(f"create database {name}")

"""An installation on disk, in a process of its own: for what a test database in memory cannot show.

The real files, the real transactions, several processes at once.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "import django\ndjango.setup()\n"
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", database="keys", verbosity=0)
"""


def install(folder: Path) -> None:
    """Make the two databases in a folder."""
    (folder / "test").mkdir(parents=True)
    run(folder, MIGRATE)


def start(folder: Path, script: str) -> subprocess.Popen[str]:
    """Begin a script in the installation; several may run at once."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KMT_")} | {
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

"""The static checks of `./kmt check`: each one a line, all of them even when one fails."""

import base64
import os
import re
import secrets
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.launcher import locks
from tools.launcher.places import PYTHON, REQUIREMENTS, ROOT, SOURCE, say

HERE = str(PYTHON)
LAUNCHER = "kmt"  # a script without .py: the linters have to be told about it
MANAGE = (HERE, "-m", "kmt.project.manage")

# Registries of packages. The places where packages come from are the machine's business.
# Written as patterns, so that this file does not contain what it looks for.
REGISTRY_HOSTS = (
    r"pypi\.(org|python\.org)|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|unpkg\.com|"
    r"jsdelivr\.net|cdnjs\.cloudflare|crates\.io|proxy\.golang\.org|anaconda\.(org|com)|"
    r"rubygems\.org|repo\.maven|fonts\.(googleapis|gstatic)\.com"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found; `said` is shown only when it failed."""

    passed: bool
    said: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a title and either a program or a function that lists what is wrong."""

    title: str
    command: tuple[str, ...] = ()
    inspect: Callable[[], list[str]] | None = None

    def run(self) -> Outcome:
        """Carry it out, and keep what it said."""
        start = time.monotonic()
        if self.inspect is not None:
            found = self.inspect()
            return Outcome(not found, "\n".join(found), time.monotonic() - start)
        passed, said = call(self.command)
        return Outcome(passed, said, time.monotonic() - start)


def clean_variables() -> dict[str, str]:
    """The environment without settings of a real installation, so that no check can reach one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KMT_")}
    return kept | {"KMT_ENV": "test", "PYTHONPATH": str(SOURCE), "NO_COLOR": "1"}


def strict_variables() -> dict[str, str]:
    """The environment of a real installation that talks to nothing: for `check --deploy`."""
    kept = {name: value for name, value in clean_variables().items() if name != "KMT_ENV"}
    return kept | {
        "KMT_ENV": "production",
        "KMT_SECRET_KEY": secrets.token_urlsafe(64),
        "KMT_MASTER_KEY": f"1 {base64.b64encode(secrets.token_bytes(32)).decode()}",
        "KMT_HOSTS": "kmt.voorbeeld.nl",
        "KMT_DATABASE_URL": "sqlite://:memory:",
    }


def call(command: tuple[str, ...]) -> tuple[bool, str]:
    """Run one program in the working copy; whether it succeeded, and everything it said."""
    variables = strict_variables() if "--deploy" in command else clean_variables()
    try:
        answer = subprocess.run(
            command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        return False, f"{command[0]}: {error.strerror}"
    return answer.returncode == 0, answer.stdout.strip()


def unfit_locks() -> list[str]:
    """What is wrong with the lock files."""
    return locks.problems(REQUIREMENTS)


def registry_hosts() -> list[str]:
    """Lines of tracked files that name the host of a package registry."""
    command = ["git", "-c", "safe.directory=*", "grep", "-n", "-I", "-E", REGISTRY_HOSTS]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ["git ontbreekt; installeer het met: sudo apt install git"]
    if answer.returncode > 1:
        return [answer.stderr.strip()]
    return answer.stdout.splitlines()


IMPORTS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"

# What bandit finds of low weight, the S rules of ruff find too, and those know our exceptions.
BANDIT = (HERE, "-m", "bandit", "--quiet", "--severity-level", "medium")

CHECKS = (
    Check("stijl (ruff check)", (HERE, "-m", "ruff", "check", "--quiet", ".", LAUNCHER)),
    Check("opmaak (ruff format)", (HERE, "-m", "ruff", "format", "--check", ".", LAUNCHER)),
    Check("types (mypy --strict)", (HERE, "-m", "mypy")),
    Check("bouw (import-linter)", (HERE, "-c", IMPORTS)),
    Check("onderdelen (deptry)", (HERE, "-m", "deptry", "--no-ansi", "src")),
    Check("sjablonen (djlint)", (HERE, "-m", "djlint", "--lint", "--quiet", "src")),
    Check("beveiliging (bandit)", (*BANDIT, "-c", "pyproject.toml", "-r", "src")),
    Check("migraties compleet", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("veilige instellingen", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING")),
    Check("Nederlands compleet", (HERE, "tools/messages.py", "--check")),
    Check("tien talen compleet", (HERE, "-m", "tools.public_messages", "--check")),
    Check("sloten vers en heel", inspect=unfit_locks),
    Check("geen pakketbron genoemd", inspect=registry_hosts),
)

REPAIRS = (
    ("stijl", (HERE, "-m", "ruff", "check", "--fix", "--exit-zero", ".", LAUNCHER)),
    ("opmaak", (HERE, "-m", "ruff", "format", ".", LAUNCHER)),
    ("vertalingen", (HERE, "tools/messages.py")),
    ("andere talen", (HERE, "-m", "tools.public_messages")),
    ("gemaakte documenten", (*MANAGE, "make_docs")),
)


def run(checks: tuple[Check, ...] = CHECKS) -> int:
    """Run all checks, two at a time; 0 when all passed."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, outcome in zip(checks, pool.map(Check.run, checks), strict=True):
            failed += not outcome.passed
            word = "goed" if outcome.passed else "FOUT"
            say(f"{word}  {check.title:<28} {outcome.seconds:5.1f} s")
            if not outcome.passed:
                say(re.sub(r"(?m)^", "      ", outcome.said))
    if failed:
        say(f"{failed} van {len(checks)} controles zijn niet goed; ./kmt fix herstelt een deel.")
    else:
        say(f"Alle {len(checks)} controles zijn goed.")
    return 1 if failed else 0

"""The commands of `./kmt`: prepare the environment, then do the work or hand over to it."""

import os
import subprocess
import sys
from collections.abc import Callable

from tools.launcher import alone, checks, environment, suite
from tools.launcher.places import PYTHON, ROOT, SOURCE, StartError, say

CANNOT_START = 2
INTERRUPTED = 130

# Commands that hand over to a module of the product: (module, its first arguments, lock).
HANDED_OVER: dict[str, tuple[str, tuple[str, ...], str]] = {
    "demo": ("kmt.project.demo", (), "run"),
    "run": ("kmt.project.serve", (), "run"),
    "worker": ("kmt.project.manage", ("db_worker",), "run"),
    "manage": ("kmt.project.manage", (), "run"),
    "bench": ("kmt.proof.bench", (), "dev"),
}


def run(name: str, arguments: list[str]) -> int:
    """Run one command; the number returned is the exit code (2: it could not start)."""
    try:
        if name in HANDED_OVER:
            hand_over(name, arguments)
        return own_commands()[name](arguments)
    except StartError as stopped:
        sys.stdout.flush()
        print(stopped, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        say("\nAfgebroken.")
        return INTERRUPTED


def own_commands() -> dict[str, Callable[[list[str]], int]]:
    """The commands that the launcher itself carries out."""
    return {"test": test, "whole": whole, "check": check, "alone": stand_alone, "fix": fix}


def hand_over(name: str, arguments: list[str]) -> None:
    """Become the product: same process, so that signals and the exit code need no passing on."""
    module, first, lock = HANDED_OVER[name]
    environment.ensure(lock)
    command = [str(PYTHON), "-m", module, *first, *arguments]
    sys.stdout.flush()
    os.execve(PYTHON, command, with_source(dict(os.environ)))


def with_source(variables: dict[str, str]) -> dict[str, str]:
    """The same variables, with the source of the product on Python's path."""
    return variables | {"PYTHONPATH": str(SOURCE)}


def test(arguments: list[str]) -> int:
    """The quick tests, or only what the arguments ask for."""
    environment.ensure("dev")
    return suite.run(arguments)


def whole(arguments: list[str]) -> int:
    """All tests, also the slow ones, on both databases and in a browser."""
    refuse_arguments("whole", arguments)
    environment.ensure("dev")
    return suite.run_whole()


def check(arguments: list[str]) -> int:
    """All static checks."""
    refuse_arguments("check", arguments)
    environment.ensure("dev")
    return checks.run()


def stand_alone(arguments: list[str]) -> int:
    """The library unlisted without everything around it."""
    refuse_arguments("alone", arguments)
    return alone.run()


def fix(arguments: list[str]) -> int:
    """Everything that mends itself; what does not is named at the end."""
    refuse_arguments("fix", arguments)
    environment.ensure("dev")
    variables = with_source(checks.clean_variables())
    left = []
    for title, command in checks.REPAIRS:
        say(f"{title}:")
        if subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode:
            left.append(title)
    if left:
        say(f"Niet alles herstelt vanzelf; lees hierboven wat er nog is bij: {', '.join(left)}.")
    return 1 if left else 0


def refuse_arguments(name: str, arguments: list[str]) -> None:
    """A mistyped argument is refused, not silently ignored."""
    if arguments:
        raise StartError(f"./kmt {name} kent geen argumenten, dus ook niet: {arguments[0]}")

"""The project's own Python environment: made once, repaired when half-made, kept to the lock.

A stamp in `.venv/` remembers which locks are installed, so that a repeat costs only reading it.
A marker stands there while pip changes files: if a run is killed then, the next one starts over.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.launcher import locks, pip
from tools.launcher.places import (
    ENVIRONMENT,
    INSTALL_LOG,
    PYTHON,
    REQUIREMENTS,
    VAR,
    StartError,
    from_root,
    say,
)

STAMP = ENVIRONMENT / "kmt-installed.json"
BUSY = ENVIRONMENT / "kmt-busy"
# Installing the second list means that the first is installed as well.
INCLUDES = {"run": ("run",), "dev": ("run", "dev")}


def ensure(kind: str) -> Path:
    """Make sure that the lock `run` or `dev` is installed; returns the Python to use.

    Raises StartError with one sentence when that cannot be done.
    """
    if not is_ready(kind):
        with one_at_a_time():
            if not is_ready(kind):  # the run that we waited for may have done it
                build(kind)
    return PYTHON


def is_ready(kind: str) -> bool:
    """Whether the environment holds exactly what the locks of this kind say."""
    if BUSY.exists() or not PYTHON.exists():
        return False
    stamp = read_stamp()
    here = str(PYTHON.resolve()) == stamp.get("python")
    return here and all(stamp.get(name) == digest(name) for name in INCLUDES[kind])


def read_stamp() -> dict[str, str]:
    """What was installed last; empty when unknown."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(name: str) -> str:
    """The fingerprint of a lock file."""
    try:
        return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()
    except OSError:
        return "ontbreekt"


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one run install; a second one says that it waits. A run that dies lets go by itself."""
    try:
        VAR.mkdir(exist_ok=True)
        gate = (VAR / "install.lock").open("w")
    except OSError as error:
        raise StartError(
            f"KMT kan niet schrijven in {VAR} ({error.strerror}); geef uzelf schrijfrechten "
            "op deze map en probeer het opnieuw."
        ) from error
    with gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Een andere ./kmt is al aan het installeren; deze wacht tot die klaar is.")
            fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def build(kind: str) -> None:
    """Make or repair the environment and install one lock in it."""
    lock = REQUIREMENTS / f"{kind}.txt"
    if faults := locks.problems_of_shape(lock):
        raise StartError(
            f"Het slot requirements/{lock.name} is beschadigd ({faults[0]}); "
            f"zet het terug met: git checkout requirements/{lock.name}"
        )
    INSTALL_LOG.parent.mkdir(parents=True, exist_ok=True)
    if not is_sound():
        make()
    say(f"Onderdelen installeren volgens requirements/{lock.name}:")
    pip.install(PYTHON, lock, busy=BUSY, log=INSTALL_LOG)
    remember(kind)


def is_sound() -> bool:
    """Whether the environment that stands there can be built on."""
    if BUSY.exists() or not PYTHON.exists():
        return False
    if read_stamp().get("python", str(PYTHON.resolve())) != str(PYTHON.resolve()):
        return False  # the machine got another Python; what was installed does not fit it
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def make() -> None:
    """Make an empty environment, in place of whatever half-made thing stands there."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise no_venv()
    if ENVIRONMENT.exists():
        say("De omgeving in .venv is niet heel en wordt opnieuw gemaakt.")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    else:
        say("KMT maakt eenmalig zijn eigen omgeving in .venv; dat duurt ongeveer een minuut.")
    ENVIRONMENT.mkdir(exist_ok=True)
    BUSY.touch()
    answer = subprocess.run(
        [sys.executable, "-m", "venv", str(ENVIRONMENT)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise why_not_made(answer.stdout)
    BUSY.unlink()


def why_not_made(said: str) -> StartError:
    """Clear away what stands there and put what Python said in one sentence."""
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    INSTALL_LOG.write_text(said, encoding="utf-8")
    if "ensurepip" in said or "No module named" in said:
        return no_venv()
    return StartError(
        "De omgeving in .venv kon niet worden gemaakt; kijk of de schijf vol is en of u hier mag "
        f"schrijven. De melding van Python staat in {from_root(INSTALL_LOG)}."
    )


def no_venv() -> StartError:
    """Debian and Ubuntu leave a part of Python out; this says which."""
    return StartError(
        "Python mist het onderdeel om een omgeving te maken (venv en ensurepip); installeer het "
        "met: sudo apt install python3-venv"
    )


def remember(kind: str) -> None:
    """Write down what is installed now."""
    stamp = read_stamp() | {"python": str(PYTHON.resolve())}
    stamp |= {name: digest(name) for name in INCLUDES[kind]}
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    fresh.replace(STAMP)

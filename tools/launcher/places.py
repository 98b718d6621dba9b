"""Where things are in a working copy of KMT, and how the launcher speaks."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
VAR = ROOT / "var"
INSTALL_LOG = VAR / "log" / "install.log"


class StartError(Exception):
    """Something outside the code stands in the way; the message says what to do about it."""


def say(sentence: str, end: str = "\n") -> None:
    """Print one line at once, also when the output goes to a file."""
    print(sentence, end=end, flush=True)


def from_root(path: Path) -> str:
    """A path as a reader types it: relative to the working copy where that is possible."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)

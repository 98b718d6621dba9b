"""The states of a file: it waits for the scanner, then it passed, or it is refused and empty."""

from typing import Final

QUARANTINE: Final = "quarantine"
PASSED: Final = "passed"
REFUSED: Final = "refused"
STATES = (QUARANTINE, PASSED, REFUSED)

"""Progress on standard error, and a word on the one slow moment: the first use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import unlisted
from unlisted.compiling import COMPILED

FIRST_USE = (
    "First use on this computer: the number kernels are compiled once, up to 20 seconds; "
    "after this they are kept."
)
WITHOUT = "numba is not installed: the same numbers, but slower."


class Telling:
    """Says on standard error how far the work is; on a terminal as one moving line."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._said = -1

    def first_use(self) -> None:
        """Explain the wait before the kernels are there, or that they never will be."""
        if not COMPILED:
            self._say(f"{WITHOUT}\n")
        elif not any(next(place.rglob("*.nbi"), None) for place in _caches()):
            self._say(f"{FIRST_USE}\n")

    def progress(self, done: int, total: int) -> None:
        """Say in steps of five percent how far the work is."""
        step = done * 20 // max(total, 1)
        if step != self._said:
            self._said = step
            text = f"{step * 5:3d}% of {total:,}"
            self._say(f"\r{text}" if self._live else f"{text}\n")

    def clear(self) -> None:
        """Leave the terminal on an empty line."""
        if self._live and self._said >= 0:
            self._say("\r" + " " * 40 + "\r")

    def _say(self, text: str) -> None:
        if not self._quiet:
            sys.stderr.write(text)
            sys.stderr.flush()


def _caches() -> list[Path]:
    """Where numba keeps what it compiled: beside the library or where its setting says."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    return [Path(named)] if named else [Path(unlisted.__file__).parent]

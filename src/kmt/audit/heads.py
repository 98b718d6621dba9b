"""The head of the chain, noted outside the database: one file a day, replaced whole.

Whoever cuts the tail off the table, or puts an old copy of the database back, is found out by
these files. Keep them elsewhere too: a daily copy of the folder is enough.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kmt.audit.rules import UNREADABLE, Noted
from kmt.kernel import clock

LONGEST = 19


def note(head: Noted) -> None:
    """Write the head to today's file, unless another process noted a later one meanwhile."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{clock.today().isoformat()}.head"
    with _locked(folder):
        known = _read(target)
        if known is None or known.seq < head.seq:
            fresh = target.with_suffix(".new")
            fresh.write_text(f"{head.seq} {head.hash}\n")
            os.replace(fresh, target)


def noted() -> tuple[Noted, ...]:
    """Every noted head, one per day, oldest first."""
    paths = sorted(_folder().glob("*.head"))
    return tuple(head for head in map(_read, paths) if head is not None)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> Noted | None:
    if not path.is_file():
        return None
    seq, _, digest = path.read_text(errors="replace").strip().partition(" ")
    is_number = seq.isdecimal() and len(seq) < LONGEST
    return Noted(int(seq), digest) if is_number and digest else UNREADABLE


def _folder() -> Path:
    return Path(settings.KMT_AUDIT_HEADS)

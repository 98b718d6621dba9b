"""When many reports come in, sending one costs the device of the sender a second of work.

In quiet times nothing is asked. From so many reports in ten minutes on, the page holds a puzzle
(find numbers whose SHA-256 with the mark of this page starts with so many zero bits), which
``effort.js`` solves while somebody types. Twice as many reports make it twice as heavy, to a
ceiling that an old phone solves within two seconds. Who has no JavaScript passes with time: a page
that stood open for half a minute needs no answer. So nobody is shut out and nobody is asked to
read a distorted picture.

How busy it is, is counted in the memory of this process, over everybody together: no address, no
hash of one, nothing per sender. The web server in front does not even pass an address on. Each
page pays once: its mark is remembered for as long as the page lives, as a hash, in memory.
Source: Hashcash (Back, 2002). What this stops and what not: docs/privacy/threat-model.md, 8.
"""

import hashlib
import re
import secrets
import threading
from collections import deque
from dataclasses import dataclass, field

from django.conf import settings

from kmt.kernel import clock

WINDOW = 10 * 60
PATIENCE = 30
#: How long a page may stand open, and so how long its mark is remembered when it paid.
LIFE = 2 * 60 * 60
#: The whole puzzle is this many small ones, so that bad luck evens out: the time hardly varies.
PIECES = 8
LIGHTEST, HEAVIEST = 10, 13
#: So much of the mark of a page goes into the puzzle: with the number it fills one block.
MARK = 32


@dataclass(slots=True)
class Busyness:
    """What this process remembers: when reports came in, and which pages have paid."""

    came: deque[float] = field(default_factory=deque)
    paid: dict[bytes, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def lately(self) -> int:
        """How many reports came in during the last ten minutes."""
        with self.lock:
            while self.came and self.came[0] < _now() - WINDOW:
                self.came.popleft()
            return len(self.came)

    def note(self, page: str) -> None:
        """A report came in from this page."""
        with self.lock:
            self.came.append(_now())
            self.paid.pop(self._mark(page), None)
            self.paid[self._mark(page)] = _now()
            while next(iter(self.paid.values())) < _now() - LIFE:  # the oldest stands in front
                del self.paid[next(iter(self.paid))]

    def has_paid(self, page: str) -> bool:
        """Whether a report came in from this page already."""
        return self._mark(page) in self.paid

    def _mark(self, page: str) -> bytes:
        return hashlib.sha256(self.salt + page.encode()).digest()


HERE = Busyness()


def bits(busyness: Busyness = HERE) -> int:
    """How heavy each piece of the puzzle is now, in zero bits; none in quiet times."""
    over = busyness.lately() - settings.KMT_QUIET_REPORTS
    if over < 0:
        return 0
    doublings = (over // max(settings.KMT_QUIET_REPORTS, 1) + 1).bit_length() - 1
    return min(LIGHTEST + doublings, HEAVIEST)


def suffices(page: str, answer: str, open_for: int, busyness: Busyness = HERE) -> bool:
    """Whether a report from this page may come in now.

    It may when it is quiet, when its puzzle is solved, or when the page stood open long enough.
    """
    if busyness.lately() < settings.KMT_QUIET_REPORTS:
        return True
    if busyness.has_paid(page):
        return False
    # It may have become twice as busy since the page was made; more than that asks for a new one.
    return open_for >= PATIENCE or solved(page, answer, max(bits(busyness) - 1, LIGHTEST))


def solved(page: str, answer: str, zeros: int) -> bool:
    """Whether there is a number for every piece that gives so many zero bits."""
    numbers = answer.split(".", PIECES)
    return len(numbers) == PIECES and all(
        re.fullmatch(r"[0-9]{1,9}", one) and _zeros(page, piece, one) >= zeros
        for piece, one in enumerate(numbers)
    )


def _zeros(page: str, piece: int, number: str) -> int:
    digest = hashlib.sha256(f"{page[:MARK]}.{piece}.{number}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()


def _now() -> float:
    return clock.now().timestamp()

"""Ids: random where they must not be guessed, short where a person reads them aloud.

A label such as ``7F3K`` names a person on screen without naming them; it carries no meaning and
leaves out letters and digits that are confused on the phone (0/O, 1/I/L, 2/Z, 5/S, 8/B).
"""

import secrets
import uuid

LABEL_ALPHABET = "3479ACDEFGHJKMNPQRTUVWXY"
LABEL_LENGTH = 5


def new_id() -> uuid.UUID:
    """A random id (RFC 9562, version 4): it tells nothing of time or order."""
    return uuid.uuid4()


def new_label() -> str:
    """A short label for a screen, 24^5 (about 8 million) possibilities; check that it is free."""
    return "".join(secrets.choice(LABEL_ALPHABET) for _ in range(LABEL_LENGTH))


def random_number(prefix: str, year: int) -> str:
    """A number to quote that does not count, such as ``M-2026-48213``; check that it is free."""
    return f"{prefix}-{year}-{secrets.randbelow(90_000) + 10_000}"


def year_number(prefix: str, year: int, number: int) -> str:
    """The number that people quote to each other, for instance ``Z-2026-0412``."""
    return f"{prefix}-{year}-{number:04d}"

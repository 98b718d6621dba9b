"""The chain of the log-ins: as that of the events, but its beginning may go after six months. Pure.

A log-in that was changed, removed from the middle or cut off at the end is named; the first one
that is left hangs on one that has had its time.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from kmt.audit.rules import CHANGED, GENESIS, INSERTED, REMOVED, Break, keyed_hash

LOG_IN_KEY = "log-in chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """One log-in as the chain sees it."""

    seq: int
    at: str
    account_id: str
    result: str
    step: str
    origin: str
    prev_hash: str
    hash: str = ""


HASHED = tuple(field.name for field in fields(LogIn) if field.name != "hash")


def hash_of(one: LogIn, key: bytes) -> str:
    """HMAC-SHA256 over the fields, the hash of the previous one among them."""
    content = json.dumps([getattr(one, name) for name in HASHED], ensure_ascii=False)
    return keyed_hash(content.encode(), key)


def breaks_in(found: Iterable[LogIn], key: bytes, last: str) -> Iterator[Break]:
    """Walk from the first one that is left; ``last`` is the hash that the end must have."""
    before: LogIn | None = None
    for one in found:
        if hash_of(one, key) != one.hash:
            yield _break(one.seq, CHANGED, "is gewijzigd of later ingevoegd")
        if before and (one.seq, one.prev_hash) != (before.seq + 1, before.hash):
            yield _break(one.seq, INSERTED, "sluit niet aan op de vorige")
        before = one
    if last != (before.hash if before else GENESIS):
        yield Break(0, REMOVED, "Aan het eind van het inloglogboek ontbreekt iets.")


def _break(seq: int, kind: str, what: str) -> Break:
    return Break(seq, kind, f"Regel {seq} van het inloglogboek {what}.")

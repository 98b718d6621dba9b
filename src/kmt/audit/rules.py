"""The chain: how one event is bound to the one before it, and how a break is named.

Pure: events come in as plain values. A hash chain serves until a tree with signed heads takes its
place; the fields stay the same.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event as the chain sees it; every field but ``hash`` goes into the hash."""

    seq: int
    event_id: str
    timestamp_utc: str
    action: str
    object_type: str
    object_id: str
    result: str
    origin: str
    actor_id: str
    on_behalf_of: str
    role: str
    purpose: str
    legal_basis: str
    case_state: str
    reason_text: str
    prev_hash: str
    hash: str = ""


HASHED = tuple(field.name for field in fields(Link) if field.name != "hash")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the record was touched: the number of the event, what happened, in Dutch."""

    seq: int
    kind: str
    sentence: str


def hash_of(link: Link) -> str:
    """SHA-256 over the fields in a fixed order, the hash of the previous event among them."""
    content = json.dumps([getattr(link, name) for name in HASHED], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def breaks_in(links: Iterable[Link]) -> Iterator[Break]:
    """Walk the chain in order and name every changed, removed or inserted event."""
    seq, previous = 0, GENESIS
    for link in links:
        if link.seq > seq + 1:
            yield Break(seq + 1, "removed", _removed(seq + 1, link.seq - 1))
        elif link.prev_hash != previous:
            yield Break(link.seq, "inserted", f"Regel {link.seq} sluit niet aan op de vorige regel.")
        if hash_of(link) != link.hash:
            yield Break(link.seq, "changed", f"Regel {link.seq} is gewijzigd na het vastleggen.")
        seq, previous = link.seq, link.hash


def break_at_end(last: tuple[int, str], noted: tuple[int, str]) -> Break | None:
    """Compare the end of the chain with a head that was noted elsewhere."""
    if noted[0] > last[0]:
        return Break(last[0] + 1, "removed", _removed(last[0] + 1, noted[0]))
    return None


def _removed(first: int, last: int) -> str:
    if first == last:
        return f"Regel {first} ontbreekt: hij is verwijderd."
    return f"Regels {first} tot en met {last} ontbreken: ze zijn verwijderd."

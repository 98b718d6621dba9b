"""The chain: how one event is bound to the one before it, and how a break is named.

Pure: events come in as plain values. The hash is keyed (HMAC-SHA256, RFC 2104) with a key that is
not in the database, so that whoever can rewrite the table cannot rewrite the chain in it. A hash
chain serves until a tree with signed heads takes its place; the fields stay the same.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

GENESIS = "0" * 64
CHANGED, REMOVED, INSERTED = "changed", "removed", "inserted"


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


@dataclass(frozen=True, slots=True)
class Noted:
    """The head of the chain as it was noted at some moment, in the database or outside it."""

    seq: int
    hash: str


#: A head that was damaged: it is compared like any other, and fits nothing.
UNREADABLE = Noted(0, "unreadable")


def hash_of(link: Link, key: bytes) -> str:
    """HMAC-SHA256 over the fields in a fixed order, the hash of the previous event among them."""
    content = json.dumps([getattr(link, name) for name in HASHED], ensure_ascii=False)
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def breaks_in(links: Iterable[Link], key: bytes) -> Iterator[Break]:
    """Walk the chain in order and name every changed, removed or inserted event."""
    seq, previous = 0, GENESIS
    for link in links:
        if link.seq > seq + 1:
            yield removed(seq + 1, link.seq - 1)
        elif link.prev_hash != previous:
            yield Break(link.seq, INSERTED, f"Regel {link.seq} sluit niet aan op de vorige regel.")
        if not hmac.compare_digest(hash_of(link, key), link.hash):
            yield Break(link.seq, CHANGED, f"Regel {link.seq} is gewijzigd of later ingevoegd.")
        seq, previous = link.seq, link.hash


def removed(first: int, last: int) -> Break:
    """The events from first to last are gone."""
    if first == last:
        return Break(first, REMOVED, f"Regel {first} ontbreekt: hij is verwijderd.")
    return Break(first, REMOVED, f"Regels {first} tot en met {last} ontbreken: ze zijn verwijderd.")


def beyond(last: int, counter: int) -> tuple[Break, ...]:
    """Events after the counter of the program were not written by the program."""
    if last <= counter:
        return ()
    sentence = f"Regels vanaf {counter + 1} zijn buiten het programma om ingevoegd."
    return (Break(counter + 1, INSERTED, sentence),)

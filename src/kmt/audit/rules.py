"""The chain and the tree: how events are bound to each other, and how a break is named.

Pure: events come in as plain values. Each event carries a keyed hash (HMAC-SHA256, RFC 2104) over
itself and the one before it, with a key that is not in the database: whoever can rewrite the table
cannot rewrite the chain in it. Over the events as they are stored, hash included, stands the tree
of :mod:`kmt.audit.merkle`; its signed heads bind whoever holds the key too.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields

from kmt.audit.merkle import Peaks, leaf_hash

CHAIN_KEY = "audit chain"
GENESIS = "0" * 64
CHANGED, REMOVED, INSERTED, FORGED = "changed", "removed", "inserted", "forged"
#: More breaks than this are not listed: the first ones tell where to look.
LISTED = 1000
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


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


@dataclass(frozen=True, slots=True)
class Kept:
    """A signed head of the tree that was kept: over how many events, its root, and where."""

    size: int
    root: bytes
    where: str


#: A head that was damaged: it is compared like any other, and fits nothing.
UNREADABLE = Noted(0, "unreadable")


def content_of(link: Link) -> bytes:
    """The fields of an event in a fixed order, as they are stored."""
    return _ENCODE([getattr(link, name) for name in HASHED]).encode()


def hash_of(link: Link, key: bytes) -> str:
    """HMAC-SHA256 over the fields, the hash of the previous event among them."""
    return keyed_hash(content_of(link), key)


def keyed_hash(content: bytes, key: bytes) -> str:
    """HMAC-SHA256, as text."""
    return hmac.digest(key, content, "sha256").hex()


def leaf_of(link: Link) -> bytes:
    """The leaf of an event in the tree: its fields, a line end, and its hash."""
    return _leaf(content_of(link), link.hash)


class Walk:
    """Goes along the events in order, once: names every break and remembers what is asked of it.

    ``watched`` are the numbers of events whose hash will be compared, ``sizes`` those whose root
    will be. It starts at the first event, or after the ones that ``peaks`` stand for.
    """

    def __init__(
        self,
        key: bytes,
        *,
        watched: Iterable[int] = (),
        sizes: Iterable[int] = (),
        peaks: Peaks | None = None,
        previous: str = GENESIS,
    ) -> None:
        self.key, self.previous = key, previous
        self.tree = peaks or Peaks()
        self.seen, self.last = 0, self.tree.size
        self.breaks: list[Break] = []
        self.hashes: dict[int, str] = {0: GENESIS}
        self.roots: dict[int, bytes] = {self.tree.size: self.tree.root()}
        self._watched, self._sizes = frozenset(watched), frozenset(sizes)

    def take(self, link: Link) -> None:
        """Go one event further."""
        content = content_of(link)
        if link.seq > self.last + 1:
            self._found(removed(self.last + 1, link.seq - 1))
        elif link.prev_hash != self.previous:
            self._found(_inserted(link.seq))
        if not hmac.compare_digest(keyed_hash(content, self.key), link.hash):
            self._found(_changed(link.seq))
        self.tree.add(_leaf(content, link.hash))
        self.seen, self.last, self.previous = self.seen + 1, link.seq, link.hash
        if link.seq in self._watched:
            self.hashes[link.seq] = link.hash
        if self.tree.size in self._sizes:
            self.roots[self.tree.size] = self.tree.root()

    def _found(self, one: Break) -> None:
        if len(self.breaks) < LISTED:
            self.breaks.append(one)


def compare(head: Noted, walk: Walk) -> tuple[Break, ...]:
    """A noted head must still be there, unchanged; a row lost inside is named by the walk."""
    if head.seq > walk.last:
        return (removed(walk.last + 1, head.seq),)
    if walk.hashes.get(head.seq, head.hash) == head.hash:
        return ()
    sentence = f"Regel {head.seq} klopt niet met het apart bewaarde kenmerk."
    return (Break(head.seq, CHANGED, sentence),)


def compare_heads(kept: Iterable[Kept], walk: Walk) -> tuple[Break, ...]:
    """Every signed head must be the head over the first so many events; so any two agree."""
    found, good = [], 0
    for head in sorted(kept, key=lambda one: one.size):
        if head.size > walk.tree.size:
            found.append(removed(walk.tree.size + 1, head.size))
        elif walk.roots.get(head.size) == head.root:
            good = head.size
        else:
            found.append(_not_as_signed(good + 1, head))
    return tuple(found)


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


def _leaf(content: bytes, digest: str) -> bytes:
    return leaf_hash(content + b"\n" + digest.encode())


def _inserted(seq: int) -> Break:
    return Break(seq, INSERTED, f"Regel {seq} sluit niet aan op de vorige regel.")


def _changed(seq: int) -> Break:
    return Break(seq, CHANGED, f"Regel {seq} is gewijzigd of later ingevoegd.")


def _not_as_signed(first: int, head: Kept) -> Break:
    between = (
        f"regel {first}" if first == head.size else f"de regels {first} tot en met {head.size}"
    )
    return Break(
        first,
        CHANGED,
        f"In {between} is iets gewijzigd sinds het kenmerk over {head.size} regels werd "
        f"ondertekend ({head.where}).",
    )

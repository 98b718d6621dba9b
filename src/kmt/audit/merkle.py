"""The tree over the record, in the manner of RFC 6962 and RFC 9162 (section 2.1).

Pure: leaves come in as hashes. One number, the root, stands for every event in its order; a short
proof shows that one event is under it, or that an older root is the beginning of a newer one.
Nothing here holds more than O(log n) hashes, however long the record is.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
EMPTY = sha256(b"").digest()

#: From the first leaf up to, not including, the last.
Range = tuple[int, int]


def leaf_hash(content: bytes) -> bytes:
    """The hash of one event; its prefix keeps it from being taken for a node."""
    return sha256(LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(NODE + left + right).digest()


class Peaks:
    """The roots of the full subtrees over the leaves so far, the largest first.

    A tree of n leaves has as many of them as n has ones in binary. Whoever keeps them goes on
    where he was, without reading the leaves again.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        if size < 0 or size.bit_count() != len(hashes):
            raise ValueError("These are not the peaks of a tree of this size.")
        self.size = size
        self.hashes = list(hashes)

    def add(self, leaf: bytes) -> None:
        """Put one leaf at the end."""
        full = self.size
        while full & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            full >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The hash of the whole tree."""
        found = self.hashes[-1] if self.hashes else EMPTY
        for peak in reversed(self.hashes[:-1]):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves."""
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    return peaks.root()


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The subtrees whose roots prove that leaf ``index`` is in a tree of ``size`` leaves."""
    if not 0 <= index < size:
        raise ValueError("There is no such leaf in a tree of this size.")
    first, last, found = 0, size, []
    while last - first > 1:
        middle = first + _left_part(last - first)
        if index < middle:
            found.append((middle, last))
            last = middle
        else:
            found.append((first, middle))
            first = middle
    return found[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """The subtrees whose roots prove that ``old`` leaves are the beginning of ``new``."""
    if not 0 <= old <= new:
        raise ValueError("A tree cannot have been larger before.")
    if old in {0, new}:
        return []
    first, last, found = 0, new, []
    while last != old:
        middle = first + _left_part(last - first)
        if old <= middle:
            found.append((middle, last))
            last = middle
        else:
            found.append((first, middle))
            first = middle
    return ([(first, last)] if first else []) + found[::-1]


def roots_of(ranges: Sequence[Range], leaves: Iterable[bytes]) -> list[bytes]:
    """The roots of these subtrees, which do not overlap, in one pass over all leaves."""
    trees = {one: Peaks() for one in ranges}
    waiting = sorted(trees, reverse=True)
    for index, leaf in enumerate(leaves):
        while waiting and waiting[-1][1] <= index:
            waiting.pop()
        if not waiting:
            break
        if waiting[-1][0] <= index:
            trees[waiting[-1]].add(leaf)
    if any(tree.size != last - first for (first, last), tree in trees.items()):
        raise ValueError("There are fewer leaves than the tree has.")
    return [trees[one].root() for one in ranges]


def is_included(leaf: bytes, index: int, *, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows this leaf at this place under this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, end, found = index, size - 1, leaf
    for step in proof:
        if not end:
            return False
        if here & 1 or here == end:
            found = node_hash(step, found)
            here, end = _to_a_right_child(here, end)
        else:
            found = node_hash(found, step)
        here, end = here >> 1, end >> 1
    return not end and found == root


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the old tree is the beginning of the new (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new or (old in {0, new} and proof):
        return False
    if old == new:
        return old_root == new_root
    if old == 0:
        return old_root == EMPTY
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    return bool(proof) and _both_roots(old - 1, new - 1, path) == (old_root, new_root)


def _both_roots(here: int, end: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees that follow from the proof; None when it does not fit."""
    while here & 1:
        here, end = here >> 1, end >> 1
    old = new = path[0]
    for step in path[1:]:
        if not end:
            return None
        if here & 1 or here == end:
            old, new = node_hash(step, old), node_hash(step, new)
            here, end = _to_a_right_child(here, end)
        else:
            new = node_hash(new, step)
        here, end = here >> 1, end >> 1
    return None if end else (old, new)


def _to_a_right_child(here: int, end: int) -> Range:
    """Climb until the subtree is a right child, or the leftmost one."""
    while here and not here & 1:
        here, end = here >> 1, end >> 1
    return here, end


def _left_part(size: int) -> int:
    """The largest power of two below the size: how many leaves stand left."""
    return 1 << ((size - 1).bit_length() - 1)

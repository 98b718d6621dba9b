"""Proofs about the record for somebody outside: one event is in it, one head leads to another.

A proof holds hashes only; of the events beside it nothing can be read. Whoever has the note of a
head and the public key checks it without this program.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kmt.audit.merkle import Range, consistency_ranges, inclusion_ranges, roots_of
from kmt.audit.models import TreeHead
from kmt.audit.queries.links import links
from kmt.audit.rules import Link, content_of, leaf_of
from kmt.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProof:
    """That one event stands in the record under a signed head.

    The leaf is SHA-256 over a zero byte, ``content``, a line end and ``hash``.
    """

    seq: int
    content: str
    hash: str
    size: int
    proof: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsProof:
    """That the record of an older signed head is the beginning of that of a newer one."""

    old: str
    new: str
    proof: tuple[str, ...]


def prove_event(seq: int) -> EventProof:
    """The proof of one event under the first signed head that holds it."""
    head = TreeHead.objects.filter(size__gte=seq).order_by("size").first()
    if head is None or seq < 1:
        raise NotFound(
            f"Over regel {seq} is nog geen kenmerk ondertekend.",
            "Onderteken er een met: ./kmt manage sign_audit_head",
        )
    chosen: list[Link] = []
    proof = _roots(inclusion_ranges(seq - 1, head.size), head.size, seq, chosen)
    return EventProof(
        seq=seq,
        content=content_of(chosen[0]).decode(),
        hash=chosen[0].hash,
        size=head.size,
        proof=proof,
        note=head.note,
    )


def prove_heads(old: int, new: int) -> HeadsProof:
    """The proof between two signed heads, named by how many events they stand over."""
    notes = dict(TreeHead.objects.filter(size__in=(old, new)).values_list("size", "note"))
    if not {old, new} <= notes.keys():
        raise NotFound("Over dit aantal regels is geen kenmerk ondertekend.")
    proof = _roots(consistency_ranges(old, new), new, 0, [])
    return HeadsProof(old=notes[old], new=notes[new], proof=proof)


def _roots(ranges: list[Range], size: int, seq: int, chosen: list[Link]) -> tuple[str, ...]:
    """The roots of the subtrees in one pass; the event that is asked for is put aside."""

    def leaves() -> Iterator[bytes]:
        for link in links():
            if link.seq > size:
                return
            if link.seq == seq:
                chosen.append(link)
            yield leaf_of(link)

    passed = leaves()
    found = tuple(root.hex() for root in roots_of(ranges, passed))
    while seq and not chosen and next(passed, None) is not None:
        continue
    return found

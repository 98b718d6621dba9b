"""The proof that the record is whole: one pass over all events, compared with all that was kept."""

from dataclasses import dataclass

from kmt.audit import heads
from kmt.audit.models import ChainHead
from kmt.audit.queries.kept import kept_heads, missing_outside
from kmt.audit.queries.links import links
from kmt.audit.queries.log_ins import breaks_in_log_ins
from kmt.audit.rules import (
    CHAIN_KEY,
    GENESIS,
    UNREADABLE,
    Break,
    Noted,
    Walk,
    beyond,
    compare,
    compare_heads,
)
from kmt.kernel.master_key import derive

EVENTS = 1


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: events read, heads compared (noted, signed), every break found in order.

    ``warning`` says what of the heads outside could not be compared; empty when nothing.
    """

    events: int
    heads: int
    signed: int
    breaks: tuple[Break, ...]
    warning: str = ""


def verify() -> Verification:
    """Walk the whole record once and compare it with everything noted in and outside the database.

    Others may go on writing meanwhile: what must be there is asked before the walk, what may be
    there after it.
    """
    apart, (kept, strange) = heads.noted(), kept_heads()
    expected = (counter(), *apart)
    walk = Walk(
        derive(CHAIN_KEY),
        watched=(head.seq for head in expected),
        sizes=(head.size for head in kept),
    )
    for link in links():
        walk.take(link)
    found = [*walk.breaks, *beyond(walk.last, counter().seq), *strange]
    for head in expected:
        found.extend(compare(head, walk))
    found.extend(compare_heads(kept, walk))
    found.extend(breaks_in_log_ins())
    breaks = tuple(dict.fromkeys(found))
    return Verification(walk.seen, len(apart), len(kept), breaks, missing_outside())


def counter(chain: int = EVENTS) -> Noted:
    """The head of a chain as the database has it."""
    head = ChainHead.objects.filter(id=chain).first()
    if head is None:
        return Noted(0, GENESIS)
    return Noted(head.seq, head.hash) if isinstance(head.seq, int) else UNREADABLE

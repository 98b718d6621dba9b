"""Who gave a score or an opinion, as its retention term sees it: one year after conclusion (T41).

What was said and from which organisation stays, with the numbers: a weighing goes on explaining the
decision that rests on it. Who made and who concluded it stays too: those are acts of the centre in
its own office, which it answers for by name.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.options.models import GivenScore, Opinion, Weighing
from kmt.options.writing import NAMED
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event
from kmt.vocabulary.durations import in_dutch

WEIGHING, DUTCH = "weighing", "afweging"
#: The kind of record in the table of terms, and the name of the part.
NAMES, WHO = "weighing_names", "wie een cijfer of een mening gaf"


def label_of(weighing_id: UUID) -> str:
    """A number that says nothing of what was weighed or by whom."""
    return f"W-{weighing_id.hex[:8].upper()}"


def kept_for() -> str:
    """How long after the conclusion the names stay, by the table of terms, in words."""
    return in_dutch(next(one.term for one in retention_terms() if NAMES in one.kinds))


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every concluded weighing of which is still kept who answered.

    Its key sealed nothing: it tells a restored backup that these names were taken out.
    """
    check(actor, Permission.RETENTION_TERM_RUN)
    scored = GivenScore.objects.filter(NAMED).values_list("criterion__weighing_id", flat=True)
    thought = Opinion.objects.filter(NAMED).values_list("weighing_id", flat=True)
    rows = Weighing.objects.filter(id__in={*scored, *thought}).exclude(concluded_at=None)
    for row in rows.order_by("concluded_at"):
        days = (clock.local(row.concluded_at).date(),) if row.concluded_at else ()
        yield Holding(
            object_type=WEIGHING,
            object_id=row.id,
            part=NAMES,
            label=label_of(row.id),
            compartment="R0",
            kept=Kept(kind=NAMES, events={Event.CLOSING: days}),
            keys=(f"{NAMES}:{row.id}",),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody of these: who answers is a colleague or a partner, not somebody in view."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The weighing of a number."""
    ids = Weighing.objects.values_list("id", flat=True)
    return next((one for one in ids if label_of(one) == label.strip().upper()), None)

"""Files of evidence as their retention term sees them: a year after the evidence ended (T42).

The evidence itself stays: with its title and days the history of a municipality can be read. The
paper does not: the municipality keeps that itself.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.attachments.queries import kept_by
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate import access
from kmt.mandate.models import Evidence
from kmt.mandate.papers import EVIDENCE, owner_of
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event

KIND = "evidence_file"
DUTCH = "bestanden bij het bewijs van een gemeente"


def label_of(evidence_id: UUID) -> str:
    """A number that says nothing of what the evidence is, or of which municipality."""
    return f"B-{evidence_id.hex[:8].upper()}"


def holdings(actor: Actor) -> Iterator[Holding]:
    """All evidence that has files; it runs as long as it counts and nobody withdrew it."""
    check(actor, Permission.RETENTION_TERM_RUN)
    today = clock.today()
    rows = Evidence.objects.seen_by(actor, access.retained(actor))
    for row in rows.filter(id__in=kept_by(actor, EVIDENCE)).order_by("at"):
        days = _ended(row, today)
        yield Holding(
            object_type=EVIDENCE,
            object_id=row.id,
            label=label_of(row.id),
            compartment="R0",
            kept=Kept(kind=KIND, events={Event.CLOSING: days}, running=not days),
            keys=(owner_of(row.id).subject,),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody of these: evidence is about a municipality."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The evidence of a number."""
    ids = Evidence.objects.seen_by(actor, access.retained(actor)).values_list("id", flat=True)
    return next((one for one in ids if label_of(one) == label.strip().upper()), None)


def _ended(row: Evidence, today: date) -> tuple[date, ...]:
    """The days on which it came to an end: its last day when that passed, the withdrawal."""
    over = (row.until,) if row.until and row.until < today else ()
    gone = (clock.local(row.withdrawn_at).date(),) if row.withdrawn_at else ()
    return over + gone

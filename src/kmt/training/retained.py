"""Sessions as their retention term sees them: a record of a training, five years (T17)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event
from kmt.training import access
from kmt.training.models import TrainingSession
from kmt.training.queries import subject_of

KIND, SESSION = "training_record", "training_session"


def label_of(session_id: UUID) -> str:
    """A number that says nothing of what the training was or who came."""
    return f"T-{session_id.hex[:8].upper()}"


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every session with who came; it is closed on its day."""
    check(actor, Permission.RETENTION_TERM_RUN)
    now = clock.now()
    rows = TrainingSession.objects.seen_by(actor, access.retained(actor))
    for row in rows.order_by("starts_at"):
        over = row.starts_at <= now
        day = clock.local(row.starts_at).date()
        yield Holding(
            object_type=SESSION,
            object_id=row.id,
            label=label_of(row.id),
            compartment="R0",
            kept=Kept(kind=KIND, events={Event.CLOSING: (day,) if over else ()}, running=not over),
            keys=(subject_of(row.id),),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody of these: who takes part is a colleague, not somebody in view."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The session of a number."""
    rows = TrainingSession.objects.seen_by(actor, access.retained(actor))
    ids = rows.values_list("id", flat=True)
    return next((one for one in ids if label_of(one) == label.strip().upper()), None)

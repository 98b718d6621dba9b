"""Reading the ways to look through the list that somebody keeps: their own, and nobody else's.

The names are sealed under a key of the house, bound to the row: people name a list after whom it
is about, and a name that stands open would be found by who may not know of that report.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.desk.models import SavedView
from kmt.kernel.actor import Actor
from kmt.kernel.master_key import derive
from kmt.kernel.sealing import seal, unseal

_PURPOSE = "saved view"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRead:
    """One of them: its name, what it asks of the list, and whether the list opens with it."""

    id: UUID
    name: str
    address: str
    opens: bool


def saved_views(actor: Actor) -> tuple[SavedRead, ...]:
    """The actor's own, in the order in which they were made; one question."""
    rows = SavedView.objects.seen_by(actor, own(actor)).order_by("made_at", "id")
    return tuple(
        SavedRead(
            id=row.id, name=opened(row.id, bytes(row.name)), address=row.address, opens=row.opens
        )
        for row in rows
    )


def own(actor: Actor) -> Q:
    """Which rows there are for the actor."""
    return Q(account=actor.id)


def kept(actor: Actor) -> Q:
    """All of them, for the job of the night; for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else Q(pk__in=[])


def sealed(view_id: UUID, name: str) -> bytes:
    """A name, sealed for one row."""
    return seal(derive(_PURPOSE), name.encode(), bound_to=f"saved view|{view_id}")


def opened(view_id: UUID, name: bytes) -> str:
    """The name again."""
    return unseal(derive(_PURPOSE), name, bound_to=f"saved view|{view_id}").decode()

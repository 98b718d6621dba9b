"""Papers as files: kept in ``attachments``, with the item of the agenda as their owner."""

from uuid import UUID

from django.db.models import QuerySet

from kmt.access.permissions import Permission
from kmt.attachments.owners import FileOwner
from kmt.governance.access import visible
from kmt.governance.models import AgendaItem
from kmt.kernel.actor import Actor

PAPER = "governance_paper"


def owner_of(item_id: UUID) -> FileOwner:
    """What the papers of an item belong to; their key is of that item alone."""
    return FileOwner(object_type=PAPER, object_id=item_id, subject=f"{PAPER}:{item_id}")


def items_read(actor: Actor) -> "QuerySet[AgendaItem, UUID] | None":
    """The items whose papers this actor may read; None for who reads no papers."""
    if not actor.may(Permission.GOVERNANCE_PAPER_READ):
        return None
    return AgendaItem.objects.seen_by(actor, visible(actor)).values_list("id", flat=True)

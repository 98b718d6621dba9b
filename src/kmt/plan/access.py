"""Which rows of the plan exist for whom: those of the cases that they may open."""

from django.db.models import Q

from kmt.care.joining import within, within_own_data, within_retained
from kmt.kernel.actor import Actor

__all__ = ["mine", "within", "within_own_data", "within_retained"]


def mine(actor: Actor) -> Q:
    """Drafts of one's own, in cases that one may open: nobody reads what another is typing."""
    return within(actor) & Q(owner=actor.id)

"""Which proposals and holds an actor may know of: all of them for who guards the terms, or none."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

_GUARDS = (
    Permission.RETENTION_TERM_READ,
    Permission.RETENTION_TERM_DECIDE,
    Permission.RETENTION_TERM_RUN,
)


def visible(actor: Actor) -> Q:
    """The rule for rows of proposals and holds; they hold numbers and terms, no content."""
    return Q() if any(actor.may(one) for one in _GUARDS) else Q(pk__in=[])

"""Which rows of the social map exist for whom: all for who reads the knowledge base, else none."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Every entry and its history, for who may read."""
    return Q() if actor.may(Permission.KNOWLEDGE_BASE_READ) else NOTHING


def own_drafts(actor: Actor) -> Q:
    """Files that this actor read in and did not take over yet."""
    return Q(by=actor.id) if actor.may(Permission.KNOWLEDGE_BASE_WRITE) else NOTHING


def all_drafts(actor: Actor) -> Q:
    """Files of everybody, to throw away what nobody said yes to in time."""
    return Q() if actor.may(Permission.KNOWLEDGE_BASE_WRITE) else NOTHING

"""Which articles exist for whom: by audience; what is being written for who writes alone."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.knowledge.rules import Audience, audiences
from kmt.knowledge.states import State


def audiences_of(actor: Actor) -> tuple[Audience, ...]:
    """For whom an article may be that this actor reads."""
    return audiences(reads=actor.may(Permission.KNOWLEDGE_BASE_READ), role=actor.role)


def readable(actor: Actor) -> Q:
    """Published texts (rows of ``ArticleText``) that this actor may read."""
    return Q(state=State.PUBLISHED, article__audience__in=audiences_of(actor))


def writes(actor: Actor) -> bool:
    """Whether this actor sees drafts, versions and what is due."""
    return actor.may(Permission.KNOWLEDGE_BASE_WRITE)

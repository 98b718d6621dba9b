"""Which rows exist for whom: one's own municipality, those that share, all for who reviews.

Totals of the region are for everybody who may read; they say nothing about one municipality.
"""

from django.db.models import Q, QuerySet

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.mandate.models import Sharing
from kmt.partners.region import region

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Rows with details: the own municipality, those that share; for a reviewer all of them."""
    if not actor.may(Permission.MANDATE_STANDING_READ):
        return NOTHING
    if sees_all(actor):
        return municipality_rule(actor)
    return Q(municipality__in=own(actor)) | Q(municipality__in=_sharing_now(actor))


def counted(actor: Actor) -> Q:
    """Rows that go into the totals of the region."""
    if not actor.may(Permission.MANDATE_STANDING_READ):
        return NOTHING
    return Q(municipality__in=sorted(region().codes))


def retained(_actor: Actor) -> Q:
    """Every row, for the job that guards the terms."""
    return Q()


def sees_all(actor: Actor) -> bool:
    """Whether details of every municipality are this actor's work: who reviews, and the program."""
    return actor.whole_region and actor.may(Permission.MANDATE_STANDING_REVIEW)


def own(actor: Actor) -> list[str]:
    """The municipalities that an actor works for; none for who works for the region."""
    return [] if actor.whole_region else sorted(actor.world)


def writes(actor: Actor, municipality: str) -> bool:
    """Whether the actor fills in this municipality: its own focal point does."""
    return actor.may(Permission.MANDATE_STANDING_WRITE) and municipality in actor.world


def sharing(actor: Actor) -> frozenset[str]:
    """The municipalities that share their details with the region now."""
    return frozenset(_sharing_now(actor))


def _sharing_now(actor: Actor) -> "QuerySet[Sharing, str]":
    """The same as a part of another question, which costs no question of its own."""
    rows = Sharing.objects.seen_by(actor, counted(actor)).filter(ended_at=None)
    return rows.values_list("municipality", flat=True)

"""Which rows of the rounds exist for whom: a municipality its own, who leads the rounds all.

Whoever reads standings otherwise sees the total of the region, which stands in the round itself.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor

LEAD, FILL = Permission.MANDATE_ROUND_LEAD, Permission.MANDATE_STANDING_WRITE
READ = Permission.MANDATE_STANDING_READ
NOTHING = Q(pk__in=[])


def of_municipalities(actor: Actor) -> Q:
    """Rows of the municipalities that this actor fills in for, or of all for who leads."""
    return municipality_rule(actor) if reaches_some(actor) else NOTHING


def reaches_some(actor: Actor) -> bool:
    """Whether somebody reads what single municipalities answered."""
    return actor.may(LEAD) or actor.may(FILL)


def reaches(actor: Actor, municipality: str) -> bool:
    """Whether this municipality exists for the actor here."""
    return bool(municipality) and reaches_some(actor) and actor.knows(municipality)


def writes_for(actor: Actor) -> Permission:
    """By which permission somebody keeps roles: who leads helps where nobody has an account yet."""
    return FILL if actor.may(FILL) else LEAD

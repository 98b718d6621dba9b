"""Which rows of money exist for whom: all of them for who may read the budget, none for others."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


def visible(actor: Actor) -> Q:
    """Every row for who reads the budget; the budget is of the whole region."""
    return Q() if actor.may(Permission.FINANCE_BUDGET_READ) else Q(pk__in=[])

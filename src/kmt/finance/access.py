"""Which rows of money exist for whom: all for who reads the budget or guards its term, or none."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


def visible(actor: Actor) -> Q:
    """Every row for who reads the budget; the budget is of the whole region."""
    return Q() if actor.may(Permission.FINANCE_BUDGET_READ) else Q(pk__in=[])


def guarded(actor: Actor) -> Q:
    """Every row for who guards its term: the job of the night, and who decides what goes."""
    guards = (Permission.RETENTION_TERM_RUN, Permission.RETENTION_TERM_DECIDE)
    return Q() if any(actor.may(one) for one in guards) else Q(pk__in=[])

"""Which rows of shelter exist for whom: those of the cases that somebody may open.

Who counts sees the rows of the municipalities of their world, and no text of them.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.care.joining import within, within_own_data, within_retained
from kmt.intake.rules import ELSEWHERE
from kmt.kernel.actor import Actor

__all__ = ["counted", "retained", "seen_by_the_person", "visible"]


def visible(actor: Actor) -> Q:
    """Rows of the cases that this actor may open."""
    return within(actor)


def counted(actor: Actor, field: str = "municipality") -> Q:
    """Rows that this actor may count: of the municipality that pays, in their own world."""
    if not actor.may(Permission.INSIGHT_COUNT_READ):
        return Q(pk__in=[])
    outside = Q(**{field: ELSEWHERE}) if actor.whole_region else Q(pk__in=[])
    return municipality_rule(actor, field) | outside


def retained(actor: Actor) -> Q:
    """Every row, for the job that guards the terms; for nobody else."""
    return within_retained(actor)


def seen_by_the_person(actor: Actor) -> Q:
    """Every row, for who answers people about their own data; for nobody else."""
    return within_own_data(actor)

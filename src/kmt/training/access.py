"""Which rows of trainings exist for whom.

What is offered is there for who may take a place; who takes part is there for themselves and for
who keeps the trainings; counts per municipality are there within somebody's own world.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])
TAKE, READ = Permission.TRAINING_PLACE_TAKE, Permission.KNOWLEDGE_BASE_READ
WRITE, STAND = Permission.KNOWLEDGE_BASE_WRITE, Permission.MANDATE_STANDING_WRITE


def offered(actor: Actor) -> Q:
    """Every training and session, for who may read or take a place."""
    return Q() if actor.may(TAKE) or actor.may(READ) else NOTHING


def everybody(actor: Actor) -> Q:
    """Everybody who registered, for who keeps the trainings."""
    return Q() if actor.may(WRITE) else NOTHING


def own_places(actor: Actor) -> Q:
    """One's own places."""
    return Q(account=actor.id) if actor.may(TAKE) else NOTHING


def queue(actor: Actor) -> Q:
    """All of a queue, to give somebody their place in it: only numbers and states are read."""
    return Q() if actor.may(TAKE) or actor.may(WRITE) else NOTHING


def counted(actor: Actor) -> Q:
    """Who was there, to count per municipality of the actor's own world; names stay closed."""
    may = actor.may(Permission.MANDATE_STANDING_READ) or actor.may(WRITE)
    return municipality_rule(actor) if may else NOTHING


def staff_written(actor: Actor) -> Q:
    """Numbers of staff that this actor may write: of their own world."""
    return municipality_rule(actor) if actor.may(WRITE) or actor.may(STAND) else NOTHING


def retained(_actor: Actor) -> Q:
    """Every row, for the job that guards the terms."""
    return Q()

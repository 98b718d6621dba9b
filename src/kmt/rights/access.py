"""Which requests exist for whom: all of them for who handles them, none for anybody else.

Whether somebody's data are restricted, and what they state about their own file, is asked by rooms
that show that person already.
"""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import GatedModel, GatedQuerySet
from kmt.kernel.actor import Actor
from kmt.rights.models import PersonStatement, Restriction, RightsRequest

NOTHING = Q(pk__in=[])
M = TypeVar("M", bound=GatedModel)


def visible(actor: Actor) -> Q:
    """The rule for rows of requests and what hangs under them."""
    return Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING


def requests(actor: Actor) -> GatedQuerySet[RightsRequest]:
    """Every request, for who handles them."""
    return RightsRequest.objects.seen_by(actor, visible(actor))


def under(actor: Actor, table: type[M], row: RightsRequest) -> GatedQuerySet[M]:
    """What hangs under a request that was found before."""
    return table.objects.seen_by(actor, Q(request=row))


def retained(actor: Actor) -> Q:
    """Every request, for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def restrictions(actor: Actor, persons: Collection[UUID]) -> GatedQuerySet[Restriction]:
    """The restrictions that hold now for these persons, whom the asker knows of already."""
    return Restriction.objects.seen_by(actor, Q(person__in=persons, until=None))


def statements(actor: Actor, persons: Collection[UUID]) -> GatedQuerySet[PersonStatement]:
    """What these persons state, oldest first; the asker shows their file already."""
    return PersonStatement.objects.seen_by(actor, Q(person__in=persons))

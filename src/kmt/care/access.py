"""Which cases an actor may know of: those for which a municipality of their world is responsible.

A case of which no municipality is known yet is visible to those who work for the whole region.
"""

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision

NOTHING = models.Q(pk__in=[])


def visible(actor: Actor) -> models.Q:
    """The rule for rows of :class:`~kmt.care.models.CareCase`."""
    return municipality_rule(actor)


def visible_through_case(actor: Actor) -> models.Q:
    """The same rule for rows that belong to a case: forms, events and actions."""
    return municipality_rule(actor, "case__municipality")


def may_place(actor: Actor, municipality: str) -> Decision:
    """Whether an actor may make a case that this municipality is responsible for."""
    return Decision.of(
        "" if actor.knows(municipality) else "Deze gemeente hoort niet bij jouw werkgebied."
    )


def retained(actor: Actor) -> models.Q:
    """Every case, wherever it belongs: for the job that guards the terms, and for nobody else."""
    return models.Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def numbered(actor: Actor) -> models.Q:
    """Cases by number alone, for who decides about terms: no fact of them is shown."""
    return models.Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING

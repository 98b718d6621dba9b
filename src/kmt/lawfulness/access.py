"""Which disclosures an actor may know of: those of their own world; who reviews, all of them."""

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor


def visible(actor: Actor) -> models.Q:
    """The rule for rows of :class:`~kmt.lawfulness.models.Disclosure`."""
    if actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW):
        return models.Q()
    return municipality_rule(actor)

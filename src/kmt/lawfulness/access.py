"""Which disclosures and transfers an actor may know of: of their own world; who reviews, all."""

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.lawfulness.states import RECEIVER, SENDER

#: Who acts for a compartment: whoever decides there on what goes out, and takes what comes in.
ACTS_FOR = {"R1": Permission.INTAKE_REPORT_TRIAGE, "R2": Permission.CARE_CASE_OPEN}


def visible(actor: Actor) -> models.Q:
    """The rule for rows of :class:`~kmt.lawfulness.models.Disclosure`."""
    if actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW):
        return models.Q()
    return municipality_rule(actor)


def asked_by_the_person(actor: Actor) -> models.Q:
    """Every disclosure, for who answers people about their own data; nothing for anybody else."""
    return models.Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else models.Q(pk__in=[])


def sides_of(actor: Actor, compartment: str, to_compartment: str) -> frozenset[str]:
    """On which sides of a transfer this actor acts."""
    found = {SENDER: compartment, RECEIVER: to_compartment}
    return frozenset(
        side
        for side, where in found.items()
        if (needed := ACTS_FOR.get(where)) is not None and actor.may(needed)
    )

"""Which disclosures and transfers an actor may know of; who reviews knows all.

The desk shares its reports, so it shares what went out of them. In care only who works on a case
knows what was told about its person: the room of the case says whom an actor works for.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.lawfulness.states import RECEIVER, SENDER

#: Who acts for a compartment: whoever decides there on what goes out, and takes what comes in.
ACTS_FOR = {"R1": Permission.INTAKE_REPORT_TRIAGE, "R2": Permission.CARE_CASE_OPEN}


def acting_for(compartment: str) -> Permission:
    """The permission of who acts for this compartment; refuses one that nobody acts for yet."""
    found = ACTS_FOR.get(compartment)
    if found is None:
        raise Refused(
            "Aan die kant van de wand werkt hier nog niemand.",
            "Deel het anders, of vraag de privacyfunctionaris hoe het daar kan komen.",
        )
    return found


_works_for: list[Callable[[Actor], Iterable[UUID]]] = []


def know_persons_of(works_for: Callable[[Actor], Iterable[UUID]]) -> None:
    """Hear from a room with cases, at its start, which persons an actor works for now."""
    _works_for.append(works_for)


def visible(actor: Actor) -> models.Q:
    """The rule for rows of :class:`~kmt.lawfulness.models.Transfer`."""
    if actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW):
        return models.Q()
    return municipality_rule(actor)


def visible_disclosures(actor: Actor) -> models.Q:
    """The rule for rows of :class:`~kmt.lawfulness.models.Disclosure`."""
    if actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW):
        return models.Q()
    near = [person for works_for in _works_for for person in works_for(actor)]
    rule = models.Q(decided_by=actor.id) | models.Q(subject_id__in=near)
    if actor.may(ACTS_FOR["R1"]):
        rule |= models.Q(compartment="R1")
    return municipality_rule(actor) & rule


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

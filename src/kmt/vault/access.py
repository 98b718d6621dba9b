"""Which rows of the vault exist for an actor: those of persons in their own world."""

from uuid import UUID

from django.db import models

from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.vault.models import BlindToken, Consent, ConsentStep, Person, PersonLink


def person_of(actor: Actor, person_id: UUID) -> Person:
    """The person; ``NotFound`` alike for one of another world and one nowhere."""
    return Person.objects.seen_by(actor, municipality_rule(actor)).one(id=person_id)


def persons(actor: Actor, which: models.Q) -> "models.QuerySet[Person]":
    """The persons of the actor's world that this holds for."""
    return Person.objects.seen_by(actor, municipality_rule(actor)).filter(which)


def tokens(actor: Actor, which: models.Q) -> "models.QuerySet[BlindToken]":
    """The blind tokens of persons in the actor's world."""
    rule = municipality_rule(actor, "person__municipality")
    return BlindToken.objects.seen_by(actor, rule).filter(which)


def links(actor: Actor, person_ids: set[UUID]) -> "models.QuerySet[PersonLink]":
    """The merges and splits of or into these persons, oldest first."""
    rule = municipality_rule(actor, "person__municipality")
    found = PersonLink.objects.seen_by(actor, rule).filter(
        models.Q(person__in=person_ids) | models.Q(into__in=person_ids)
    )
    return found.order_by("at", "id")


def consents(actor: Actor, person_id: UUID) -> "models.QuerySet[Consent]":
    """What this person was asked consent for."""
    rule = municipality_rule(actor, "person__municipality")
    return Consent.objects.seen_by(actor, rule).filter(person_id=person_id)


def steps(actor: Actor, person_id: UUID) -> "models.QuerySet[ConsentStep]":
    """What came of it, in order."""
    rule = municipality_rule(actor, "consent__person__municipality")
    found = ConsentStep.objects.seen_by(actor, rule).filter(consent__person_id=person_id)
    found = found.select_related("consent")
    return found.order_by("consent_id", "number")


def steps_of(actor: Actor, consent_id: UUID) -> "models.QuerySet[ConsentStep]":
    """The steps of one consent, in order."""
    rule = municipality_rule(actor, "consent__person__municipality")
    found = ConsentStep.objects.seen_by(actor, rule).filter(consent_id=consent_id)
    return found.order_by("number")

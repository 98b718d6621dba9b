"""Which rows of the vault exist for an actor: those of persons in their own world and reach.

A person exists for who may see one of the parts in which they are in view (:mod:`.rules.roles`).
The processes that keep keys and terms reach everybody, and so does who answers people about their
own data: they see who asked, wherever that is.
"""

from uuid import UUID

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor
from kmt.vault.models import (
    BlindToken,
    Consent,
    ConsentDocument,
    ConsentStep,
    IdentityChange,
    Person,
    PersonLink,
    PersonRole,
    TextToken,
)
from kmt.vault.rules.roles import KEEPERS, reach_of


def person_of(actor: Actor, person_id: UUID) -> Person:
    """The person; ``NotFound`` alike for one of another world, one out of reach and one nowhere."""
    return Person.objects.seen_by(actor, _seen(actor)).one(id=person_id)


def handed_over(actor: Actor, person_id: UUID) -> Person:
    """The person, in view here or not: for who was handed a record about them by another room."""
    return Person.objects.seen_by(actor, municipality_rule(actor)).one(id=person_id)


def persons(actor: Actor, which: models.Q) -> "models.QuerySet[Person]":
    """The persons of the actor's world and reach that this holds for."""
    return Person.objects.seen_by(actor, _seen(actor)).filter(which)


def tokens(actor: Actor, which: models.Q) -> "models.QuerySet[BlindToken]":
    """The blind tokens of persons in the actor's world and reach."""
    return BlindToken.objects.seen_by(actor, _seen(actor, "person")).filter(which)


def tokens_of(actor: Actor, seen: "models.QuerySet[Person]") -> "models.QuerySet[BlindToken]":
    """The blind tokens of these persons, who were asked for by :func:`persons` a moment ago."""
    ids = [person.id for person in seen]
    return BlindToken.objects.seen_by(actor, models.Q(person_id__in=ids))


def roles(actor: Actor, person_ids: set[UUID]) -> "models.QuerySet[PersonRole]":
    """The parts of these persons that the actor may see, the ended ones too, oldest first."""
    rule = municipality_rule(actor, "person__municipality") & _parts(actor)
    found = PersonRole.objects.seen_by(actor, rule).filter(person__in=person_ids)
    return found.order_by("since", "id")


def links(actor: Actor, person_ids: set[UUID]) -> "models.QuerySet[PersonLink]":
    """The merges and splits of or into these persons, oldest first."""
    found = PersonLink.objects.seen_by(actor, _seen(actor, "person")).filter(
        models.Q(person__in=person_ids) | models.Q(into__in=person_ids)
    )
    return found.order_by("at", "id")


def changes(actor: Actor, person_id: UUID) -> "models.QuerySet[IdentityChange]":
    """What this identity said before, newest first."""
    found = IdentityChange.objects.seen_by(actor, _seen(actor, "person"))
    return found.filter(person_id=person_id).order_by("-version")


def consents(actor: Actor, person_id: UUID) -> "models.QuerySet[Consent]":
    """What this person was asked consent for."""
    found = Consent.objects.seen_by(actor, _seen(actor, "person"))
    return found.filter(person_id=person_id)


def steps(actor: Actor, person_id: UUID) -> "models.QuerySet[ConsentStep]":
    """What came of it, in order."""
    found = ConsentStep.objects.seen_by(actor, _seen(actor, "consent__person"))
    found = found.filter(consent__person_id=person_id).select_related("consent")
    return found.order_by("consent_id", "number")


def steps_of(actor: Actor, consent_id: UUID) -> "models.QuerySet[ConsentStep]":
    """The steps of one consent, in order."""
    found = ConsentStep.objects.seen_by(actor, _seen(actor, "consent__person"))
    return found.filter(consent_id=consent_id).order_by("number")


def forms(actor: Actor, person_id: UUID) -> "models.QuerySet[ConsentDocument]":
    """The forms on which this person's consents stand."""
    found = ConsentDocument.objects.seen_by(actor, _seen(actor, "step__consent__person"))
    return found.filter(step__consent__person_id=person_id)


def words(actor: Actor, which: models.Q) -> "models.QuerySet[TextToken]":
    """Words of records; which records exist for the actor is for the room that keeps them."""
    return TextToken.objects.seen_by(actor, models.Q()).filter(which)


def _seen(actor: Actor, person: str = "") -> models.Q:
    """Rows of persons of the own world who have a part that the actor may see."""
    place, key = (f"{person}__municipality", person) if person else ("municipality", "pk")
    rule = municipality_rule(actor, place)
    if actor.may(Permission.RIGHTS_REQUEST_HANDLE):
        return models.Q()
    if actor.permissions & KEEPERS:
        return rule
    shown = PersonRole.objects.seen_by(actor, _parts(actor)).filter(
        until=None, person=models.OuterRef(key)
    )
    return rule & models.Q(models.Exists(shown))


def _parts(actor: Actor) -> models.Q:
    """The parts that the actor's permissions show; none without any."""
    rule = models.Q(pk__in=[])
    for compartment, parts in reach_of(actor.permissions):
        rule |= models.Q(compartment=compartment, role__in=sorted(parts))
    return models.Q() if actor.permissions & KEEPERS else rule

"""Reading in which parts somebody is in view, as far as the reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault import access
from kmt.vault.models import PersonRole
from kmt.vault.queries.links import same_person
from kmt.vault.rules import PersonRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRead:
    """One part: which, where, from when, and until when if it is over."""

    id: UUID
    role: str
    compartment: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person by label: the parts the reader may see, who they are one with, no identity."""

    person: PersonRef
    municipality: str
    roles: tuple[RoleRead, ...]
    together: tuple[PersonRef, ...]


def person_card(actor: Actor, person_id: UUID) -> PersonCard:
    """The outside of one person; nothing is opened, and the look is recorded."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.VAULT_PERSON_OPEN)
        row = access.person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason="card")
    return PersonCard(
        person=PersonRef(id=row.id, label=row.label),
        municipality=row.municipality,
        roles=tuple(_read(one) for one in access.roles(actor, {row.id})),
        together=same_person(actor, row.id),
    )


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The person with this label, as far as they exist for the actor."""
    check(actor, Permission.VAULT_PERSON_MERGE)
    found = access.persons(actor, Q(label=label.strip().upper()))
    return found.values_list("id", flat=True).first()


def parts_of(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Per person the parts that hold now, as far as the reader may see them."""
    found: dict[UUID, tuple[str, ...]] = {}
    for row in access.roles(actor, set(person_ids)).filter(until=None):
        earlier = found.get(row.person_id, ())
        found[row.person_id] = earlier if row.role in earlier else (*earlier, row.role)
    return found


def _read(row: PersonRole) -> RoleRead:
    return RoleRead(
        id=row.id, role=row.role, compartment=row.compartment, since=row.since, until=row.until
    )

"""Which age band somebody is in, for a decision to share: asked without opening who they are."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.expressions import band_of
from kmt.vault.access import person_of, persons
from kmt.vault.queries.persons import opened, opened_many
from kmt.vault.rules.identity import age_on, ages_on


def known_band(actor: Actor, person_id: UUID) -> str:
    """The age band by the birth date; empty when the vault has none, so that it is asked.

    An estimated age does not count: who was taken for sixteen may be fifteen.
    """
    person = person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason="age_to_share")
    identity = opened(person)
    if identity.birth_date is None:
        return ""
    today = clock.today()
    return BANDS[band_of(age_on(identity, today, today))]


def ages_beside(
    actor: Actor, person_ids: Collection[UUID]
) -> dict[UUID, tuple[int, int] | None]:
    """Between which ages these persons are today; None where nothing is known of it.

    For a page that recorded its look at the file it shows; nothing else of them is handed out. Who
    is out of the actor's sight is left out.
    """
    if not actor.may(Permission.VAULT_PERSON_OPEN):
        return {}
    today = clock.today()
    found = opened_many(persons(actor, Q(id__in=set(person_ids))))
    return {
        person.id: ages_on(identity, clock.local(person.registered_at).date(), today)
        for person, identity in found
    }

"""Which age band somebody is in, for a decision to share: asked without opening who they are."""

from uuid import UUID

from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.expressions import band_of
from kmt.vault.access import person_of
from kmt.vault.queries.persons import opened
from kmt.vault.rules.identity import age_on


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

"""A decision to share that rests on what the person said, made in the act that needs it.

Where somebody of another organisation is let in on consent, the consent is the ground and the
sharing matrix of today says for which data. Nothing is asked again that the vault knows.
"""

from datetime import date
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.expressions import CONSENTS, SELF
from kmt.lawfulness.rules.ages import AGE_OF
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.vault.queries import consent_facts
from kmt.vault.queries.ages import known_band

SENDER, COMPARTMENT, SUBJECT = "care_coordinator", "R2", "victim"


def share_on_consent(
    *,
    by: Actor,
    person_id: UUID,
    person_label: str,
    municipality: str,
    purpose: str,
    recipient: str,
    recipient_name: str,
    data: frozenset[str],
    necessity: str,
    subsidiarity: str,
    expires_on: date,
) -> UUID:
    """The decision that a victim's consent for this purpose and recipient carries; returns its id.

    Raises ``Refused`` when that consent is not there (any more), and with the sentence of the
    matrix when consent is not enough for these data.
    """
    facts = consent_facts(by, person_id, purpose=purpose, recipient=recipient) & CONSENTS
    if not facts:
        raise Refused("Deze toestemming is er niet meer.", "Vraag de persoon opnieuw.")
    band = known_band(by, person_id)
    request = ShareRequest(
        compartment=COMPARTMENT,
        sender=SENDER,
        recipient=recipient,
        purpose=purpose,
        data=data,
        subject=SUBJECT,
        age=AGE_OF[band] if band in BANDS else None,
        facts=frozenset({"minimum_set"}),
    )
    asked = DisclosureAsked(
        request=request,
        municipality=municipality,
        subject_id=person_id,
        subject_label=person_label,
        recipient_name=recipient_name,
        necessity=necessity,
        subsidiarity=subsidiarity,
        consent=ConsentState.SELF if SELF in facts else ConsentState.REPRESENTATIVE,
        expires_on=expires_on,
    )
    return decide_disclosure(by=by, asked=asked)

"""Sharing in practice: what a decision to share must say before it is kept (law README section 4).

The matrix answers whether it may (:mod:`.sharing`); this says whether the record is whole, who has
agreed, and which records another person looks at again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kmt.kernel.refusals import Decision
from kmt.lawfulness.expressions import CONSENTS, OTHER, SELF
from kmt.lawfulness.rules.asking import ShareDecision, ShareRequest
from kmt.lawfulness.rules.sharing import REFUSED_CONSENT
from kmt.vocabulary.durations import add_months

REFERENCE_ONLY = "R4"
YEARLY_FEEDBACK = "yearly_feedback"
SURE = frozenset({"law", "selectielijst"})
#: Who agrees by deciding: the role of whoever decides, as an approver of the matrix.
APPROVER_OF = {
    "care_coordinator": "care_coordinator",
    "intake_worker": "intake",
    "privacy_officer": "privacy_officer",
}


class ConsentState(StrEnum):
    """Whether consent was asked, and what came of it."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    NOT_NEEDED = "not_needed"


class Told(StrEnum):
    """Whether the person was told; an exception (UAVG 41) has a day on which it is seen again."""

    YES = "yes"
    NO = "no"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureAsked:
    """Everything a decision to share must say; ``request`` carries no consent, that is asked here.

    ``approved_by`` says per approver of the matrix who agreed.
    """

    request: ShareRequest
    municipality: str
    subject_id: UUID
    subject_label: str
    recipient_name: str
    necessity: str
    subsidiarity: str
    consent: ConsentState
    expires_on: date
    left_out: str = ""
    consent_why_not: str = ""
    supplier_limits: str = ""
    told: Told = Told.YES
    told_review_on: date | None = None
    feedback_due_on: date | None = None
    approved_by: Mapping[str, str] = field(default_factory=dict)


def request_of(asked: DisclosureAsked) -> ShareRequest:
    """The question for the matrix, with the facts that follow from the consent."""
    given = {
        ConsentState.SELF: {SELF},
        ConsentState.REPRESENTATIVE: {OTHER},
        ConsentState.REFUSED: {REFUSED_CONSENT},
    }.get(asked.consent, set())
    facts = set(asked.request.facts) - CONSENTS - {REFUSED_CONSENT}
    return replace(asked.request, facts=frozenset(facts | given))


def problems(asked: DisclosureAsked, today: date) -> dict[str, str]:
    """What is missing from the record, per field; none when it is whole."""
    return dict(_problems(asked, today))


def may_disclose(asked: DisclosureAsked, decision: ShareDecision, role: str) -> Decision:
    """Whether it may go: the matrix says so, and everybody who must agree did."""
    missing = [one for one in decision.approval if one not in agreed(asked, role)]
    return Decision.of(
        "Deze regels staan hier alleen ter verwijzing: dit product houdt niets voor het RIEC."
        if asked.request.compartment == REFERENCE_ONLY
        else "",
        "" if decision.may else decision.sentence,
        f"Hiervoor is nog akkoord nodig ({', '.join(missing)})."
        if decision.may and missing
        else "",
    )


def agreed(asked: DisclosureAsked, role: str) -> frozenset[str]:
    """Who agreed: by name, by deciding, or (client, supplier) by what is established."""
    found = {name for name, who in asked.approved_by.items() if who.strip()}
    found.add(APPROVER_OF.get(role, ""))
    if asked.consent in {ConsentState.SELF, ConsentState.REPRESENTATIVE}:
        found.add("client")
    if "supplier_consents" in asked.request.facts:
        found.add("supplier")
    return frozenset(found)


def is_doubtful(decision: ShareDecision) -> bool:
    """Whether the privacy officer looks at it: it rests on our reading, or on an approval."""
    return decision.status not in SURE or bool(decision.approval)


def feedback_day(asked: DisclosureAsked, decision: ShareDecision, today: date) -> date | None:
    """When the receiver says what it brought: at least yearly for a result (WGS 1.7(4))."""
    if YEARLY_FEEDBACK not in decision.binding:
        return asked.feedback_due_on
    latest = add_months(today, 12)
    return min(asked.feedback_due_on or latest, latest)


def _problems(asked: DisclosureAsked, today: date) -> Iterator[tuple[str, str]]:
    for name, sentence in _NEEDED.items():
        if not str(getattr(asked, name)).strip():
            yield name, sentence
    if asked.consent is ConsentState.NOT_ASKED and not asked.consent_why_not.strip():
        yield "consent_why_not", "Leg uit waarom er niet om toestemming is gevraagd."
    if asked.expires_on < today:
        yield "expires_on", "Deze dag is al voorbij. Kies vandaag of later."
    if asked.told is Told.EXCEPTION and (asked.told_review_on or today) <= today:
        yield "told_review_on", "Kies een dag waarop deze uitzondering opnieuw wordt bekeken."
    if asked.feedback_due_on is not None and asked.feedback_due_on <= today:
        yield "feedback_due_on", "Kies een dag na vandaag."


_NEEDED = {
    "recipient_name": "Zet erbij welke organisatie en wie het ontvangt.",
    "necessity": "Leg uit waarom dit nodig is.",
    "subsidiarity": "Leg uit waarom het niet met minder kan.",
}

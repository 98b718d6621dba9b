"""The parts of an act: the row of a disclosure, and whether a form was sent before."""

from collections.abc import Iterable
from uuid import UUID

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.access import visible
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.expressions import band_of
from kmt.lawfulness.models import Disclosure
from kmt.lawfulness.rules.asking import ShareDecision
from kmt.lawfulness.rules.disclosing import (
    DisclosureAsked,
    agreed,
    feedback_day,
    is_doubtful,
    request_of,
)
from kmt.lawfulness.texts import sealed


def sent_before(by: Actor, token: UUID) -> UUID | None:
    """The disclosure that this form made already."""
    rows = Disclosure.objects.seen_by(by, visible(by)).filter(token=token)
    found: UUID | None = rows.values_list("id", flat=True).first()
    return found


def disclosure_row(
    by: Actor, asked: DisclosureAsked, decision: ShareDecision, token: UUID, row_id: UUID
) -> Disclosure:
    """The row as it is kept, its texts sealed."""
    request, today = request_of(asked), clock.today()
    return Disclosure(
        id=row_id,
        token=token,
        decided_at=clock.now(),
        decided_by=by.id,
        organisation=by.organisation,
        municipality=asked.municipality,
        compartment=request.compartment,
        sender=request.sender,
        recipient=request.recipient,
        purpose=request.purpose,
        subject_id=asked.subject_id,
        subject_label=asked.subject_label,
        subject_role=request.subject,
        subject_age=BANDS[band_of(request.age)],
        data=_listed(request.data),
        secrecy=request.secrecy,
        facts=_listed(request.facts),
        outcome=decision.outcome,
        rows=_listed(decision.rows),
        basis=_listed(decision.basis),
        status=decision.status,
        doubtful=is_doubtful(decision),
        consent=asked.consent,
        approved=_listed(agreed(asked, by.role) & set(decision.approval)),
        told=asked.told,
        told_review_on=asked.told_review_on,
        expires_on=asked.expires_on,
        feedback_due_on=feedback_day(asked, decision, today),
        texts=sealed(by, row_id, _texts(asked)),
    )


def _listed(codes: Iterable[str]) -> str:
    return "|".join(codes if isinstance(codes, tuple) else sorted(codes))


def _texts(asked: DisclosureAsked) -> dict[str, str]:
    return {
        "recipient_name": asked.recipient_name,
        "necessity": asked.necessity,
        "subsidiarity": asked.subsidiarity,
        "left_out": asked.left_out,
        "supplier_limits": asked.supplier_limits,
        "consent_why_not": asked.consent_why_not,
        "approved_by": "; ".join(f"{one}: {who}" for one, who in asked.approved_by.items()),
    }

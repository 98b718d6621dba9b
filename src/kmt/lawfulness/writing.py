"""The parts of an act: the rows of a disclosure and of a transfer, and what was there before."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import ALLOWED, Conflict, Decision
from kmt.lawfulness import states
from kmt.lawfulness.access import visible, visible_disclosures
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.expressions import band_of
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure, Transfer, TransferStep
from kmt.lawfulness.rules.ages import UNKNOWN
from kmt.lawfulness.rules.asking import ShareDecision
from kmt.lawfulness.rules.disclosing import (
    DisclosureAsked,
    agreed,
    feedback_day,
    is_doubtful,
    request_of,
)
from kmt.lawfulness.rules.transferring import TransferAsked, rows_about
from kmt.lawfulness.texts import column_of, record_of, sealed, sealed_under


def sent_before(by: Actor, token: UUID) -> UUID | None:
    """The disclosure that this form made already."""
    rows = Disclosure.objects.seen_by(by, visible_disclosures(by)).filter(token=token)
    found: UUID | None = rows.values_list("id", flat=True).first()
    return found


def disclosure_row(
    by: Actor,
    asked: DisclosureAsked,
    decision: ShareDecision,
    token: UUID,
    row_id: UUID,
    *,
    handed_over: bool,
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
        subject_age=UNKNOWN if request.age is None else BANDS[band_of(request.age)],
        data=_listed(request.data),
        secrecy=request.secrecy,
        facts=_listed(request.facts),
        outcome=decision.outcome,
        rows=_listed(decision.rows),
        basis=_listed(decision.basis),
        status=decision.status,
        doubtful=is_doubtful(decision) and not handed_over,
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


def newest_for(
    by: Actor, object_type: str, object_id: UUID, to_compartment: str
) -> Transfer | None:
    """The transfer of a record to a compartment that counts now: the last one."""
    rows = Transfer.objects.seen_by(by, visible(by)).filter(
        object_type=object_type, object_id=object_id, to_compartment=to_compartment
    )
    found: Transfer | None = rows.order_by("-proposed_at", "-id").first()
    return found


def transfer_row(by: Actor, asked: TransferAsked) -> Transfer:
    """The row as it is kept, its texts sealed under the key of the record that goes."""
    row = Transfer(
        id=new_id(),
        proposed_at=clock.now(),
        proposed_by=by.id,
        data=_listed(asked.data),
        **{name: getattr(asked, name) for name in _AS_ASKED},
    )
    words = "\n".join((asked.necessity.strip(), asked.left_out.strip()))
    row.texts = sealed_under(
        by, record_of(row.object_type, row.object_id), column_of(row.id), words
    )
    return row


_AS_ASKED = (
    *("object_type", "object_id", "label", "municipality", "compartment", "to_compartment"),
    *("sender", "recipient", "purpose"),
)


def proposed_by_row(row: Transfer) -> TransferAsked:
    """What was proposed, in codes; the words stay sealed."""
    codes = {name: getattr(row, name) for name in _AS_ASKED}
    return TransferAsked(**codes, data=set(row.data.split("|")), necessity="", left_out="")


def transferring(
    by: Actor, row: Transfer, permission: Permission, event: str, *, decision: Decision = ALLOWED
) -> AbstractContextManager[None]:
    """The act of taking a step in a transfer: permission, rule, one line in the record."""
    return act(
        by,
        permission,
        action="transfer",
        object_type="transfer",
        object_id=str(row.id),
        decision=decision,
        reason=event,
        purpose=row.purpose,
        legal_basis="|".join(rows_about(proposed_by_row(row), sharing_matrix(), clock.today())),
    )


def state_of(by: Actor, row: Transfer) -> str:
    """Where a transfer stands; nothing for one without a step."""
    steps = TransferStep.objects.seen_by(by, Q(transfer=row)).order_by("-number")
    return steps.values_list("state", flat=True).first() or ""


def last_step(row: Transfer) -> TransferStep | None:
    """The newest step of a transfer; inside an act."""
    found: TransferStep | None = (
        TransferStep.objects.filter(transfer=row).order_by("-number").first()
    )
    return found


def add_step(
    by: Actor, row: Transfer, event: str, *, disclosure_id: UUID | None = None, reason: str = ""
) -> None:
    """Take a step from where the transfer stands; of two at once, the second is refused."""
    last = last_step(row)
    state = states.after(last.state if last else "", event)
    step_id = new_id()
    words = (
        sealed_under(by, record_of(row.object_type, row.object_id), column_of(step_id), reason)
        if reason
        else b""
    )
    try:
        with transaction.atomic():
            TransferStep(
                id=step_id,
                transfer=row,
                number=last.number + 1 if last else 1,
                event=event,
                state=state,
                disclosure_id=disclosure_id,
                words=words,
                at=clock.now(),
                by=by.id,
            ).save()
    except IntegrityError:
        raise Conflict(
            "Iemand anders was je net voor bij deze overdracht.",
            "Ververs de pagina en kijk wat er is besloten.",
        ) from None

"""Writing about sharing: decide on a disclosure, review a doubtful one, note what it brought;
hand a record from one compartment to another.

Nothing is kept that the matrix does not allow: the sentence of the decision is the refusal, and a
refused try is in the record of the house too.
"""

from datetime import date
from uuid import UUID, uuid5

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Decision, Invalid
from kmt.lawfulness.access import acting_for, visible, visible_disclosures
from kmt.lawfulness.handing import kind_of
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure, DisclosureFeedback, DisclosureReview, Transfer
from kmt.lawfulness.own_rights import may_share_of
from kmt.lawfulness.rules.ages import may_share_at
from kmt.lawfulness.rules.disclosing import DisclosureAsked, may_disclose, problems, request_of
from kmt.lawfulness.rules.reviewing import Opinion, may_review
from kmt.lawfulness.rules.transferring import TransferAsked, fits, reason_problems
from kmt.lawfulness.rules.transferring import problems as transfer_problems
from kmt.lawfulness.states import ACCEPT, ACCEPTED, DECIDE, ENDED, PROPOSE, REFUSE, WITHDRAW
from kmt.lawfulness.texts import sealed_words
from kmt.lawfulness.writing import (
    add_step,
    disclosure_row,
    newest_for,
    proposed_by_row,
    sent_before,
    state_of,
    transfer_row,
    transferring,
)


def decide_disclosure(
    *, by: Actor, asked: DisclosureAsked, token: UUID | None = None, handed_over: bool = False
) -> UUID:
    """Keep a decision to share, with everything it rests on; returns its id.

    ``handed_over``: part of a transfer inside the house, which its receiver looks at before taking
    it; so it does not wait for the privacy officer too, however our reading of the row stands.

    Raises ``Invalid`` when the record is not whole, and ``Refused`` with the sentence of the
    matrix when it may not, not yet, or not without somebody's agreement. The same form sent twice
    makes one record.
    """
    token, today = token or new_id(), clock.today()
    if (sent := sent_before(by, token)) is not None:
        return sent
    wrong = problems(asked, today)
    if wrong:
        raise Invalid("Het besluit om te delen is nog niet compleet.", fields=wrong)
    decision = may_share_at(request_of(asked), sharing_matrix(), today)
    row_id = new_id()
    reasons = (
        *may_disclose(asked, decision, by.role).reasons,
        "" if by.knows(asked.municipality) else "Deze gemeente hoort niet bij jouw werkgebied.",
        *may_share_of(asked.subject_id, asked.request.facts).reasons,
    )
    with act(
        by,
        Permission.LAWFULNESS_DISCLOSURE_DECIDE,
        action="share-decision",
        object_type="disclosure",
        object_id=str(row_id),
        decision=Decision.of(*reasons),
        purpose=asked.request.purpose,
        legal_basis="|".join(decision.rows),
    ):
        disclosure_row(by, asked, decision, token, row_id, handed_over=handed_over).save()
    return row_id


def review_disclosure(*, by: Actor, disclosure_id: UUID, opinion: Opinion) -> None:
    """Say what the privacy officer thinks of a doubtful disclosure; never one's own decision."""
    with act(
        by,
        Permission.LAWFULNESS_DISCLOSURE_REVIEW,
        action="update",
        object_type="disclosure",
        object_id=str(disclosure_id),
        reason=opinion,
    ):
        row = Disclosure.objects.seen_by(by, visible_disclosures(by)).one(id=disclosure_id)
        may_review(decided_by=row.decided_by, reviewer=by.id, doubtful=row.doubtful).check()
        DisclosureReview(
            disclosure=row, reviewed_at=clock.now(), reviewed_by=by.id, opinion=opinion
        ).save()


def note_feedback(
    *, by: Actor, disclosure_id: UUID, received_on: date, words: str, token: UUID | None = None
) -> None:
    """Keep what the receiver said that a disclosure brought; only added (WGS 1.7(4))."""
    token, row_id = token or new_id(), new_id()
    if not words.strip():
        raise Invalid("Schrijf op wat de ontvanger zei.", fields={"words": "Vul dit in."})
    if received_on > clock.today():
        later = "Deze dag moet nog komen. Kies vandaag of eerder."
        raise Invalid(later, fields={"received_on": later})
    with act(
        by,
        Permission.LAWFULNESS_DISCLOSURE_DECIDE,
        action="update",
        object_type="disclosure",
        object_id=str(disclosure_id),
        reason="feedback",
    ):
        row = Disclosure.objects.seen_by(by, visible_disclosures(by)).one(id=disclosure_id)
        if DisclosureFeedback.objects.filter(token=token).exists():
            return
        DisclosureFeedback(
            id=row_id,
            token=token,
            disclosure=row,
            received_on=received_on,
            words=sealed_words(by, disclosure_id, row_id, words.strip()),
            by=by.id,
            at=clock.now(),
        ).save()


def propose_transfer(*, by: Actor, asked: TransferAsked) -> UUID:
    """Propose to hand a record to another compartment; one that runs already is not made twice."""
    wrong = transfer_problems(asked)
    if wrong:
        raise Invalid("Het voorstel om over te dragen is nog niet compleet.", fields=wrong)
    row = newest_for(by, asked.object_type, asked.object_id, asked.to_compartment)
    if row is not None and state_of(by, row) not in ENDED:
        return row.id
    row = transfer_row(by, asked)
    with transferring(by, row, acting_for(row.compartment), PROPOSE):
        row.save()
        add_step(by, row, PROPOSE)
    return row.id


def decide_transfer(*, by: Actor, transfer_id: UUID, asked: DisclosureAsked) -> UUID:
    """Decide that a person's data go along with a transfer; makes a disclosure, and returns its id.

    The same person goes along once. Raises as :func:`decide_disclosure` does, and ``Refused`` when
    the decision is about something else, or takes more along, than was proposed.
    """
    row = Transfer.objects.seen_by(by, visible(by)).one(id=transfer_id)
    token = uuid5(transfer_id, str(asked.subject_id))
    if (sent := sent_before(by, token)) is not None:
        return sent
    rule = fits(asked.request, proposed_by_row(row))
    with transferring(by, row, acting_for(row.compartment), DECIDE, decision=rule):
        made = decide_disclosure(by=by, asked=asked, token=token, handed_over=True)
        add_step(by, row, DECIDE, disclosure_id=made)
    return made


def accept_transfer(*, by: Actor, object_type: str, object_id: UUID, to_compartment: str) -> None:
    """The receiver takes the record, and is responsible from now on; once, however often asked.

    A record that went without a transfer, before there were any, needs no acceptance.
    """
    row = newest_for(by, object_type, object_id, to_compartment)
    if row is None or state_of(by, row) == ACCEPTED:
        return
    with transferring(by, row, acting_for(row.to_compartment), ACCEPT):
        add_step(by, row, ACCEPT)


def refuse_transfer(*, by: Actor, transfer_id: UUID, reason: str) -> None:
    """The receiver does not take the record; it comes back to its sender with the reason."""
    wrong = reason_problems(reason)
    if wrong:
        raise Invalid("Wie overdraagt moet weten waarom het terugkomt.", fields=wrong)
    _bring_back(by, transfer_id, REFUSE, reason.strip())


def withdraw_transfer(*, by: Actor, transfer_id: UUID) -> None:
    """The sender takes the record back, as long as nobody accepted it."""
    _bring_back(by, transfer_id, WITHDRAW)


def _bring_back(by: Actor, transfer_id: UUID, event: str, reason: str = "") -> None:
    row = Transfer.objects.seen_by(by, visible(by)).one(id=transfer_id)
    side = row.to_compartment if event == REFUSE else row.compartment
    with transferring(by, row, acting_for(side), event):
        add_step(by, row, event, reason=reason)
        if (kind := kind_of(row.object_type)) is not None:
            kind.returned(by=by, object_id=row.object_id, event=event)

"""Writing about sharing: decide on a disclosure, and review a doubtful one.

Nothing is kept that the matrix does not allow: the sentence of the decision is the refusal, and a
refused try is in the record of the house too.
"""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Decision, Invalid
from kmt.lawfulness.access import visible
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure, DisclosureReview
from kmt.lawfulness.rules.disclosing import DisclosureAsked, may_disclose, problems, request_of
from kmt.lawfulness.rules.reviewing import Opinion, may_review
from kmt.lawfulness.rules.sharing import may_share
from kmt.lawfulness.writing import disclosure_row, sent_before


def decide_disclosure(*, by: Actor, asked: DisclosureAsked, token: UUID | None = None) -> UUID:
    """Keep a decision to share, with everything it rests on; returns its id.

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
    decision = may_share(request_of(asked), sharing_matrix(), today)
    row_id = new_id()
    reasons = (
        *may_disclose(asked, decision, by.role).reasons,
        "" if by.knows(asked.municipality) else "Deze gemeente hoort niet bij jouw werkgebied.",
    )
    with act(
        by,
        Permission.LAWFULNESS_DISCLOSURE_DECIDE,
        action="share-decision",
        object_type="disclosure",
        object_id=str(row_id),
        decision=Decision.of(*reasons),
        reason="|".join(decision.rows),
    ):
        disclosure_row(by, asked, decision, token, row_id).save()
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
        row = Disclosure.objects.seen_by(by, visible(by)).one(id=disclosure_id)
        may_review(decided_by=row.decided_by, reviewer=by.id, doubtful=row.doubtful).check()
        DisclosureReview(
            disclosure=row, reviewed_at=clock.now(), reviewed_by=by.id, opinion=opinion
        ).save()

"""What goes with a case that is destroyed."""

from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.teamwork import access
from kmt.teamwork.models import CaseComment, Given, KnownThing, LetIn, PartnerTask


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove the rows of one case, inside the act of ``care``; how many there were."""
    gone = 0
    for model in (CaseComment, Given, PartnerTask, KnownThing, LetIn):
        rows = model.objects.seen_by(by, access.retained(by)).filter(case_id=case_id)
        gone += rows.count()
        rows.delete()
    return gone

"""Writing the action list: what is to be done, and what came of it."""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.governance.access import visible
from kmt.governance.given import NewAction
from kmt.governance.models import ActionItem, Body, Meeting
from kmt.governance.rules import ActionStand, text_problem
from kmt.governance.writing import about_somebody, check, organisation_problem
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict

ACTION = "governance_action"
_WHAT_LIMIT = 300


def agree_action(*, by: Actor, body_id: UUID, new: NewAction, token: UUID | None = None) -> UUID:
    """Put down what an organisation will do, before which day."""
    token = token or new_id()
    sent = ActionItem.objects.seen_by(by, visible(by)).filter(token=token)
    if (found := sent.values_list("id", flat=True).first()) is not None:
        return found
    check(
        what=text_problem(new.what, needed="Schrijf op wat er moet gebeuren.", limit=_WHAT_LIMIT)
        or about_somebody(new.what, new.function),
        organisation=organisation_problem(new.organisation),
        function=text_problem(new.function, limit=120),
    )
    row_id = new_id()
    with act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action="create",
        object_type=ACTION,
        object_id=str(row_id),
    ):
        body = Body.objects.seen_by(by, visible(by)).one(id=body_id)
        if new.meeting is not None:
            Meeting.objects.seen_by(by, visible(by)).one(id=new.meeting, body_id=body_id)
        ActionItem(
            id=row_id,
            body=body,
            meeting_id=new.meeting,
            what=new.what.strip(),
            organisation=new.organisation,
            function=new.function.strip(),
            due=new.due,
            at=clock.now(),
            by=by.id,
            token=token,
        ).save(force_insert=True)
    return row_id


def end_action(*, by: Actor, action_id: UUID, stand: str, result: str) -> None:
    """Say that an action is done, or not needed any more, with what came of it; once."""
    check(
        stand=""
        if stand in {ActionStand.DONE, ActionStand.DROPPED}
        else "Kies of het gedaan is of niet meer nodig.",
        result=text_problem(result, needed="Schrijf in een zin op wat ervan kwam.")
        or about_somebody(result),
    )
    with act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action="update",
        object_type=ACTION,
        object_id=str(action_id),
    ):
        row = ActionItem.objects.seen_by(by, visible(by)).select_for_update().one(id=action_id)
        if (row.stand, row.result) == (stand, result.strip()):
            return
        if row.stand != ActionStand.OPEN:
            raise Conflict(
                "Een collega sloot deze actie intussen af.",
                "Lees wat die schreef. Is het anders, leg dan een nieuwe actie vast.",
            )
        row.stand, row.result, row.ended_on = stand, result.strip(), clock.today()
        row.save()

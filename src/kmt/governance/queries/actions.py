"""Reading what is to be done: late first, then by day."""

from collections.abc import Iterable
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.governance.access import visible
from kmt.governance.models import ActionItem
from kmt.governance.reading import ActionLine
from kmt.governance.rules import ActionStand, is_late
from kmt.governance.wording import organisation_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor

_MOST_ENDED = 50


def open_actions(actor: Actor) -> tuple[ActionLine, ...]:
    """Everything that is still to be done, what is late on top."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = ActionItem.objects.seen_by(actor, visible(actor)).filter(stand=ActionStand.OPEN)
    return _lines(rows.select_related("body"))


def ended_actions(actor: Actor) -> tuple[ActionLine, ...]:
    """What was done or dropped last, newest first."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = ActionItem.objects.seen_by(actor, visible(actor)).exclude(stand=ActionStand.OPEN)
    return _lines(rows.select_related("body").order_by("-ended_on")[:_MOST_ENDED])


def actions_of_meeting(actor: Actor, meeting_id: UUID) -> tuple[ActionLine, ...]:
    """What a meeting agreed to do."""
    rows = ActionItem.objects.seen_by(actor, visible(actor)).filter(meeting_id=meeting_id)
    return _lines(rows.select_related("body"))


def _lines(rows: Iterable[ActionItem]) -> tuple[ActionLine, ...]:
    today = clock.today()
    return tuple(
        ActionLine(
            id=one.id,
            what=one.what,
            who=f"{organisation_name(one.organisation)}, {one.function}".removesuffix(", "),
            organisation_code=one.organisation,
            due=one.due,
            stand=one.stand,
            late=is_late(one.stand, one.due, today),
            result=one.result,
            ended_on=one.ended_on,
            body=one.body.name,
            meeting=one.meeting_id,
        )
        for one in rows
    )

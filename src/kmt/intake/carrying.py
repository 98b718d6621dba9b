"""Reports as work that colleagues of the desk carry, for the room ``duty``.

Colleagues of the desk read all reports of their world, so standing in opens nothing more to them.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet, municipality_rule
from kmt.duty.carried import Carried, Tally, Work
from kmt.duty.writing import forget_work, note_handed_over
from kmt.intake import states
from kmt.intake.models import Report
from kmt.intake.retained import REPORT
from kmt.intake.writing import change, note_step
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict

_WAITS = Q(unread__gt=0) | Q(unsafe_since__isnull=False)
_ACUTE = Q(urgency="U1", state__in=states.OPEN)


def tallies(actor: Actor) -> Mapping[str, Tally]:
    """How many living reports each colleague carries, and how many nobody does: one question."""
    tonight = datetime.combine(clock.today() + timedelta(days=1), time.min, clock.DUTCH_TIME)
    rows = (
        _rows(actor)
        .values("handler")
        .annotate(
            open=Count("pk"),
            due=Count("pk", filter=Q(due_at__lt=tonight)),
            waits=Count("pk", filter=_WAITS),
            acute=Max("received_at", filter=_ACUTE),
            unsafe=Max("unsafe_since"),
        )
    )
    return {
        row["handler"]: Tally(
            open=row["open"],
            due=row["due"],
            waits=row["waits"],
            acute_at=max(filter(None, (row["acute"], row["unsafe"])), default=None),
        )
        for row in rows.order_by("handler")
    }


def work_of(actor: Actor, account: str) -> Sequence[Work]:
    """What one colleague carries, without a word of what was told."""
    return _works(_rows(actor).filter(handler=account))


def find(actor: Actor, ids: Collection[UUID]) -> Sequence[Work]:
    """Some living reports by id."""
    return _works(_rows(actor).filter(pk__in=ids))


def hand_over(*, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
    """Give a report to another colleague of the desk; one that is new is taken up by it.

    Who may and to whom is decided by :mod:`kmt.duty`.
    """
    row = _rows(by).one(pk=object_id)
    with act(
        by,
        Permission.DUTY_WORK_ASSIGN,
        action="update",
        object_type="report",
        object_id=str(object_id),
        reason=reason,
    ):
        if row.handler != old:
            raise Conflict("Deze melding is intussen bij een ander.", "Ververs de pagina.")
        fresh = row.state == states.NEW
        state = states.after(row.state, states.TAKE_UP) if fresh else row.state
        change(row, row.version, state=state, handler=new)
        note_step(by, row, "hand_over", state)
        note_handed_over(by=by, kind=REPORT, object_id=object_id, old=old, new=new, reason=reason)


def wait_for_care(actor: Actor) -> int:
    """How many reports were handed to care and wait there for somebody to open a case."""
    who = (
        Permission.CARE_CASE_OPEN,
        Permission.ACCESS_INVOLVEMENT_LEAD,
        Permission.DUTY_ROUND_RUN,
    )
    if not any(map(actor.may, who)):
        return 0
    rule = municipality_rule(actor) & Q(outcome="care_case", taken_at=None)
    return Report.objects.seen_by(actor, rule).count()


def forget_handed_over(_by: Actor, report_id: UUID) -> int:
    """Who handed a report to whom goes with the report."""
    return forget_work(kind=REPORT, object_id=report_id)


def _rows(actor: Actor) -> GatedQuerySet[Report]:
    """Reports with which something must still happen, of the actor's world, by number."""
    who = (Permission.INTAKE_REPORT_LIST, Permission.DUTY_ROUND_RUN)
    rule = municipality_rule(actor) if any(map(actor.may, who)) else Q(pk__in=[])
    return Report.objects.seen_by(actor, rule).filter(lives=1)


def _works(rows: GatedQuerySet[Report]) -> Sequence[Work]:
    return [
        Work(
            id=row.id,
            number=row.number,
            account=row.handler,
            due=row.due_at,
            waits=row.unread > 0 or row.unsafe_since is not None,
            acute=row.unsafe_since is not None
            or (row.urgency == "U1" and row.state in states.OPEN),
        )
        for row in rows.order_by("due_at", "number")
    ]


def carried(list_page: str) -> Carried:
    """Reports as work; the room that has their list says where that stands."""
    return Carried(
        kind=REPORT,
        words=gettext_lazy("Reports"),
        works=Permission.INTAKE_REPORT_TRIAGE,
        page="intake:report_detail",
        list_page=list_page,
        lists=Permission.INTAKE_REPORT_LIST,
        tallies=tallies,
        work_of=work_of,
        find=find,
        hand_over=hand_over,
    )

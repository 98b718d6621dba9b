"""Reading meetings: lists of them, and one with its agenda, minutes, decisions and actions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.attachments.queries import FileLine, files_of_each
from kmt.governance.access import visible
from kmt.governance.models import AgendaItem, Attendance, Meeting, Member
from kmt.governance.papers import PAPER
from kmt.governance.queries.actions import actions_of_meeting
from kmt.governance.queries.decisions import newest_of_meeting
from kmt.governance.reading import AttendanceLine, ItemView, MeetingLine, MeetingView
from kmt.governance.rules import Term
from kmt.governance.wording import organisation_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor


def next_meeting(actor: Actor) -> MeetingLine | None:
    """The first meeting that is still to come."""
    rows = _rows(actor).filter(meets_at__gte=clock.now(), called_off=False).order_by("meets_at")
    return next((_line(one) for one in rows[:1]), None)


def lines_of(actor: Actor, *, body_code: str = "") -> tuple[MeetingLine, ...]:
    """Meetings, newest first; of one body, or of all."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = _rows(actor)
    if body_code:
        rows = rows.filter(body__code=body_code)
    return tuple(_line(one) for one in rows)


def _rows(actor: Actor) -> GatedQuerySet[Any]:
    rows = Meeting.objects.seen_by(actor, visible(actor)).select_related("body")
    written = Count("items", filter=~Q(items__said=""))
    counted = rows.annotate(number_of_items=Count("items"), number_written=written)
    return counted.order_by("-meets_at")


def _line(row: Meeting) -> MeetingLine:
    return MeetingLine(
        id=row.id,
        body=row.body.name,
        body_code=row.body.code,
        meets_at=clock.local(row.meets_at),
        minutes=row.minutes,
        place=row.place,
        called_off=row.called_off,
        items=vars(row)["number_of_items"],
        written=bool(vars(row)["number_written"]),
        adopted=row.adopted_on is not None,
    )


def meeting(actor: Actor, meeting_id: UUID) -> MeetingView:
    """One meeting with everything that hangs on it."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    row = _rows(actor).one(id=meeting_id)
    rule = visible(actor)
    items = list(AgendaItem.objects.seen_by(actor, rule).filter(meeting_id=row.id))
    papers = files_of_each(actor, PAPER, [one.id for one in items])
    noted = Attendance.objects.seen_by(actor, rule).filter(meeting_id=row.id)
    later = Meeting.objects.seen_by(actor, rule).filter(
        body_id=row.body_id, meets_at__gt=row.meets_at, meets_at__lte=clock.now(), called_off=False
    )
    return MeetingView(
        line=_line(row),
        items=tuple(_item(one, papers[one.id]) for one in items),
        attendance=_attendance(actor, row, dict(noted.values_list("organisation", "presence"))),
        decisions=newest_of_meeting(actor, row.id),
        actions=actions_of_meeting(actor, row.id),
        adopted_on=row.adopted_on,
        adopters=tuple(
            (str(one.id), f"{clock.local(one.meets_at):%d-%m-%Y}")
            for one in later.order_by("meets_at")
        ),
        number=f"{row.body.code}-{clock.local(row.meets_at):%Y%m%d}-{str(row.id)[:4]}",
        over=row.meets_at + timedelta(minutes=row.minutes) <= clock.now(),
    )


def _item(row: AgendaItem, files: tuple[FileLine, ...]) -> ItemView:
    return ItemView(
        id=row.id,
        position=row.position,
        title=row.title,
        kind=row.kind,
        allowed=row.allowed,
        link=row.link,
        paper=row.paper,
        files=files,
        said=row.said,
        version=row.version,
    )


def _attendance(actor: Actor, row: Meeting, noted: dict[str, str]) -> tuple[AttendanceLine, ...]:
    """Every organisation with a seat on that day, and whoever was noted besides."""
    on = clock.local(row.meets_at).date()
    seats = Member.objects.seen_by(actor, visible(actor)).filter(body_id=row.body_id)
    held = {one.organisation for one in seats if _holds(one, on)}
    return tuple(_in_order(held | noted.keys(), noted))


def _holds(row: Member, on: date) -> bool:
    term = Term(organisation=row.organisation, since=row.since, until=row.until)
    return term.holds(on)


def _in_order(codes: Iterable[str], noted: dict[str, str]) -> list[AttendanceLine]:
    lines = [
        AttendanceLine(
            organisation=organisation_name(one),
            organisation_code=one,
            presence=noted.get(one, ""),
        )
        for one in codes
    ]
    return sorted(lines, key=lambda one: one.organisation)

"""Care cases as work that coordinators carry, for the room ``duty``.

A case is opened by who is involved in it, so whoever stands in is involved as a stand-in for as
long as the absence lasts. A shielded case stays closed to a stand-in: the team lead lets somebody
in there, with a reason (decision 0009).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext_lazy

from kmt.access.files import FileRef
from kmt.access.permissions import Permission
from kmt.access.queries import involved_now, taken_off
from kmt.access.rows import GatedQuerySet
from kmt.access.rules import Capacity, EndReason
from kmt.care.access import listed, listed_through_case, visible
from kmt.care.actions import end_in_case, hand_over_case, involve_in_case
from kmt.care.models import CareCase, NextAction
from kmt.care.queries import case_head, file_of
from kmt.care.rules import CARE_CASE
from kmt.duty.carried import Carried, Tally, Work
from kmt.duty.rules import end_of_day
from kmt.intake.carrying import wait_for_care
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict


def tallies(actor: Actor) -> Mapping[str, Tally]:
    """How many open cases each colleague coordinates, and in how many an action is due.

    Nobody's are the reports that the desk handed over and that wait for a case.
    """
    actions = NextAction.objects.seen_by(actor, listed_through_case(actor)).filter(
        case_id=OuterRef("pk"), done_at=None, due__lte=clock.today()
    )
    rows = _rows(actor).annotate(is_due=Exists(actions)).values("coordinator")
    found = rows.annotate(open=Count("pk"), due=Count("pk", filter=Q(is_due=True)))
    carried = {
        row["coordinator"]: Tally(open=row["open"], due=row["due"])
        for row in found.order_by("coordinator")
    }
    waiting = wait_for_care(actor)
    return {**carried, "": Tally(open=waiting)} if waiting else carried


def work_of(actor: Actor, account: str) -> Sequence[Work]:
    """The open cases of one coordinator, each with the day of its first action."""
    return _works(actor, _rows(actor).filter(coordinator=account))


def find(actor: Actor, ids: Collection[UUID]) -> Sequence[Work]:
    """Some open cases by id."""
    return _works(actor, _rows(actor).filter(pk__in=ids))


def hand_over(*, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
    """Give one case to another coordinator; the rule of :mod:`kmt.access` decides."""
    if case_head(by, object_id).coordinator != old:
        raise Conflict("Deze casus is intussen bij een ander.", "Ververs de pagina.")
    hand_over_case(by=by, case_id=object_id, new=new, reason=EndReason(reason))


def cover(*, by: Actor, absent: str, to: str, until: datetime) -> int:
    """Involve who stands in in the open cases of an absent colleague, until a moment.

    Not in what is shielded, and not where they were taken off for an interest that clashes.
    """
    files = _files(by, absent)
    now = involved_now(by, CARE_CASE, to, files)
    wanted = [
        one
        for one, file in files.items()
        if (one not in now or now[one] not in {None, until})
        and not file.shielded
        and not taken_off(by, file, to)
    ]
    for one in wanted:
        involve_in_case(
            by=by, case_id=one, colleague=to, capacity=Capacity.STAND_IN, lapses_at=until
        )
    return len(wanted)


def uncover(*, by: Actor, absent: str, to: str) -> int:
    """End that before its time; who is involved otherwise stays so."""
    now = involved_now(by, CARE_CASE, to, _files(by, absent))
    wanted = [one for one, lapses_at in now.items() if lapses_at is not None]
    for one in wanted:
        end_in_case(by=by, case_id=one, colleague=to, reason=EndReason.NO_LONGER_NEEDED)
    return len(wanted)


def _files(by: Actor, absent: str) -> dict[UUID, FileRef]:
    return {row.id: file_of(row) for row in _rows(by).filter(coordinator=absent)}


def _rows(actor: Actor) -> GatedQuerySet[CareCase]:
    rule = listed(actor) if _knows(actor) else Q(pk__in=[])
    return CareCase.objects.seen_by(actor, rule).filter(closed_at=None)


def _knows(actor: Actor) -> bool:
    return actor.may(Permission.CARE_CASE_LIST) or actor.may(Permission.DUTY_ROUND_RUN)


def _works(actor: Actor, rows: GatedQuerySet[CareCase]) -> Sequence[Work]:
    opens = set(
        CareCase.objects.seen_by(actor, visible(actor)).values_list("pk", flat=True)
        if actor.may(Permission.CARE_CASE_READ)
        else ()
    )
    first = Min("actions__due", filter=Q(actions__done_at=None))
    return [
        Work(
            id=row.id,
            number=row.number,
            account=row.coordinator,
            due=end_of_day(row.first_due) if row.first_due else None,
            whole_day=True,
            opens=row.id in opens,
        )
        for row in rows.annotate(first_due=first).order_by("first_due", "number")
    ]


CARRIED = Carried(
    kind=CARE_CASE,
    words=gettext_lazy("Care cases"),
    works=Permission.CARE_CASE_WRITE,
    page="care:case",
    list_page="care:cases",
    lists=Permission.CARE_CASE_LIST,
    tallies=tallies,
    work_of=work_of,
    find=find,
    hand_over=hand_over,
    cover=cover,
    uncover=uncover,
)

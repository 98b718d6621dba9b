"""What a calendar gets by its secret address: days on which something is due, and how many.

No number, no name, no word of what it is: the calendars of phones and offices are read by others.
Format: iCalendar (RFC 5545). It is asked for without a session, so the address is the only key; it
opens nothing for who may not work any more.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

from kmt.access.actors import REPORTER, actor_for
from kmt.access.permissions import Permission
from kmt.care.caseloads import due_days
from kmt.care.rules import CARE_CASE
from kmt.duty.carried import kinds
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.calendar_file import calendar
from kmt.kernel.refusals import NotFound, NotPermitted
from kmt.partners.queries import account_of
from kmt.teamwork import access
from kmt.teamwork.actions.calendars import digest_of
from kmt.teamwork.models import CalendarFeed, PartnerTask
from kmt.teamwork.rules import days_of
from kmt.teamwork.states import WITH_PARTNER
from kmt.teamwork.writing import count_use

#: So often an address may be asked in an hour: phones ask every five to sixty minutes, twice over.
MOST = 30
NAME = "KMT"


def calendar_of(token: str) -> tuple[str, bool]:
    """The calendar that this address opens; True beside it when it is asked too often.

    ``NotFound`` for an address that leads nowhere, and for one whose owner may not work now.
    """
    rows = CalendarFeed.objects.seen_by(REPORTER, Q(digest=digest_of(token)))
    row = rows.first()
    account = account_of(row.account) if row is not None else None
    if row is None or account is None or not account.is_active:
        raise NotFound
    try:
        actor = actor_for(account)
    except NotPermitted as refused:
        raise NotFound from refused
    if count_use(row.digest) > MOST:
        return "", True
    return written(days_of(_dues(actor), clock.today()), row.digest), False


def _dues(actor: Actor) -> list[date]:
    """The days of everything that somebody carries, or was asked as a partner."""
    found = [
        clock.local(one.due).date()
        for kind in kinds()
        if actor.may(kind.works) and kind.kind != CARE_CASE
        for one in kind.work_of(actor, actor.id)
        if one.due is not None
    ]
    if actor.may(Permission.CARE_CASE_WRITE):
        found += due_days(actor)
    tasks = PartnerTask.objects.seen_by(actor, access.own_parts(actor, "let_in__"))
    return [*found, *tasks.filter(state__in=WITH_PARTNER).values_list("due", flat=True)]


def written(days: Mapping[date, int], mark: str) -> str:
    """The calendar as text: one entry for a day, which says how many and nothing more."""
    stamp = datetime.combine(clock.today(), datetime.min.time(), UTC)
    return calendar(
        "termijnen",
        (
            (
                f"UID:{day:%Y%m%d}-{mark[:16]}@kmt",
                f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{NAME}: {number} {'termijn' if number == 1 else 'termijnen'}",
                "TRANSP:TRANSPARENT",
                "CLASS:PRIVATE",
            )
            for day, number in days.items()
        ),
        head=(f"X-WR-CALNAME:{NAME}",),
    )

"""When an answer is due: one month, once two more when the requester heard it in time. Pure.

AVG 12(3). The rules are dated data (``RGT-01``, ``RGT-02``): months end on their last day when
they lack the day, and a last day that is no working day runs on by the Algemene termijnenwet. The
clock never stands still, also not while it is seen who asks: that is the safe side.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from kmt.kernel import clock
from kmt.kernel.refusals import Decision
from kmt.rights.rules.asking import EXTENSIONS
from kmt.vocabulary.deadlines import Deadline, Standing
from kmt.vocabulary.queries import deadline_of

ANSWER, EXTENDED = "RGT-01", "RGT-02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """When an answer is due: the day to work by, the last day of the law, and how it stands."""

    due_on: date
    at_latest: date
    standing: Standing
    reason: str

    @property
    def late(self) -> bool:
        """Whether the last day of the law is over."""
        return self.standing is Standing.OVERDUE

    @property
    def near(self) -> bool:
        """Whether it is time to hurry."""
        return self.standing is Standing.WARNING


def clock_of(received_on: date, today: date, *, extended: bool) -> Clock:
    """The clock of a request as it stands today; the day of receipt does not count."""
    found = _deadline(EXTENDED if extended else ANSWER, received_on, today)
    due, latest = _day(found.due), _day(found.at_latest)
    standing = found.standing
    if standing is Standing.OVERDUE and today <= latest:
        standing = Standing.WARNING
    return Clock(due_on=due, at_latest=latest, standing=standing, reason=found.reason)


def may_extend(
    received_on: date, told_on: date | None, reason: str, today: date, *, extended: bool
) -> Decision:
    """Once, with a reason, and only when the requester was told within the first month."""
    last = clock_of(received_on, today, extended=False).at_latest
    told_in_time = told_on is not None and received_on <= told_on <= min(today, last)
    return Decision.of(
        "De termijn is al een keer verlengd; een tweede keer kan niet." if extended else "",
        "" if reason in EXTENSIONS else "Kies waarom een maand niet genoeg is.",
        ""
        if told_in_time
        else f"Laat het de aanvrager weten, uiterlijk {last:%d-%m-%Y}, en vul "
        "de dag in waarop dat is gebeurd.",
    )


def _deadline(rule: str, received_on: date, today: date) -> Deadline:
    return deadline_of(rule, _noon(received_on), _noon(today))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), tzinfo=clock.DUTCH_TIME).astimezone(UTC)


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("The clock of a request never stands still.")
    return clock.local(moment).date()

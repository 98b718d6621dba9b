"""When something is due, by the rule that held when it began: pure, with its reason in Dutch.

``due`` is the safe day to work by. A term that a law sets may end later: on a Saturday, Sunday or
holiday it runs on to the next day that is none (Algemene termijnenwet art. 1), and one of three
days or more holds at least two working days (art. 2); not when it is counted in hours, in more
than ninety days, twelve weeks or three months, or in years (art. 4). That day is ``at_latest``.
A pause stops the clock in days: its first day no longer counts, the day it ends counts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from kmt.kernel import clock
from kmt.vocabulary.durations import Duration, in_dutch, repeated
from kmt.vocabulary.entries import DeadlineRule
from kmt.vocabulary.refusals import NoTermStated, NotValidOn
from kmt.vocabulary.working_days import count_working_days, is_working_day

_ART_4_DAYS, _ART_4_MONTHS = 90, 3
_ART_2_DAYS, _ART_2_WORKING = 3, 2
_BY_LAW = "art. "


class Standing(StrEnum):
    """How a deadline stands on a day."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stands still from ``since`` up to, not including, ``until`` (None: still)."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something is due, by which version of which rule, and who watches it.

    ``due`` and ``at_latest`` are None as long as a pause has no end; ``version`` is the first day
    of the version of the rule (None: it always held).
    """

    rule: str
    version: date | None
    due: datetime | None
    at_latest: datetime | None
    warn_from: datetime | None
    standing: Standing
    paused_days: int
    owner: str
    consequence: str
    reason: str


def deadline(
    rule: Sequence[DeadlineRule],
    start: datetime,
    on: datetime,
    pauses: Iterable[Pause] = (),
    warnings: Iterable[Duration] = (),
    *,
    times: int = 1,
) -> Deadline:
    """The deadline of something that started at a moment, as it stands at another.

    ``rule`` holds every version of one rule: the one of the (Dutch) day of the start counts, also
    for what is entered later, so that a change of the rule leaves what runs as it was. ``warnings``
    are lengths before the end (``-P14D``): the earliest that lies after the start counts. A term
    that comes back has its n-th end ``times`` lengths from the same start, so that one of
    a month that began on the 31st does not drift to the 28th.
    """
    one = _version(rule, clock.local(start).date())
    if not one.duration:
        raise NoTermStated(one.dutch)
    found = replace(one, duration=repeated(one.duration, times))
    still = merged(pauses)
    due = _due(found, start, still)
    warn_from = None if due is None else _warn_from(start, due, warnings)
    at_latest = _by_law(one, start, due) if due else None
    return Deadline(
        rule=found.rule,
        version=found.valid_from,
        due=due,
        at_latest=at_latest,
        warn_from=warn_from,
        standing=_standing(start, on, due, warn_from, still),
        paused_days=_days_still(start, min(on, due) if due else on, still),
        owner=found.who_dutch,
        consequence=found.consequence_dutch,
        reason=_reason(found, start, due, at_latest),
    )


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The same pauses in order, without empty ones and without overlap."""
    found: list[Pause] = []
    for one in sorted(pauses, key=lambda pause: pause.since):
        if one.until is not None and one.until <= one.since:
            continue
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < one.since):
            found.append(one)
        elif last.until is not None:
            until = None if one.until is None else max(last.until, one.until)
            found[-1] = Pause(since=last.since, until=until)
    return tuple(found)


def _version(rule: Sequence[DeadlineRule], day: date) -> DeadlineRule:
    for one in rule:
        if one.valid_on(day):
            return one
    last = rule[-1]
    raise NotValidOn("De termijnregel", last.dutch, day, last.why_not(day))


def _due(rule: DeadlineRule, start: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
    length = Duration.parse(rule.duration)
    working = rule.day_kind == "working"
    plain = length.end(start, working=working)
    if length.backwards or not (length.days or length.months or length.seconds):
        return plain
    if length.seconds is not None:
        return _after_hours(start, plain, pauses)
    first = clock.local(start).date()
    if working:
        day = _after_working_days(first, length.days, pauses)
    else:
        day = _after_days(first, clock.local(plain).date(), pauses)
    return None if day is None else _end_of(day)


def _after_hours(start: datetime, end: datetime, pauses: tuple[Pause, ...]) -> datetime | None:
    for one in pauses:
        since = max(_begin_of(one.since), start)
        if since >= end:
            break
        if one.until is None:
            return None
        end += max(_begin_of(one.until) - since, timedelta())
    return end


def _after_days(first: date, end: date, pauses: tuple[Pause, ...]) -> date | None:
    for one in pauses:
        if one.since > end:
            break
        if one.until is None:
            return None
        since = max(one.since, first + timedelta(days=1))
        end += max(one.until - since, timedelta())
    return end


def _after_working_days(first: date, number: int, pauses: tuple[Pause, ...]) -> date | None:
    day = first
    while number:
        day = count_working_days(day, 1)
        standing_still = next((one for one in pauses if one.covers(day)), None)
        if standing_still is None:
            number -= 1
        elif standing_still.until is None:
            return None
        else:
            day = standing_still.until - timedelta(days=1)
    return day


def _by_law(rule: DeadlineRule, start: datetime, due: datetime) -> datetime:
    """The end with the days that the Algemene termijnenwet adds to a term of a law."""
    length = Duration.parse(rule.duration)
    if not rule.law_ref.startswith(_BY_LAW) or not _short_enough(length):
        return due
    day = clock.local(due).date()
    first = clock.local(start).date()
    if length.months or length.days >= _ART_2_DAYS:
        day = max(day, count_working_days(first, _ART_2_WORKING))
    return _end_of(day if is_working_day(day) else count_working_days(day, 1))


def _short_enough(length: Duration) -> bool:
    """Whether art. 1 and 2 hold for a term of this length (art. 1(2) and 4)."""
    if length.backwards or length.seconds is not None or not (length.days or length.months):
        return False
    return length.days <= _ART_4_DAYS and length.months <= _ART_4_MONTHS


def _warn_from(start: datetime, due: datetime, warnings: Iterable[Duration]) -> datetime:
    found = [moment for one in warnings if (moment := one.end(due, working=False)) > start]
    return min(found, default=start)


def _standing(
    start: datetime,
    on: datetime,
    due: datetime | None,
    warn_from: datetime | None,
    pauses: tuple[Pause, ...],
) -> Standing:
    if on < start:
        return Standing.NOT_STARTED
    if due is not None and on > due:
        return Standing.OVERDUE
    if any(one.covers(clock.local(on).date()) for one in pauses):
        return Standing.PAUSED
    return Standing.WARNING if warn_from is not None and on >= warn_from else Standing.RUNNING


def _days_still(start: datetime, end: datetime, pauses: tuple[Pause, ...]) -> int:
    """How many days the clock stood still between the day of the start and a later day."""
    first, last = clock.local(start).date() + timedelta(days=1), clock.local(end).date()
    days = 0
    for one in pauses:
        until = last + timedelta(days=1) if one.until is None else one.until
        days += max((min(until, last + timedelta(days=1)) - max(one.since, first)).days, 0)
    return days


def _reason(
    rule: DeadlineRule, start: datetime, due: datetime | None, at_latest: datetime | None
) -> str:
    working = rule.day_kind == "working"
    length = f"{Duration.parse(rule.duration).days} werkdagen" if working else ""
    said = f"{rule.dutch}: {length or in_dutch(rule.duration)} vanaf {_day(start)}"
    if due is None:
        return f"{said}; de termijn staat stil."
    moved = at_latest is not None and at_latest > due
    later = f", door de Algemene termijnenwet tot en met {_day(at_latest)}" if moved else ""
    return f"{said}, dus uiterlijk {_day(due)}{later}."


def _day(moment: datetime | None) -> str:
    return f"{clock.local(moment):%d-%m-%Y}" if moment else ""


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), tzinfo=clock.DUTCH_TIME).astimezone(UTC)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock.DUTCH_TIME).astimezone(UTC)

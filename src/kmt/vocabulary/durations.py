"""How long a term lasts, and when it ends: ISO 8601 durations on a Dutch calendar.

Hours run by the clock. Days, weeks, months and years end with the last second of their last
Dutch day; the day of the event does not count, and P0D is "the same day". A term that is counted
backwards (-P30D, a warning) is there as soon as its day begins. A term that ends on a Sunday is
not moved to Monday, as Algemene termijnenwet art. 1 does for terms in a law: the earlier date
is the safe one to work by.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from kmt.kernel import clock
from kmt.vocabulary.working_days import count_working_days

_ISO = re.compile(
    r"(?P<sign>-?)P(?=.)(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?P<clock>T(?=.)(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?"
)
_DAY_ENDS = time(23, 59, 59)
_DAY_BEGINS = time(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time: by the calendar (months, days) or by the clock (seconds), never both."""

    months: int
    days: int
    seconds: int | None
    backwards: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 duration such as P3M, P10W, PT24H, P2D or -P30D; else ValueError."""
        found = _ISO.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not an ISO 8601 duration.")
        part = {name: int(found[name] or 0) for name in "YMWDhms"}
        months, days = 12 * part["Y"] + part["M"], 7 * part["W"] + part["D"]
        if found["clock"] and (months or days):
            raise ValueError(f"{text!r} mixes days and hours.")
        seconds = 3600 * part["h"] + 60 * part["m"] + part["s"] if found["clock"] else None
        return cls(months=months, days=days, seconds=seconds, backwards=bool(found["sign"]))

    @property
    def only_days(self) -> bool:
        """Whether it is given in days or weeks alone, so that it can be counted in working days."""
        return not self.months and self.seconds is None

    def end(self, start: datetime, *, working: bool) -> datetime:
        """The last moment (backwards: the first) of the term, in UTC."""
        if start.tzinfo is None:
            raise ValueError("A term starts at a moment with a time zone.")
        sign = -1 if self.backwards else 1
        if self.seconds is not None:
            return start.astimezone(UTC) + timedelta(seconds=sign * self.seconds)
        day = clock.local(start).date()
        if working:
            day = count_working_days(day, sign * self.days)
        else:
            day = add_months(day, sign * self.months) + timedelta(days=sign * self.days)
        edge = _DAY_BEGINS if self.backwards else _DAY_ENDS
        return datetime.combine(day, edge, tzinfo=clock.DUTCH_TIME).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month when it is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def repeated(text: str, times: int) -> str:
    """The same length so many times, in ISO 8601: ``P1M`` three times is ``P3M``."""
    if times < 1:
        raise ValueError(f"A term comes round at least once, not {times} times.")
    return re.sub(r"\d+", lambda number: str(int(number[0]) * times), text)


def in_dutch(text: str) -> str:
    """An ISO 8601 length in words: ``P5Y`` is 5 jaar, ``P42D`` 42 dagen, ``PT24H`` 24 uur."""
    found = Duration.parse(text)
    if found.seconds is not None:
        hours, rest = divmod(found.seconds, 3600)
        return f"{hours} uur" if found.seconds and not rest else f"{found.seconds // 60} minuten"
    if found.months:
        years, months = divmod(found.months, 12)
        return f"{years} jaar" if not months else _counted(found.months, "maand", "maanden")
    weeks, days = divmod(found.days, 7)
    if "W" in text and not days:
        return _counted(weeks, "week", "weken")
    return _counted(found.days, "dag", "dagen")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"

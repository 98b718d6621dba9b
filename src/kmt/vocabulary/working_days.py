"""Which days are working days in the Netherlands, computed: no list to forget in January.

Algemene termijnenwet (Atw) art. 3, first paragraph: New Year's Day, Easter Monday, Whit Monday,
both Christmas days, Ascension Day, the day on which the King's birthday is celebrated and the
fifth of May (every year). The second paragraph puts Good Friday on a par with these. Easter
Sunday and Whit Sunday are Sundays already. Days that the Crown puts on a par for some years
(third paragraph) are not computed: leaving them out makes a term end earlier, never later.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

SATURDAY = 5
SUNDAY = 6
FIRST_KINGS_DAY = 2014


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, odd = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April, or the Saturday before when that is a Sunday; until 2013 30 April likewise."""
    day = date(year, 4, 27 if year >= FIRST_KINGS_DAY else 30)
    return day - timedelta(days=1) if day.weekday() == SUNDAY else day


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of Atw art. 3, first and second paragraph, of one year."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | {kings_day(year)})


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def count_working_days(start: date, number: int) -> date:
    """The day that lies this many working days after (or, negative, before) the start.

    The day of the event does not count; zero gives the day itself.
    """
    if number == 0:
        return start
    days = _working_days_from(start, 1 if number > 0 else -1)
    return [next(days) for _ in range(abs(number))][-1]


def _working_days_from(start: date, step: int) -> Iterator[date]:
    day = start
    while True:
        day += timedelta(days=step)
        if is_working_day(day):
            yield day

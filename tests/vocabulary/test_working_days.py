"""Working days in the Netherlands: Algemene termijnenwet art. 3, computed for any year."""

from datetime import date

import pytest

from kmt.vocabulary.working_days import (
    count_working_days,
    easter_sunday,
    is_working_day,
    kings_day,
    public_holidays,
)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter_falls_where_the_almanac_says(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2013, date(2013, 4, 30)),
        (2014, date(2014, 4, 26)),  # the first King's Day: the 27th was a Sunday
        (2015, date(2015, 4, 27)),
        (2025, date(2025, 4, 26)),
        (2026, date(2026, 4, 27)),
        (2031, date(2031, 4, 26)),
    ],
)
def test_kings_day_avoids_sunday_and_was_queens_day_before_2014(year: int, day: date) -> None:
    assert kings_day(year) == day


def test_the_public_holidays_of_2026_are_those_of_the_law() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday, art. 3 second paragraph
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 12, 24), True),  # Christmas Eve is a working day in the law
        (date(2026, 12, 25), False),
        (date(2026, 12, 31), True),
        (date(2026, 5, 15), True),  # the Friday after Ascension is not a holiday by law
    ],
)
def test_a_working_day_is_no_weekend_and_no_public_holiday(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        # over Christmas and New Year: 25 December is a Friday, 26 a Saturday, 1 January a Friday
        (date(2026, 12, 23), 1, date(2026, 12, 24)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
        (date(2026, 12, 18), 10, date(2027, 1, 5)),
        # over Easter: Good Friday 3 April, Easter Monday 6 April
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 1), 2, date(2026, 4, 7)),
        # an event in the weekend or on a holiday: Monday or the day after is the first day
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 25), 1, date(2026, 12, 28)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 12, 28), -1, date(2026, 12, 24)),
        (date(2026, 4, 7), -2, date(2026, 4, 1)),
    ],
)
def test_working_days_are_counted_around_holidays(start: date, number: int, end: date) -> None:
    assert count_working_days(start, number) == end

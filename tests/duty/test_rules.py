"""Who may be away when, who may hand over to whom, when a mail goes: as decision tables.

Days count on a Dutch clock: an absence ends at midnight there, in summer and in winter.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.duty.rules import (
    HOURS,
    LOOKS_BACK,
    MOST_TRIES,
    AbsenceAsked,
    Between,
    Choice,
    Days,
    MailAsked,
    Sent,
    Substitute,
    absence_problems,
    end_of_day,
    gets_acute_mail,
    gets_daily_mail,
    may_go,
    may_hand_over,
    occasion_of,
)
from kmt.kernel.clock import DUTCH_TIME, local

TODAY = date(2026, 11, 26)


def days(first: str, last: str) -> Days:
    """November 2026, by day."""
    return Days(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("last", "over_at"),
    [
        ("2026-11-26", "2026-11-26T23:00"),  # winter
        ("2026-07-01", "2026-07-01T22:00"),  # summer
        ("2026-10-24", "2026-10-24T22:00"),  # the day before the clock goes back
        ("2026-10-25", "2026-10-25T23:00"),  # a day of 25 hours
        ("2026-03-28", "2026-03-28T23:00"),
        ("2026-03-29", "2026-03-29T22:00"),  # a day of 23 hours
        ("2026-12-31", "2026-12-31T23:00"),
    ],
)
def test_an_absence_is_over_at_dutch_midnight(last, over_at) -> None:
    found = days("2026-01-01", last).over_at
    assert found == datetime.fromisoformat(over_at).replace(tzinfo=UTC)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_the_last_second_of_a_day_is_of_that_day(day) -> None:
    assert local(end_of_day(day)).date() == day
    assert local(end_of_day(day) + timedelta(seconds=1)).date() == day + timedelta(days=1)


FINE = AbsenceAsked(
    asker="a",
    absent="a",
    leads=False,
    days=days("2026-11-27", "2026-12-04"),
    today=TODAY,
    stand_ins={"report": (Substitute(name="Daan"),)},
)


def standing(**facts: object) -> dict[str, tuple[Substitute, ...]]:
    """One stand-in for reports, with these facts."""
    return {"report": (Substitute(name="Daan", **facts),)}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({}, "", ""),
        ({"stand_ins": {}}, "", ""),  # who is ill need not find a stand-in first
        ({"days": days("2026-11-26", "2026-11-26")}, "", ""),
        ({"days": days("2026-11-28", "2026-11-29")}, "", ""),  # a weekend
        ({"days": Days(first=TODAY - LOOKS_BACK, last=TODAY)}, "", ""),
        ({"asker": "lead", "leads": True}, "", ""),
        ({"asker": "b"}, "account", "teamleider"),
        ({"days": days("2026-12-04", "2026-12-03")}, "last_day", "Draai ze om"),
        ({"days": days("2026-11-20", "2026-11-25")}, "last_day", "al voorbij"),
        ({"days": days("2026-11-27", "2027-11-29")}, "last_day", "een jaar"),
        (
            {"days": Days(first=TODAY - LOOKS_BACK - timedelta(days=1), last=TODAY)},
            "first_day",
            "31 dagen",
        ),
        ({"earlier": (days("2026-12-04", "2026-12-05"),)}, "first_day", "04-12-2026"),
        ({"earlier": (days("2026-12-05", "2026-12-06"),)}, "", ""),
        ({"stand_ins": standing(same=True)}, "report", "zichzelf"),
        ({"stand_ins": standing(works=False)}, "report", "Daan"),
        ({"stand_ins": standing(away=(days("2026-12-04", "2026-12-09"),))}, "report", "afwezig"),
        ({"stand_ins": standing(away=(days("2026-12-05", "2026-12-09"),))}, "", ""),
    ],
)
def test_when_an_absence_can_be_written_down(change, field, words) -> None:
    found = absence_problems(replace(FINE, **change))
    assert set(found) == ({field} if field else set())
    assert words in found.get(field, "")


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({}, "handed_over", ""),
        ({}, "left", ""),
        ({}, "conflict_of_interest", ""),
        ({"asker": "lead", "leads": True}, "handed_over", ""),
        ({"asker": "c"}, "handed_over", "teamleider"),
        ({"asker": "b"}, "handed_over", "teamleider"),  # nobody takes what is of another
        ({"new": "a"}, "handed_over", "al bij deze collega"),
        ({"works": False}, "handed_over", "screening of training"),
        ({"reaches": False}, "handed_over", "buiten het gebied"),
        ({"clashes": True}, "handed_over", "belang dat botst"),
        ({"clashes": True, "asker": "lead", "leads": True}, "handed_over", "belang dat botst"),
        ({"away": days("2026-11-26", "2026-11-30")}, "handed_over", "30-11-2026"),
        ({}, "closed", "Kies waarom"),
        ({}, "absence_over", "Kies waarom"),
        ({}, "", "Kies waarom"),
    ],
)
def test_who_may_hand_over_to_whom(change, reason, words) -> None:
    found = may_hand_over(replace(Between(asker="a", old="a", new="b"), **change), reason=reason)
    assert found.allowed is not bool(words)
    assert words in " ".join(found.reasons)


def at(words: str) -> datetime:
    """A moment on a Dutch clock."""
    return datetime.fromisoformat(words).replace(tzinfo=DUTCH_TIME)


ASKED = MailAsked(now=at("2026-11-26T08:00"), at=time(8))


@pytest.mark.parametrize(
    ("change", "goes"),
    [
        ({}, True),
        ({"now": at("2026-11-26T07:59")}, False),
        ({"now": at("2026-11-26T23:59")}, True),  # late is better than not that day
        ({"now": at("2026-10-25T08:00")}, True),  # the clock went back this night
        ({"now": at("2026-10-25T07:59")}, False),
        ({"now": at("2026-03-29T08:00")}, True),
        ({"at": time(12)}, False),
        ({"choice": Choice.ACUTE}, True),
        ({"choice": Choice.OFF}, False),
        ({"working_day": False}, False),
        ({"away": True}, False),
        ({"waits": False}, False),
    ],
)
def test_when_the_daily_mail_goes(change, goes) -> None:
    assert gets_daily_mail(replace(ASKED, **change)) is goes


@pytest.mark.parametrize("hour", HOURS)
def test_no_hour_to_choose_from_is_ever_skipped_by_the_clock(hour) -> None:
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        moment = datetime.combine(day, time(hour), DUTCH_TIME)
        assert local(moment.astimezone(UTC)).time() == time(hour)


MOMENT = datetime(2026, 11, 26, 17, 5, tzinfo=UTC)
EARLIER = occasion_of(MOMENT - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("choice", "away", "moment", "last", "goes"),
    [
        (Choice.ACUTE, False, MOMENT, "", True),
        (Choice.ACUTE, False, MOMENT, EARLIER, True),
        (Choice.ACUTE, False, MOMENT, occasion_of(MOMENT), False),
        (Choice.ACUTE, False, None, "", False),
        (Choice.ACUTE, True, MOMENT, "", False),
        (Choice.DAILY, False, MOMENT, "", False),
        (Choice.OFF, False, MOMENT, "", False),
    ],
)
def test_when_something_acute_is_mailed_at_once(choice, away, moment, last, goes) -> None:
    assert gets_acute_mail(choice, away=away, acute_at=moment, last=last) is goes


MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))


@given(MOMENTS, MOMENTS)
def test_occasions_stand_in_the_order_of_time(one, other) -> None:
    one, other = (each.replace(microsecond=0, tzinfo=UTC) for each in (one, other))
    assert (occasion_of(one) < occasion_of(other)) is (one < other)


@pytest.mark.parametrize(
    ("state", "tries", "again"),
    [
        (Sent.REFUSED, 1, True),
        (Sent.REFUSED, MOST_TRIES, False),
        (Sent.GOING, 1, False),
        (Sent.SENT, 1, False),
    ],
)
def test_only_a_mail_that_surely_did_not_arrive_goes_again(state, tries, again) -> None:
    assert may_go(state, tries) is again

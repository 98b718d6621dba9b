"""The clock: UTC for what is kept, Dutch time for what is shown, and it can be stopped."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from kmt.kernel import clock


def test_now_is_the_moment_in_utc():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
    ids=["winter, before midnight", "winter", "summer, before midnight", "summer"],
)
def test_today_is_the_day_in_the_netherlands(moment, day):
    with clock.frozen(moment):
        assert clock.today() == day


def test_local_is_the_same_moment_on_a_dutch_clock():
    moment = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert clock.local(moment) == moment
    assert clock.local(moment).hour == 12


def test_a_stopped_clock_stands_still_and_goes_on_afterwards():
    moment = datetime(2020, 2, 29, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    with clock.frozen(moment):
        assert clock.now() == moment
        assert clock.now().utcoffset() == timedelta(0)
        with clock.frozen(moment + timedelta(days=1)):
            assert clock.today() == date(2020, 3, 1)
        assert clock.now() == moment
    assert clock.now() > moment


def test_a_clock_stopped_by_one_thread_runs_on_in_another():
    seen = []
    with clock.frozen(datetime(2020, 1, 1, tzinfo=UTC)):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2020


def test_a_clock_is_not_stopped_without_a_time_zone():
    with pytest.raises(ValueError, match="time zone"), clock.frozen(datetime(2020, 1, 1)):
        pass

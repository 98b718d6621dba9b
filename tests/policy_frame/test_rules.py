"""When a result is on course, and what two versions differ in."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.policy_frame.rules import (
    Direction,
    FrameState,
    Light,
    Part,
    Target,
    Why,
    changes,
    judge,
    may_adopt,
    may_evaluate,
    may_renew,
    may_write,
    on_the_line,
    rounded,
    tally,
)

TODAY = date(2024, 2, 29)
BEGIN, END = date(2024, 1, 1), date(2024, 12, 31)


def target(direction: Direction, value: int = 200, start: int | None = 100) -> Target:
    return Target(
        value=Decimal(value),
        on=END,
        direction=direction,
        start=None if start is None else Decimal(start),
        start_on=None if start is None else BEGIN,
    )


@pytest.mark.parametrize(
    ("direction", "goal", "start", "value", "light", "why"),
    [
        (Direction.RISE, 200, 100, None, Light.UNKNOWN, Why.NO_VALUE),
        (Direction.RISE, 200, 100, 200, Light.REACHED, Why.REACHED),
        (Direction.RISE, 200, 100, 250, Light.REACHED, Why.REACHED),
        # 59 of 365 days gone: the line is at 116.16
        (Direction.RISE, 200, 100, "116.16", Light.ON_COURSE, Why.ON_LINE),
        (Direction.RISE, 200, 100, "116.15", Light.BEHIND, Why.UNDER_LINE),
        (Direction.RISE, 200, None, 150, Light.UNKNOWN, Why.NO_START),
        (Direction.RISE, 200, None, 200, Light.REACHED, Why.REACHED),
        (Direction.FALL, 0, 100, "83.84", Light.ON_COURSE, Why.ON_LINE),
        (Direction.FALL, 0, 100, "83.85", Light.BEHIND, Why.UNDER_LINE),
        (Direction.FALL, 0, 100, 0, Light.REACHED, Why.REACHED),
        (Direction.AT_LEAST, 1, None, 1, Light.REACHED, Why.REACHED),
        (Direction.AT_LEAST, 1, None, "0.99", Light.BEHIND, Why.NOT_HELD),
        (Direction.AT_MOST, 5, None, 6, Light.BEHIND, Why.NOT_HELD),
        (Direction.AT_MOST, 5, None, 5, Light.REACHED, Why.REACHED),
    ],
)
def test_a_result_is_reached_on_course_behind_or_too_little_known(
    direction: Direction,
    goal: int,
    start: int | None,
    value: int | str | None,
    light: Light,
    why: Why,
) -> None:
    measured = None if value is None else Decimal(value)
    found = judge(target(direction, goal, start), measured, TODAY, TODAY)
    assert (found.light, found.why) == (light, why)


def test_after_its_day_a_result_that_is_not_reached_is_behind() -> None:
    found = judge(target(Direction.RISE), Decimal(199), END, END + timedelta(days=1))
    assert (found.light, found.why) == (Light.BEHIND, Why.DAY_PAST)
    assert judge(target(Direction.RISE), Decimal(199), END, END).light == Light.BEHIND


def test_an_old_value_says_too_little_about_today() -> None:
    on = TODAY - timedelta(days=548)
    assert judge(target(Direction.RISE), Decimal(999), on, TODAY).light == Light.REACHED
    older = judge(target(Direction.RISE), Decimal(999), on - timedelta(days=1), TODAY)
    assert (older.light, older.why) == (Light.UNKNOWN, Why.STALE)


def test_a_value_is_compared_with_the_line_on_its_own_day() -> None:
    found = judge(target(Direction.RISE), Decimal(100), BEGIN, TODAY)
    assert (found.light, found.expected) == (Light.ON_COURSE, Decimal("100.00"))


def test_a_beginning_on_or_after_the_day_of_the_target_is_no_line() -> None:
    odd = Target(value=Decimal(2), on=END, direction=Direction.RISE, start=Decimal(1), start_on=END)
    assert on_the_line(odd, TODAY) is None


money = st.integers(min_value=-1_000_000, max_value=1_000_000).map(
    lambda cents: Decimal(cents) / 100
)


@given(start=money, goal=money, days=st.integers(min_value=-100, max_value=800))
def test_the_line_stays_between_beginning_and_target(
    start: Decimal, goal: Decimal, days: int
) -> None:
    drawn = Target(value=goal, on=END, direction=Direction.RISE, start=start, start_on=BEGIN)
    found = on_the_line(drawn, BEGIN + timedelta(days=days))
    assert found is not None
    assert min(start, goal) <= found <= max(start, goal)
    if days <= 0:
        assert found == Fraction(start)
    if days >= 365:
        assert found == Fraction(goal)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
def test_rounding_is_half_away_from_zero_and_near(value: Fraction) -> None:
    assert abs(Fraction(rounded(value)) - value) <= Fraction(1, 200)
    assert rounded(-value) == -rounded(value)


@given(st.integers(0, 50_000), st.integers(0, 365))
def test_more_is_never_worse_when_it_should_rise(cents: int, days: int) -> None:
    value = Decimal(cents) / 100
    order = [Light.BEHIND, Light.ON_COURSE, Light.REACHED]
    on = BEGIN + timedelta(days=days)
    less = judge(target(Direction.RISE), value, on, on).light
    more = judge(target(Direction.RISE), value + 1, on, on).light
    assert order.index(more) >= order.index(less)


def test_every_light_is_counted() -> None:
    assert tally([Light.BEHIND, Light.BEHIND, Light.REACHED]) == {
        Light.REACHED: 1,
        Light.ON_COURSE: 0,
        Light.BEHIND: 2,
        Light.UNKNOWN: 0,
    }


@pytest.mark.parametrize(
    ("state", "goals", "bare", "allowed"),
    [
        (FrameState.DRAFT, 2, [], True),
        (FrameState.DRAFT, 0, [], False),
        (FrameState.DRAFT, 2, ["Hulp"], False),
        (FrameState.ADOPTED, 2, [], False),
    ],
)
def test_a_version_is_adopted_with_goals_that_have_results(
    state: str, goals: int, bare: list[str], allowed: bool
) -> None:
    assert may_adopt(state=state, goals=goals, without_results=bare).allowed is allowed


def test_what_is_adopted_is_frozen_and_can_be_looked_back_on() -> None:
    assert may_write(FrameState.DRAFT).allowed
    assert not may_write(FrameState.ADOPTED).allowed
    assert may_evaluate(FrameState.ADOPTED).allowed
    assert not may_evaluate(FrameState.DRAFT).allowed
    assert may_renew(drafts=0).allowed
    assert not may_renew(drafts=1).allowed


def test_versions_differ_in_what_is_new_changed_and_gone() -> None:
    same, old, other = uuid4(), uuid4(), uuid4()
    before = [
        Part(kind="goal", key=same, title="A"),
        Part(kind="goal", key=old, title="B"),
    ]
    after = [
        Part(kind="result", key=other, title="C"),
        Part(kind="goal", key=same, title="A", details=("meer",)),
    ]
    found = [(one.what, (one.after or one.before).title) for one in changes(before, after)]
    assert found == [("new", "C"), ("changed", "A"), ("gone", "B")]
    assert changes(before, before) == ()

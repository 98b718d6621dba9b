"""The rules: how an estimate is said, what may leave the house, when a run or factsheet may be."""

from datetime import UTC, datetime, timedelta

import pytest

from kmt.insight import rules
from kmt.insight.rules import Band
from kmt.insight.states import OPEN, TRANSITIONS, RunState

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (116_667, 120_000),
        (48_013, 48_000),
        (35_999, 36_000),
        (131_040, 130_000),
        (125_000, 130_000),
        (124_999, 120_000),
        (99_600, 100_000),
        (157.17, 160),
        (7.34, 7),
        (0, 0),
    ],
)
def test_an_estimate_is_said_in_two_figures(value, said) -> None:
    assert rules.two_figures(value) == pytest.approx(said, abs=0.5)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, None),
        (1, None),
        (4, None),
        (5, 5),
        (7, 5),
        (8, 10),
        (12, 10),
        (13, 15),
        (42, 40),
        (43, 45),
    ],
)
def test_what_leaves_the_house_is_a_multiple_of_five_or_hidden(count, shown) -> None:
    assert rules.safe_count(count).shown == shown


@pytest.mark.parametrize(
    ("bands", "widest"),
    [
        ([Band(low=36, high=131), Band(low=41, high=122)], Band(low=36, high=131)),
        ([Band(low=41, high=122), None], Band(low=41, high=122)),
        ([None, None], None),
        ([], None),
    ],
)
def test_one_band_holds_all_of_them(bands, widest) -> None:
    assert rules.widest(bands) == widest


@pytest.mark.parametrize(
    ("minutes_open", "allowed"), [([], True), ([0], False), ([29], False), ([30], True)]
)
def test_one_run_at_a_time_unless_the_other_was_lost(minutes_open, allowed) -> None:
    since = [NOW - timedelta(minutes=minutes) for minutes in minutes_open]
    decision = rules.may_start(since, NOW)
    assert decision.allowed is allowed
    assert allowed or "Wacht" in decision.reasons[0]


def test_a_run_only_moves_as_the_table_says() -> None:
    allowed = {
        (state, to) for state in RunState for to in RunState if rules.may_become(state, to).allowed
    }
    assert allowed == {
        (RunState.QUEUED, RunState.RUNNING),
        (RunState.QUEUED, RunState.REUSED),
        (RunState.QUEUED, RunState.FAILED),
        (RunState.RUNNING, RunState.FINISHED),
        (RunState.RUNNING, RunState.FAILED),
    }
    assert {state for state, after in TRANSITIONS.items() if after} == OPEN


@pytest.mark.parametrize(
    ("has_estimate", "whole_region", "reasons"),
    [(True, True, 0), (False, True, 1), (True, False, 1), (False, False, 2)],
)
def test_a_factsheet_needs_an_estimate_and_the_whole_region(
    has_estimate, whole_region, reasons
) -> None:
    decision = rules.may_make_factsheet(has_estimate=has_estimate, whole_region=whole_region)
    assert len(decision.reasons) == reasons
    assert decision.allowed is (reasons == 0)

"""Refusal rules as a decision table: each rule alone, on a table or on replicates made for it."""

from dataclasses import replace

import numpy as np
import pytest

import unlisted as ul
from unlisted.verdict import NEEDS_KNOWLEDGE, judge

KOREA = ul.published("korea_palembang")
QUIET = ul.CountTable(
    lists=("A", "B", "C"), cells={1: 400, 2: 300, 4: 200, 3: 130, 5: 85, 6: 64, 7: 28}
)


def outcome_and_rules(table: ul.CountTable, **changes: float) -> tuple[str, list[ul.Rule]]:
    limits = replace(ul.Thresholds(), **changes)
    found = ul.estimate(table, replicates=60, thresholds=limits).verdict
    return found.outcome.value, [reason.rule for reason in found.reasons]


def test_a_dense_table_on_which_models_agree_gives_an_estimate() -> None:
    assert outcome_and_rules(QUIET) == ("estimate", [])


def test_two_lists_are_refused() -> None:
    table = ul.CountTable(lists=("A", "B"), cells={1: 400, 2: 300, 3: 100})
    found = ul.estimate(table, replicates=60)
    assert found.point == pytest.approx(800 + 400 * 300 / 100)
    assert [reason.rule for reason in found.verdict.reasons] == [ul.Rule.TOO_FEW_LISTS]
    assert found.verdict.reasons[0].sentence == "There are 2 lists; at least 3 are needed."


@pytest.mark.parametrize(
    ("changes", "outcome", "rule"),
    [
        ({"fewest_lists": 4}, "refused", ul.Rule.TOO_FEW_LISTS),
        ({"fewest_on_two_lists": 308}, "refused", ul.Rule.TOO_LITTLE_OVERLAP),
        ({"most_empty_pairs": -0.1}, "refused", ul.Rule.TOO_MANY_EMPTY_PAIRS),
        ({"runaway": 0.9}, "refused", ul.Rule.UNSTABLE_BOOTSTRAP),
        ({"widest_interval": 1.01}, "refused", ul.Rule.INTERVAL_TOO_WIDE),
        ({"near": 30, "band_ratio": 1.001}, "band", ul.Rule.MODELS_DISAGREE),
        (
            {"near": 30, "refuse_ratio": 1.001, "band_ratio": 1.0},
            "refused",
            ul.Rule.MODELS_DISAGREE,
        ),
    ],
)
def test_every_threshold_can_be_changed_and_is_then_obeyed(
    changes: dict[str, float], outcome: str, rule: ul.Rule
) -> None:
    assert outcome_and_rules(QUIET, **changes) == (outcome, [rule])


def test_three_hundred_and_seven_on_two_lists_meet_a_limit_of_that_number() -> None:
    assert QUIET.on_two_or_more == 307
    assert outcome_and_rules(QUIET, fewest_on_two_lists=307) == ("estimate", [])


def test_lists_that_hardly_meet_are_refused() -> None:
    table = ul.CountTable(lists=("A", "B", "C"), cells={1: 40, 2: 30, 4: 20, 3: 6})
    assert outcome_and_rules(table)[1][:2] == [
        ul.Rule.TOO_LITTLE_OVERLAP,
        ul.Rule.TOO_MANY_EMPTY_PAIRS,
    ]


def test_lists_that_never_meet_have_no_admissible_model() -> None:
    table = ul.CountTable(lists=("A", "B", "C"), cells={1: 40, 2: 30, 4: 20})
    found = ul.estimate(table, replicates=50)
    assert (found.point, found.low, found.model, found.replicates) == (None, None, None, 0)
    assert found.models_excluded == found.models_considered == 8
    assert ul.Rule.NO_ADMISSIBLE_MODEL in {reason.rule for reason in found.verdict.reasons}
    assert found.verdict.outcome is ul.Outcome.REFUSED


def test_failed_replicates_count_against_the_estimate() -> None:
    selection = ul.select(KOREA)
    drawn = ul.resample(selection, replicates=100, seed=1)
    drawn.populations[:6] = np.nan
    drawn.populations[6:8] = 1e6
    interval = ul.Interval(low=130, high=350, lower_level=0.02, upper_level=0.97)
    found = judge(selection, drawn, interval, ul.Thresholds(band_ratio=2.0))
    assert [reason.rule for reason in found.reasons] == [ul.Rule.UNSTABLE_BOOTSTRAP]
    assert found.reasons[0].measured == pytest.approx(0.08)
    assert drawn.failed == 6


def test_without_replicates_two_rules_are_unchecked_and_no_more_than_a_band_is_shown() -> None:
    found = ul.estimate(QUIET, replicates=0).verdict
    assert (found.outcome, found.reasons) == (ul.Outcome.BAND, ())
    assert found.unchecked == (
        ul.Rule.UNSTABLE_BOOTSTRAP,
        ul.Rule.INTERVAL_TOO_WIDE,
        *NEEDS_KNOWLEDGE,
    )


def test_rules_that_need_knowledge_are_always_named_as_unchecked() -> None:
    assert ul.estimate(QUIET, replicates=50).verdict.unchecked == NEEDS_KNOWLEDGE

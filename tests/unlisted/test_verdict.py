"""Refusal rules as a decision table: each rule alone, on facts at its boundary and just beyond it.

Conditions 1 to 10 follow the advice collected in Aleshin-Guendel, Sadinle, Wakefield 2024
(doi:10.48550/arXiv.2101.09304) and Whitehead et al. 2021 (doi:10.1080/23322705.2019.1660952).
"""

from dataclasses import replace

import numpy as np
import pytest

from unlisted.errors import BadKnowledge
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.evidence import Evidence, evidence_of, lower_bound_of
from unlisted.honesty.rules import (
    NEEDS_KNOWLEDGE,
    Knowledge,
    Outcome,
    Rule,
    Thresholds,
    Verdict,
)
from unlisted.honesty.searching import searched
from unlisted.honesty.verdict import judge
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

KNOWN = Knowledge(referral_destinations=(), same_population=True, recall=1.0)
QUIET = Evidence(
    lists=4,
    observed=1000,
    on_two_or_more=200,
    pairs=6,
    empty_pairs=0,
    models=64,
    admissible=64,
    point=2500.0,
    low=2000.0,
    high=3000.0,
    replicates=1000,
    failed=0,
    runaway=0,
    near_models=3,
    near_low=2400.0,
    near_high=2600.0,
    orders_low=2500.0,
    orders_high=2500.0,
    lower_bound=2300.0,
    visibility_gap=4.5,
    visible_population=3100.0,
)


def found(verdict: Verdict) -> tuple[str, list[str]]:
    return verdict.outcome.value, [reason.rule.value for reason in verdict.reasons]


def test_facts_that_break_no_rule_and_full_knowledge_give_an_estimate() -> None:
    verdict = judge(QUIET, knowledge=KNOWN)
    assert found(verdict) == ("estimate", [])
    assert verdict.unchecked == ()


@pytest.mark.parametrize(
    ("at", "beyond", "outcome", "rule"),
    [
        ({"lists": 3}, {"lists": 2}, "refused", "too_few_lists"),
        ({"on_two_or_more": 10}, {"on_two_or_more": 9}, "refused", "too_little_overlap"),
        ({"empty_pairs": 3}, {"empty_pairs": 4}, "refused", "too_many_empty_pairs"),
        ({"admissible": 1}, {"admissible": 0}, "refused", "no_admissible_model"),
        ({"failed": 50}, {"failed": 51}, "refused", "unstable_bootstrap"),
        ({"runaway": 50}, {"runaway": 51}, "refused", "unstable_bootstrap"),
        (
            {"failed": 20, "runaway": 30},
            {"failed": 21, "runaway": 30},
            "refused",
            "unstable_bootstrap",
        ),
        ({"high": 20_000.0}, {"high": 20_001.0}, "refused", "interval_too_wide"),
        ({"near_high": 3600.0}, {"near_high": 3601.0}, "band", "models_disagree"),
        ({"orders_high": 3750.0}, {"orders_high": 3751.0}, "band", "orders_disagree"),
        ({"lower_bound": 2750.0}, {"lower_bound": 2751.0}, "band", "below_lower_bound"),
        (
            {"visibility_gap": 4.1},
            {"visibility_gap": 4.0},
            "band",
            "people_differ_in_visibility",
        ),
    ],
)
def test_each_rule_alone_turns_the_verdict_just_beyond_its_threshold(
    at: dict[str, float], beyond: dict[str, float], outcome: str, rule: str
) -> None:
    assert found(judge(replace(QUIET, **at), knowledge=KNOWN)) == ("estimate", [])
    assert found(judge(replace(QUIET, **beyond), knowledge=KNOWN)) == (outcome, [rule])


def test_one_tie_that_describes_the_data_as_well_as_the_best_model_is_a_refusal() -> None:
    band = judge(replace(QUIET, visibility_gap=2.1), knowledge=KNOWN)
    refused = judge(replace(QUIET, visibility_gap=2.0), knowledge=KNOWN)
    assert found(band) == ("band", ["people_differ_in_visibility"])
    assert found(refused) == ("refused", ["people_differ_in_visibility"])
    nobody = replace(QUIET, visibility_gap=None, visible_population=None)
    assert found(judge(nobody, knowledge=KNOWN)) == ("estimate", [])


@pytest.mark.parametrize(
    ("low", "high", "rule"),
    [
        ("near_low", "near_high", "models_disagree"),
        ("orders_low", "orders_high", "orders_disagree"),
    ],
)
def test_models_that_differ_threefold_give_a_band_and_more_a_refusal(
    low: str, high: str, rule: str
) -> None:
    three = judge(replace(QUIET, **{low: 2000.0, high: 6000.0}), knowledge=KNOWN)
    more = judge(replace(QUIET, **{low: 2000.0, high: 6001.0}), knowledge=KNOWN)
    assert (found(three), found(more)) == (("band", [rule]), ("refused", [rule]))
    assert (three.reasons[0].threshold, more.reasons[0].threshold) == (1.5, 3.0)


@pytest.mark.parametrize(
    ("answer", "outcome", "rule"),
    [
        ({"referral_destinations": ("B",)}, "refused", "list_is_referral_destination"),
        ({"same_population": False}, "refused", "different_populations_or_periods"),
        ({"recall": 0.95}, "estimate", None),
        ({"recall": 0.94}, "band", "linkage_too_poor"),
        ({"recall": 0.80}, "band", "linkage_too_poor"),
        ({"recall": 0.79}, "refused", "linkage_too_poor"),
    ],
)
def test_an_answer_that_no_table_holds_can_turn_the_verdict(
    answer: dict[str, float], outcome: str, rule: str | None
) -> None:
    verdict = judge(QUIET, knowledge=replace(KNOWN, **answer))
    assert found(verdict) == (outcome, [rule] if rule else [])


@pytest.mark.parametrize(
    ("left_open", "rule"),
    list(zip(("referral_destinations", "same_population", "recall"), NEEDS_KNOWLEDGE, strict=True)),
)
def test_a_question_left_open_allows_no_more_than_a_band(left_open: str, rule: Rule) -> None:
    verdict = judge(QUIET, knowledge=replace(KNOWN, **{left_open: None}))
    assert (verdict.outcome, verdict.reasons, verdict.unchecked) == (Outcome.BAND, (), (rule,))


@pytest.mark.parametrize("allowed", list(Outcome))
def test_what_open_questions_allow_can_be_changed(allowed: Outcome) -> None:
    verdict = judge(QUIET, Thresholds(unchecked_allows=allowed))
    assert (verdict.outcome, verdict.unchecked) == (allowed, NEEDS_KNOWLEDGE)


def test_without_resampling_or_models_those_rules_are_open_and_no_estimate_is_shown() -> None:
    bare = replace(QUIET, replicates=0, low=None, high=None, near_low=None, near_high=None)
    verdict = judge(bare, Thresholds(unchecked_allows=Outcome.ESTIMATE), KNOWN)
    assert verdict.outcome is Outcome.BAND
    assert verdict.unchecked == (
        Rule.UNSTABLE_BOOTSTRAP,
        Rule.INTERVAL_TOO_WIDE,
        Rule.MODELS_DISAGREE,
    )


@pytest.mark.parametrize(
    ("change", "outcome", "rule"),
    [
        ({"fewest_lists": 5}, "refused", "too_few_lists"),
        ({"fewest_on_two_lists": 201}, "refused", "too_little_overlap"),
        ({"most_empty_pairs": -0.1}, "refused", "too_many_empty_pairs"),
        ({"most_failed": -0.1}, "refused", "unstable_bootstrap"),
        ({"widest_interval": 1.4}, "refused", "interval_too_wide"),
        ({"lower_bound_reach": -0.5}, "band", "below_lower_bound"),
        ({"band_ratio": 1.05}, "band", "models_disagree"),
        ({"refuse_ratio": 1.05}, "refused", "models_disagree"),
        ({"band_recall": 1.1}, "band", "linkage_too_poor"),
        ({"band_recall": 1.1, "refuse_recall": 1.1}, "refused", "linkage_too_poor"),
    ],
)
def test_every_threshold_can_be_changed_and_is_then_obeyed(
    change: dict[str, float], outcome: str, rule: str
) -> None:
    assert found(judge(QUIET, Thresholds(**change), KNOWN)) == (outcome, [rule])


def test_what_bad_answers_allow_can_be_changed() -> None:
    bad = replace(KNOWN, same_population=False)
    verdict = judge(QUIET, Thresholds(knowledge_allows=Outcome.BAND), bad)
    assert found(verdict) == ("band", ["different_populations_or_periods"])


def test_reasons_come_in_the_order_of_the_rules_and_say_what_was_measured() -> None:
    worst = replace(QUIET, lists=2, on_two_or_more=4, near_high=9600.0)
    reasons = judge(worst, knowledge=replace(KNOWN, same_population=False)).reasons
    order = list(Rule)
    places = [order.index(reason.rule) for reason in reasons]
    assert places == sorted(places)
    assert [(one.measured, one.threshold) for one in reasons[:3]] == [(2, 3), (4, 10), (4.0, 3.0)]
    assert reasons[1].sentence == (
        "Only 4 people are on two or more lists; at least 10 are needed."
    )


@pytest.mark.parametrize("recall", [0.0, -0.1, 1.01])
def test_a_recall_that_is_no_share_is_not_taken(recall: float) -> None:
    with pytest.raises(BadKnowledge, match="above 0 and at most 1"):
        Knowledge(recall=recall)


def test_facts_are_those_of_table_models_and_estimate() -> None:
    table = published("western_united_states")
    answer = estimate(table, bootstrap=20, candidates=5)
    facts = evidence_of(table, answer, searched(table))
    assert (facts.lists, facts.observed, facts.on_two_or_more) == (5, 345, 23)
    assert (facts.pairs, facts.empty_pairs) == (10, 2)
    assert (facts.models, facts.admissible, facts.replicates) == (1024, 1024, 20)
    assert (facts.point, facts.low, facts.high) == (answer.point, answer.low, answer.high)
    assert (facts.near_low, facts.near_high) == (
        pytest.approx(1952, abs=0.5),
        pytest.approx(3602, abs=0.5),
    )
    assert (facts.orders_low, facts.orders_high) == (None, None)


@pytest.mark.parametrize(
    ("name", "outcome", "low", "high", "further"),
    [
        ("netherlands_2010_2015", "refused", 36_613, 131_040, []),
        ("united_kingdom_2013", "band", 10_743, 21_136, []),
        ("western_united_states", "band", 1_952, 3_602, []),
        ("new_orleans_five_lists", "band", 788, 1_342, ["people_differ_in_visibility"]),
        ("korea_palembang", "band", 157, 269, []),
    ],
)
def test_published_tables_are_judged_on_models_within_six_bic_that_disagree(
    name: str, outcome: str, low: float, high: float, further: list[str]
) -> None:
    """Ranges of an exhaustive search of all two-way models, empty pairs at minus infinity."""
    table = published(name)
    facts = evidence_of(table, estimate(table, bootstrap=40, candidates=1), searched(table))
    verdict = judge(facts, Thresholds(most_failed=1.0), KNOWN)
    assert found(verdict) == (outcome, ["models_disagree", *further])
    assert verdict.reasons[0].measured == pytest.approx(high / low, rel=3e-3)
    assert f"from {low:,} to {high:,} people" in verdict.reasons[0].sentence


def test_runaway_is_ten_times_the_population_and_not_the_unseen() -> None:
    table = published("western_united_states")
    answer = estimate(table, bootstrap=10, candidates=2)
    point = answer.point or 0.0
    unseen = point - table.observed
    resampled = np.array([10 * unseen + table.observed + 1, 9.99 * point, 10.01 * point])
    facts = evidence_of(table, answer, None, resampled=resampled)
    assert facts.runaway == 1
    lower = evidence_of(
        table, answer, None, resampled=resampled, thresholds=Thresholds(runaway=8.0)
    )
    assert lower.runaway == 3


def test_the_bound_of_chao_is_about_right_for_independent_lists_of_unequal_size() -> None:
    """Expected counts of N = 10,000 with chances .12, .10, .08, .01: plain Chao gives 12,958."""
    chances = np.array([0.12, 0.10, 0.08, 0.01])
    cells = {}
    for cell in range(1, 16):
        on = np.array([cell >> j & 1 for j in range(4)], dtype=bool)
        cells[cell] = round(10_000 * float(np.where(on, chances, 1 - chances).prod()))
    bound = lower_bound_of(CountTable(lists=("A", "B", "C", "D"), cells=cells))
    assert bound == pytest.approx(10_000, rel=0.08)

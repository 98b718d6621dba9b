"""Simulated tables: chances worked out by hand, margins kept, errors of linkage as promised."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.errors import EmptyList, ScenarioError
from unlisted.lattice import Floats, pair_masks, superset_sums
from unlisted.trials.simulate import (
    CAPTURE,
    Dependent,
    Independent,
    OneInflated,
    Referral,
    Scenario,
    TwoClasses,
    cell_probabilities,
    simulate,
    simulate_counts,
)

EVERY: tuple[Scenario, ...] = (
    Independent(),
    Dependent(),
    Referral(),
    TwoClasses(),
    OneInflated(base=TwoClasses()),
)


def margins(chances: Floats, lists: int) -> list[float]:
    return [float(superset_sums(chances)[1 << j]) for j in range(lists)]


@pytest.mark.parametrize("lists", [3, 4, 5, 6])
@pytest.mark.parametrize("scenario", EVERY, ids=lambda s: type(s).__name__)
def test_the_chances_of_a_scenario_are_chances(scenario: Scenario, lists: int) -> None:
    chances = cell_probabilities(scenario, lists)
    assert chances.shape == (2**lists,)
    assert chances.min() >= 0
    assert chances.sum() == pytest.approx(1, abs=1e-12)


def test_independent_lists_multiply() -> None:
    chances = cell_probabilities(Independent(capture=(0.5, 0.2, 0.1)), 3)
    assert chances[0] == pytest.approx(0.5 * 0.8 * 0.9)
    assert chances[0b101] == pytest.approx(0.5 * 0.8 * 0.1)
    assert margins(chances, 3) == pytest.approx([0.5, 0.2, 0.1])


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.floats(-1.5, 2.0), min_size=6, max_size=6))
def test_dependent_lists_keep_their_reach_and_have_the_odds_ratios_asked_for(
    thetas: list[float],
) -> None:
    pairs = list(combinations(range(4), 2))
    scenario = Dependent(log_odds=tuple(zip(pairs, thetas, strict=True)))
    chances = cell_probabilities(scenario, 4)
    assert margins(chances, 4) == pytest.approx(CAPTURE[:4], abs=1e-8)
    logs = np.log(chances)
    for mask, theta in zip(pair_masks(4), thetas, strict=True):
        first, second = mask & -mask, mask & (mask - 1)
        for others in range(16):
            if others & mask == 0:  # whatever the other lists, the odds ratio is the same
                odds = logs[others | mask] + logs[others] - logs[others | first]
                assert odds - logs[others | second] == pytest.approx(theta, abs=1e-8)


def test_a_referral_list_has_only_people_of_its_source() -> None:
    chances = cell_probabilities(Referral(source=0, destination=2, sent=0.4), 4)
    above = superset_sums(chances)
    assert above[0b101] == pytest.approx(above[0b100])
    assert above[0b100] == pytest.approx(0.4 * CAPTURE[0])


def test_sending_away_makes_an_overlap_smaller_than_independence_would() -> None:
    chances = cell_probabilities(Referral(sent=0.01, otherwise=0.1), 3)
    above = superset_sums(chances)
    assert above[0b011] == pytest.approx(0.01 * CAPTURE[0])
    assert above[0b011] < above[0b001] * above[0b010]


def test_hidden_people_are_mostly_on_no_list() -> None:
    """Twente-size sketch: .05 .05 .04 .02 for 75 percent, .40 .30 .25 .15 for the others."""
    unseen = 0.75 * 0.95 * 0.95 * 0.96 * 0.98 + 0.25 * 0.6 * 0.7 * 0.75 * 0.85
    assert cell_probabilities(TwoClasses(), 4)[0] == pytest.approx(unseen)


def test_one_inflation_moves_people_from_overlaps_to_single_lists_and_hides_nobody() -> None:
    before = cell_probabilities(Independent(), 3)
    after = cell_probabilities(OneInflated(base=Independent(), stops=0.4), 3)
    assert after[0] == before[0]
    assert after[0b111] == pytest.approx(0.6 * before[0b111])
    assert after[0b001] == pytest.approx(
        before[0b001] + 0.4 * ((before[0b011] + before[0b101]) / 2 + before[0b111] / 3)
    )


def test_counts_follow_the_chances() -> None:
    chances = cell_probabilities(Dependent(), 4)
    counts = simulate_counts(Dependent(), population=1_000_000, lists=4, seed=3)
    error = (counts - 1e6 * chances)[1:] / np.sqrt(1e6 * chances[1:])
    assert counts[0] == 0
    assert np.abs(error).max() < 4.5


@pytest.mark.parametrize("recall", [0.8, 0.9])
def test_each_pair_of_records_stays_linked_with_the_recall(recall: float) -> None:
    capture = (0.5, 0.4, 0.3)
    scenario, population = Independent(capture=capture), 400_000
    counts = simulate_counts(scenario, population=population, lists=3, seed=5, recall=recall)
    above = superset_sums(counts)
    for j in range(3):  # no record is lost: each list keeps its length
        assert above[1 << j] / population == pytest.approx(capture[j], rel=0.01)
    expected = population * 0.5 * 0.4 * recall
    assert above[0b011] == pytest.approx(expected, rel=0.015)


def test_missed_links_make_two_people_of_one() -> None:
    whole = simulate(TwoClasses(), population=5000, lists=4, seed=2)
    split = simulate(TwoClasses(), population=5000, lists=4, seed=2, recall=0.8)
    assert split.table.observed > whole.table.observed
    assert split.table.on_two_or_more < whole.table.on_two_or_more


def test_a_seed_gives_a_table_again_and_a_generator_goes_on() -> None:
    def world(seed: int | np.random.Generator) -> str:
        return simulate(Independent(), population=900, lists=4, seed=seed).table.data_hash

    random = np.random.default_rng(7)
    assert world(7) == world(random) != world(random)
    assert world(7) != world(8)


def test_a_list_without_people_is_refused_by_the_table_and_given_raw() -> None:
    scenario = Independent(capture=(0.5, 0.0))
    assert simulate_counts(scenario, population=50, lists=2)[0b10] == 0
    with pytest.raises(EmptyList, match="'B'"):
        simulate(scenario, population=50, lists=2)


@dataclass(frozen=True)
class Own:
    def cells(self, lists: int) -> Floats:
        return np.full(1 << lists, 0.5**lists)


def test_anything_with_cells_is_a_scenario() -> None:
    assert simulate(Own(), population=8000, lists=3).table.observed == pytest.approx(7000, rel=0.02)


@pytest.mark.parametrize(
    ("scenario", "lists", "words"),
    [
        (Independent(), 7, "each of the 7 lists"),
        (Independent(capture=(0.1, 0.2)), 3, "2 lists, 3"),
        (Independent(capture=(0.1, 1.2)), 2, "1.2 is not a chance"),
        (Dependent(log_odds=(((0, 3), 1.0),)), 3, "not a pair"),
        (Dependent(capture=(0.0, 0.2, 0.1)), 3, "strictly between"),
        (Referral(source=1, destination=1), 3, "two different positions"),
        (OneInflated(stops=-0.1), 3, "not a chance"),
        (Independent(), 1, "2 to 16 lists"),
    ],
)
def test_a_world_that_cannot_be_says_why(scenario: Scenario, lists: int, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        cell_probabilities(scenario, lists)


def test_no_population_below_zero() -> None:
    with pytest.raises(ScenarioError, match="-1 people"):
        simulate_counts(Independent(), population=-1, lists=3)

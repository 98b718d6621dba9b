"""People who differ in how visible they are leave a mark: one tie common to all pairs of lists."""

from math import comb, exp, log

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

import unlisted as ul
from unlisted.loglinear.visibility import visibility_of
from unlisted.trials.simulate import Independent, TwoClasses, simulate


def test_it_is_the_maximum_of_the_plain_likelihood() -> None:
    """Written out cell by cell and handed to a general optimiser."""
    table = ul.published("western_united_states")

    def loss(parts: np.ndarray) -> float:
        total = 0.0
        for cell in range(1, 32):
            on = [j for j in range(5) if cell >> j & 1]
            mean = parts[0] + sum(parts[1 + j] for j in on) + parts[-1] * comb(len(on), 2)
            count = table.cells.get(cell, 0)
            total += exp(mean) - count * mean + float(gammaln(count + 1))
        return total

    found = visibility_of(table)
    assert found is not None
    best = minimize(loss, np.array([7, -2, -2, -2, -2, -2, 0.5]), method="BFGS", tol=1e-10)
    assert found.population == pytest.approx(table.observed + exp(best.x[0]), rel=1e-3)
    assert found.tie == pytest.approx(best.x[-1], abs=1e-3)
    assert found.bic == pytest.approx(2 * best.fun + 7 * log(table.observed), abs=1e-5)


def test_two_classes_of_people_fit_it_better_than_any_model_of_pairs() -> None:
    table = simulate(TwoClasses(), population=20_000, lists=5, seed=1).table
    found, best = visibility_of(table), ul.select(table).best
    assert found.tie > 0.3
    assert found.bic < best.bic
    assert best.population < found.population < 20_000  # nearer, and still too low


def test_independent_lists_have_a_tie_of_about_zero() -> None:
    found = visibility_of(simulate(Independent(), population=50_000, lists=5, seed=1).table)
    assert found.tie == pytest.approx(0.0, abs=0.1)
    assert found.population == pytest.approx(50_000, rel=0.1)


def test_the_order_of_lists_does_not_matter() -> None:
    table = ul.published("united_kingdom_2013")
    turned = table.rearranged(tuple(reversed(table.lists)))
    assert visibility_of(turned).population == pytest.approx(visibility_of(table).population)


def test_a_table_without_an_estimate_gives_none() -> None:
    assert visibility_of(ul.published("artificial_three_lists")) is None

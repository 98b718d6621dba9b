"""A Western site in the United States, five lists.

Point 2483 published by Chan, Silverman, Vincent 2021, doi:10.1080/01621459.2019.1708748, s4.2;
ranking from Rcapture 1.4-4, which approximates
minus infinity; acceleration from SparseMSE 2.0.1.
"""

import pytest

import unlisted as ul
from unlisted.intervals import acceleration_of

TABLE = ul.published("western_united_states")


@pytest.fixture(scope="module")
def selection() -> ul.Selection:
    return ul.select(TABLE)


def test_the_best_of_1024_models_is_the_published_one(selection: ul.Selection) -> None:
    assert (selection.considered, selection.excluded) == (1024, {})
    best = selection.best
    assert best is not None
    assert best.pairs == (("A", "E"),)
    assert best.population == pytest.approx(2483.3839202301, abs=1e-8)
    assert best.bic == pytest.approx(118.7443146609, abs=1e-9)
    assert best.aic == pytest.approx(91.8395037417, abs=1e-9)


def test_the_fifth_best_model_is_that_of_rcapture(selection: ul.Selection) -> None:
    fifth = selection.top(5)[-1]
    assert fifth.population == pytest.approx(2340.317839307, rel=1e-9)
    assert fifth.bic == pytest.approx(122.082138652, abs=2e-7)


def test_ranges_over_models_of_about_equal_bic(selection: ul.Selection) -> None:
    near, wide = selection.range_within(6), selection.range_within(10)
    assert near is not None
    assert wide is not None
    assert (round(near.low), round(near.high)) == (1952, 3602)
    assert (round(wide.low), round(wide.high)) == (1596, 5954)


def test_the_acceleration_is_that_of_sparsemse(selection: ul.Selection) -> None:
    """Leaving one person out never changes the selected model, so both procedures agree."""
    drawn = ul.resample(selection, replicates=0, seed=1)
    assert acceleration_of(drawn.jackknife, drawn.weights) == pytest.approx(-0.0950103, abs=5e-8)

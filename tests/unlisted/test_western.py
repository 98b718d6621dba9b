"""A Western site in the United States, five lists.

Point 2483 published by Chan, Silverman, Vincent 2021, doi:10.1080/01621459.2019.1708748, s4.2;
ranking from Rcapture 1.4-4, which approximates
minus infinity; acceleration from SparseMSE 2.0.1.
"""

import numpy as np
import pytest

import unlisted as ul
from unlisted.intervals.bootstrap import resample
from unlisted.intervals.choosing import ByPValue
from unlisted.results import CautionCode
from unlisted.selection.ranking import Selection

TABLE = ul.published("western_united_states")


@pytest.fixture(scope="module")
def selection() -> Selection:
    return ul.select(TABLE)


def test_the_best_of_1024_models_is_the_published_one(selection: Selection) -> None:
    assert (selection.considered, selection.excluded) == (1024, {})
    best = selection.best
    assert best is not None
    assert best.terms == (("A", "E"),)
    assert best.population == pytest.approx(2483.3839202301, abs=1e-8)
    assert best.bic == pytest.approx(118.7443146609, abs=1e-9)
    assert best.aic == pytest.approx(91.8395037417, abs=1e-9)


def test_the_fifth_best_model_is_that_of_rcapture(selection: Selection) -> None:
    fifth = selection.top(5)[-1]
    assert fifth.population == pytest.approx(2340.317839307, rel=1e-9)
    assert fifth.bic == pytest.approx(122.082138652, abs=2e-7)


def test_ranges_over_models_of_about_equal_bic(selection: Selection) -> None:
    near, wide = selection.range_within(6), selection.range_within(10)
    assert near is not None
    assert wide is not None
    assert (round(near.low), round(near.high)) == (1952, 3602)
    assert (round(wide.low), round(wide.high)) == (1596, 5954)


@pytest.mark.parametrize("method", ["stepwise", "bic"])
def test_the_acceleration_is_that_of_sparsemse(method: str) -> None:
    """Leaving one person out never changes the selected model, so both procedures agree."""
    found = ul.estimate(TABLE, method=method, bootstrap=16, candidates=20)
    assert found.details["acceleration"] == pytest.approx(-0.09501025571, rel=1e-7)


def test_stepwise_selects_the_published_model_and_interval_within_monte_carlo_error() -> None:
    """2483 by A:E, 1293-3670. The lower limit is the smallest replicate or nearly so: see z0."""
    found = ul.estimate(TABLE, method="stepwise")
    assert found.model == "A:E"
    assert found.point == pytest.approx(2483.3839202301, rel=1e-10)
    assert found.low == pytest.approx(1293, rel=0.2)
    assert found.high == pytest.approx(3670, rel=0.08)
    assert CautionCode.INTERVAL_AT_EDGE in {caution.code for caution in found.warnings}


def test_stepwise_replicates_spread_as_those_of_sparsemse() -> None:
    """Quantiles of its 1000 replicates (seed 1234), here of 4000."""
    drawn = resample(TABLE.counts(), ByPValue(), replicates=4000, seed=1)
    found = np.quantile(drawn.succeeded, [0.025, 0.1, 0.5, 0.9, 0.975])
    assert found[:4] == pytest.approx([1670.4, 2086.6, 2827.0, 4684.0], rel=0.06)
    assert found[4] == pytest.approx(7537.0, rel=0.2)

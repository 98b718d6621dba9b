"""Greater New Orleans, five lists, n = 186: Bales, Murphy, Silverman 2020.

Point 981 and interval 397-1505 (order 2) from Silverman, Chan, Vincent 2024,
doi:10.1007/s11222-023-10346-9, Table 6; ranking from Rcapture 1.4-4,
which approximates minus infinity; acceleration from
SparseMSE 2.0.1. The correction for bias is large here (z0 about -0.8), so the lower limit is one of
the smallest replicates and only its size is compared.
"""

import numpy as np
import pytest

import unlisted as ul
from unlisted.intervals.bootstrap import resample
from unlisted.intervals.choosing import ByPValue
from unlisted.results import CautionCode
from unlisted.selection.ranking import Selection

TABLE = ul.published("new_orleans_five_lists")
EIGHT = ul.published("new_orleans_eight_lists")


@pytest.fixture(scope="module")
def selection() -> Selection:
    return ul.select(TABLE)


def test_the_five_best_models_are_those_of_rcapture(selection: Selection) -> None:
    rcapture = [
        (981.4313669926, 96.2702618451),
        (878.265319701, 97.6920078346),
        (1126.4956849876, 98.394002461),
        (1108.991725921, 99.3728805453),
        (1106.1040136123, 99.5030856913),
    ]
    for ours, (population, bic) in zip(selection.top(5), rcapture, strict=True):
        assert ours.population == pytest.approx(population, rel=1e-8)
        assert ours.bic == pytest.approx(bic, abs=2e-7)


def test_independence_is_selected_and_every_model_has_an_estimate(selection: Selection) -> None:
    assert (selection.considered, selection.excluded) == (1024, {})
    assert selection.best is not None
    assert selection.best.terms == ()
    assert selection.best.formula == ""
    assert selection.best.population == pytest.approx(981.43, abs=0.005)


@pytest.mark.parametrize("method", ["stepwise", "bic"])
def test_the_acceleration_is_that_of_sparsemse(method: str) -> None:
    found = ul.estimate(TABLE, method=method, bootstrap=16, candidates=20)
    assert found.details["acceleration"] == pytest.approx(-0.052171786823, rel=1e-7)


def test_the_interval_is_the_published_one_within_monte_carlo_error() -> None:
    result = ul.estimate(TABLE, bootstrap=1000, candidates=60, seed=1)
    assert result.low == pytest.approx(430, rel=0.25)
    assert result.high == pytest.approx(1505, rel=0.10)
    assert CautionCode.INTERVAL_AT_EDGE in {caution.code for caution in result.warnings}


def test_stepwise_replicates_spread_as_those_of_sparsemse() -> None:
    """Quantiles of its 1000 replicates (seed 1234), here of 4000; it selects independence."""
    assert ul.estimate(TABLE, method="stepwise", bootstrap=0).model == ""
    drawn = resample(TABLE.counts(), ByPValue(), replicates=4000, seed=1)
    found = np.quantile(drawn.succeeded, [0.025, 0.1, 0.5, 0.9, 0.975])
    assert found[:4] == pytest.approx([723.2, 828.7, 1194.7, 2243.5], rel=0.06)
    assert found[4] == pytest.approx(3565.8, rel=0.2)


def test_eight_lists_are_searched_stepwise_as_by_sparsemse() -> None:
    """1110.488 by D:E, acceleration -0.028227; more than 2**28 two-way models."""
    found = ul.estimate(EIGHT, method="stepwise", bootstrap=16)
    assert (found.observed, found.model) == (186, "D:E")
    assert found.point == pytest.approx(1110.4880810703, rel=1e-9)
    assert found.aic == pytest.approx(112.830988731, abs=1e-8)
    assert found.details["acceleration"] == pytest.approx(-0.028227069891, rel=1e-6)


def test_eight_lists_by_stepwise_have_an_interval_of_the_published_size() -> None:
    """586-1512 is by descents on BIC; the stepwise search chooses the same model."""
    found = ul.estimate(EIGHT, method="stepwise")
    assert found.low == pytest.approx(586, rel=0.25)
    assert found.high == pytest.approx(1512, rel=0.15)

"""Greater New Orleans, five lists, n = 186: Bales, Murphy, Silverman 2020.

Point 981 and interval 397-1505 (order 2) from Silverman, Chan, Vincent 2024,
doi:10.1007/s11222-023-10346-9, Table 6; ranking from Rcapture 1.4-4,
which approximates minus infinity; acceleration from
SparseMSE 2.0.1. The correction for bias is large here (z0 about -0.8), so the lower limit is one of
the smallest replicates and only its size is compared.
"""

import pytest

import unlisted as ul
from unlisted.intervals import acceleration_of

TABLE = ul.published("new_orleans_five_lists")


@pytest.fixture(scope="module")
def selection() -> ul.Selection:
    return ul.select(TABLE)


def test_the_five_best_models_are_those_of_rcapture(selection: ul.Selection) -> None:
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


def test_independence_is_selected_and_every_model_has_an_estimate(selection: ul.Selection) -> None:
    assert (selection.considered, selection.excluded) == (1024, {})
    assert selection.best is not None
    assert selection.best.pairs == ()
    assert selection.best.population == pytest.approx(981.43, abs=0.005)


def test_the_acceleration_is_that_of_sparsemse(selection: ul.Selection) -> None:
    drawn = ul.resample(selection, replicates=0, seed=1)
    assert acceleration_of(drawn.jackknife, drawn.weights) == pytest.approx(-0.0521718, abs=5e-8)


def test_the_interval_is_the_published_one_within_monte_carlo_error() -> None:
    result = ul.estimate(TABLE, replicates=1000, candidates=100, seed=1)
    assert result.low == pytest.approx(430, rel=0.15)
    assert result.high == pytest.approx(1505, rel=0.10)
    assert ul.CautionCode.INTERVAL_AT_EDGE in {caution.code for caution in result.warnings}

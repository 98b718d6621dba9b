"""The United Kingdom 2013, six lists (Bales, Hesketh, Silverman 2015; Silverman 2020).

Point: MultipleSystemsEstimation 1.2.0, all two-way models (12,349.587). Interval: Silverman, Chan,
Vincent 2024, doi:10.1007/s11222-023-10346-9, Table 6, downhill search of order 2: 9,643-25,508.
Stepwise point of SparseMSE 2.0.1 (11,417.99), here as a model given by hand.
"""

import pytest

import unlisted as ul
from unlisted.tables import mask_of

TABLE = ul.published("united_kingdom_2013")


def test_the_best_of_all_models_is_the_published_one() -> None:
    found = ul.select(TABLE)
    assert found.best is not None
    assert found.best.population == pytest.approx(12_349.586953562, rel=1e-10)
    assert found.best.bic == pytest.approx(244.119, abs=5e-4)
    assert {frozenset(p) for p in found.best.pairs} == {
        frozenset(p.split(":")) for p in ["LA:NG", "LA:PF", "NG:GP", "PF:GP", "PF:NCA", "GO:GP"]
    }
    near, wide = found.range_within(6), found.range_within(10)
    assert near is not None
    assert wide is not None
    assert (round(near.low), round(near.high)) == (10_743, 21_136)
    assert (round(wide.low), round(wide.high)) == (10_615, 23_690)


def test_a_model_given_by_hand_is_fitted_as_others_fit_it() -> None:
    pairs = ["PF:NCA", "LA:NG", "NG:GP", "LA:PF", "PF:GP", "GO:GP", "NG:GO"]
    model = ul.Model.of(6, (mask_of(TABLE.lists, pair.split(":")) for pair in pairs))
    found = ul.fit(TABLE, model)
    assert found.population == pytest.approx(11417.9910915046, rel=1e-10)
    assert found.aic == pytest.approx(162.6590549763, abs=1e-9)


def test_the_interval_with_selection_is_the_published_one_within_monte_carlo_error() -> None:
    result = ul.estimate(TABLE, replicates=1000, candidates=100, seed=1)
    assert result.low == pytest.approx(9_643, rel=0.1)
    assert result.high == pytest.approx(25_508, rel=0.1)
    assert result.verdict.outcome is ul.Outcome.BAND

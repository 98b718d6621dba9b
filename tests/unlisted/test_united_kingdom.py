"""The United Kingdom 2013, six lists (Bales, Hesketh, Silverman 2015; Silverman 2020).

Point: MultipleSystemsEstimation 1.2.0, all two-way models (12,349.587). Interval: Silverman, Chan,
Vincent 2024, doi:10.1007/s11222-023-10346-9, Table 6, downhill search of order 2: 9,643-25,508.
Stepwise point of SparseMSE 2.0.1 (11,417.99), here as a model given by hand.
"""

import pytest

import unlisted as ul
from unlisted.loglinear.existence import Status
from unlisted.results import Estimate
from unlisted.tables.histories import mask_of

TABLE = ul.published("united_kingdom_2013")
FIVE = TABLE.merged(("PF", "NCA")).rearranged(("LA", "NG", "PFNCA", "GO", "GP"))


def test_the_best_of_all_models_is_the_published_one() -> None:
    found = ul.select(TABLE)
    assert found.best is not None
    assert found.best.population == pytest.approx(12_349.586953562, rel=1e-10)
    assert found.best.bic == pytest.approx(244.119, abs=5e-4)
    assert found.best.formula == "LA:NG,LA:PF,NG:GP,PF:GP,PF:NCA,GO:GP"
    near, wide = found.range_within(6), found.range_within(10)
    assert near is not None
    assert wide is not None
    assert (round(near.low), round(near.high)) == (10_743, 21_136)
    assert (round(wide.low), round(wide.high)) == (10_615, 23_690)


def test_five_lists_up_to_order_three_give_the_published_model_and_estimate() -> None:
    """25,311 with [123,25,34] of 6,084 models (MultipleSystemsEstimation 1.2.0).

    The family has 6,212 models; 128 of them have no estimate on these data.
    """
    found = ul.select(FIVE, 3)
    assert (found.considered, found.order.size) == (6212, 6084)
    assert found.excluded == {Status.NO_ESTIMATE: 128}
    assert found.best is not None
    assert found.best.formula == "NG:GP,PFNCA:GO,LA:NG:PFNCA"
    assert found.best.population == pytest.approx(25_311.2906125325, rel=1e-10)
    assert found.programmes == 0


def test_five_lists_give_the_five_best_models_of_rcapture() -> None:
    """closedpMS.t of Rcapture 1.4-4, order 2: population, BIC and AIC of the first and the fifth.

    Rcapture approximates minus infinity, so the fifth, with the empty pair LA and GP, is close.
    """
    found = ul.select(FIVE)
    assert found.excluded == {}
    first, *_, fifth = found.top(5)
    assert first.formula == "LA:NG,LA:PFNCA,NG:PFNCA,NG:GP,PFNCA:GO"
    assert first.population == pytest.approx(22_991.3313141602, rel=1e-10)
    assert first.bic == pytest.approx(196.5397555516, abs=1e-9)
    assert first.aic == pytest.approx(131.4508636743, abs=1e-9)
    assert fifth.empty_terms == (("LA", "GP"),)
    assert fifth.population == pytest.approx(12_141.8270027188, rel=1e-8)
    assert fifth.bic == pytest.approx(201.3107333702, abs=2e-7)
    assert fifth.aic == pytest.approx(130.3046695041, abs=2e-7)
    near, wide = found.range_within(6), found.range_within(10)
    assert near is not None
    assert wide is not None
    assert (round(near.low), round(near.high)) == (10_674, 25_978)
    assert (round(wide.low), round(wide.high)) == (10_546, 29_035)


def test_a_model_given_by_hand_is_fitted_as_others_fit_it() -> None:
    pairs = ["PF:NCA", "LA:NG", "NG:GP", "LA:PF", "PF:GP", "GO:GP", "NG:GO"]
    model = ul.Model.of(6, (mask_of(TABLE.lists, pair.split(":")) for pair in pairs))
    found = ul.fit(TABLE, model)
    assert found.population == pytest.approx(11417.9910915046, rel=1e-10)
    assert found.aic == pytest.approx(162.6590549763, abs=1e-9)


def test_the_interval_with_selection_is_the_published_one_within_monte_carlo_error() -> None:
    result = ul.estimate(TABLE, bootstrap=1000, candidates=60, seed=1)
    assert result.low == pytest.approx(9_643, rel=0.1)
    assert result.high == pytest.approx(25_508, rel=0.1)


def test_five_lists_have_the_published_interval_within_monte_carlo_error() -> None:
    """11,723-43,894 with the best 100 models (11,456-43,894 with all): Table 6."""
    result = ul.estimate(FIVE, bootstrap=1000, candidates=100, seed=1)
    assert result.point == pytest.approx(22_991.3313141602, rel=1e-10)
    assert result.low == pytest.approx(11_723, rel=0.08)
    assert result.high == pytest.approx(43_894, rel=0.12)


@pytest.mark.parametrize(
    ("table", "point", "acceleration", "path"),
    [
        (
            FIVE,
            11312.9902894352,
            -0.012181081374,
            "LA:NG NG:GP PFNCA:GP LA:PFNCA GO:GP NG:GO",
        ),
        (
            TABLE,
            11417.9910915046,
            -0.012871164849,
            "PF:NCA LA:NG NG:GP LA:PF PF:GP GO:GP NG:GO",
        ),
    ],
    ids=["five", "six"],
)
def test_stepwise_adds_the_pairs_of_sparsemse_in_its_order(
    table: ul.CountTable, point: float, acceleration: float, path: str
) -> None:
    found = ul.estimate(table, method="stepwise", bootstrap=16)
    assert found.point == pytest.approx(point, rel=1e-10)
    assert found.details["acceleration"] == pytest.approx(acceleration, rel=1e-6)
    assert [frozenset(p.split(":")) for p in path.split()] == _path(found)


def test_the_descents_find_the_best_of_all_models_and_the_published_interval() -> None:
    """Downhill, order 2: 12,350 with 9,643-25,508 (Table 6)."""
    found = ul.estimate(TABLE, method="downhill", bootstrap=150)
    assert found.point == pytest.approx(12_349.586953562, rel=1e-10)
    assert found.low == pytest.approx(9_643, rel=0.15)
    assert found.high == pytest.approx(25_508, rel=0.2)


def _path(found: Estimate) -> list[frozenset[str]]:
    steps = found.details["path"]
    assert isinstance(steps, list)
    return [frozenset(str(step["pair"]).split(":")) for step in steps if isinstance(step, dict)]

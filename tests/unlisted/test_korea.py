"""Korea, three lists: Silverman, Chan, Vincent 2024, doi:10.1007/s11222-023-10346-9, Tables 3, 6.

157 with 128-349 when selection is repeated in every replicate, and 131-248 when it is ignored.
BIC and AIC from Rcapture 1.4-4. Monte Carlo error of a limit at 1000 replicates is about 4 %, so
limits are compared at 4000 replicates with 8 % room (10 % for the skewed upper limit).
"""

import pytest

import unlisted as ul
from unlisted.errors import NoEstimate
from unlisted.lattice import lists_of
from unlisted.loglinear.existence import Status

TABLE = ul.published("korea_palembang")


def test_six_of_eight_models_have_an_estimate() -> None:
    found = ul.select(TABLE)
    assert found.considered == 8
    assert found.excluded == {Status.NO_ESTIMATE: 2}
    without = {
        tuple(
            "".join(TABLE.lists[j] for j in lists_of(int(a)))
            for a in terms
            if int(a).bit_count() == 2
        )
        for terms, status in zip(found.terms, found.status, strict=True)
        if status != Status.ESTIMABLE
    }
    assert without == {("bc", "bd"), ("bc", "bd", "cd")}


def test_the_best_model_is_the_published_one() -> None:
    best = ul.select(TABLE).best
    assert best is not None
    assert best.terms == (("b", "c"), ("c", "d"))
    assert best.formula == "b:c,c:d"
    assert best.population == pytest.approx(157.1666666667, abs=1e-9)
    assert best.bic == pytest.approx(57.1408098754, abs=1e-9)
    assert best.aic == pytest.approx(40.2677037432, abs=1e-9)


def test_a_model_without_an_estimate_is_refused_by_name() -> None:
    with pytest.raises(NoEstimate, match="no estimate"):
        ul.fit(TABLE, ul.Model.of(3, [0b011, 0b101]))


@pytest.mark.parametrize(
    ("candidates", "low", "high", "failing"),
    [(None, 128, 349, False), (1, 131, 248, True)],
    ids=["selected", "ignored"],
)
def test_intervals_are_the_published_ones_within_monte_carlo_error(
    candidates: int | None, low: float, high: float, failing: bool
) -> None:
    result = ul.estimate(TABLE, bootstrap=4000, candidates=candidates, seed=7)
    assert result.low == pytest.approx(low, rel=0.08)
    assert result.high == pytest.approx(high, rel=0.10)
    assert (result.bootstrap_failed > 0) == failing  # one model alone may have no estimate


def test_stepwise_stops_at_another_model_as_in_sparsemse() -> None:
    """SparseMSE 2.0.1: 268.78, by b:c alone; with p-value as in its definition."""
    found = ul.estimate(TABLE, method="stepwise", bootstrap=0)
    assert found.model == "b:c"
    assert found.point == pytest.approx(268.7777777778, rel=1e-10)
    assert found.aic == pytest.approx(44.9076745297, abs=1e-9)


def test_enough_overlap_is_not_enough_two_models_disagree() -> None:
    near = ul.select(TABLE).range_within(2)
    assert near is not None
    assert (round(near.low), round(near.high)) == (157, 269)

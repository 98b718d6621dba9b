"""Intervals for a model that was given, against Rcapture 1.4-4 and SparseMSE 2.0.1.

Rcapture (`closedpCI.t`) approximates the factorial of the unseen by Stirling's formula, which
shifts its limits by less than 0.07 people here; they are compared in its printed precision.
"""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from unlisted.errors import NoEstimate
from unlisted.estimators.formula import model_of
from unlisted.intervals.profile import log_normal_interval, profile_interval
from unlisted.loglinear.models import Model
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

KOREA = published("korea_palembang")
WESTERN = published("western_united_states")
NEW_ORLEANS = published("new_orleans_five_lists")
UNITED_KINGDOM = published("united_kingdom_2013").merged(("PF", "NCA"))
NETHERLANDS = published("netherlands_2010_2015").merged(("I", "O"))


@pytest.mark.parametrize(
    ("table", "model", "low", "point", "high"),
    [
        (KOREA, "b:c,c:d", 128.953, 151.676, 226.400),
        (WESTERN, "A:E", 1680.613, 2474.089, 3928.081),
        (NEW_ORLEANS, "", 641.958, 974.990, 1635.212),
        (
            UNITED_KINGDOM,
            "LA:NG,LA:PFNCA,NG:PFNCA,NG:GP,PFNCA:GO",
            17990.951,
            22964.424,
            30141.904,
        ),
        (NETHERLANDS, "IO:K,IO:Z,K:P,K:R,K:Z,P:Z,R:Z", 42185.000, 47989.763, 55075.460),
    ],
    ids=["korea", "western", "new orleans", "united kingdom", "netherlands"],
)
def test_profile_limits_are_those_of_rcapture(
    table: CountTable, model: str, low: float, point: float, high: float
) -> None:
    found = profile_interval(table, model_of(model, table.lists))
    assert (found.low, found.high) == (pytest.approx(low, abs=0.07), pytest.approx(high, abs=0.07))
    assert found.point == pytest.approx(point, abs=0.07)


def test_limits_lie_where_a_likelihood_written_out_has_fallen_by_half_the_quantile() -> None:
    """Independence of three lists: the multinomial likelihood over chances of capture."""
    found = profile_interval(KOREA, Model.of(3))
    counts = KOREA.counts()
    sizes = [sum(n for c, n in KOREA.cells.items() if c >> j & 1) for j in range(3)]

    def likelihood(population: float) -> float:
        chances = np.array(sizes) / population
        cells = np.array(
            [np.prod([p if c >> j & 1 else 1 - p for j, p in enumerate(chances)]) for c in range(8)]
        )
        unseen = population - counts.sum()
        fixed = gammaln(population + 1) - gammaln(unseen + 1) + unseen * np.log(cells[0])
        return float(fixed + (counts[1:] * np.log(cells[1:])).sum())

    peak = minimize(lambda x: -likelihood(x[0]), [found.point + 1], method="Nelder-Mead")
    assert found.point == pytest.approx(float(peak.x[0]), abs=0.01)
    for limit in (found.low, found.high):
        assert 2 * (-peak.fun - likelihood(limit)) == pytest.approx(3.841459, abs=1e-4)


@pytest.mark.parametrize(
    ("table", "model", "low", "high"),
    [
        (KOREA, "b:c", 202.5328221826, 390.1998793786),
        (WESTERN, "A:E", 1657.0936660519, 3830.0300009893),
        (NEW_ORLEANS, "", 636.4551462207, 1590.6039098545),
        (
            UNITED_KINGDOM,
            "LA:NG,NG:GP,PFNCA:GP,LA:PFNCA,GO:GP,NG:GO",
            9884.4028306186,
            13027.3966545378,
        ),
        (NETHERLANDS, "IO:Z,P:Z,P:R,IO:P,IO:K,K:R", 98675.4322694885, 150138.911262134),
    ],
    ids=["korea", "western", "new orleans", "united kingdom", "netherlands, with an empty pair"],
)
def test_log_normal_limits_are_those_of_sparsemse(
    table: CountTable, model: str, low: float, high: float
) -> None:
    found = log_normal_interval(table, model_of(model, table.lists))
    assert found.low == pytest.approx(low, rel=1e-6)
    assert found.high == pytest.approx(high, rel=1e-6)


@pytest.mark.parametrize("make", [profile_interval, log_normal_interval])
def test_a_higher_level_is_wider_and_a_model_without_an_estimate_has_none(make: object) -> None:
    assert callable(make)
    narrow, wide = make(WESTERN, Model.of(5), 0.8), make(WESTERN, Model.of(5), 0.99)
    assert wide.low < narrow.low < narrow.point < narrow.high < wide.high
    with pytest.raises(NoEstimate):
        make(KOREA, Model.of(3, [0b011, 0b101]))


def test_a_likelihood_that_does_not_rule_out_that_everybody_was_seen_has_the_seen_as_limit() -> (
    None
):
    table = CountTable(lists=("A", "B", "C"), cells={1: 3, 2: 3, 4: 3, 3: 1})
    assert profile_interval(table, Model.of(3), 0.999).low == table.observed == 10

"""Departures from the untestable assumption.

Aleshin-Guendel, Sadinle, Wakefield (doi:10.48550/arXiv.2101.09304): the unseen cell is
prod(mu_c, |c| odd) / prod(mu_c, |c| even and > 0) / xi, looked at for xi in 1/2, 2/3, 1, 3/2, 2.
"""

import pytest

from unlisted.estimators.dispatch import estimate
from unlisted.honesty.sensitivity import XI, sensitivity_of
from unlisted.results import Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

KOREA = published("korea_palembang")


def made(**changes: float | None) -> Estimate:
    figures = {"point": 300.0, "low": 180.0, "high": 700.0} | changes
    return Estimate(
        method="bic", lists=("A", "B"), observed=100, version="", data_hash="", **figures
    )


def test_the_values_of_xi_are_those_of_the_authors() -> None:
    assert XI == (1 / 2, 2 / 3, 1, 3 / 2, 2)
    assert [row.xi for row in sensitivity_of(made())] == list(XI)


def test_the_unseen_are_divided_by_xi_and_the_observed_stay() -> None:
    rows = sensitivity_of(made())
    assert [row.point for row in rows] == pytest.approx([500, 400, 300, 100 + 400 / 3, 200])
    assert [row.low for row in rows] == pytest.approx([260, 220, 180, 100 + 160 / 3, 140])
    assert [row.high for row in rows] == pytest.approx([1300, 1000, 700, 500, 400])


def test_at_xi_one_stands_the_estimate_itself() -> None:
    row = sensitivity_of(made(), [1.0])[0]
    assert (row.low, row.point, row.high) == (180, 300, 700)


def test_no_estimate_and_no_interval_stay_that_way() -> None:
    rows = sensitivity_of(made(point=None, low=None, high=None))
    assert {(row.low, row.point, row.high) for row in rows} == {(None, None, None)}
    bare = sensitivity_of(made(low=None, high=None), [2.0])[0]
    assert (bare.low, bare.point, bare.high) == (None, 200, None)


def test_with_all_two_way_terms_of_three_lists_xi_is_the_highest_interaction() -> None:
    """The all-pairs model of three lists fits every cell, so the authors' formula is exact."""
    cells = {1: 40, 2: 30, 4: 20, 3: 12, 5: 8, 6: 6, 7: 3}
    table = CountTable(lists=("A", "B", "C"), cells=cells)
    saturated = estimate(table, method="fixed", model="A:B,A:C,B:C", bootstrap=0)
    odd, even = 40 * 30 * 20 * 3, 12 * 8 * 6
    for row in sensitivity_of(saturated):
        assert row.point == pytest.approx(table.observed + odd / even / row.xi)


def test_the_published_korean_estimate_runs_from_140_to_191() -> None:
    """157 of Silverman, Chan, Vincent 2024, Table 3, of whom 123 were seen."""
    rows = sensitivity_of(estimate(KOREA, bootstrap=0))
    assert [round(row.point or 0) for row in rows] == [191, 174, 157, 146, 140]

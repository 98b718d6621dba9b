"""Downhill search: what it finds, what it counts, and why it starts more than once.

Published downhill estimates: Silverman, Chan, Vincent 2024, doi:10.1007/s11222-023-10346-9,
Table 6: 12,262 on the five lists of the United Kingdom, 12,350 on six, 1,110 on the eight of New
Orleans. BIC of the first and of the best model (197.49 and 196.54): Rcapture 1.4-4.
"""

import numpy as np
import pytest

import unlisted as ul
from unlisted.errors import ModelError
from unlisted.loglinear.existence import Status
from unlisted.selection.downhill import Descent, downhill

SIX = ul.published("united_kingdom_2013")
FIVE = SIX.merged(("PF", "NCA"))
# Greater New Orleans, eight lists, n = 186: Bales, Murphy, Silverman 2020, as shipped with
# MultipleSystemsEstimation 1.2.0.
EIGHT = ul.CountTable.from_histories(
    "ABCDEFGH",
    {
        **{(name,): n for name, n in zip("ABCDEFGH", (25, 5, 70, 33, 6, 6, 6, 21), strict=True)},
        ("A", "C"): 1,
        ("A", "D"): 2,
        ("A", "E"): 1,
        ("B", "F"): 1,
        ("C", "D"): 2,
        ("C", "E"): 1,
        ("C", "G"): 1,
        ("D", "E"): 2,
        ("E", "H"): 1,
        ("A", "C", "G"): 1,
        ("A", "D", "E"): 1,
    },
)


def test_one_descent_stops_at_the_published_local_minimum() -> None:
    found = downhill(FIVE, restarts=0)
    assert found.best is not None
    assert found.best.population == pytest.approx(12_262, abs=0.5)
    assert found.best.bic == pytest.approx(197.49, abs=0.005)
    assert (found.starts, len(found.minima)) == (1, 1)


def test_restarts_find_the_best_model_of_the_whole_family() -> None:
    found, whole = downhill(FIVE), ul.select(FIVE)
    assert found.best is not None
    assert whole.best is not None
    assert found.best.bic == pytest.approx(196.5397555516, abs=1e-9)
    assert found.best.population == pytest.approx(22_991.33, abs=0.005)
    assert found.best.terms == whole.best.terms
    assert [round(minimum.model.bic, 2) for minimum in found.minima] == [196.54, 197.49]
    assert sum(minimum.reached for minimum in found.minima) == found.starts == 21
    assert found.visited.considered < whole.considered / 2


def test_order_three_finds_the_published_best_model_of_order_three() -> None:
    found = downhill(FIVE, 3)
    assert found.best is not None
    assert found.best.population == pytest.approx(25_311.2906125325, rel=1e-10)
    assert found.excluded == {Status.NO_ESTIMATE: 3}


def test_six_lists_give_the_published_12350() -> None:
    found = downhill(SIX)
    assert found.best is not None
    assert found.best.population == pytest.approx(12_349.586953562, rel=1e-10)


def test_eight_lists_give_the_published_1110() -> None:
    found = downhill(EIGHT, restarts=5)
    assert found.best is not None
    assert found.best.formula == "D:E"
    assert found.best.population == pytest.approx(1110.4880810703, rel=1e-9)
    assert found.visited.considered == found.visited.status.size < 28 * 60


def test_every_model_is_fitted_once() -> None:
    found = downhill(EIGHT, restarts=5).visited
    rows = {tuple(row.tolist()) for row in found.terms}
    assert len(rows) == found.considered == found.fits
    assert found.programmes == 0


def test_a_minimum_is_lower_than_all_its_neighbours() -> None:
    whole = ul.select(FIVE)
    by_terms = {
        frozenset(whole.model(i).interactions): whole.bic[i] for i in range(whole.considered)
    }
    names = FIVE.lists
    for minimum in downhill(FIVE).minima:
        here = frozenset(
            sum(1 << names.index(name) for name in term) for term in minimum.model.terms
        )
        around = [bic for terms, bic in by_terms.items() if len(terms ^ here) == 1]
        assert len(around) == 10
        assert min(around) > minimum.model.bic


def digest(found: Descent) -> tuple[object, ...]:
    return found.minima, found.visited.fits, found.visited.steps, found.visited.bic.tolist()


def test_the_seed_and_nothing_else_fixes_the_search() -> None:
    first = downhill(FIVE, seed=4, restarts=6, jobs=1)
    assert digest(downhill(FIVE, seed=4, restarts=6, jobs=3)) == digest(first)
    assert digest(downhill(FIVE, seed=5, restarts=6)) != digest(first)


def test_twelve_lists_are_searched_though_no_family_of_them_can_be() -> None:
    generator = np.random.default_rng(8)
    seen = generator.random((4000, 12)) < generator.uniform(0.02, 0.08, 12)
    seen[:, 7] |= seen[:, 2] & (generator.random(4000) < 0.5)
    people = np.bincount(seen @ (1 << np.arange(12)), minlength=1 << 12)
    table = ul.CountTable(
        lists=tuple("ABCDEFGHIJKL"),
        cells={int(c): int(people[c]) for c in np.flatnonzero(people) if c},
    )
    found = downhill(table, restarts=0)
    assert found.best is not None
    assert ("C", "H") in found.best.terms
    assert found.best.population == pytest.approx(4000, rel=0.15)


def test_a_negative_number_of_restarts_is_refused() -> None:
    with pytest.raises(ModelError, match="restarts is 0 or more"):
        downhill(FIVE, restarts=-1)


def test_a_table_without_overlap_has_no_best_model() -> None:
    table = ul.CountTable(lists=("A", "B", "C"), cells={1: 30, 2: 20, 4: 10})
    found = downhill(table, restarts=3)
    assert found.best is None
    assert found.minima == ()
    assert sum(found.excluded.values()) == found.visited.considered

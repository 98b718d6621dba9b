"""The stepwise search against its definition, written plainly, and against SciPy's Poisson tails.

The definition is that of Chan, Silverman, Vincent 2021, doi:10.1080/01621459.2019.1708748, section
on sparse tables: see `unlisted.selection.stepwise`. Figures of SparseMSE 2.0.1 are in the test
files of the tables.
"""

from math import exp, log, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from unlisted.lattice import Floats, pair_masks
from unlisted.loglinear.existence import Status, retained, status_of, support_of
from unlisted.loglinear.models import Model
from unlisted.selection.stepwise import log_tail, populations, search
from unlisted.tables.catalogue import published

WESTERN = published("western_united_states").counts()
KOREA = published("korea_palembang").counts()


def dense(counts: Floats, model: Model) -> tuple[float, Floats] | None:
    """Population and cell means by Newton on the design matrix; None without an estimate."""
    support = support_of(counts)
    if status_of(model.lists, model.terms, support) is not Status.ESTIMABLE:
        return None
    finite, kept = retained(model.lists, model.terms, support)
    cells = list(kept)
    design = np.array([[float(c & a == a) for a in finite] for c in cells])
    y = counts[cells]
    weight = y + 0.5
    root = np.sqrt(weight)
    b = np.linalg.lstsq(design * root[:, None], root * np.log(weight), rcond=None)[0]
    for _ in range(60):
        mean = np.exp(design @ b)
        step = np.linalg.solve(design.T @ (mean[:, None] * design), design.T @ (y - mean))
        b += step / max(1.0, float(np.abs(design @ step).max()) / 2)
    means = np.zeros(counts.size)
    means[cells] = np.exp(design @ b)
    return float(counts.sum()) + exp(b[finite.index(0)]), means


def by_definition(counts: Floats, threshold: float) -> tuple[float, list[int]]:
    """Test every absent pair, existence included, before one is chosen."""
    lists, cells = counts.size.bit_length() - 1, np.arange(counts.size)
    chosen: list[int] = []
    current = dense(counts, Model.of(lists))
    while current is not None:
        best, least = None, threshold
        for pair in pair_masks(lists):
            inside = cells & pair == pair
            seen, expected = counts[inside].sum(), current[1][inside].sum()
            p = min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected))
            if pair in chosen or not p < least * (1 - 1e-9):
                continue
            if dense(counts, Model.of(lists, [*chosen, pair])) is not None:
                best, least = pair, p
        if best is None:
            return current[0], chosen
        chosen.append(best)
        current = dense(counts, Model.of(lists, chosen))
    return nan, chosen


@pytest.mark.parametrize("expected", [1e-3, 0.4, 1.0, 5.5, 80.0, 3000.0])
def test_tails_are_those_of_scipy(expected: float) -> None:
    around = (round(expected + away * expected**0.5) for away in (-12, -3, -1, 0, 1, 3, 12))
    for seen in {1, 2, *(n for n in around if n > 0)}:
        low, high = poisson.logcdf(seen, expected), poisson.logsf(seen - 1, expected)
        if np.isfinite(low) and np.isfinite(high):
            peer = min(low, high)
            assert log_tail(float(seen), expected) == pytest.approx(peer, rel=1e-9, abs=1e-12)


def test_tails_too_small_for_a_number_can_still_be_told_apart() -> None:
    assert log_tail(0.0, 2000.0) == -2000.0
    assert log_tail(0.0, 1000.0) == -1000.0
    assert log_tail(3.0, 0.0) == -np.inf
    assert log_tail(0.0, 0.0) == 0.0


sparse = st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 8, 20]), min_size=15, max_size=15)


@given(cells=sparse, alone=st.integers(1, 30))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_the_search_is_its_definition_also_on_sparse_tables(cells: list[int], alone: int) -> None:
    counts = np.array([0.0, *cells])
    counts[[1, 2, 4, 8]] += alone
    population, chosen = by_definition(counts, 0.1)
    found = search(counts, 0.1)
    assert [pair for pair, _ in found.path] == chosen
    assert counts.sum() + found.unseen == pytest.approx(population, rel=1e-6, nan_ok=True)


def test_a_pair_that_leaves_no_estimate_is_passed_over_for_the_next() -> None:
    """A and C share more people than expected, but with AC no estimate is left: BC is next."""
    counts = np.array([0.0, 1, 10, 2, 0, 10, 0, 0])
    found = search(counts)
    population, chosen = by_definition(counts, 0.02)
    assert found.failed == 1
    assert [pair for pair, _ in found.path] == chosen == [0b110]
    assert counts.sum() + found.unseen == pytest.approx(population, rel=1e-8)


def test_p_values_are_told_and_stay_below_the_threshold() -> None:
    found = search(WESTERN)
    assert [pair for pair, _ in found.path] == [0b10001]
    assert found.path[0][1] == pytest.approx(exp(-7.65812882), rel=1e-6)
    looser = search(WESTERN, 0.2)
    assert len(looser.path) > 1
    assert all(p < 0.2 for _, p in looser.path)
    assert looser.path[0] == found.path[0]


def test_no_candidate_is_fitted_to_be_tested() -> None:
    """One fit for the main effects and one for each pair added, whatever the number of pairs."""
    assert search(WESTERN).fits == 2
    assert search(published("netherlands_2010_2015").counts()).fits == 9


def test_of_pairs_equally_surprising_the_first_is_added() -> None:
    """AB and CD are alike in everything; rounding may not decide between them."""
    counts = np.ones(16)
    counts[[0, 7, 11, 13, 14, 15]] = 0.0
    counts[[1, 2, 4, 8]] = 41.0
    counts[[0b0011, 0b1100]] = 17.0
    found = search(counts)
    assert [pair for pair, _ in found.path] == [0b0011, 0b1100]


def test_many_tables_give_what_each_gives_alone_doubtful_ones_included() -> None:
    rng = np.random.default_rng(3)
    tables = rng.multinomial(40, KOREA / KOREA.sum(), size=200).astype(float)
    together, fits, steps = populations(tables)
    alone = [search(table) for table in tables]
    expected = [table.sum() + found.unseen for table, found in zip(tables, alone, strict=True)]
    assert together == pytest.approx(np.array(expected), rel=1e-12, nan_ok=True)
    assert (fits, steps) == (sum(a.fits for a in alone), sum(a.steps for a in alone))
    assert any(found.failed for found in alone)


def test_two_lists_have_independence_and_nothing_to_add() -> None:
    found = search(np.array([0.0, 30, 20, 10]))
    assert found.path == ()
    assert found.unseen == pytest.approx(60.0)


def test_main_effects_without_an_estimate_leave_no_model() -> None:
    """Nobody is on two lists: the number unseen runs away."""
    found = search(np.array([0.0, 30, 20, 0, 10, 0, 0, 0]))
    assert found.model is None
    assert np.isnan(found.unseen)


def test_ten_lists_are_searched_although_they_have_2_to_the_45th_two_way_models() -> None:
    counts = np.zeros(1 << 10)
    counts[[1 << j for j in range(10)]] = 40.0
    counts[[1 << i | 1 << j for i in range(10) for j in range(i)]] = 4.0
    counts[3] = 60.0
    found = search(counts)
    assert found.path[0][0] == 0b11
    assert log(found.path[0][1]) < -20

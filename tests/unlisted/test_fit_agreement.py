"""Two ways to one number: the lattice Newton of the library against a plain dense Poisson fit.

The dense fit is written for clarity: a design matrix, iteratively reweighted least squares, no
transforms and no kernel.
"""

from collections.abc import Callable
from math import lgamma

import numpy as np
import pytest
from numpy.typing import NDArray

import unlisted as ul
from unlisted.errors import ModelError
from unlisted.lattice import pair_masks
from unlisted.loglinear.families import Order, family
from unlisted.loglinear.fitting import fit_stack

Floats = NDArray[np.float64]


def dense_fit(table: ul.CountTable, terms: list[int]) -> tuple[float, float]:
    """Unseen people and log-likelihood of a model, the slow and readable way."""
    cells = range(1, 1 << len(table.lists))
    empty = [a for a in terms if not any(c & a == a for c in table.cells)]
    cells_kept = [c for c in cells if not any(c & a == a for a in empty)]
    finite = [a for a in terms if a not in empty]
    design = np.array([[1.0 if c & a == a else 0.0 for a in finite] for c in cells_kept])
    counts = np.array([float(table.cells.get(c, 0)) for c in cells_kept])
    mean, before = counts + 0.5, np.full_like(counts, np.inf)
    while np.abs(mean - before).max() > 1e-12 * mean.max():
        before = mean
        target = np.log(mean) + (counts - mean) / mean
        root = np.sqrt(mean)
        found, *_ = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)
        mean = np.exp(design @ found)
    value = sum(n * np.log(m) - m - lgamma(n + 1) for n, m in zip(counts, mean, strict=True))
    return float(np.exp(found[0])), float(value)


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("korea_palembang", 2),
        ("western_united_states", 2),
        ("new_orleans_five_lists", 2),
        ("netherlands_2010_2015", 2),
        ("western_united_states", 3),
        ("new_orleans_five_lists", "all"),
    ],
)
def test_unseen_people_and_likelihood_agree_with_a_dense_fit(name: str, order: Order) -> None:
    table = ul.published(name)
    found = ul.select(table, order)
    chosen = np.random.default_rng(5).choice(
        found.order, size=min(6, found.order.size), replace=False
    )
    for index in chosen:
        unseen, value = dense_fit(table, list(found.model(int(index)).terms))
        assert found.population[index] - table.observed == pytest.approx(unseen, rel=1e-7)
        assert (found.aic[index] / 2 - found.parameters[index]) == pytest.approx(-value, abs=1e-8)


def test_a_model_with_a_three_way_term_agrees_with_a_dense_fit() -> None:
    """The published best model of order three on the merged table of the United Kingdom.

    25,311 people: Silverman, Chan, Vincent 2024, doi:10.1007/s11222-023-10346-9, Table 6.
    """
    table = ul.published("united_kingdom_2013").merged(("PF", "NCA"))
    table = table.rearranged(("LA", "NG", "PFNCA", "GO", "GP"))
    model = ul.Model.generated(5, [0b00111, 0b10010, 0b01100])  # [123,25,34]
    found = ul.fit(table, model)
    unseen, value = dense_fit(table, list(model.terms))
    assert found.population == pytest.approx(25_311, abs=0.5)
    assert found.unseen == pytest.approx(unseen, rel=1e-8)
    assert found.log_likelihood == pytest.approx(value, abs=1e-8)


def test_a_cold_start_and_a_chain_of_warm_starts_end_at_the_same_fit() -> None:
    counts = ul.published("western_united_states").counts()
    terms = family(5).terms
    chained = fit_stack(counts, terms)
    for index in range(0, len(terms), 37):
        alone = fit_stack(counts, terms[index : index + 1])
        assert alone.unseen[0] == pytest.approx(chained.unseen[index], rel=1e-9)
        assert alone.log_likelihood[0] == pytest.approx(chained.log_likelihood[index], abs=1e-10)


def test_a_model_must_be_hierarchical_and_fit_the_table() -> None:
    with pytest.raises(ModelError, match="needs its sub-term"):
        ul.Model.of(3, [0b111])
    with pytest.raises(ModelError, match="uses more than 2 lists"):
        ul.Model(2, (0, 1, 2, 4))
    with pytest.raises(ModelError, match="main effects always stay"):
        ul.Model(3, (0, 1, 2))
    with pytest.raises(ModelError, match="has 2 lists, the table 3"):
        ul.fit(ul.published("korea_palembang"), ul.Model.of(2))


def test_all_pairs_of_three_lists_with_every_cell_filled_is_the_closed_form() -> None:
    """Fienberg 1972, doi:10.1093/biomet/59.3.591: n0 = product of odd cells over even cells."""
    cells = {1: 41, 2: 32, 4: 23, 3: 9, 5: 7, 6: 6, 7: 3}
    found = ul.fit(ul.CountTable(lists=("A", "B", "C"), cells=cells), ul.Model.of(3, pair_masks(3)))
    assert found.unseen == pytest.approx(41 * 32 * 23 * 3 / (9 * 7 * 6), rel=1e-10)


@pytest.mark.parametrize(
    ("generators", "expected"),
    [
        # C independent of A and B together: two lists, {A, B} and C (Petersen).
        ([0b011], lambda n: (n[1] + n[2] + n[3]) * n[4] / (n[5] + n[6] + n[7])),
        # A and C independent given B: among those not on B, two lists again.
        ([0b011, 0b110], lambda n: n[1] * n[4] / n[5]),
        ([0b101, 0b110], lambda n: n[1] * n[2] / n[3]),
    ],
)
def test_decomposable_models_of_three_lists_have_closed_forms(
    generators: list[int], expected: Callable[[list[int]], float]
) -> None:
    """Bishop, Fienberg, Holland 1975, Discrete Multivariate Analysis, section 6.4."""
    people = [0, 41, 32, 9, 23, 7, 6, 3]
    table = ul.CountTable(lists=("A", "B", "C"), cells=dict(enumerate(people[1:], start=1)))
    found = ul.fit(table, ul.Model.of(3, generators))
    assert found.unseen == pytest.approx(expected(people), rel=1e-11)


@pytest.mark.parametrize(
    ("generators", "one", "other"),
    [
        ([0b0011, 0b1100], (1, 2, 3), (4, 8, 12)),  # {A, B} and {C, D} independent
        ([0b0111], (1, 2, 3, 4, 5, 6, 7), (8,)),  # {A, B, C} and D independent
        ([0b0111, 0b1110], (1,), (8,)),  # A and D independent given B and C
    ],
)
def test_decomposable_models_of_four_lists_are_two_lists_in_disguise(
    generators: list[int], one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    """Unseen people: those on the one side only, times the other side only, over those on both."""
    generator = np.random.default_rng(7)
    cells = {c: int(generator.integers(3, 60)) for c in range(1, 16)}
    table = ul.CountTable(lists=tuple("ABCD"), cells=cells)
    found = ul.fit(table, ul.Model.generated(4, generators))
    both = sum(cells[a | b] for a in one for b in other)
    unseen = sum(cells[c] for c in one) * sum(cells[c] for c in other) / both
    assert found.unseen == pytest.approx(unseen, rel=1e-11)


def test_the_work_of_a_search_is_counted() -> None:
    """Counts, not clocks: neighbours start from each other, so a fit takes under five steps."""
    western, dutch = (
        ul.select(ul.published(n)) for n in ("western_united_states", "netherlands_2010_2015")
    )
    assert (western.fits, western.programmes) == (1024, 0)
    assert (dutch.fits, dutch.programmes) == (32_768, 0)
    assert western.steps < 4.5 * western.fits
    assert dutch.steps < 3.9 * dutch.fits


def test_the_number_of_jobs_changes_no_figure() -> None:
    table = ul.published("united_kingdom_2013").merged(("PF", "NCA"))
    one, three = ul.select(table, 3, jobs=1), ul.select(table, 3, jobs=3)
    assert (one.status == three.status).all()
    assert (one.bic == three.bic).all()
    assert one.steps == three.steps

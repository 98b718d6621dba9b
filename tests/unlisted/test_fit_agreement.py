"""Two ways to one number: the lattice Newton of the library against a plain dense Poisson fit.

The dense fit is written for clarity: a design matrix, iteratively reweighted least squares, no
transforms and no kernel.
"""

from math import lgamma

import numpy as np
import pytest
from numpy.typing import NDArray

import unlisted as ul
from unlisted.lattice import pair_masks, superset_sums
from unlisted.loglinear import fit_stack
from unlisted.models import two_way_terms

Floats = NDArray[np.float64]


def dense_fit(table: ul.CountTable, terms: list[int]) -> tuple[float, float]:
    """Unseen people and log-likelihood of a model, the slow and readable way."""
    cells = range(1, 1 << len(table.lists))
    empty = [a for a in terms if not any(c & a == a for c in table.cells)]
    cells_kept = [c for c in cells if not any(c & a == a for a in empty)]
    finite = [a for a in terms if a not in empty]
    design = np.array([[1.0 if c & a == a else 0.0 for a in finite] for c in cells_kept])
    counts = np.array([float(table.cells.get(c, 0)) for c in cells_kept])
    mean = counts + 0.5
    for _ in range(200):
        target = np.log(mean) + (counts - mean) / mean
        root = np.sqrt(mean)
        found, *_ = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)
        mean = np.exp(design @ found)
    value = sum(n * np.log(m) - m - lgamma(n + 1) for n, m in zip(counts, mean, strict=True))
    return float(np.exp(found[0])), float(value)


@pytest.mark.parametrize(
    "name",
    ["western_united_states", "new_orleans_five_lists", "netherlands_2010_2015", "korea_palembang"],
)
def test_unseen_people_and_likelihood_agree_with_a_dense_fit(name: str) -> None:
    table = ul.published(name)
    found = ul.select(table)
    chosen = np.random.default_rng(5).choice(
        found.order, size=min(6, found.order.size), replace=False
    )
    for index in chosen:
        terms = [int(a) for a in found.terms[index] if a >= 0]
        unseen, value = dense_fit(table, terms)
        assert found.population[index] - table.observed == pytest.approx(unseen, rel=1e-7)
        assert (found.bic[index] - found.parameters[index] * np.log(table.observed)) / -2 == (
            pytest.approx(value, abs=1e-8)
        )


def test_a_model_with_a_three_way_term_agrees_with_a_dense_fit() -> None:
    """The published best model of order three on the merged table of the United Kingdom.

    25,311 people: Silverman, Chan, Vincent 2024, doi:10.1007/s11222-023-10346-9, Table 6.
    """
    table = ul.published("united_kingdom_2013").merged(("PF", "NCA"))
    table = table.rearranged(("LA", "NG", "PFNCA", "GO", "GP"))
    model = ul.Model.of(5, [0b00011, 0b00101, 0b00110, 0b00111, 0b10010, 0b01100])
    found = ul.fit(table, model)
    unseen, value = dense_fit(table, list(model.terms))
    assert found.population == pytest.approx(25_311, abs=0.5)
    assert found.unseen == pytest.approx(unseen, rel=1e-8)
    assert found.log_likelihood == pytest.approx(value, abs=1e-8)


def test_a_cold_start_and_a_chain_of_warm_starts_end_at_the_same_fit() -> None:
    counts = ul.published("western_united_states").counts()
    terms = two_way_terms(5)
    chained = fit_stack(counts, terms)
    for index in range(0, len(terms), 37):
        alone = fit_stack(counts, terms[index : index + 1])
        assert alone.unseen[0] == pytest.approx(chained.unseen[index], rel=1e-9)
        assert alone.log_likelihood[0] == pytest.approx(chained.log_likelihood[index], abs=1e-10)


def test_the_transform_is_the_sum_it_promises() -> None:
    values = np.random.default_rng(3).random(32)
    for mask in range(32):
        above = sum(values[c] for c in range(32) if c & mask == mask)
        assert superset_sums(values)[mask] == pytest.approx(above)


def test_a_model_must_be_hierarchical_and_fit_the_table() -> None:
    with pytest.raises(ul.ModelError, match="needs its sub-term"):
        ul.Model.of(3, [0b111])
    with pytest.raises(ul.ModelError, match="uses more than 2 lists"):
        ul.Model(2, (0, 1, 2, 4))
    with pytest.raises(ul.ModelError, match="main effects always stay"):
        ul.Model(3, (0, 1, 2))
    with pytest.raises(ul.ModelError, match="has 2 lists, the table 3"):
        ul.fit(ul.published("korea_palembang"), ul.Model.of(2))


def test_all_pairs_of_three_lists_with_every_cell_filled_is_the_closed_form() -> None:
    """Fienberg 1972, doi:10.1093/biomet/59.3.591: n0 = product of odd cells over even cells."""
    cells = {1: 41, 2: 32, 4: 23, 3: 9, 5: 7, 6: 6, 7: 3}
    found = ul.fit(ul.CountTable(lists=("A", "B", "C"), cells=cells), ul.Model.of(3, pair_masks(3)))
    assert found.unseen == pytest.approx(41 * 32 * 23 * 3 / (9 * 7 * 6), rel=1e-10)

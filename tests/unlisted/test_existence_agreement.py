"""Ways to one answer: certificate, exact rank and linear programme against the definition.

The programme here is written anew, on the counts themselves; the library runs its own on counts of
0 and 1, and only for fits that carry no certificate and inherit no failure. The same comparison was
run once over every model up to order 3 of all published tables of three to five lists (24,864
models): no model was judged differently.
"""

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import block_diag

import unlisted as ul
from unlisted.loglinear.existence import (
    Status,
    _rank_modulo,
    exists,
    is_identifiable,
    is_spanned,
    retained,
    status_of,
    support_of,
)
from unlisted.loglinear.families import family
from unlisted.loglinear.fitting import fit_stack
from unlisted.loglinear.kernels import IMPOSSIBLE
from unlisted.selection.ranking import Selection


def plain_statuses(table: ul.CountTable, models: Sequence[tuple[int, ...]]) -> list[int]:
    """0 estimable, 1 no estimate, 2 not identifiable, 3 neither; as the definition has it.

    For each model: maximise s with A x = A n and x >= s, written with y = x - s >= 0. The
    programmes of all models are solved as one, block by block, because starting one takes longer
    than solving it.
    """
    blocks, right, loose = [], [], []
    for terms in models:
        empty = [a for a in terms if not any(c & a == a for c in table.cells)]
        cells = range(1, 1 << len(table.lists))
        kept = [c for c in cells if not any(c & a == a for a in empty)]
        finite = [a for a in terms if a not in empty]
        design = np.array([[float(c & a == a) for c in kept] for a in finite])
        blocks.append(np.c_[design, design.sum(axis=1)])
        right.append(design @ [table.cells.get(c, 0) for c in kept])
        loose.append(int(np.linalg.matrix_rank(design) < len(finite)))
    last = np.cumsum([block.shape[1] for block in blocks]) - 1
    cost = np.zeros(last[-1] + 1)
    cost[last] = -1.0
    answer = linprog(cost, A_eq=block_diag(blocks), b_eq=np.concatenate(right), bounds=(0, None))
    missing = answer.x[last] < 1e-7 * table.observed
    return [int(none) + 2 * many for none, many in zip(missing, loose, strict=True)]


def plain_status(table: ul.CountTable, terms: tuple[int, ...]) -> int:
    return plain_statuses(table, [terms])[0]


def models(selection: Selection, rows: Iterable[int]) -> list[tuple[int, ...]]:
    return [selection.model(int(row)).terms for row in rows]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("artificial_three_lists", {Status.NO_ESTIMATE: 3, Status.NOT_IDENTIFIABLE: 1}),
        ("korea_palembang", {Status.NO_ESTIMATE: 2}),
        ("western_united_states", {}),
        ("new_orleans_five_lists", {}),
    ],
)
def test_certificate_and_linear_programme_agree_on_every_two_way_model(
    name: str, counts: dict[Status, int]
) -> None:
    """Counts of models without an estimate: MultipleSystemsEstimation 1.2.0."""
    table = ul.published(name)
    found = ul.select(table)
    assert found.excluded == counts
    assert found.programmes <= 4
    for first in range(0, found.considered, 32):
        rows = range(first, min(first + 32, found.considered))
        assert found.status[list(rows)].tolist() == plain_statuses(table, models(found, rows))


def samples() -> list[tuple[ul.CountTable, int]]:
    """Tables with the order of a family too large to be judged whole in a test."""
    uk, dutch = ul.published("united_kingdom_2013"), ul.published("netherlands_2010_2015")
    return [
        (uk, 2),
        (dutch, 2),
        (uk.merged(("PF", "NCA")), 3),
        (dutch.merged(("I", "O")), 3),
        (ul.published("western_united_states"), 3),
        (ul.published("new_orleans_five_lists"), 3),
    ]


@pytest.mark.parametrize(("table", "order"), samples(), ids=range(6))
def test_a_sample_of_the_large_families_is_judged_as_the_definition_does(
    table: ul.CountTable, order: int
) -> None:
    found = ul.select(table, order)
    draw = np.random.default_rng(2)
    failing = np.setdiff1d(np.arange(found.considered), found.order)
    chosen = [*draw.choice(found.order, size=30), *failing[:: max(1, failing.size // 30)]]
    assert found.status[chosen].tolist() == plain_statuses(table, models(found, chosen))
    assert found.programmes <= failing.size


def test_exact_rank_programme_and_certificate_tell_one_story() -> None:
    """A spanned model is estimable without a programme; the others need the programme."""
    table = ul.published("new_orleans_five_lists")
    support, members = support_of(table.counts()), family(5, 3)
    certified = fit_stack(table.counts(), members.terms).certified
    spanned = 0
    for index in range(0, len(members.terms), 23):
        terms = tuple(int(a) for a in members.terms[index] if a >= 0)
        loose, missing = not is_identifiable(5, terms, support), not exists(5, terms, support)
        assert status_of(5, terms, support) == int(missing) + 2 * int(loose)
        assert certified[index] == (not loose and not missing)
        if is_spanned(5, terms, support):
            spanned += 1
            assert not loose
            assert not missing
    assert 0 < spanned < certified[::23].sum()


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 9]), min_size=15, max_size=15))
@settings(max_examples=25, deadline=None)
def test_a_fit_that_is_called_impossible_is_so_by_the_programme(counts: list[int]) -> None:
    """On sparse tables of four lists, where directions without end are many and odd."""
    cells = np.array([0.0, *counts])
    assume(cells.sum() > 0)
    terms = family(4, 3).terms[::7]
    flags = fit_stack(cells, terms).flags
    for row in np.flatnonzero(flags == IMPOSSIBLE)[:6]:
        model = tuple(int(a) for a in terms[row] if a >= 0)
        assert not exists(4, model, support_of(cells))


def test_failing_models_prove_it_themselves_so_that_no_programme_is_needed() -> None:
    """2,858 models of the Western table fail at order 3."""
    found = ul.select(ul.published("western_united_states"), 3)
    assert found.excluded == {Status.NO_ESTIMATE: 2826, Status.NEITHER: 32}
    assert found.programmes == 0
    assert found.fits == found.considered == 6212


def test_retained_cells_of_sixteen_lists_follow_the_definition() -> None:
    counts = np.zeros(1 << 16)
    counts[[1 << j for j in range(16)]] = 5
    counts[[0b11, 0b110, 0b1010]] = 2
    terms = (0, *(1 << j for j in range(16)), 0b11, 0b1100, 0b1001)
    finite, cells = retained(16, terms, support_of(counts))
    assert finite == terms[:18]
    kept = set(cells.tolist())
    assert len(kept) == cells.size
    for cell in range(1, 1 << 16, 7):
        assert (cell in kept) == (cell & 0b1100 != 0b1100 and cell & 0b1001 != 0b1001)


def test_ten_lists_are_judged_as_the_definition_does() -> None:
    """Two chains of five lists: with every overlap in the model nothing is left to learn from."""
    overlaps = [0b11 << j for j in (0, 1, 2, 3, 5, 6, 7, 8)]
    cells = {1 << j: 20 for j in range(10)} | dict.fromkeys(overlaps, 3)
    table = ul.CountTable(lists=tuple("ABCDEFGHIJ"), cells=cells)
    support, plain = support_of(table.counts()), (0, *(1 << j for j in range(10)))
    found = []
    for size in (0, 4, 7, 8):
        terms = (*plain, *overlaps[:size])
        found.append(status_of(10, terms, support))
        assert found[-1] == plain_status(table, terms)
    assert found == [Status.ESTIMABLE] * 3 + [Status.NO_ESTIMATE]


@st.composite
def sparse_tables(draw: st.DrawFn) -> ul.CountTable:
    """Tables of three or four lists with most cells empty."""
    lists = draw(st.integers(3, 4))
    cells = {1 << j: draw(st.integers(1, 60)) for j in range(lists)}
    for cell in range(1, 1 << lists):
        if cell.bit_count() > 1 and draw(st.booleans()):
            cells[cell] = draw(st.integers(1, 9))
    return ul.CountTable(lists=tuple("ABCD"[:lists]), cells=cells)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(table=sparse_tables(), pick=st.randoms(use_true_random=False))
def test_the_search_judges_sparse_tables_as_the_definition_does(
    table: ul.CountTable, pick: Random
) -> None:
    """Of every order, so that failures are inherited past empty terms of three lists too."""
    found = ul.select(table, "all")
    rows = [pick.randrange(found.considered) for _ in range(12)]
    assert found.status[rows].tolist() == plain_statuses(table, models(found, rows))


def test_the_rank_modulo_a_prime_is_the_rank() -> None:
    draw = np.random.default_rng(6)
    for rank in (1, 4, 7):
        matrix = draw.integers(0, 2, (9, rank)) @ draw.integers(0, 2, (rank, 8))
        assert _rank_modulo(matrix.copy()) == np.linalg.matrix_rank(matrix)
    nearly = np.array([[10**9, 10**9 + 1], [10**9 - 1, 10**9]])  # determinant 1; rounding sees 0
    assert _rank_modulo(nearly) == 2

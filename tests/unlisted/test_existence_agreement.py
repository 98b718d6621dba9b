"""Two ways to one answer: the certificate of a converged fit against the linear programme.

The programme here is written anew, on the counts themselves; the library runs its own on counts of
0 and 1 and only for fits that carry no certificate.
"""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import unlisted as ul
from unlisted.existence import status_of, support_of
from unlisted.loglinear import fit_stack
from unlisted.models import two_way_terms


def plain_status(table: ul.CountTable, terms: tuple[int, ...]) -> int:
    """0 estimable, 1 no estimate, 2 not identifiable, 3 neither; as the definition has it."""
    cells = range(1, 1 << len(table.lists))
    empty = [a for a in terms if not any(c & a == a for c in table.cells)]
    kept = [c for c in cells if not any(c & a == a for a in empty)]
    finite = [a for a in terms if a not in empty]
    design = np.array([[float(c & a == a) for c in kept] for a in finite])
    counts = np.array([table.cells.get(c, 0) for c in kept], dtype=float)
    # maximise s over (x, s) with A x = A n and s - x_c <= 0
    answer = linprog(
        c=np.r_[np.zeros(len(kept)), -1.0],
        A_eq=np.c_[design, np.zeros(len(finite))],
        b_eq=design @ counts,
        A_ub=np.c_[-np.eye(len(kept)), np.ones(len(kept))],
        b_ub=np.zeros(len(kept)),
        bounds=(0, None),
    )
    no_estimate = -answer.fun < 1e-7 * counts.sum()
    return int(no_estimate) + 2 * int(np.linalg.matrix_rank(design) < len(finite))


@pytest.mark.parametrize(
    "name", ["artificial_three_lists", "korea_palembang", "western_united_states"]
)
def test_certificate_and_linear_programme_agree_on_every_two_way_model(name: str) -> None:
    table = ul.published(name)
    stack = two_way_terms(len(table.lists))
    certified = fit_stack(table.counts(), stack).certified
    for row, proved in zip(stack, certified, strict=True):
        terms = tuple(int(a) for a in row if a >= 0)
        ours = status_of(len(table.lists), terms, support_of(table.counts()))
        assert (ours == ul.Status.ESTIMABLE) == proved
    every = len(stack) if len(stack) < 100 else 60
    for index in np.random.default_rng(2).choice(len(stack), size=every, replace=False):
        terms = tuple(int(a) for a in stack[index] if a >= 0)
        ours = status_of(len(table.lists), terms, support_of(table.counts()))
        assert ours == plain_status(table, terms)


@st.composite
def sparse_tables(draw: st.DrawFn) -> ul.CountTable:
    """Tables of three or four lists with most cells empty."""
    lists = draw(st.integers(3, 4))
    cells = {1 << j: draw(st.integers(1, 60)) for j in range(lists)}
    for cell in range(1, 1 << lists):
        if cell.bit_count() > 1 and draw(st.booleans()):
            cells[cell] = draw(st.integers(1, 9))
    return ul.CountTable(lists=tuple("ABCD"[:lists]), cells=cells)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(table=sparse_tables(), pick=st.randoms(use_true_random=False))
def test_the_search_judges_sparse_tables_as_the_definition_does(
    table: ul.CountTable, pick: Random
) -> None:
    found = ul.select(table)
    for index in {pick.randrange(found.considered) for _ in range(6)}:
        terms = tuple(int(a) for a in found.terms[index] if a >= 0)
        assert found.status[index] == plain_status(table, terms)

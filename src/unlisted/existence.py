"""Does a model have a maximum likelihood estimate on this table, and is it the only one?

Both questions depend on the table only through its support: which cells hold anybody at all.
(The vector of sufficient statistics lies in the relative interior of the same face of the
marginal cone whatever the positive counts are.) So the linear programme is run on counts of 0
and 1, which makes its tolerance independent of the size of the table and lets answers be reused.

References
----------
Fienberg, S. E., Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models.
Annals of Statistics 40, 996-1023. doi:10.1214/12-AOS986
Chan, L., Silverman, B. W., Vincent, K. (2021). Multiple systems estimation for sparse capture
data. J. Am. Statist. Ass. 116(535). doi:10.1080/01621459.2019.1708748
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from unlisted.lattice import Floats

LEAST_INTERIOR = 1e-6  # an optimum below this is zero; true optima are ratios of small integers


class Status(IntEnum):
    """Whether a model may be fitted; only ESTIMABLE models may be selected or reported."""

    ESTIMABLE = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIABLE = 2
    NEITHER = 3
    NOT_CONVERGED = 4


def support_of(counts: Floats) -> int:
    """Bit set over cells: bit c is set when somebody was seen on exactly the lists of c."""
    return sum(1 << int(cell) for cell in np.flatnonzero(counts))


def retained(
    lists: int, terms: Sequence[int], support: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Finite terms and retained cells of the extended estimate.

    A term that no observed person contains has coefficient minus infinity: it leaves the model,
    and every cell that contains it leaves the table (it still counts as a parameter).
    """
    seen = [cell for cell in range(1, 1 << lists) if support >> cell & 1]
    lost = [a for a in terms if not any(cell & a == a for cell in seen)]
    cells = (c for c in range(1, 1 << lists) if not any(c & a == a for a in lost))
    return tuple(a for a in terms if a not in lost), tuple(cells)


def status_of(lists: int, terms: tuple[int, ...], support: int) -> Status:
    """Judge a model: both `exists` and `is_identifiable`.

    Parameters
    ----------
    lists : int
        Number of lists k.
    terms : tuple of int
        All terms of a hierarchical model.
    support : int
        See `support_of`.
    """
    missing = not exists(lists, terms, support)
    return combine(missing, not is_identifiable(lists, terms, support))


def combine(missing: bool, loose: bool) -> Status:
    """Status of a model whose estimate is missing, not unique (loose), both or neither."""
    return Status(Status.NO_ESTIMATE * missing + Status.NOT_IDENTIFIABLE * loose)


@lru_cache(maxsize=1 << 16)
def is_identifiable(lists: int, terms: tuple[int, ...], support: int) -> bool:
    """Whether the finite terms can be told apart on the retained cells.

    Formula: with A the 0/1 matrix of finite terms by retained cells, ``rank A`` equals the
    number of finite terms.
    """
    finite, cells = retained(lists, terms, support)
    return int(np.linalg.matrix_rank(_design(finite, cells))) == len(finite)


@lru_cache(maxsize=1 << 16)
def exists(lists: int, terms: tuple[int, ...], support: int) -> bool:
    """Whether the likelihood has a maximum at finite values of the finite terms.

    Formula: with u the support as 0/1 vector, ``max s`` subject to ``A x = A u, x >= s`` is
    positive.
    """
    finite, cells = retained(lists, terms, support)
    seen = np.array([float(support >> c & 1) for c in cells])
    return bool(seen.all()) or _interior(_design(finite, cells), seen) > LEAST_INTERIOR


def _design(finite: Sequence[int], cells: Sequence[int]) -> Floats:
    return np.array([[float(c & a == a) for c in cells] for a in finite])


def _interior(design: Floats, seen: Floats) -> float:
    """Largest s with A x = A u and x >= s; written with y = x - s >= 0."""
    columns = np.column_stack([design, design.sum(axis=1)])
    cost = np.zeros(columns.shape[1])
    cost[-1] = -1.0
    answer = linprog(cost, A_eq=columns, b_eq=design @ seen, bounds=(0, None), method="highs")
    if answer.x is None:
        raise ArithmeticError(f"the linear programme ended without an answer: {answer.message}")
    return float(answer.x[-1])

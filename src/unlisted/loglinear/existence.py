"""Does a model have a maximum likelihood estimate on this table, and is it the only one?

Both questions depend on the table only through its support: which cells hold anybody at all.
(The vector of sufficient statistics lies in the relative interior of the same face of the
marginal cone whatever the positive counts are.) So the linear programme is run on counts of 0
and 1, which makes its tolerance independent of the size of the table and lets answers be reused.

Most doubtful models need no programme: when the columns of the *seen* cells already have full
rank, no direction is left in which the likelihood could grow for ever, and both answers are yes
(`is_spanned`). Ranks are exact: what rounding could blur is computed modulo a prime.

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
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from unlisted.lattice import Floats, Integers, superset_sums

LEAST_INTERIOR = 1e-6  # an optimum below this is zero; true optima lie between 1e-2 and 1e2
CLEAR = 1e-8  # smallest eigenvalue over largest; rounding stays below 1e-12
PRIME = (1 << 31) - 1  # the square of a remainder still fits in 64 bits
REMEMBERED = 1 << 14

Flags = NDArray[np.bool_]


class Status(IntEnum):
    """Whether a model may be fitted; only ESTIMABLE models may be selected or reported."""

    ESTIMABLE = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIABLE = 2
    NEITHER = 3
    NOT_CONVERGED = 4


def support_of(counts: Floats) -> int:
    """Bit set over cells: bit c is set when somebody was seen on exactly the lists of c."""
    return int.from_bytes(np.packbits(counts > 0, bitorder="little").tobytes(), "little")


def retained(lists: int, terms: Sequence[int], support: int) -> tuple[tuple[int, ...], Integers]:
    """Finite terms and retained cells of the extended estimate.

    A term that no observed person contains has coefficient minus infinity: it leaves the model,
    and every cell that contains it leaves the table (it still counts as a parameter).
    """
    seen = np.flatnonzero(_flags(lists, support))
    lost = [a for a in terms if not (seen & a == a).any()]
    cells = np.arange(1, 1 << lists)
    for term in lost:
        cells = cells[cells & term != term]
    return tuple(a for a in terms if a not in lost), cells


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
    if is_spanned(lists, terms, support):
        return Status.ESTIMABLE
    missing = not exists(lists, terms, support)
    return combine(missing, not is_identifiable(lists, terms, support))


def combine(missing: bool, loose: bool) -> Status:
    """Status of a model whose estimate is missing, not unique (loose), both or neither."""
    return Status(Status.NO_ESTIMATE * missing + Status.NOT_IDENTIFIABLE * loose)


@lru_cache(maxsize=REMEMBERED)
def is_spanned(lists: int, terms: tuple[int, ...], support: int) -> bool:
    """Whether the seen cells alone tell all finite terms apart; then the model is estimable.

    Formula: the likelihood has no maximum only if some ``y`` has ``y'a_c = 0`` on the seen cells,
    ``>= 0`` on the retained ones and ``> 0`` somewhere. With rank ``A_seen`` full, ``y`` is 0.
    """
    finite, _ = retained(lists, terms, support)
    return _rank(finite, _flags(lists, support)) == len(finite)


@lru_cache(maxsize=REMEMBERED)
def is_identifiable(lists: int, terms: tuple[int, ...], support: int) -> bool:
    """Whether the finite terms can be told apart on the retained cells.

    Formula: with A the 0/1 matrix of finite terms by retained cells, ``rank A`` equals the
    number of finite terms.
    """
    finite, cells = retained(lists, terms, support)
    among = np.zeros(1 << lists, dtype=bool)
    among[cells] = True
    return _rank(finite, among) == len(finite)


@lru_cache(maxsize=REMEMBERED)
def exists(lists: int, terms: tuple[int, ...], support: int) -> bool:
    """Whether the likelihood has a maximum at finite values of the finite terms.

    Formula: with u the support as 0/1 vector, ``max s`` subject to ``A x = A u, x >= s`` is
    positive.
    """
    finite, cells = retained(lists, terms, support)
    seen = _flags(lists, support)[cells]
    if seen.all():
        return True
    design = csr_array(np.array([cells & a == a for a in finite])).astype(float)
    return _interior(design, seen) > LEAST_INTERIOR


def _flags(lists: int, support: int) -> Flags:
    """Truth per cell of a bit set over cells."""
    size = 1 << lists
    packed = np.frombuffer(support.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little").astype(bool)


def _rank(finite: Sequence[int], among: Flags) -> int:
    """Rank of the 0/1 matrix of terms by cells.

    The Gram matrix has the same rank, and its entry (a, b) is the number of cells that contain
    both, a superset sum. Eigenvalues far above rounding prove a full rank; else elimination modulo
    a prime decides: a full rank there proves itself, and a lower one is wrong only if the prime
    divides every determinant of that size.
    """
    masks = np.array(finite)
    within = superset_sums(among.astype(float))
    gram = within[masks[:, None] | masks[None, :]]
    eigenvalues = np.linalg.eigvalsh(gram)
    if eigenvalues[0] > CLEAR * eigenvalues[-1]:
        return len(finite)
    return _rank_modulo(gram.astype(np.int64))


def _rank_modulo(matrix: Integers) -> int:
    """Rank modulo the prime, by elimination in place."""
    rank = 0
    for column in range(matrix.shape[1]):
        below = np.flatnonzero(matrix[rank:, column])
        if not below.size:
            continue
        matrix[[rank, rank + below[0]]] = matrix[[rank + below[0], rank]]
        matrix[rank] = matrix[rank] * pow(int(matrix[rank, column]), -1, PRIME) % PRIME
        factors = matrix[rank + 1 :, column, None]
        matrix[rank + 1 :] = (matrix[rank + 1 :] - factors * matrix[rank] % PRIME) % PRIME
        rank += 1
    return rank


def _interior(design: csr_array, seen: Flags) -> float:
    """Largest s, times the number of cells, with A x = A u and x >= s.

    Written with y = x - s >= 0. With many cells s is small by itself; the product is not.
    """
    average = design.mean(axis=1)[:, None]
    columns = hstack([design, csr_array(average)], format="csr")
    cost = np.zeros(columns.shape[1])
    cost[-1] = -1.0
    answer = linprog(cost, A_eq=columns, b_eq=design @ seen, bounds=(0, None), method="highs")
    if answer.x is None:
        raise ArithmeticError(f"the linear programme ended without an answer: {answer.message}")
    return float(answer.x[-1])

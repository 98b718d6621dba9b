"""Compiled kernel: Newton fits of many hierarchical Poisson log-linear models on one table.

The model is ``log mu_c = sum of b_a over terms a contained in c``. With superset sums (written
n*_a and mu*_a) the Newton step needs no design matrix: the score is ``n*_a - mu*_a`` and the
information entry (a, b) is ``mu*_{a|b}``, a look-up.

A fit is *certified* when Newton has converged to positive means with well-conditioned
information. That certifies existence: a step d solves ``sum_c a_c mu_c (1 + (A'd)_c) = n*``, so
once every ``|(A'd)_c| < 1`` there is a strictly positive x with A x = n*, which is the condition
of Fienberg and Rinaldo. Where no estimate exists some ``(A'd)_c`` stays at or below -1 for ever.
Every other fit is *doubtful* and is left to the linear programme of `existence`.

References
----------
Fienberg, S. E., Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models.
Annals of Statistics 40, 996-1023. doi:10.1214/12-AOS986
"""

from __future__ import annotations

import numpy as np

from unlisted.compiling import compiled
from unlisted.lattice import Floats, Integers

CERTIFIED, DOUBTFUL = 0, 1
MOST_STEPS = 50
CLOSE = 1e-6  # largest change of any log mean in the last step; the error left is its square
FEWEST_SHRINKS = 1e-3  # a step is halved no further than this


@compiled
def _add_up(values: Floats, lists: int) -> None:
    """Superset sums in place."""
    for bit in range(lists):
        width = 1 << bit
        for base in range(0, values.size, 2 * width):
            for low in range(base, base + width):
                values[low] += values[low + width]


@compiled
def _spread(values: Floats, lists: int) -> None:
    """Subset sums in place."""
    for bit in range(lists):
        width = 1 << bit
        for base in range(0, values.size, 2 * width):
            for low in range(base, base + width):
                values[low + width] += values[low]


@compiled
def _solve(matrix: Floats, right: Floats, size: int, smallest: float) -> bool:
    """Solve a positive definite system in place by Cholesky; False when a pivot is too small.

    A pivot is measured against its own diagonal entry, so the test does not depend on scale.
    """
    for j in range(size):
        diagonal = matrix[j, j]
        pivot = diagonal
        for i in range(j):
            pivot -= matrix[j, i] * matrix[j, i]
        if not pivot > smallest * diagonal:
            return False
        root = np.sqrt(pivot)
        matrix[j, j] = root
        for row in range(j + 1, size):
            total = matrix[row, j]
            for i in range(j):
                total -= matrix[row, i] * matrix[j, i]
            matrix[row, j] = total / root
        total = right[j]
        for i in range(j):
            total -= matrix[j, i] * right[i]
        right[j] = total / root
    for j in range(size - 1, -1, -1):
        total = right[j]
        for i in range(j + 1, size):
            total -= matrix[i, j] * right[i]
        right[j] = total / matrix[j, j]
    return True


@compiled
def _retain(terms: Integers, above: Floats, alive: Floats, finite: Integers) -> tuple[int, int]:
    """Split terms in finite ones and ones at minus infinity, and drop the cells of the latter."""
    alive[:] = 1.0
    alive[0] = 0.0
    kept, dropped = 0, 0
    for position in range(terms.size):
        term = terms[position]
        if term < 0:
            break
        if above[term] > 0:
            finite[kept] = term
            kept += 1
        else:
            dropped += 1
            for cell in range(alive.size):
                if cell & term == term:
                    alive[cell] = 0.0
    return kept, dropped


@compiled
def _gather(weights: Floats, finite: Integers, kept: int, matrix: Floats) -> None:
    """Fill the lower half of the information matrix from superset sums."""
    for row in range(kept):
        for column in range(row + 1):
            matrix[row, column] = weights[finite[row] | finite[column]]


@compiled
def _direction(
    mean: Floats,
    gap: Floats,
    lists: int,
    finite: Integers,
    kept: int,
    matrix: Floats,
    change: Floats,
    smallest: float,
) -> bool:
    """Put in `change` the step of every log mean, given means and the gap n - mu per cell."""
    _add_up(mean, lists)
    _add_up(gap, lists)
    _gather(mean, finite, kept, matrix)
    right = np.empty(kept)
    for j in range(kept):
        right[j] = gap[finite[j]]
    if not _solve(matrix, right, kept, smallest):
        return False
    change[:] = 0.0
    for j in range(kept):
        change[finite[j]] = right[j]
    return True


@compiled
def _means(predictor: Floats, alive: Floats, counts: Floats, mean: Floats) -> float:
    """Put the cell means in `mean`; return the log-likelihood without -log n_c!."""
    total = 0.0
    for cell in range(1, alive.size):
        mean[cell] = 0.0
        if alive[cell] > 0:
            mean[cell] = np.exp(predictor[cell])
            total += counts[cell] * predictor[cell] - mean[cell]
    mean[0] = 0.0
    return total


@compiled
def _fit(
    counts: Floats,
    lists: int,
    alive: Floats,
    finite: Integers,
    kept: int,
    coefficients: Floats,
    smallest: float,
) -> tuple[int, float, int]:
    """Fit one model from the coefficients given; returns flag, log-likelihood, steps."""
    size = alive.size
    matrix = np.empty((kept, kept))
    predictor, trial = coefficients.copy(), np.empty(size)
    mean, work, gap, change = np.empty(size), np.empty(size), np.empty(size), np.empty(size)
    _spread(predictor, lists)
    value = _means(predictor, alive, counts, mean)
    for step in range(1, MOST_STEPS + 1):
        work[:] = mean
        for cell in range(size):
            gap[cell] = counts[cell] - mean[cell]
        if not _direction(work, gap, lists, finite, kept, matrix, change, smallest):
            return DOUBTFUL, value, step
        gap[:] = change
        _spread(gap, lists)
        largest = abs(gap[0])
        for cell in range(1, size):
            if alive[cell] > 0 and abs(gap[cell]) > largest:
                largest = abs(gap[cell])
        share = 1.0
        while True:
            for cell in range(size):
                trial[cell] = predictor[cell] + share * gap[cell]
            new = _means(trial, alive, counts, mean)
            if new >= value - 1e-9 * (1.0 + abs(value)) or share < FEWEST_SHRINKS:
                break
            share *= 0.5
        value = new
        predictor[:] = trial
        for j in range(kept):
            coefficients[finite[j]] += share * change[finite[j]]
        if largest < CLOSE:
            return CERTIFIED, value, step
    return DOUBTFUL, value, MOST_STEPS


@compiled
def _cold_start(
    counts: Floats,
    lists: int,
    alive: Floats,
    finite: Integers,
    kept: int,
    coefficients: Floats,
    smallest: float,
) -> None:
    """Put least-squares coefficients of log(n_c + 1/2), weighted by n_c + 1/2."""
    weight = (counts + 0.5) * alive
    target = weight * np.log(counts + 0.5) + (counts - weight) * alive
    matrix = np.empty((kept, kept))
    if not _direction(weight, target, lists, finite, kept, matrix, coefficients, smallest):
        coefficients[:] = 0.0
        coefficients[0] = np.log(counts.sum() / counts.size)


@compiled
def fit_many(
    counts: Floats,
    lists: int,
    terms: Integers,
    starts: Floats,
    smallest: float,
    numbers: Floats,
    flags: Integers,
    coefficients: Floats,
) -> int:
    """Fit every model of a stack to one table.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell; index 0 must be 0.
    lists : int
        k.
    terms : integer array (models, most terms)
        Term masks of each model, intercept and main effects included, padded with -1.
    starts : array (models, 2**k) or (0, 2**k)
        Coefficients to start from. Without them each model starts from the last certified fit
        before it, so that a sequence of neighbours is fast.
    smallest : float
        Least relative Cholesky pivot that still counts as well conditioned.
    numbers : array (models, 3), filled
        Log-likelihood without -log n_c!, unseen people, parameters (minus infinity included).
    flags : integer array (models,), filled
        CERTIFIED or DOUBTFUL.
    coefficients : array (models, 2**k) or (0, 2**k), filled
        Fitted coefficients, when room is given.

    Returns
    -------
    int
        Newton steps taken in all.
    """
    above = counts.copy()
    _add_up(above, lists)
    alive = np.empty(counts.size)
    finite = np.empty(terms.shape[1], np.int64)
    current, last = np.zeros(counts.size), np.zeros(counts.size)
    chained, work = False, 0
    for model in range(terms.shape[0]):
        kept, dropped = _retain(terms[model], above, alive, finite)
        source = starts[model] if starts.shape[0] > 0 else last
        current[:] = 0.0
        if chained or starts.shape[0] > 0:
            for j in range(kept):
                current[finite[j]] = source[finite[j]]
        else:
            _cold_start(counts, lists, alive, finite, kept, current, smallest)
        flag, value, steps = _fit(counts, lists, alive, finite, kept, current, smallest)
        work += steps
        flags[model] = flag
        numbers[model, 0] = value
        numbers[model, 1] = np.exp(current[0])
        numbers[model, 2] = kept + dropped
        if flag == CERTIFIED:
            last[:] = current
            chained = True
        if coefficients.shape[0] > 0:
            coefficients[model] = current
    return work

"""Compiled kernel: Newton fits of many hierarchical Poisson log-linear models on one table.

The model is ``log mu_c = sum of b_a over terms a contained in c``. With superset sums (written
n*_a and mu*_a) the Newton step needs no design matrix: the score is ``n*_a - mu*_a`` and the
information entry (a, b) is ``mu*_{a|b}``, a look-up.

A fit is *certified* when Newton has converged to positive means with well-conditioned
information. That certifies existence: a step d solves ``sum_c a_c mu_c (1 + (A'd)_c) = n*``, so
once every ``|(A'd)_c| < 1`` there is a strictly positive x with A x = n*, which is the condition
of Fienberg and Rinaldo. Where no estimate exists some ``(A'd)_c`` stays at or below -1 for ever.
A fit that is *impossible* has run along a direction that proves so (`_recedes`). Every other fit
is *doubtful* and is left to the linear programme of `existence`.

References
----------
Fienberg, S. E., Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models.
Annals of Statistics 40, 996-1023. doi:10.1214/12-AOS986
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from unlisted.compiling import compiled
from unlisted.lattice import Floats, Integers

CERTIFIED, DOUBTFUL, IMPOSSIBLE = 0, 1, 2
MOST_STEPS = 50
CLOSE = 1e-6  # largest change of any log mean in the last step; the error left is its square
LEAST_SHARE = 1e-3  # a step is halved no further than this


class Request(NamedTuple):
    """What to fit.

    Attributes
    ----------
    counts : array (2**k,)
        Counts per cell; index 0 must be 0.
    terms : integer array (models, most terms)
        Term masks of each model, intercept and main effects included, padded with -1.
    starts : array (models, 2**k), (1, 2**k) or (0, 2**k)
        Coefficients to start from, one row for each model or one for all. Without them each
        model starts from the last certified fit before it, so that a sequence of neighbours is
        fast.
    smallest : float
        Least relative Cholesky pivot that still counts as well conditioned.
    """

    counts: Floats
    terms: Integers
    starts: Floats
    smallest: float


class Result(NamedTuple):
    """Room for the fits.

    Attributes
    ----------
    numbers : array (models, 3)
        Log-likelihood without -log n_c!, unseen people, parameters (minus infinity included).
    flags : integer array (models,)
        CERTIFIED, DOUBTFUL, or IMPOSSIBLE: proved to have no estimate.
    coefficients : array (models, 2**k) or (0, 2**k)
        Fitted coefficients, when there is room.
    """

    numbers: Floats
    flags: Integers
    coefficients: Floats


class Frame(NamedTuple):
    """One model on one table: retained cells (alive = 1) and the first `kept` finite terms."""

    counts: Floats
    lists: int
    alive: Floats
    finite: Integers
    kept: int
    smallest: float


@compiled
def add_up(values: Floats, lists: int) -> None:
    """Superset sums in place."""
    for bit in range(lists):
        width = 1 << bit
        for base in range(0, values.size, 2 * width):
            for low in range(base, base + width):
                values[low] += values[low + width]


@compiled
def spread(values: Floats, lists: int) -> None:
    """Subset sums in place."""
    for bit in range(lists):
        width = 1 << bit
        for base in range(0, values.size, 2 * width):
            for low in range(base, base + width):
                values[low + width] += values[low]


@compiled
def _factor(matrix: Floats, size: int, smallest: float) -> bool:
    """Cholesky factor in place of the lower half; False when a pivot is too small.

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
    return True


@compiled
def _substitute(matrix: Floats, right: Floats, size: int) -> None:
    """Solve in place with the factor, forwards and back."""
    for j in range(size):
        total = right[j]
        for i in range(j):
            total -= matrix[j, i] * right[i]
        right[j] = total / matrix[j, j]
    for j in range(size - 1, -1, -1):
        total = right[j]
        for i in range(j + 1, size):
            total -= matrix[i, j] * right[i]
        right[j] = total / matrix[j, j]


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
def _direction(frame: Frame, weight: Floats, gap: Floats, change: Floats) -> bool:
    """Put in `change` the coefficients of the step for cell weights and cell gaps n - mu.

    Overwrites `weight` and `gap` by their superset sums; False when ill conditioned.
    """
    finite, kept = frame.finite, frame.kept
    add_up(weight, frame.lists)
    add_up(gap, frame.lists)
    matrix, right = np.empty((kept, kept)), np.empty(kept)
    for row in range(kept):
        right[row] = gap[finite[row]]
        for column in range(row + 1):
            matrix[row, column] = weight[finite[row] | finite[column]]
    if not _factor(matrix, kept, frame.smallest):
        return False
    _substitute(matrix, right, kept)
    change[:] = 0.0
    for row in range(kept):
        change[finite[row]] = right[row]
    return True


@compiled
def _means(frame: Frame, predictor: Floats, mean: Floats) -> float:
    """Put the cell means in `mean`; return the log-likelihood without -log n_c!."""
    total: float = 0.0
    mean[0] = 0.0
    for cell in range(1, mean.size):
        mean[cell] = 0.0
        if frame.alive[cell] > 0:
            mean[cell] = np.exp(predictor[cell])
            total += frame.counts[cell] * predictor[cell] - mean[cell]
    return total


@compiled
def _largest(frame: Frame, change: Floats) -> float:
    """Largest change of a log mean, the unseen cell included."""
    largest: float = abs(change[0])
    for cell in range(1, change.size):
        if frame.alive[cell] > 0 and abs(change[cell]) > largest:
            largest = abs(change[cell])
    return largest


@compiled
def _move(values: Floats, change: Floats, share: float) -> None:
    """Add a share of a change, in place (loops compile faster than array expressions)."""
    for index in range(values.size):
        values[index] += share * change[index]


@compiled
def _move_to(values: Floats, source: Floats) -> None:
    """Copy in place."""
    for index in range(values.size):
        values[index] = source[index]


@compiled
def _advance(
    frame: Frame, predictor: Floats, change: Floats, mean: Floats, value: float
) -> tuple[float, float]:
    """Step along `change`, halving while the likelihood falls; returns share and likelihood."""
    share = 1.0
    _move(predictor, change, share)
    new = _means(frame, predictor, mean)
    while not new >= value - 1e-9 * (1.0 + abs(value)) and share > LEAST_SHARE:
        share *= 0.5
        _move(predictor, change, -share)
        new = _means(frame, predictor, mean)
    return share, new


@compiled
def _recedes(frame: Frame, change: Floats) -> bool:
    """Whether the last step, rounded, proves that the likelihood grows without end.

    Where no estimate exists, Newton goes along a direction that leaves the means of seen cells as
    they are and divides others by e each step. Halves of whole numbers near the step are terms of
    the model exactly; if their log means fall in some retained cell, rise in none and stand still
    in all that hold people, that is the definition of no estimate, whatever rounding did.
    """
    way = np.zeros(change.size)
    for j in range(frame.kept):
        way[frame.finite[j]] = np.rint(2.0 * change[frame.finite[j]])
    spread(way, frame.lists)
    falls = False
    for cell in range(1, way.size):
        if frame.alive[cell] > 0:
            if way[cell] > 0 or (frame.counts[cell] > 0 and way[cell] < 0):
                return False
            falls = falls or way[cell] < 0
    return falls


@compiled
def _fit(frame: Frame, coefficients: Floats) -> tuple[int, float, int]:
    """Fit one model from the coefficients given; returns flag, log-likelihood, steps."""
    size = coefficients.size
    predictor, change, moved = np.empty(size), np.zeros(size), np.empty(size)
    mean, weight, gap = np.empty(size), np.empty(size), np.empty(size)
    _move_to(predictor, coefficients)
    spread(predictor, frame.lists)
    value = _means(frame, predictor, mean)
    for step in range(1, MOST_STEPS + 1):
        for cell in range(mean.size):
            weight[cell], gap[cell] = mean[cell], frame.counts[cell] - mean[cell]
        if not _direction(frame, weight, gap, change):
            return IMPOSSIBLE if _recedes(frame, change) else DOUBTFUL, value, step
        _move_to(moved, change)
        spread(moved, frame.lists)
        largest = _largest(frame, moved)
        share, value = _advance(frame, predictor, moved, mean, value)
        _move(coefficients, change, share)
        if largest < CLOSE:
            return CERTIFIED, value, step
    return IMPOSSIBLE if _recedes(frame, change) else DOUBTFUL, value, MOST_STEPS


@compiled
def _cold_start(frame: Frame, coefficients: Floats) -> None:
    """Put least-squares coefficients of log(n_c + 1/2), weighted by n_c + 1/2."""
    size, total = coefficients.size, 0.0
    weight, target = np.empty(size), np.empty(size)
    for cell in range(size):
        guess = frame.counts[cell] + 0.5
        total += frame.counts[cell]
        weight[cell] = guess * frame.alive[cell]
        target[cell] = (guess * np.log(guess) - 0.5) * frame.alive[cell]
    if not _direction(frame, weight, target, coefficients):
        coefficients[:] = 0.0
        coefficients[0] = np.log(total / size)


@compiled
def _warm_start(frame: Frame, source: Floats, coefficients: Floats) -> None:
    """Take the coefficients that both models have."""
    coefficients[:] = 0.0
    for j in range(frame.kept):
        coefficients[frame.finite[j]] = source[frame.finite[j]]


@compiled
def fit_many(request: Request, result: Result) -> int:
    """Fit every model of a request to one table, fill the result, return the Newton steps taken."""
    counts, terms, starts, smallest = request
    size, lists = counts.size, 0
    while 1 << lists < size:
        lists += 1
    above, alive = counts.copy(), np.empty(size)
    add_up(above, lists)
    finite = np.empty(terms.shape[1], np.int64)
    current, last = np.zeros(size), np.zeros(size)
    chained, work = False, 0
    for model in range(terms.shape[0]):
        kept, dropped = _retain(terms[model], above, alive, finite)
        frame = Frame(counts, lists, alive, finite, kept, smallest)
        if starts.shape[0] > 0:
            _warm_start(frame, starts[model if starts.shape[0] > 1 else 0], current)
        elif chained:
            _warm_start(frame, last, current)
        else:
            _cold_start(frame, current)
        flag, value, steps = _fit(frame, current)
        work += steps
        result.flags[model] = flag
        result.numbers[model, 0] = value
        result.numbers[model, 1] = np.exp(current[0])
        result.numbers[model, 2] = kept + dropped
        if flag == CERTIFIED:
            _move_to(last, current)
            chained = True
        if result.coefficients.shape[0] > 0:
            result.coefficients[model] = current
    return work

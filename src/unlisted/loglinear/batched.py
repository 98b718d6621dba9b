"""The kernel in plain NumPy: the same Newton fits for many models at once, where numba is missing.

Every model of a stack takes its Newton step together with the others: the lattice transforms run
over a (models, cells) array, and the systems are factored column by column for all models. Same
start, same step, same halving, same tests as `kernels`, so the same numbers and the same flags.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unlisted.lattice import Floats, Integers, subset_sums, superset_sums
from unlisted.loglinear.existence import Flags
from unlisted.loglinear.kernels import (
    CERTIFIED,
    CLOSE,
    DOUBTFUL,
    IMPOSSIBLE,
    LEAST_SHARE,
    MOST_STEPS,
    Request,
    Result,
)

ROOM = 1 << 17  # cells of all models together in one pass: arrays of a megabyte stay in cache


@dataclass(slots=True, eq=False)
class Batch:
    """Models in work on one table, a row each.

    `finite` holds the finite terms with padding, `real` tells terms from padding, `alive` the
    retained cells.
    """

    counts: Floats
    finite: Integers
    real: Flags
    alive: Flags
    smallest: float

    def of(self, rows: Integers) -> Batch:
        """Only some of the models."""
        return Batch(
            self.counts, self.finite[rows], self.real[rows], self.alive[rows], self.smallest
        )


def fit_batch(request: Request, result: Result) -> int:
    """Do what `kernels.fit_many` does; every model starts cold where no starts are given."""
    models = request.terms.shape[0]
    width, steps = max(1, ROOM // request.counts.size), 0
    for first in range(0, models, width):
        steps += _fit_rows(request, result, slice(first, min(first + width, models)))
    return steps


def _fit_rows(request: Request, result: Result, rows: slice) -> int:
    batch, parameters = _batch(request, request.terms[rows])
    starts = request.starts
    if starts.shape[0]:
        begin = _warm_start(batch, starts if starts.shape[0] == 1 else starts[rows])
    else:
        begin = _cold_start(batch)
    flags, value, steps = _fit(batch, begin)
    result.flags[rows] = flags
    result.numbers[rows, 0] = value
    result.numbers[rows, 1] = np.exp(begin[:, 0])
    result.numbers[rows, 2] = parameters
    if result.coefficients.shape[0]:
        result.coefficients[rows] = begin
    return steps


def _batch(request: Request, terms: Integers) -> tuple[Batch, Integers]:
    """Split terms in finite ones and ones at minus infinity, and drop the cells of the latter."""
    above = superset_sums(request.counts)
    present = terms >= 0
    real = present & (above[terms] > 0)
    alive = np.ones((len(terms), request.counts.size), dtype=bool)
    alive[:, 0] = False
    cells = np.arange(request.counts.size)
    lost = present & ~real
    for term in np.unique(terms[lost]):
        alive[np.ix_(((terms == term) & lost).any(axis=1), cells & term == term)] = False
    finite = np.where(real, terms, 0)
    return Batch(request.counts, finite, real, alive, request.smallest), present.sum(axis=1)


def _fit(batch: Batch, coefficients: Floats) -> tuple[Integers, Floats, int]:
    """Fit every model of a batch, coefficients in place; flags, log-likelihoods, steps."""
    models = len(coefficients)
    flags = np.full(models, DOUBTFUL, dtype=np.int64)
    predictor = subset_sums(coefficients)
    mean, value = _means(batch, predictor)
    open_rows, steps, last = np.arange(models), 0, np.zeros_like(coefficients)
    for _ in range(MOST_STEPS):
        part = batch.of(open_rows)
        steps += len(open_rows)
        change, sound = _direction(part, mean[open_rows], batch.counts - mean[open_rows])
        open_rows, change, part = open_rows[sound], change[sound], part.of(np.flatnonzero(sound))
        moved = subset_sums(change)
        largest = np.maximum(np.abs(change[:, 0]), (np.abs(moved) * part.alive).max(axis=1))
        last[open_rows] = change
        share = _advance(part, (predictor, mean, value), open_rows, moved)
        coefficients[open_rows] += share[:, None] * change
        done = largest < CLOSE
        flags[open_rows[done]] = CERTIFIED
        open_rows = open_rows[~done]
        if not open_rows.size:
            break
    doubtful = np.flatnonzero(flags == DOUBTFUL)
    flags[doubtful[_recede(batch.of(doubtful), last[doubtful])]] = IMPOSSIBLE
    return flags, value, steps


def _recede(batch: Batch, change: Floats) -> Flags:
    """Do what `kernels._recedes` does, for every model."""
    way = subset_sums(np.rint(2.0 * change))
    falls, rises = batch.alive & (way < 0), batch.alive & (way > 0)
    return np.asarray(falls.any(axis=1) & ~(rises | (falls & (batch.counts > 0))).any(axis=1))


def _advance(
    part: Batch, state: tuple[Floats, Floats, Floats], rows: Integers, moved: Floats
) -> Floats:
    """Step along `moved`, halving where the likelihood falls; the share that each model took."""
    predictor, mean, value = state
    share, trying = np.ones(len(rows)), np.arange(len(rows))
    while trying.size:
        here = rows[trying]
        tried = predictor[here] + share[trying, None] * moved[trying]
        means, values = _means(part.of(trying), tried)
        better = values >= value[here] - 1e-9 * (1.0 + np.abs(value[here]))
        settled = better | (share[trying] <= LEAST_SHARE)
        mean[here[settled]], value[here[settled]] = means[settled], values[settled]
        trying = trying[~settled]
        share[trying] *= 0.5
    predictor[rows] += share[:, None] * moved
    return share


def _means(batch: Batch, predictor: Floats) -> tuple[Floats, Floats]:
    """Cell means, and log-likelihoods without -log n_c!."""
    mean = np.zeros_like(predictor)
    # A step that goes too far may overflow: the likelihood is then minus infinity, and halved.
    with np.errstate(over="ignore"):
        np.exp(predictor, out=mean, where=batch.alive)
    fitted = np.where(batch.alive, batch.counts * predictor, 0.0)
    return mean, (fitted - mean).sum(axis=1)


def _direction(batch: Batch, weight: Floats, gap: Floats) -> tuple[Floats, Flags]:
    """Coefficients of the step for cell weights and gaps; False where ill conditioned."""
    finite, real = batch.finite, batch.real
    rows = np.arange(len(finite))[:, None]
    right = np.where(real, superset_sums(gap * batch.alive)[rows, finite], 0.0)
    matrix = superset_sums(weight)[rows[:, :, None], finite[:, :, None] | finite[:, None, :]]
    matrix[~(real[:, :, None] & real[:, None, :])] = 0.0
    padding = np.nonzero(~real)
    matrix[padding[0], padding[1], padding[1]] = 1.0
    with np.errstate(invalid="ignore"):
        sound = _factor(matrix, batch.smallest)
    solved = _substituted(matrix, right)
    change = np.zeros_like(weight)
    where = np.nonzero(real)
    change[where[0], finite[where]] = solved[where]
    return change, sound


def _factor(matrix: Floats, smallest: float) -> Flags:
    """Cholesky factors in place of the lower halves; False where a pivot is too small."""
    sound = np.ones(len(matrix), dtype=bool)
    for j in range(matrix.shape[1]):
        row = matrix[:, j, :j]
        diagonal = matrix[:, j, j]
        pivot = diagonal - (row * row).sum(axis=1)
        sound &= pivot > smallest * diagonal
        root = np.sqrt(np.where(sound, pivot, 1.0))
        matrix[:, j, j] = root
        below = matrix[:, j + 1 :, :j] @ row[:, :, None]
        matrix[:, j + 1 :, j] = (matrix[:, j + 1 :, j] - below[:, :, 0]) / root[:, None]
    return sound


def _substituted(matrix: Floats, right: Floats) -> Floats:
    """Solve with the factors, forwards and back."""
    found, size = right.copy(), right.shape[1]
    for j in range(size):
        found[:, j] -= (matrix[:, j, :j] * found[:, :j]).sum(axis=1)
        found[:, j] /= matrix[:, j, j]
    for j in range(size - 1, -1, -1):
        found[:, j] -= (matrix[:, j + 1 :, j] * found[:, j + 1 :]).sum(axis=1)
        found[:, j] /= matrix[:, j, j]
    return found


def _cold_start(batch: Batch) -> Floats:
    """Least-squares coefficients of log(n_c + 1/2), weighted by n_c + 1/2."""
    guess = batch.counts + 0.5
    weight = guess * batch.alive
    found, sound = _direction(batch, weight, (guess * np.log(guess) - 0.5) * batch.alive)
    found[~sound] = 0.0
    found[~sound, 0] = np.log(batch.counts.sum() / batch.counts.size)
    return found


def _warm_start(batch: Batch, source: Floats) -> Floats:
    """Take the coefficients of the finite terms from the starts."""
    found = np.zeros(batch.alive.shape)
    where = np.nonzero(batch.real)
    found[where[0], batch.finite[where]] = np.broadcast_to(source, found.shape)[
        where[0], batch.finite[where]
    ]
    return found

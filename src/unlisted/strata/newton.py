"""Poisson fits of one design to many tables at once, by Newton's method.

Bootstrap replicates share the design, so a step for all of them is a few matrix products. A step
that would lower a likelihood is halved, per table; tables that have converged drop out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unlisted.lattice import Floats
from unlisted.strata.design import Design
from unlisted.strata.layout import Flags

MOST_STEPS = 25  # a mean that is still falling after these is below 1e-8
CLOSE = 1e-6  # largest change of any log mean in the last step; the error left is its square
RIDGE = 1e-10  # keeps directions at minus infinity solvable; moves no fitted mean
LEAST_SHARE = 1e-3  # a step is halved no further than this
LARGEST = 300.0  # log mean beyond which exp is cut off; only ever met on the way


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Fits of one design to several tables.

    Attributes
    ----------
    coefficients : array (tables, parameters)
    means : array (tables, cells)
        Zero where the model puts minus infinity.
    moves : array (tables,)
        Largest change of a log mean in the last step; above `CLOSE` it has not converged.
    steps : int
        Newton steps, times tables.
    """

    coefficients: Floats
    means: Floats
    moves: Floats
    steps: int


def solve(design: Design, counts: Floats, alive: Flags, start: Floats | None = None) -> Solution:
    """Fit every table.

    Parameters
    ----------
    design : Design
        The model.
    counts : array (tables, cells)
        May be fractional.
    alive : boolean array (tables, cells)
        See `Design.alive`.
    start : array (tables, parameters), optional
        Coefficients to start from.
    """
    found = _cold_start(design, counts, alive) if start is None else start.copy()
    moves = np.full(len(counts), np.inf)
    going = np.arange(len(counts))
    steps = 0
    for _ in range(MOST_STEPS):
        found[going], moves[going] = _step(design, counts[going], alive[going], found[going])
        steps += going.size
        going = going[moves[going] > CLOSE]
        if not going.size:
            break
    means = _means(found @ design.columns.T, alive)
    return Solution(coefficients=found, means=means, moves=moves, steps=steps)


def information(design: Design, weights: Floats) -> Floats:
    """Information of every table with a ridge, shape (tables, parameters, parameters)."""
    out = design.information(weights)
    diagonal = np.einsum("rii->ri", out)
    diagonal += RIDGE * (diagonal + 1e-3 * diagonal.max(axis=1, keepdims=True) + 1e-12)
    return out


def _step(design: Design, counts: Floats, alive: Flags, found: Floats) -> tuple[Floats, Floats]:
    """One Newton step of every table, and how far it went."""
    log_means = found @ design.columns.T
    means = _means(log_means, alive)
    score = (counts - means) @ design.columns
    direction = np.linalg.solve(information(design, means), score[..., None])[..., 0]
    change = (direction @ design.columns.T) * alive
    value = _value(counts, log_means, means)
    share = np.ones(len(counts))
    while True:
        moved = log_means + share[:, None] * change
        lower = _value(counts, moved, _means(moved, alive)) < value - 1e-12 * np.abs(value)
        lower &= share > LEAST_SHARE
        if not lower.any():
            break
        share[lower] /= 2.0
    return found + share[:, None] * direction, np.abs(change).max(axis=1, initial=0.0)


def _means(log_means: Floats, alive: Flags) -> Floats:
    means: Floats = np.exp(np.minimum(log_means, LARGEST)) * alive
    return means


def _value(counts: Floats, log_means: Floats, means: Floats) -> Floats:
    """Log-likelihood of every table, less what does not depend on the coefficients."""
    value: Floats = (counts * log_means - means).sum(axis=1)
    return value


def _cold_start(design: Design, counts: Floats, alive: Flags) -> Floats:
    """Least squares on logs of the counts, drawn half way to independence of the lists."""
    tables, levels = len(counts), design.levels
    per_level = counts.reshape(tables, levels, -1)
    cells = np.arange(1, per_level.shape[2] + 1)
    expected = np.ones((tables, cells.size))
    for bit in range(int(cells[-1]).bit_length()):
        on = (cells >> bit & 1).astype(np.float64)
        reach = per_level.sum(axis=1) @ on / counts.sum(axis=1)
        reach = np.clip(reach, 0.01, 0.9)[:, None]
        expected *= np.where(on > 0, reach, 1.0 - reach)
    expected = per_level.sum(axis=2)[:, :, None] * expected[:, None, :]
    target = (counts + expected.reshape(tables, -1)) / 2.0 * alive
    logs = np.log(np.where(target > 0, target, 1.0))
    right = (target * logs) @ design.columns
    found: Floats = np.linalg.solve(information(design, target), right[..., None])[..., 0]
    return found

"""Fits when the level of some people is not known: EM, for many tables at once.

Where a covariate is registered by some lists only, the level of people on none of those lists is
not known. The E-step divides them over the levels that they may be of, in proportion to the
fitted means of their cell; the M-step is an ordinary Poisson fit; the cells of the unseen stay
out of both. Whether a level is known may depend on the lists and on what is known of the person,
but not on the unknown level itself (missing at random).

References
----------
van der Heijden, P. G. M., Whittaker, J., Cruyff, M., Bakker, B., van der Vliet, R. (2012). People
born in the Middle East but residing in the Netherlands: invariant population size estimates and
the role of active and passive covariates. Annals of Applied Statistics 6(3), 831-852.
doi:10.1214/12-AOAS536
Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Maximum likelihood from incomplete data via
the EM algorithm. J. R. Statist. Soc. B 39(1), 1-38. doi:10.1111/j.2517-6161.1977.tb01600.x
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unlisted.lattice import Floats
from unlisted.strata.design import Design
from unlisted.strata.layout import Flags
from unlisted.strata.newton import CLOSE, Solution, solve

MOST_ROUNDS = 5000
SAME = 1e-13  # relative change of the log-likelihood that ends the rounds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Completed:
    """A fit and the tables it completed.

    Attributes
    ----------
    solution : Solution
    counts : array (tables, cells)
        Every person in a level: expected numbers.
    history : array (rounds, tables)
        Log-likelihood of what was seen, per round; it never falls. NaN after a table was done.
    """

    solution: Solution
    counts: Floats
    history: Floats


def possible(tables: Floats, compatible: Flags) -> Floats:
    """People who are, or may be, in every cell; shape (tables, cells)."""
    levels = compatible.shape[1]
    most = tables[:, :levels] + np.einsum("rpc,pl->rlc", tables[:, levels:], compatible)
    found: Floats = most.reshape(len(tables), -1)
    return found


def maximise(
    design: Design, tables: Floats, compatible: Flags, start: Floats | None = None
) -> Completed:
    """Fit every table by EM; an ordinary fit when every level is known.

    Parameters
    ----------
    design : Design
        The model.
    tables : array (tables, levels + partial levels, 2**k - 1)
        Counts without the unseen cell.
    compatible : boolean array (partial levels, levels)
        See `Layout`.
    start : array (tables, parameters), optional
        Coefficients to start from.
    """
    most = possible(tables, compatible)
    alive = design.alive(most)
    levels = compatible.shape[1]
    if not tables[:, levels:].any():
        known = tables[:, :levels].reshape(len(tables), -1)
        solution = solve(design, known, alive, start)
        return Completed(solution=solution, counts=known, history=np.empty((0, len(tables))))
    first = _first(tables, levels) if start is None else _means(design, start, alive)
    counts = allocate(tables, compatible, first)
    return _rounds(design, tables, compatible, counts)


def allocate(tables: Floats, compatible: Flags, means: Floats) -> Floats:
    """E-step: divide the people of partial levels in proportion to the means; shape of `means`."""
    levels = compatible.shape[1]
    shaped = means.reshape(len(tables), levels, -1)
    out = tables[:, :levels].copy()
    for row, may_be in enumerate(compatible):
        open_to = shaped[:, may_be]
        total = open_to.sum(axis=1, keepdims=True)
        share = np.divide(open_to, total, out=np.zeros_like(open_to), where=total > 0)
        out[:, may_be] += tables[:, levels + row, None] * share
    return out.reshape(len(tables), -1)


def log_likelihood(tables: Floats, compatible: Flags, means: Floats) -> Floats:
    """Poisson log-likelihood of what was seen, without the factorials; shape (tables,)."""
    levels = compatible.shape[1]
    shaped = means.reshape(len(tables), levels, -1)
    of_rows = np.concatenate([shaped, np.einsum("rlc,pl->rpc", shaped, compatible)], axis=1)
    logs = np.log(np.where(of_rows > 0, of_rows, 1.0))
    value: Floats = (tables * logs).sum(axis=(1, 2)) - means.sum(axis=1)
    return value


def gradients(design: Design, table: Floats, compatible: Flags, means: Floats) -> Floats:
    """Gradient of the log mean of everything that was seen apart, a row each.

    Where no level of a cell is known, only the sum over its levels is seen.
    """
    levels = compatible.shape[1]
    shaped = means.reshape(levels, -1)
    columns = design.columns.reshape(levels, shaped.shape[1], -1)
    apart = table[:levels].any(axis=0) | ~table.any(axis=0)
    rows = [columns[:, apart][shaped[:, apart] > 0]]
    for row, may_be in enumerate(compatible):
        for cell in np.flatnonzero(table[levels + row]):
            weight = shaped[may_be, cell]
            rows.append((weight @ columns[may_be, cell] / weight.sum())[None])
    return np.concatenate(rows)


def _rounds(design: Design, tables: Floats, compatible: Flags, counts: Floats) -> Completed:
    size = (len(tables), design.parameters)
    alive = design.alive(possible(tables, compatible))
    found, means = np.empty(size), np.empty(counts.shape)
    moves, value = np.empty(len(tables)), np.full(len(tables), -np.inf)
    going, history, steps = np.arange(len(tables)), [], 0
    start: Floats | None = None
    for _ in range(MOST_ROUNDS):
        part = solve(design, counts[going], alive[going], start)
        found[going], means[going], moves[going] = part.coefficients, part.means, part.moves
        steps += part.steps
        reached = log_likelihood(tables[going], compatible, means[going])
        history.append(np.full(len(tables), np.nan))
        history[-1][going] = reached
        settled = reached - value[going] <= SAME * (1.0 + np.abs(reached))
        value[going] = reached
        counts[going] = allocate(tables[going], compatible, means[going])
        going = going[~settled]
        if not going.size:
            break
        start = found[going]
    moves[going] = np.maximum(moves[going], 2.0 * CLOSE)  # out of rounds: not converged
    solution = Solution(coefficients=found, means=means, moves=moves, steps=steps)
    return Completed(solution=solution, counts=counts, history=np.array(history))


def _first(tables: Floats, levels: int) -> Floats:
    """Means to begin with: the sizes of the levels, the same in every cell."""
    sizes = tables[:, :levels].sum(axis=2, keepdims=True) + 1.0
    even = np.broadcast_to(sizes, tables[:, :levels].shape)
    return even.reshape(len(tables), -1)


def _means(design: Design, start: Floats, alive: Flags) -> Floats:
    means: Floats = np.exp(np.minimum(start @ design.columns.T, 300.0)) * alive
    return means

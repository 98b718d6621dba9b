"""Posterior of the population, averaged over every decomposable graph (Madigan and York 1997).

For a set S of lists let ``L(S)`` be the log marginal likelihood of the table collapsed to S under
a Dirichlet prior with `delta` per full cell. A graph contributes the sum of L over its cliques
minus that over its separators; along a perfect elimination order this is a sum of k factors
``L(vertex and neighbours) - L(neighbours)`` (see `graphs`). Each L(S) depends on the number of
unseen people through one cell of the margin only: the people on no list of S.

Nothing is stored per graph and grid point: blocks of graphs are added up as they are computed,
each with its own running offset, and the blocks are joined in their order. The result therefore
does not depend on the number of threads.

References
----------
Madigan, D., York, J. C. (1997). Bayesian methods for estimation of the size of a closed
population. Biometrika 84(1), 19-31. doi:10.1093/biomet/84.1.19
Dawid, A. P., Lauritzen, S. L. (1993). Hyper Markov laws in the statistical analysis of
decomposable graphical models. Annals of Statistics 21, 1272-1317. doi:10.1214/aos/1176349260
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from unlisted.compiling import compiled
from unlisted.estimators.graphs import Factors, decomposable_graphs
from unlisted.intervals.bootstrap import Progress
from unlisted.lattice import Floats, Integers

BLOCK = 512  # graphs per block; fixed, so that sums are always made in the same order
NEGLIGIBLE = 60.0  # a graph whose best point is a factor exp(60) behind adds nothing that shows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """Joint posterior of the population and the graph, as its two margins.

    Attributes
    ----------
    populations : array (points,)
        Seen and unseen, ascending.
    chances : array (points,)
        Posterior probability of each point; they add up to 1.
    graphs : integer array (graphs,)
        Edge masks as in `graphs.Decompositions`.
    graph_chances : array (graphs,)
        Posterior probability of each graph.
    """

    populations: Floats
    chances: Floats
    graphs: Integers
    graph_chances: Floats

    @property
    def mean(self) -> float:
        """Posterior mean of the population."""
        return float(self.populations @ self.chances)

    def quantile(self, share: float) -> float:
        """Smallest point with at least this share of the posterior at or below it."""
        place = int(np.searchsorted(np.cumsum(self.chances), share))
        return float(self.populations[min(place, self.populations.size - 1)])


def unseen_grid(observed: int, points: int, furthest: float) -> Floats:
    """Distinct rounded values of equally spaced points from 1 to `furthest` times the observed."""
    return np.unique(np.round(np.linspace(1.0, furthest * observed, points)))


def posterior_of(
    counts: Floats,
    unseen: Floats,
    delta: float,
    *,
    threads: int = 1,
    progress: Progress | None = None,
) -> Posterior:
    """Average over all decomposable graphs, each equally likely beforehand.

    The prior of the population N is proportional to 1/N on the grid.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell; index 0 is 0.
    unseen : array (points,)
        Grid of the number of unseen people, each 1 or more.
    delta : float
        Dirichlet prior count of every cell.
    threads : int
        Never changes a figure.
    progress : callable, optional
        Called with (blocks done, blocks in all).
    """
    lists = counts.size.bit_length() - 1
    found = decomposable_graphs(lists)
    table, base = log_factors(counts, unseen, delta), log_prior(float(counts.sum()), unseen)
    blocks = np.array_split(found.factors, max(1, len(found.edges) // BLOCK))
    parts = []
    with ThreadPoolExecutor(threads) as pool:
        for done, part in enumerate(pool.map(lambda b: _block(b, table, base), blocks), start=1):
            parts.append(part)
            if progress is not None:
                progress(done, len(blocks))
    offset = np.array([part.offset for part in parts])
    total = np.exp(offset - offset.max()) @ np.array([part.total for part in parts])
    weight = np.exp(np.concatenate([part.weights for part in parts]) - offset.max())
    return Posterior(
        populations=counts.sum() + unseen,
        chances=total / total.sum(),
        graphs=found.edges,
        graph_chances=weight / weight.sum(),
    )


def log_prior(observed: float, unseen: Floats) -> Floats:
    """Log of 1/N and of the ways to choose who is unseen, ``N! / n0!``, on the grid."""
    population = observed + unseen
    out: Floats = gammaln(population + 1.0) - gammaln(unseen + 1.0) - np.log(population)
    return out


def log_factors(counts: Floats, unseen: Floats, delta: float) -> Floats:
    """Every factor ``L(vertex and neighbours) - L(neighbours)`` on the grid.

    Returns
    -------
    array (k * 2**k, points)
        Row ``vertex * 2**k + neighbours``; rows with the vertex among its neighbours are unused.
    """
    size = counts.size
    lists = size.bit_length() - 1
    margin = np.array([_log_margin(counts, mask, unseen, delta) for mask in range(size)])
    masks = np.arange(size)
    return np.concatenate([margin[masks | 1 << j] - margin for j in range(lists)])


def _log_margin(counts: Floats, mask: int, unseen: Floats, delta: float) -> Floats:
    """L of one set: sum of log gamma(n + d) - log gamma(d) over the cells of its margin."""
    cells = np.arange(counts.size)
    inside = cells & mask
    seen = np.bincount(inside, weights=counts, minlength=counts.size)[cells == inside]
    prior = delta * counts.size / seen.size
    known = float(gammaln(seen[1:] + prior).sum()) - seen.size * float(gammaln(prior))
    out: Floats = known + gammaln(seen[0] + unseen + prior)
    return out


class _Part(NamedTuple):
    """One block: sum over its graphs on the grid relative to an offset, log weight per graph."""

    offset: float
    total: Floats
    weights: Floats


def _block(factors: Factors, table: Floats, base: Floats) -> _Part:
    total, weights = np.zeros(base.size), np.empty(len(factors))
    return _Part(add_up(factors, table, base, total, weights), total, weights)


@compiled
def add_up(factors: Factors, table: Floats, base: Floats, total: Floats, weights: Floats) -> float:
    """Add up a block of graphs: `total` on the grid relative to the offset given back.

    The offset is the largest log value so far; when a graph beats it, `total` is scaled down.
    """
    offset = -np.inf
    score = np.empty(base.size)
    for graph in range(len(factors)):
        score[:] = base
        for step in range(factors.shape[1]):
            score += table[factors[graph, step]]
        top = score.max()
        if top < offset - NEGLIGIBLE:
            weights[graph] = -np.inf
            continue
        if top > offset:
            total *= np.exp(offset - top)
            offset = top
        score -= offset
        score[:] = np.exp(score)
        total += score
        weights[graph] = offset + np.log(score.sum())
    return float(offset)

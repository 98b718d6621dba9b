"""Stepwise selection by p-value (Chan, Silverman, Vincent 2021), whole searches in a kernel.

Start with the main effects. For every absent pair a, compare the people seen on both lists,
n*_a, with what the current model expects: lambda = the sum of the fitted means over retained
cells that contain a. With X ~ Poisson(lambda) the p-value is
``min(P(X <= n*_a), P(X >= n*_a))``; a pair whose addition leaves no estimate gets p-value 1. Add
the pair with the smallest p-value while that is below the threshold, refit, repeat.

No candidate is fitted to be tested: lambda is a look-up in the superset sums of the means. Whether
a candidate has an estimate is asked only of the one that is about to be added, and most often
answered by its fit (see `kernels`); a doubtful one is put to `existence`, outside the kernel.
P-values are compared by their logarithm, because those of large tables are all zero otherwise.
Of pairs with equal p-values the first is added.

References
----------
Chan, L., Silverman, B. W., Vincent, K. (2021). Multiple systems estimation for sparse capture
data: inferential challenges when there are nonoverlapping lists. J. Am. Statist. Ass. 116(535).
doi:10.1080/01621459.2019.1708748
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, nan
from typing import NamedTuple

import numpy as np

from unlisted.compiling import compiled
from unlisted.lattice import Floats, Integers, pair_masks
from unlisted.loglinear.existence import Status, status_of, support_of
from unlisted.loglinear.fitting import WELL_CONDITIONED, refit
from unlisted.loglinear.kernels import (
    CERTIFIED,
    DOUBTFUL,
    Request,
    Result,
    add_up,
    fit_many,
    spread,
)
from unlisted.loglinear.models import Model

THRESHOLD = 0.02  # of Chan, Silverman and Vincent
OPEN, CHOSEN, BARRED = 0, 1, 2
ENDED, IN_DOUBT = 0, 1
TERMS, ADDED, FITS, STEPS, FAILED, PICK = range(6)
NEGLIGIBLE = 1e-17
TIED = 1e-9  # logarithms of p-values that differ less are equal but for rounding


class Walk(NamedTuple):
    """Where the search of one table stands: arrays that kernel and Python both move on.

    Attributes
    ----------
    pairs : integer array (pairs,)
        Masks of the pairs that may be added.
    terms : integer array (1, most terms)
        Current model, padded with -1.
    coefficients : array (1, 2**k)
        Its fit.
    standing : integer array (pairs,)
        OPEN, CHOSEN, or BARRED: has no estimate when added to the current model.
    added : integer array (pairs,)
        Positions of the chosen pairs, in order of choice.
    log_p : array (pairs,)
        Logarithm of the p-value of each of them when it was added.
    tally : integer array (6,)
        Terms, pairs added, fits, Newton steps, candidates without an estimate, candidate tried.
    """

    pairs: Integers
    terms: Integers
    coefficients: Floats
    standing: Integers
    added: Integers
    log_p: Floats
    tally: Integers


@compiled
def log_tail(seen: float, expected: float) -> float:
    """Logarithm of ``min(P(X <= seen), P(X >= seen))`` for X ~ Poisson(expected).

    The tail on the far side is summed outward from `seen`, where its terms fall geometrically;
    the other tail follows from it.
    """
    if expected <= 0.0:
        return 0.0 if seen <= 0.0 else -np.inf
    total, term, value = 1.0, 1.0, seen
    if seen >= expected:
        while term > NEGLIGIBLE * total:
            value += 1.0
            term *= expected / value
            total += term
    else:
        while term > NEGLIGIBLE * total:
            term *= value / expected
            value -= 1.0
            total += term
    log_mass: float = seen * np.log(expected) - expected - lgamma(seen + 1.0)
    far: float = log_mass + np.log(total)
    if far < -0.7:  # below one half: the other tail is the larger one
        return far
    near: float = np.log(max(0.0, 1.0 - np.exp(far)) + np.exp(log_mass))
    return min(far, near)


@compiled
def _expected(counts: Floats, walk: Walk, lists: int) -> Floats:
    """Superset sums of the fitted means over the retained cells."""
    mean: Floats = walk.coefficients[0].copy()
    above = counts.copy()
    spread(mean, lists)
    add_up(above, lists)
    for cell in range(mean.size):
        mean[cell] = np.exp(mean[cell])
    mean[0] = 0.0
    for place in range(walk.tally[TERMS]):
        term = walk.terms[0, place]
        if above[term] <= 0.0:
            for cell in range(mean.size):
                if cell & term == term:
                    mean[cell] = 0.0
    add_up(mean, lists)
    return mean


@compiled
def _least(above: Floats, expected: Floats, walk: Walk) -> tuple[int, float]:
    """Open pair with the smallest p-value, the first of equals, and its logarithm; -1 for none."""
    pick, least = -1, np.inf
    for place in range(walk.pairs.size):
        if walk.standing[place] == OPEN:
            pair = walk.pairs[place]
            value = log_tail(above[pair], expected[pair])
            if pick < 0 or value < least - TIED * (1.0 + abs(least)):
                pick, least = place, value
    return pick, least


@compiled
def _refit(counts: Floats, walk: Walk, first: bool) -> int:
    """Fit the model of a walk; keep the fit when it is certified; its flag."""
    size = counts.size
    begin = np.empty((0, size)) if first else walk.coefficients
    numbers, flags, room = np.empty((1, 3)), np.empty(1, np.int64), np.empty((1, size))
    walk.tally[STEPS] += fit_many(
        Request(counts, walk.terms, begin, WELL_CONDITIONED), Result(numbers, flags, room)
    )
    walk.tally[FITS] += 1
    if flags[0] == CERTIFIED:
        walk.coefficients[0] = room[0]
    return int(flags[0])


@compiled
def _accept(walk: Walk, log_p: float) -> None:
    """Book the tried pair as chosen; what was barred may be tried again with the new model."""
    walk.added[walk.tally[ADDED]] = walk.tally[PICK]
    walk.log_p[walk.tally[ADDED]] = log_p
    walk.tally[ADDED] += 1
    walk.standing[walk.tally[PICK]] = CHOSEN
    for place in range(walk.standing.size):
        if walk.standing[place] == BARRED:
            walk.standing[place] = OPEN


@compiled
def _bar(walk: Walk) -> None:
    """Take the tried pair out of the model, and out of this step."""
    walk.tally[TERMS] -= 1
    walk.terms[0, walk.tally[TERMS]] = -1
    walk.standing[walk.tally[PICK]] = BARRED
    walk.tally[FAILED] += 1


@compiled
def _go_on(counts: Floats, lists: int, walk: Walk, limit: float) -> tuple[int, float]:
    """Add pairs until none is below the limit (ENDED) or one is doubtful (IN_DOUBT).

    In doubt, the model of the walk already holds the doubtful pair, but its fit is the old one.
    """
    above = counts.copy()
    add_up(above, lists)
    while True:
        pick, log_p = _least(above, _expected(counts, walk, lists), walk)
        if pick < 0 or log_p >= limit:
            return ENDED, log_p
        walk.tally[PICK] = pick
        walk.terms[0, walk.tally[TERMS]] = walk.pairs[pick]
        walk.tally[TERMS] += 1
        flag = _refit(counts, walk, False)
        if flag == DOUBTFUL:
            return IN_DOUBT, log_p
        if flag == CERTIFIED:
            _accept(walk, log_p)
        else:
            _bar(walk)


@compiled
def _begin(pairs: Integers, lists: int) -> Walk:
    """Stand at the main effects, not fitted yet."""
    terms = np.full((1, 1 + lists + pairs.size), -1)
    terms[0, 0] = 0
    for bit in range(lists):
        terms[0, 1 + bit] = 1 << bit
    tally = np.zeros(6, np.int64)
    tally[TERMS] = 1 + lists
    return Walk(
        pairs,
        terms,
        np.zeros((1, 1 << lists)),
        np.zeros(pairs.size, np.int64),
        np.zeros(pairs.size, np.int64),
        np.zeros(pairs.size),
        tally,
    )


@compiled
def _search_many(
    tables: Floats, pairs: Integers, limit: float, unseen: Floats, work: Integers
) -> None:
    """Search every table; leave NaN, and count no work, where some fit was doubtful."""
    lists = 0
    while 1 << lists < tables.shape[1]:
        lists += 1
    for row in range(tables.shape[0]):
        unseen[row] = np.nan
        walk = _begin(pairs, lists)
        if _refit(tables[row], walk, True) != CERTIFIED:
            continue
        outcome, _ = _go_on(tables[row], lists, walk, limit)
        if outcome == ENDED:
            unseen[row] = np.exp(walk.coefficients[0, 0])
            work[0] += walk.tally[FITS]
            work[1] += walk.tally[STEPS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepwise:
    """A stepwise search that has ended.

    Attributes
    ----------
    model : Model or None
        None when even the main effects have no estimate.
    unseen : float
        People on no list; NaN without a model.
    path : tuple of (int, float)
        Pairs in the order in which they were added, each with its p-value.
    fits, steps : int
        Models fitted, Newton steps.
    failed : int
        Pairs that were not added because the model with them has no estimate.
    """

    model: Model | None
    unseen: float
    path: tuple[tuple[int, float], ...]
    fits: int
    steps: int
    failed: int


def search(counts: Floats, threshold: float = THRESHOLD) -> Stepwise:
    """Search one table.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell, somebody among them; index 0 is 0.
    threshold : float
        Pairs are added while their p-value is below it; between 0 and 1.

    Examples
    --------
    >>> found = search(np.array([0.0, 40, 40, 60, 40, 6, 6, 4]))
    >>> found.model.interactions, round(found.path[0][1], 4)
    ((5, 6), 0.0027)
    """
    lists = counts.size.bit_length() - 1
    walk = _begin(np.array(pair_masks(lists), dtype=np.int64), lists)
    known = _refit(counts, walk, True) == CERTIFIED or _settle(counts, walk)
    while known:
        outcome, log_p = _go_on(counts, lists, walk, log(threshold))
        if outcome == ENDED:
            break
        if _settle(counts, walk):
            _accept(walk, log_p)
        else:
            _bar(walk)
    return _told(walk, lists, known)


def populations(tables: Floats, threshold: float = THRESHOLD) -> tuple[Floats, int, int]:
    """Search many tables; give their populations, and the fits and Newton steps spent.

    Parameters
    ----------
    tables : array (tables, 2**k)
        Counts per cell; index 0 is 0.
    threshold : float
        As in `search`.

    Returns
    -------
    array (tables,), int, int
        Population, NaN where a table has no estimate.
    """
    lists, work = tables.shape[1].bit_length() - 1, np.zeros(2, dtype=np.int64)
    pairs, unseen = np.array(pair_masks(lists), dtype=np.int64), np.empty(len(tables))
    _search_many(tables, pairs, log(threshold), unseen, work)
    observed = tables.sum(axis=1)
    for row in np.flatnonzero(np.isnan(unseen) & (observed > 0)):
        found = search(tables[row], threshold)
        unseen[row] = found.unseen
        work += (found.fits, found.steps)
    return observed + unseen, int(work[0]), int(work[1])


def _settle(counts: Floats, walk: Walk) -> bool:
    """Judge the doubtful model of a walk; keep its fit and say True when it has one."""
    terms = walk.terms[0, : walk.tally[TERMS]]
    lists = counts.size.bit_length() - 1
    plain = tuple(int(term) for term in terms)
    if status_of(lists, plain, support_of(counts)) is not Status.ESTIMABLE:
        return False
    stack = refit(counts, terms)
    if stack is None:
        return False
    walk.tally[FITS] += 1
    walk.tally[STEPS] += stack.steps
    walk.coefficients[0] = stack.coefficients[0]
    return True


def _told(walk: Walk, lists: int, known: bool) -> Stepwise:
    added = walk.added[: walk.tally[ADDED]]
    pairs = [int(walk.pairs[place]) for place in added]
    return Stepwise(
        model=Model.of(lists, pairs) if known else None,
        unseen=exp(walk.coefficients[0, 0]) if known else nan,
        path=tuple(zip(pairs, np.exp(walk.log_p[: added.size]).tolist(), strict=True)),
        fits=int(walk.tally[FITS]),
        steps=int(walk.tally[STEPS]),
        failed=int(walk.tally[FAILED]),
    )

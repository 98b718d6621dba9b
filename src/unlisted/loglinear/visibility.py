"""Do people differ in how visible they are? One tie, the same for every pair of lists.

When some people are seen by every list and others by hardly any, all pairs of lists overlap more
than chance, and about equally so. The model of Darroch and others has one parameter for that:
``log mu_c = b_0 + sum of b_j over the lists of c + tie * t (t - 1) / 2`` with t the number of lists
in c. It spends one parameter where a two-way model needs one per pair, so when people do differ
it is often the better description; when they do not, its tie is about 0.

It is used as a warning, not as an estimate: how many people nobody can see depends on how their
visibility is spread, and no table tells.

References
----------
Darroch, J. N., Fienberg, S. E., Glonek, G. F. V., Junker, B. W. (1993). A three-sample
multiple-recapture approach to census population estimation with heterogeneous catchability.
J. Am. Statist. Ass. 88(423), 1137-1148. doi:10.1080/01621459.1993.10476387
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from scipy.special import gammaln

from unlisted.lattice import Floats
from unlisted.tables.table import CountTable

MOST_STEPS = 60
CLOSE = 1e-8
LARGEST_STEP = 5.0  # a longer step overshoots: the means are exponentials
LEAST_SHARE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """The fitted model of one tie.

    Attributes
    ----------
    population : float
        Seen and unseen.
    tie : float
        Common log odds ratio of every pair; above 0 when people differ in visibility.
    bic : float
        Comparable with the BIC of two-way models on the same table.
    """

    population: float
    tie: float
    bic: float


def visibility_of(table: CountTable) -> Visibility | None:
    """Fit the model of one tie; None when it has no estimate.

    Examples
    --------
    >>> cells = {1: 60, 2: 50, 4: 40, 3: 20, 5: 18, 6: 16, 7: 15}
    >>> found = visibility_of(CountTable(lists=("A", "B", "C"), cells=cells))
    >>> found.tie > 0
    True
    """
    counts = table.counts()[1:]
    design = _design(len(table.lists))
    found = _climbed(design, counts)
    if found is None:
        return None
    value = _log_likelihood(design, counts, found) - float(gammaln(counts + 1.0).sum())
    return Visibility(
        population=table.observed + exp(found[0]),
        tie=float(found[-1]),
        bic=-2.0 * value + design.shape[1] * log(table.observed),
    )


def _design(lists: int) -> Floats:
    """Intercept, a column per list, and the number of pairs in a cell; a row per seen cell."""
    cells = np.arange(1, 1 << lists)
    on = (cells[:, None] >> np.arange(lists) & 1).astype(np.float64)
    times = on.sum(axis=1)
    return np.column_stack([np.ones(cells.size), on, times * (times - 1.0) / 2.0])


def _climbed(design: Floats, counts: Floats) -> Floats | None:
    """Coefficients at the top of the likelihood; None when Newton does not get there."""
    weight = np.sqrt(counts + 0.5)
    target = np.log(counts + 0.5) * weight
    found = np.linalg.lstsq(design * weight[:, None], target, rcond=None)[0]
    value = _log_likelihood(design, counts, found)
    for _ in range(MOST_STEPS):
        means = np.exp(design @ found)
        try:
            step = np.linalg.solve(design.T * means @ design, design.T @ (counts - means))
        except np.linalg.LinAlgError:
            return None
        largest = float(np.abs(step).max())
        share = min(1.0, LARGEST_STEP / largest) if largest > 0 else 1.0
        while share > LEAST_SHARE:
            new = _log_likelihood(design, counts, found + share * step)
            if new >= value - 1e-9 * (1.0 + abs(value)):
                break
            share *= 0.5
        found, value = found + share * step, new
        if largest < CLOSE:
            return np.asarray(found)
    return None


def _log_likelihood(design: Floats, counts: Floats, coefficients: Floats) -> float:
    """Without -log n_c!."""
    predictor = design @ coefficients
    return float((counts * predictor - np.exp(np.minimum(predictor, 700.0))).sum())

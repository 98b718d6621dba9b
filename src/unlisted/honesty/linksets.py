"""One estimate from several draws of the links: Rubin's rules on the scale of the unseen.

A linkage procedure that gives probabilities can be drawn from: each draw is one table, each table
one estimate. Their disagreement is what the uncertain links contribute.

References
----------
Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys. Wiley.
doi:10.1002/9780470316696
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from scipy.special import ndtri, stdtrit

from unlisted.errors import BadKnowledge
from unlisted.results import Estimate
from unlisted.tables.table import CountTable

LEAST = 0.5  # people: a limit at the people seen has no logarithm of its unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSets:
    """Estimates over draws of the links, taken together.

    Attributes
    ----------
    sets, without_estimate : int
        Tables given; those among them without an estimate.
    smallest, largest : float or None
        Range of the points: what the links alone do.
    low, point, high : float or None
        Rubin's rules; None when a table has no interval or only one has an estimate.
    share_of_links : float or None
        Share of the variance that comes from the links.
    """

    sets: int
    without_estimate: int
    smallest: float | None
    largest: float | None
    low: float | None
    point: float | None
    high: float | None
    share_of_links: float | None


def combined(
    table: CountTable,
    linked: Sequence[CountTable],
    estimator: Callable[[CountTable], Estimate],
) -> LinkSets:
    """Estimate from each table and combine.

    Formula: with q_m = log(N_m - n_m) and u_m its variance, read from the interval as
    ``((log(high - n) - log(low - n)) / (2 z))**2``: Q = mean q, U = mean u, B = variance of q,
    T = U + (1 + 1/M) B, limits ``exp(Q -+ t sqrt(T))`` beside the mean of n_m, with t of
    ``(M - 1) (1 + U / ((1 + 1/M) B))**2`` degrees of freedom.

    Do not use it for tables that are not draws from one linkage: the variance between any other
    set of tables is not the uncertainty of the links.

    Raises
    ------
    BadKnowledge
        A table has other lists.
    """
    for number, one in enumerate(linked, start=1):
        if sorted(one.lists) != sorted(table.lists):
            raise BadKnowledge(
                f"table {number} of the linked tables has lists {', '.join(one.lists)}; "
                f"expected {', '.join(table.lists)}"
            )
    found = [estimator(one) for one in linked]
    good = [one for one in found if one.point is not None]
    points = [one.point for one in good if one.point is not None]
    pooled = _pooled(good) if len(good) > 1 else None
    return LinkSets(
        sets=len(found),
        without_estimate=len(found) - len(good),
        smallest=min(points, default=None),
        largest=max(points, default=None),
        low=pooled[0] if pooled else None,
        point=pooled[1] if pooled else None,
        high=pooled[2] if pooled else None,
        share_of_links=pooled[3] if pooled else None,
    )


def _pooled(found: Sequence[Estimate]) -> tuple[float, float, float, float] | None:
    """Rubin's rules: low, population, high, and the share of the variance between the tables."""
    if any(one.low is None or one.high is None for one in found):
        return None
    z = float(ndtri((1.0 + found[0].level) / 2.0))
    seen = float(np.mean([one.observed for one in found]))
    logs = [_unseen_log(one.point, one.observed) for one in found]
    spans = [
        _unseen_log(one.high, one.observed) - _unseen_log(one.low, one.observed) for one in found
    ]
    count = len(found)
    within = float(np.mean([(span / (2.0 * z)) ** 2 for span in spans]))
    between = (1.0 + 1.0 / count) * float(np.var(logs, ddof=1))
    freedom = (count - 1) * (1.0 + within / between) ** 2 if between > 0 else inf
    tail = (1.0 + found[0].level) / 2.0
    reach = (float(stdtrit(freedom, tail)) if np.isfinite(freedom) else z) * sqrt(within + between)
    middle, total = float(np.mean(logs)), within + between
    share = between / total if total > 0 else 0.0
    return seen + exp(middle - reach), seen + exp(middle), seen + exp(middle + reach), share


def _unseen_log(value: float | None, observed: int) -> float:
    return log(max(LEAST, (value or 0.0) - observed))

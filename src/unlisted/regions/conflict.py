"""Does the region contradict what was borrowed, and do all lists attract each other alike?

Two tests on dependences, both on normal approximations, both with little power in small tables:
passing them proves nothing.

References
----------
Evans, M., Moshonov, H. (2006). Checking for prior-data conflict. Bayesian Analysis 1(4), 893-914.
doi:10.1214/06-BA129
Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components.
Biometrics Bulletin 2(6), 110-114. doi:10.2307/3002019
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from unlisted.lattice import Floats
from unlisted.regions.learning import Lesson
from unlisted.regions.posterior import design_of, mode_of, prior_on


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Borrowed:
    """What was borrowed, over all spreads, before the region was looked at.

    Attributes
    ----------
    mean : array (pairs,)
        Centre of the dependences.
    of_centre : array (pairs, pairs)
        Covariance of the centre.
    of_region : array (pairs, pairs)
        Covariance of one region's dependences around `mean`.
    """

    mean: Floats
    of_centre: Floats
    of_region: Floats


def borrowed_from(lessons: Sequence[Lesson]) -> Borrowed:
    """Average the lessons by their weights, the differences between their means included."""
    logs = np.array([lesson.log_weight for lesson in lessons])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    means = np.array([lesson.mean for lesson in lessons])
    mean = weights @ means
    between = (weights[:, None] * (means - mean)).T @ (means - mean)
    inside = np.tensordot(weights, np.array([lesson.covariance for lesson in lessons]), axes=1)
    squared = float(weights @ np.array([lesson.spread**2 for lesson in lessons]))
    centre = inside + between
    return Borrowed(mean=mean, of_centre=centre, of_region=centre + squared * np.eye(mean.size))


def conflict(counts: Floats, borrowed: Borrowed) -> float:
    """P-value of the region's dependences under what was borrowed.

    With prior ``Normal(m, S)`` and posterior mode t and covariance P of the dependences,
    ``T = (t - m)' S^-1 (t - m)`` is, when the borrowed holds, distributed as a sum of chi-squares
    with the eigenvalues of ``I - S^-1 P`` for weights: directions of which the region knows
    nothing weigh nothing. The tail comes from Satterthwaite's chi-square with the same mean and
    variance.
    """
    design = design_of(counts.size.bit_length() - 1)
    mode = mode_of(counts, prior_on(borrowed.mean, borrowed.of_region))
    away = mode.place[design.of_pairs] - borrowed.mean
    posterior = mode.covariance[design.of_pairs, design.of_pairs]
    known = np.eye(away.size) - np.linalg.solve(borrowed.of_region, posterior)
    mean, variance = float(np.trace(known)), 2.0 * float(np.trace(known @ known))
    statistic = float(away @ np.linalg.solve(borrowed.of_region, away))
    freedom = 2.0 * mean**2 / variance
    return float(chdtrc(freedom, statistic * freedom / mean))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attraction:
    """How far all pairs of lists attract each other elsewhere.

    Attributes
    ----------
    mean, error : float
        Mean dependence over all pairs, and its standard error.
    share : float
        Share of the pairs above zero.
    """

    mean: float
    error: float
    share: float


def attraction(borrowed: Borrowed) -> Attraction:
    """Measure the trace that differences between people leave.

    People who differ in how visible they are to *every* list make every pair of lists look
    dependent at once. The two-way model then still counts too few, and goodness of fit does not
    show it; a mean dependence clearly above zero, with nearly all pairs above zero, does.
    """
    return Attraction(
        mean=float(borrowed.mean.mean()),
        error=float(np.sqrt(borrowed.of_centre.sum())) / borrowed.mean.size,
        share=float((borrowed.mean > 0).mean()),
    )

"""Intervals from bootstrap replicates: percentile, and BCa (bias-corrected and accelerated).

References
----------
Efron, B. (1987). Better bootstrap confidence intervals. J. Am. Statist. Ass. 82, 171-185.
doi:10.1080/01621459.1987.10478410
DiCiccio, T. J., Efron, B. (1996). Bootstrap confidence intervals. Statistical Science 11(3),
189-228. doi:10.1214/ss/1032280214
Hyndman, R. J., Fan, Y. (1996). Sample quantiles in statistical packages. The American
Statistician 50, 361-365. doi:10.1080/00031305.1996.10473566
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from unlisted.lattice import Floats

SAME = 1e-9  # relative difference under which a replicate equals the point


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval and the levels of the replicates that it was read at.

    Attributes
    ----------
    at_edge : bool
        A limit lies outside the second-smallest and second-largest replicate, or the bias
        correction was infinite and had to be bounded: more replicates are needed, or the
        interval means little.
    """

    low: float
    high: float
    lower_level: float
    upper_level: float
    bias: float = 0.0
    acceleration: float = 0.0
    at_edge: bool = False


def percentile(replicates: Floats, level: float) -> Interval:
    """Equal-tailed percentile interval; quantiles of type 8 of Hyndman and Fan.

    Parameters
    ----------
    replicates : array
        Estimates of the replicates that succeeded.
    level : float
        Nominal coverage, between 0 and 1.
    """
    tail = (1.0 - level) / 2.0
    return _read(replicates, tail, 1.0 - tail)


def bca(point: float, replicates: Floats, acceleration: float, level: float) -> Interval:
    """BCa interval.

    Formula: with z0 = Phi^-1(share of replicates strictly below the point), the limit for tail
    alpha is the replicate quantile at ``Phi(z0 + (z0 + z_alpha) / (1 - a (z0 + z_alpha)))``.

    Parameters
    ----------
    point : float
        The estimate on the data themselves.
    replicates : array
        Estimates of the replicates that succeeded.
    acceleration : float
        See `acceleration_of`.
    level : float
        Nominal coverage, between 0 and 1.
    """
    count = replicates.size
    below = float((replicates < point * (1.0 - SAME)).mean())
    bounded = min(max(below, 0.5 / count), 1.0 - 0.5 / count)
    bias = float(ndtri(bounded))
    tail = (1.0 - level) / 2.0
    lower, upper = (_adjusted(bias, acceleration, share) for share in (tail, 1.0 - tail))
    plain = _read(replicates, lower, upper)
    return Interval(
        low=plain.low,
        high=plain.high,
        lower_level=lower,
        upper_level=upper,
        bias=bias,
        acceleration=acceleration,
        at_edge=plain.at_edge or bounded != below,
    )


def acceleration_of(jackknife: Floats, weights: Floats) -> float:
    """Acceleration of BCa from a delete-one jackknife over the observed cells.

    Formula: ``sum n_c r_c**3 / (6 (sum n_c r_c**2)**1.5)`` with ``r_c = J - J_c`` and J the
    weighted mean of J_c, the estimate with one person of cell c left out.

    Parameters
    ----------
    jackknife : array
        J_c of every observed cell.
    weights : array
        n_c of the same cells.
    """
    gaps = float((weights * jackknife).sum() / weights.sum()) - jackknife
    spread = float((weights * gaps**2).sum())
    return float((weights * gaps**3).sum()) / (6.0 * spread**1.5) if spread > 0 else 0.0


def _adjusted(bias: float, acceleration: float, share: float) -> float:
    shifted = bias + float(ndtri(share))
    stretch = 1.0 - acceleration * shifted
    if stretch <= 0:  # the correction has run away: the limit is the end of the replicates
        return 1.0 if shifted > 0 else 0.0
    return float(ndtr(bias + shifted / stretch))


def _read(replicates: Floats, lower: float, upper: float) -> Interval:
    low, high = np.quantile(replicates, [lower, upper], method="median_unbiased")
    edge = 1.0 / replicates.size
    return Interval(
        low=float(low),
        high=float(high),
        lower_level=lower,
        upper_level=upper,
        at_edge=lower < edge or upper > 1.0 - edge,
    )

"""Log-normal interval of a population: what cannot fall below the people already seen.

References
----------
Chao, A. (1987). Estimating the population size for capture-recapture data with unequal
catchability. Biometrics 43(4), 783-791. doi:10.2307/2531532
"""

from __future__ import annotations

from math import exp, log1p, sqrt

from scipy.special import ndtri


def log_normal(
    observed: float, unseen: float, variance: float, level: float
) -> tuple[float, float]:
    """Limits of the population when the number of unseen people is roughly log-normal.

    Formula: ``n + f0 / R`` and ``n + f0 R`` with ``R = exp(z sqrt(log(1 + variance / f0**2)))``.

    Parameters
    ----------
    observed : float
        People seen (n).
    unseen : float
        Estimated people not seen (f0), above 0.
    variance : float
        Variance of the estimate of the population.
    level : float
        Nominal coverage, between 0 and 1.

    Examples
    --------
    >>> low, high = log_normal(100, 50, 400.0, 0.95)
    >>> round(low, 1), round(high, 1)
    (123.5, 206.4)
    """
    quantile = float(ndtri((1.0 + level) / 2.0))
    ratio = exp(quantile * sqrt(log1p(variance / unseen**2)))
    return observed + unseen / ratio, observed + unseen * ratio

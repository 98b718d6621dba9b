"""Have the chains found the same distribution, and how many independent draws are they worth?

Split R-hat and effective sample size on ranks: they work for heavy tails, where the classical
forms say "converged" of chains that are not.

References
----------
Vehtari, A., Gelman, A., Simpson, D., Carpenter, B., Bürkner, P.-C. (2021). Rank-normalization,
folding, and localization: an improved R-hat for assessing convergence of MCMC. Bayesian Analysis
16(2), 667-718. doi:10.1214/20-BA1221
Geyer, C. J. (1992). Practical Markov chain Monte Carlo. Statistical Science 7(4), 473-483.
doi:10.1214/ss/1177011137
"""

from __future__ import annotations

from math import inf, log10, nan

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from unlisted.errors import BadRequest
from unlisted.lattice import Floats

FEWEST_DRAWS = 4


def rank_normalised_rhat(draws: Floats) -> float:
    """Give the larger of the split R-hats of the ranks and of the folded ranks.

    Ranks compare where chains are, folded ranks (distance to the median) how wide they are. Near
    1 when chains agree; above 1.01 they do not, or not yet.

    Parameters
    ----------
    draws : array (chains, samples)
        At least 2 chains of 4 samples.

    Returns
    -------
    float
        1 when no draw differs from any other; infinite when chains stand still apart.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(size=(4, 500))
    >>> rank_normalised_rhat(draws) < 1.01
    True
    >>> rank_normalised_rhat(draws + [[0], [0], [0], [1]]) > 1.1
    True
    """
    halves = _split(draws)
    if _is_constant(halves):
        return 1.0
    folded = np.abs(halves - np.median(halves))
    return max(split_rhat(normal_scores(halves)), split_rhat(normal_scores(folded)))


def split_rhat(halves: Floats) -> float:
    """Give R-hat as it is: ``sqrt(((S - 1) / S W + B / S) / W)``, of chains already split.

    B / S is the variance of the chain means, W the mean of the chain variances, S the samples.
    """
    if _is_constant(halves):
        return 1.0
    if (np.ptp(halves, axis=1) == 0.0).all():
        return inf
    within = float(halves.var(axis=1, ddof=1).mean())
    between = float(halves.mean(axis=1).var(ddof=1))
    length = halves.shape[1]
    return float(np.sqrt((length - 1) / length + between / within))


def bulk_size(draws: Floats) -> float:
    """Effective sample size for the middle: that of the normal scores of split chains.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(size=(4, 500))
    >>> 1500 < bulk_size(draws) < 2600
    True
    """
    return effective_size(normal_scores(_split(draws)))


def tail_size(draws: Floats) -> float:
    """Effective sample size for the tails: the smaller of those of the 5% and 95% quantiles."""
    halves = _split(draws)
    low, high = np.quantile(halves, (0.05, 0.95))
    return min(effective_size((halves <= edge).astype(float)) for edge in (low, high))


def effective_size(halves: Floats) -> float:
    """Effective sample size of all chains together, by Geyer's initial monotone sequence.

    Autocorrelations combine within and between chains,
    ``rho_t = 1 - (W - mean of within-chain autocovariances at lag t) / var_plus``: chains that
    disagree are worth few draws. Sums of neighbouring pairs are taken while positive and are made
    to fall. At most ``S log10(S)`` for S draws in all.

    Parameters
    ----------
    halves : array (chains, samples)
        Already split.

    Returns
    -------
    float
        The number of draws when no draw differs from any other; NaN when a chain has fewer than
        4 samples.
    """
    chains, length = halves.shape
    total = chains * length
    if length < FEWEST_DRAWS:
        return nan
    if _is_constant(halves):
        return float(total)
    covariance = autocovariance(halves).mean(axis=0)
    within = covariance[0] * length / (length - 1)
    variance = covariance[0] + (float(halves.mean(axis=1).var(ddof=1)) if chains > 1 else 0.0)
    correlation = 1.0 - (within - covariance * length / (length - 1)) / variance
    correlation[0] = 1.0
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs <= 0.0)
    kept = np.minimum.accumulate(pairs[: negative[0]] if negative.size else pairs)
    time = max(2.0 * float(kept.sum()) - 1.0, 1.0 / log10(total))
    return float(total / time)


def autocovariance(chains: Floats) -> Floats:
    """Autocovariance of each chain at every lag, divided by the length, by fast transform."""
    length = chains.shape[1]
    centred = chains - chains.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=1)
    out: Floats = np.fft.irfft(np.abs(spectrum) ** 2, n=2 * length, axis=1)[:, :length] / length
    return out


def normal_scores(draws: Floats) -> Floats:
    """Replace draws by normal quantiles of their ranks over all chains (Blom); ties share."""
    ranks = rankdata(draws, method="average", axis=None).reshape(draws.shape)
    out: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return out


def _split(draws: Floats) -> Floats:
    """Halve every chain; an odd draw in the middle is left out."""
    if draws.ndim != 2 or draws.shape[1] < FEWEST_DRAWS:
        raise BadRequest("convergence needs chains of at least 4 samples each")
    half = draws.shape[1] // 2
    return np.concatenate((draws[:, :half], draws[:, -half:]))


def _is_constant(draws: Floats) -> bool:
    return bool((draws == draws.flat[0]).all())

"""Are more people on exactly one list than those on two or more lists predict?

One-inflation: people who come off every other list by being on one (they leave, or are told to
stay away). It makes estimates from singletons too high. Leaving singletons out, the counts of
people on 2, 3, ... lists follow a zero-one-truncated binomial, which predicts the singletons.

References
----------
Godwin, R. T., Boehning, D. (2017). Estimation of the population size by using the one-inflated
positive Poisson model. J. R. Statist. Soc. C 66(2), 425-448. doi:10.1111/rssc.12192
Boehning, D., van der Heijden, P. G. M. (2019). The identity of the zero-truncated, one-inflated
likelihood and the zero-one-truncated likelihood for general count densities with an application
to drink-driving in Britain. Annals of Applied Statistics 13(2), 1198-1211.
doi:10.1214/18-AOAS1232
"""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, gammaln, ndtr

from unlisted.lattice import Floats

WIDEST = 30.0  # log odds of being on a list that are looked at, up and down


@dataclass(frozen=True, slots=True, kw_only=True)
class OneInflation:
    """The check on people seen once.

    Attributes
    ----------
    seen, expected : float
        People on exactly one list, and as predicted from those on two or more.
    p_value : float
        One-sided, from the signed root of the likelihood ratio: small when too many are seen.
    population : float
        Seen and unseen, the unseen predicted without use of the singletons.
    """

    seen: float
    expected: float
    p_value: float
    population: float


def one_inflation(frequencies: Floats) -> OneInflation | None:
    """Compare the singletons with what the others predict.

    Formula: p is the maximum likelihood estimate from f2, f3, ... under a binomial(k, p)
    truncated below 2; with S people on two or more lists, f1 is predicted as
    ``S P(1) / P(2 or more)`` and the unseen as ``S P(0) / P(2 or more)``. The test compares
    the zero-truncated binomial with the one in which the share of singletons is free.

    Assumes equally reaching lists and equally visible people. Unequal independent lists make the
    test cautious (it predicts too many singletons); people who differ in visibility are
    *indistinguishable* from one-inflation and make it fire too.

    Parameters
    ----------
    frequencies : array (k + 1,)
        People on exactly 0 (unused), 1, ..., k lists.

    Returns
    -------
    OneInflation or None
        None when people on two or more lists are all on two, or all on every list: then
        nothing can be predicted.
    """
    more, lists = float(frequencies[2:].sum()), frequencies.size - 1
    if more == 0 or frequencies[3:].sum() == 0 or more == frequencies[lists]:
        return None
    log_odds, beyond = _fit(frequencies, 2)
    shape = _log_shape(log_odds, lists)
    share = more / float(np.exp(shape[2:]).sum())
    seen, expected = float(frequencies[1]), share * float(np.exp(shape[1]))
    observed = seen + more
    free = beyond + _entropy(seen, observed) + _entropy(more, observed)
    ratio = 2.0 * (free - _fit(frequencies, 1)[1])
    root = copysign(sqrt(max(ratio, 0.0)), seen - expected)
    return OneInflation(
        seen=seen,
        expected=expected,
        p_value=float(ndtr(-root)),
        population=observed + share * float(np.exp(shape[0])),
    )


def _fit(frequencies: Floats, least: int) -> tuple[float, float]:
    """Log odds and log-likelihood of the binomial truncated below `least`."""
    lists = frequencies.size - 1
    kept, number = frequencies[least:], np.arange(least, lists + 1)
    total = float(kept.sum())
    mean = float(kept @ number) / total

    def surplus(log_odds: float) -> float:
        chance = np.exp(_log_shape(log_odds, lists)[least:])
        return float(chance @ number / chance.sum()) - mean

    log_odds = float(brentq(surplus, -WIDEST, WIDEST, xtol=1e-12))
    shape = _log_shape(log_odds, lists)[least:]
    return log_odds, float(kept @ shape) - total * float(np.log(np.exp(shape).sum()))


def _log_shape(log_odds: float, lists: int) -> Floats:
    """Log binomial probabilities of 0, 1, ..., k lists."""
    number = np.arange(lists + 1)
    ways = gammaln(lists + 1.0) - gammaln(number + 1.0) - gammaln(lists - number + 1.0)
    out: Floats = ways + number * log_odds + lists * np.log(expit(-log_odds))
    return out


def _entropy(part: float, whole: float) -> float:
    return part * float(np.log(part / whole)) if part > 0 else 0.0

"""Information criteria by which models are ranked, and the weights that follow from them.

All are ``-2 ll`` plus a penalty for the p parameters, n being the number of observed people (not
of cells); lower is better:

- BIC, ``p log n``: chooses few interactions; the default, and that of the published estimates.
- AIC, ``2 p``: chooses many. Estimates by AIC on sparse overlaps are unstable; use it to look, not
  to report.
- AICc, ``2 p + 2 p (p + 1) / (n - p - 1)``: AIC corrected for few data; close to AIC as soon as n
  is some hundreds. Infinite where n <= p + 1.

References
----------
Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6, 461-464.
doi:10.1214/aos/1176344136
Akaike, H. (1974). A new look at the statistical model identification. IEEE Transactions on
Automatic Control 19, 716-723. doi:10.1109/TAC.1974.1100705
Hurvich, C. M., Tsai, C.-L. (1989). Regression and time series model selection in small samples.
Biometrika 76, 297-307. doi:10.1093/biomet/76.2.297
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from unlisted.errors import ModelError
from unlisted.lattice import Floats
from unlisted.loglinear.fitting import Stack


class Criterion(StrEnum):
    """A penalised likelihood; the lowest is the best."""

    BIC = "bic"
    AIC = "aic"
    AICC = "aicc"


def criterion_named(name: str) -> Criterion:
    """Criterion of that name.

    Raises
    ------
    ModelError
        No criterion is named so.

    Examples
    --------
    >>> criterion_named("bic") is Criterion.BIC
    True
    """
    if name not in list(Criterion):
        raise ModelError(f"criterion {name!r} is not one of {', '.join(Criterion)}")
    return Criterion(name)


def scores(criterion: Criterion, stack: Stack, observed: float) -> Floats:
    """Value of the criterion for every model of a stack; lower is better."""
    if criterion is Criterion.BIC:
        return stack.bic(observed)
    return stack.aic() if criterion is Criterion.AIC else stack.aicc(observed)


def weights(values: Floats) -> Floats:
    """Share of each model: proportional to exp(-distance to the best / 2), summing to 1.

    Models with an infinite value weigh nothing. With BIC these are approximate posterior
    probabilities under equal priors (Schwarz), with AIC the Akaike weights; neither knows about
    models outside the family.

    Examples
    --------
    >>> weights(np.array([10.0, np.inf, 10.0])).tolist()
    [0.5, 0.0, 0.5]
    """
    known = np.isfinite(values)
    if not known.any():
        return np.zeros_like(values)
    raw = np.exp(-(values - values[known].min()) / 2.0)
    shares: Floats = raw / raw.sum()
    return shares

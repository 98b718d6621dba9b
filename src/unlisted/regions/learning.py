"""What other tables teach about the dependences between lists, for every spread between regions.

Regions have dependences ``theta_r ~ Normal(m, tau**2)``, pair by pair, and the centre has
``m_p ~ Normal(0, CENTRE_SPREAD**2)``. For a given tau the other tables are summed up in a normal
approximation of m (Laplace): they are large, or many.

- One table that is the rest of the nation is the average of many regions: its dependences are m.
- Neighbouring regions are each a draw around m: `neighbours` fits them together.
- No table at all leaves m to its prior.

`CENTRE_SPREAD` is 1.5: in the Dutch, UK, Western and New Orleans tables the dependences of the
all-pairs model have a root mean square of 0.7 to 1.4, so that 1.5 pulls hardly; coverage was the
same at 1 and at 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unlisted.lattice import Floats
from unlisted.regions.posterior import Prior, design_of, mode_of, prior_on

CENTRE_SPREAD = 1.5
NODES = 8
REACH = 3.0  # the grid of tau ends at this many times its scale


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """The centre of the dependences, given how much regions differ.

    Attributes
    ----------
    spread : float
        Standard deviation tau of dependences between regions.
    mean : array (pairs,)
    covariance : array (pairs, pairs)
        Of the centre m; a region's own dependences have ``covariance + spread**2 I``.
    log_weight : float
        Log of prior times evidence of the other tables, up to a constant.
    converged : bool
    """

    spread: float
    mean: Floats
    covariance: Floats
    log_weight: float
    converged: bool

    def prior(self) -> Prior:
        """Prior of the region's coefficients."""
        return prior_on(self.mean, self.covariance + self.spread**2 * np.eye(self.mean.size))


def spreads_of(scale: float) -> tuple[Floats, Floats]:
    """Grid of tau and the log of its half-normal prior weights, which add up to 1."""
    steps = (np.arange(NODES) + 0.5) * REACH / NODES
    logs = -0.5 * steps**2
    return scale * steps, logs - np.log(np.exp(logs).sum())


def lessons_from_nation(counts: Floats, scale: float) -> list[Lesson]:
    """Take the dependences of one large table for the centre itself."""
    design = design_of(counts.size.bit_length() - 1)
    prior = prior_on(np.zeros(design.pairs), CENTRE_SPREAD**2 * np.eye(design.pairs))
    mode = mode_of(counts, prior)
    covariance = mode.covariance[design.of_pairs, design.of_pairs]
    return [
        Lesson(
            spread=float(spread),
            mean=mode.place[design.of_pairs],
            covariance=covariance,
            log_weight=float(weight),
            converged=mode.converged,
        )
        for spread, weight in zip(*spreads_of(scale), strict=True)
    ]


def lessons_from_nobody(pairs: int, scale: float) -> list[Lesson]:
    """Leave the centre to its prior: dependences are shrunk to zero."""
    return [
        Lesson(
            spread=float(spread),
            mean=np.zeros(pairs),
            covariance=CENTRE_SPREAD**2 * np.eye(pairs),
            log_weight=float(weight),
            converged=True,
        )
        for spread, weight in zip(*spreads_of(scale), strict=True)
    ]

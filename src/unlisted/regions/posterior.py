"""The two-way log-linear model of one table under a normal prior: its mode, curvature, evidence.

Coefficients are ordered intercept, lists, pairs (`Design.terms`). With ``x`` the coefficients,
``A`` the 0/1 matrix of terms in cells and ``n`` the counts, the log posterior is

``n' A' x - sum_c exp((A' x)_c) - (x - mean)' Q (x - mean) / 2``,

over the cells of people who can be seen. It is concave for any counts, so that the mode exists
where a maximum likelihood estimate does not: an empty pair needs no minus infinity. Gradient and
Hessian come from superset sums, as everywhere in this library: entry (a, b) of the information is
the fitted number of people in cells that contain both terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from unlisted.lattice import Floats, Integers, pair_masks, superset_sums

MOST_STEPS = 100
CLOSE = 1e-8  # largest change of a coefficient in the last Newton step
LEAST_SHARE = 1e-6  # a step is halved no further than this
SLACK = 1e-9  # rounding allowed in "the log posterior went up"
LIST_MEAN = -2.0
LIST_SPREAD = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Which cells contain which terms, for a number of lists.

    Attributes
    ----------
    lists, pairs : int
    terms : integer array (1 + lists + pairs,)
        Bitmasks of the intercept, the lists and the pairs.
    within : array (terms, 2**lists)
        1 where the cell contains the term.
    unions : integer array (terms, terms)
        Mask of both terms together: where the information of the two is found.
    """

    lists: int
    pairs: int
    terms: Integers
    within: Floats
    unions: Integers

    @property
    def of_pairs(self) -> slice:
        """Places of the dependences among the coefficients."""
        return slice(1 + self.lists, 1 + self.lists + self.pairs)


@lru_cache(maxsize=16)
def design_of(lists: int) -> Design:
    """Design of the two-way model on a number of lists."""
    singles = [1 << j for j in range(lists)]
    terms = np.array([0, *singles, *pair_masks(lists)], dtype=np.int64)
    cells = np.arange(1 << lists)
    within = (cells[None, :] & terms[:, None]) == terms[:, None]
    return Design(
        lists=lists,
        pairs=terms.size - 1 - lists,
        terms=terms,
        within=within.astype(np.float64),
        unions=terms[:, None] | terms[None, :],
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prior:
    """Normal prior on all coefficients.

    Attributes
    ----------
    mean : array (terms,)
    precision : array (terms, terms)
        Row and column of the intercept are 0: flat.
    log_scale : float
        Half the log determinant of the precision of the dependences: what the evidence needs to
        compare priors that differ in them.
    """

    mean: Floats
    precision: Floats
    log_scale: float


def prior_on(dependences: Floats, covariance: Floats) -> Prior:
    """Prior with given mean and covariance of the dependences, and little said of the rest.

    The intercept is flat: given rates and dependences this is the scale-free prior 1/N on the
    expected population. Lists have log odds of capture normal around -2 (12%) with standard
    deviation 3 (95% between 0.04% and 98%): worth less than one person on two lists.

    Parameters
    ----------
    dependences : array (pairs,)
        Their mean.
    covariance : array (pairs, pairs)
        Positive definite.
    """
    pairs = dependences.size
    lists = round((1.0 + np.sqrt(1.0 + 8.0 * pairs)) / 2.0)
    factor = np.linalg.cholesky(covariance)
    half = np.linalg.solve(factor, np.eye(pairs))
    precision = np.diag(np.r_[0.0, np.full(lists, LIST_SPREAD**-2.0), np.zeros(pairs)])
    precision[1 + lists :, 1 + lists :] = half.T @ half
    return Prior(
        mean=np.concatenate(([0.0], np.full(lists, LIST_MEAN), dependences)),
        precision=precision,
        log_scale=-float(np.log(np.diag(factor)).sum()),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mode:
    """Top of a posterior.

    Attributes
    ----------
    place : array (terms,)
    information : array (terms, terms)
        Minus the second derivative there.
    height : float
        Log posterior there, without constants that no prior changes.
    converged : bool
    """

    place: Floats
    information: Floats
    height: float
    converged: bool

    @property
    def covariance(self) -> Floats:
        """Covariance of the normal approximation."""
        return np.asarray(np.linalg.inv(self.information))


def log_posterior(counts: Floats, places: Floats, prior: Prior) -> Floats:
    """Log posterior at many places, up to the constant of the counts.

    Parameters
    ----------
    counts : array (2**lists,)
        Index 0 must be 0.
    places : array (..., terms)
        Coefficients.
    prior : Prior
        Of the coefficients.
    """
    design = design_of(counts.size.bit_length() - 1)
    logs = places @ design.within
    means = np.exp(logs[..., 1:]).sum(axis=-1)
    away = places - prior.mean
    penalty = 0.5 * ((away @ prior.precision) * away).sum(axis=-1)
    return np.asarray(logs @ counts - means - penalty + prior.log_scale)


def mode_of(counts: Floats, prior: Prior, start: Floats | None = None) -> Mode:
    """Climb to the top of the posterior by Newton's method with halved steps.

    Parameters
    ----------
    counts : array (2**lists,)
        Counts per cell; index 0 must be 0.
    prior : Prior
        Of the coefficients.
    start : array (terms,), optional
        Where to begin; the order of beginning changes time, not the answer.
    """
    design = design_of(counts.size.bit_length() - 1)
    place = beginning(counts, prior.mean) if start is None else start
    height, moved = float(log_posterior(counts, place, prior)), np.inf
    for _ in range(MOST_STEPS):
        slope, information = derivatives(counts, place, prior, design)
        step = np.asarray(np.linalg.solve(information, slope))
        place, height, moved = _climbed(counts, place, prior, step, height)
        if moved < CLOSE:
            break
    _, information = derivatives(counts, place, prior, design)
    return Mode(place=place, information=information, height=height, converged=moved < CLOSE)


def beginning(counts: Floats, mean: Floats) -> Floats:
    """Rough coefficients: as many unseen as seen, lists as long as they are."""
    design = design_of(counts.size.bit_length() - 1)
    lengths = superset_sums(counts)[design.terms[1 : 1 + design.lists]]
    place = mean.copy()
    place[0] = np.log(counts.sum())
    place[1 : 1 + design.lists] = np.log(np.maximum(lengths, 0.5) / counts.sum()) - 1.0
    return place


def _climbed(
    counts: Floats, place: Floats, prior: Prior, step: Floats, height: float
) -> tuple[Floats, float, float]:
    """Go along a step, or the largest half of it that does not go down."""
    share = 1.0
    while share > LEAST_SHARE:
        there = place + share * step
        with np.errstate(over="ignore", invalid="ignore"):
            new = float(log_posterior(counts, there, prior))
        if new >= height - SLACK * (1.0 + abs(height)):
            return there, new, float(np.abs(step).max())
        share /= 2.0
    return place, height, float(np.abs(step).max())


def derivatives(
    counts: Floats, place: Floats, prior: Prior, design: Design
) -> tuple[Floats, Floats]:
    """Slope of the log posterior, and its information."""
    means = np.exp(place @ design.within)
    means[0] = 0.0
    above = superset_sums(means)
    slope = design.within @ counts - above[design.terms] - prior.precision @ (place - prior.mean)
    return slope, above[design.unions] + prior.precision

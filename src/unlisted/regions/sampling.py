"""Draws from the posterior of a region: importance sampling around the modes of all spreads.

For every tau the posterior has one mode (it is log-concave). The proposal is the mixture of
multivariate t distributions around those modes, with the Laplace weights; weighting by target
over proposal makes the draws exact, tau included, but for the normal approximation of the other
tables. How far the weights are from equal is measured and reported: no number when it is bad.

References
----------
Geweke, J. (1989). Bayesian inference in econometric models using Monte Carlo integration.
Econometrica 57(6), 1317-1339. doi:10.2307/1913710
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from unlisted.lattice import Floats
from unlisted.regions.learning import Lesson
from unlisted.regions.posterior import Mode, Prior, log_posterior, mode_of

FREEDOM = 5.0  # heavier tails than the target, so that weights stay bounded
MOST_UNSEEN = 1e12  # expected unseen people are cut here, before drawing a whole number


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Weighted draws of the region's coefficients.

    Attributes
    ----------
    places : array (draws, terms)
    spreads : array (draws,)
    weights : array (draws,)
        Add up to 1.
    unseen : array (draws,)
        Whole numbers of unseen people: Poisson around exp(intercept).
    converged : bool
        Newton found the mode for every tau.
    """

    places: Floats
    spreads: Floats
    weights: Floats
    unseen: Floats
    converged: bool

    @property
    def effective(self) -> float:
        """Effective number of draws, ``1 / sum(weights**2)``."""
        return float(1.0 / (self.weights**2).sum())

    @property
    def largest(self) -> float:
        """Largest weight of one draw."""
        return float(self.weights.max())

    def quantiles(self, values: Floats, levels: Sequence[float]) -> list[float]:
        """Weighted quantiles: the least value with at least so much weight up to it."""
        order = np.argsort(values, kind="stable")
        reached = np.cumsum(self.weights[order])
        places = np.searchsorted(reached, np.asarray(levels) * reached[-1])
        return [float(value) for value in values[order][np.minimum(places, values.size - 1)]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Part:
    """One tau: its prior, its mode, and the log of its share in the target and the proposal."""

    lesson: Lesson
    prior: Prior
    mode: Mode
    log_share: float


def sample(counts: Floats, lessons: Sequence[Lesson], draws: int, random: Generator) -> Draws:
    """Draw from the posterior of a region's coefficients.

    Parameters
    ----------
    counts : array (2**lists,)
        The region.
    lessons : sequence of Lesson
        One per tau.
    draws : int
        Number of draws.
    random : Generator
        Source of random numbers.
    """
    parts = _parts(counts, lessons)
    logs = np.array([part.log_share for part in parts])
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    numbers = random.multinomial(draws, shares)
    places, log_weights, spreads = [], [], []
    for part, share, number in zip(parts, shares, numbers, strict=True):
        if number:
            there, log_proposal = _student(part.mode, int(number), random)
            with np.errstate(over="ignore"):
                target = log_posterior(counts, there, part.prior) + part.lesson.log_weight
            places.append(there)
            log_weights.append(target - log_proposal - np.log(share))
            spreads.append(np.full(number, part.lesson.spread))
    every = np.concatenate(places)
    logs = np.concatenate(log_weights)
    weights = np.exp(logs - logs.max())
    expected = np.exp(np.minimum(every[:, 0], np.log(MOST_UNSEEN)))
    return Draws(
        places=every,
        spreads=np.concatenate(spreads),
        weights=weights / weights.sum(),
        unseen=random.poisson(expected).astype(np.float64),
        converged=all(part.mode.converged and part.lesson.converged for part in parts),
    )


def _parts(counts: Floats, lessons: Sequence[Lesson]) -> list[_Part]:
    """Mode and Laplace evidence for every tau, each starting where the last ended."""
    parts: list[_Part] = []
    for lesson in lessons:
        prior = lesson.prior()
        mode = mode_of(counts, prior, parts[-1].mode.place if parts else None)
        spread_out = 0.5 * float(np.linalg.slogdet(mode.information)[1])
        share = lesson.log_weight + mode.height - spread_out
        parts.append(_Part(lesson=lesson, prior=prior, mode=mode, log_share=share))
    return parts


def _student(mode: Mode, number: int, random: Generator) -> tuple[Floats, Floats]:
    """Draw from the multivariate t around a mode; also its log density, up to a constant."""
    size = mode.place.size
    factor = np.linalg.cholesky(mode.information)
    normal = random.standard_normal((number, size))
    stretch = np.sqrt(random.chisquare(FREEDOM, number) / FREEDOM)
    spread = normal / stretch[:, None]
    places = mode.place + np.linalg.solve(factor.T, spread.T).T
    distance = (spread**2).sum(axis=1)
    density = np.log(np.diag(factor)).sum() - 0.5 * (FREEDOM + size) * np.log1p(distance / FREEDOM)
    return places, density

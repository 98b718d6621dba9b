"""Bayesian latent classes: people differ in kind, and within a kind the lists are independent."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import isfinite

import numpy as np

from unlisted.errors import BadRequest, TooFewLists
from unlisted.estimators.chains import Progress, Samples, Schedule, sampled, tables_of
from unlisted.estimators.convergence import bulk_size, rank_normalised_rhat, tail_size
from unlisted.results import Caution, CautionCode, Estimate, Plain
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

FEWEST_LISTS = 3
FEWEST_CHAINS = 4
LARGEST_RHAT = 1.01
SIZE_PER_CHAIN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """Whether the chains agree.

    Attributes
    ----------
    chains : int
    rhat : float
        The larger of the rank-normalised split R-hats of log N and of the unseen.
    bulk, tail : float
        Effective sample sizes of all chains together.
    """

    chains: int
    rhat: float
    bulk: float
    tail: float

    @property
    def reached(self) -> bool:
        """At least 4 chains, R-hat below 1.01, and 100 effective draws per chain."""
        size = min(self.bulk, self.tail)
        return (
            self.chains >= FEWEST_CHAINS
            and self.rhat < LARGEST_RHAT
            and isfinite(size)
            and size >= SIZE_PER_CHAIN * self.chains
        )


def by_latent_class(
    table: CountTable,
    *,
    classes: int = 10,
    chains: int = 4,
    burn_in: int = 10_000,
    samples: int = 1_000,
    thinning: int = 100,
    ladder: int = 10,
    level: float = 0.95,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate the population by a Dirichlet process mixture of latent classes.

    Every person belongs to one of at most `classes` classes; within a class the lists are
    independent: ``P(on exactly the lists x) = sum_h nu_h prod_j lambda_hj**x_j
    (1 - lambda_hj)**(1 - x_j)``. The weights nu come from broken sticks with concentration
    alpha ~ Gamma(0.25, 0.25), the chances lambda are uniform beforehand, ``p(N)`` is proportional
    to ``1/N``. Point and limits are the median and equal-tailed quantiles of the posterior of N.
    The sampler is described in `unlisted.estimators.gibbs`.

    The posterior can have several modes between which a plain Gibbs sampler hardly moves: chains
    of it may differ by a factor of three. Two things are done about that. Each chain is tempered:
    it carries thinned copies of the table along, in which it moves freely, and exchanges
    parameters with them; the posterior stays the same. And a number is given only when at least
    four chains agree: rank-normalised split R-hat below 1.01 for log N and for the unseen, and at
    least 100 effective draws per chain in the bulk and in the tails.

    *When not to use it:* with three lists, where two classes already have as many parameters as
    there are cells, so that the prior decides; when a list sends people on to another or keeps
    them from it, because classes can only express that by being many; when a hidden class on
    hardly any list is plausible: nothing in the data speaks of it.

    Parameters
    ----------
    table : CountTable
        At least three lists; four or more to be of use.
    classes : int
        Most classes (K).
    chains : int
        Independent chains; with fewer than four no number is given.
    burn_in, samples, thinning : int
        Sweeps before the first sample; samples per chain (at least 4); sweeps for each sample.
    ladder : int
        Most tables that a chain carries, the data included; 1 for the plain Gibbs sampler. Tables
        of fewer than 50 people are left out: small data need no more.
    level : float
        Posterior probability of the interval.
    seed : int
        With the table it fixes every figure.
    jobs : int, optional
        Threads; never changes a figure.
    progress : callable, optional
        Called with (sweeps done, sweeps in all).

    Returns
    -------
    Estimate
        Point and limits are None, with the caution `NOT_CONVERGED`, when the chains disagree.

    Raises
    ------
    TooFewLists
        Fewer than three lists.
    BadRequest
        A setting is outside its range.

    References
    ----------
    Manrique-Vallier, D. (2016). Bayesian population size estimation using Dirichlet process
    mixtures. Biometrics 72(4). doi:10.1111/biom.12502
    Vehtari, A., Gelman, A., Simpson, D., Carpenter, B., Bürkner, P.-C. (2021). Bayesian Analysis
    16(2), 667-718. doi:10.1214/20-BA1221

    Examples
    --------
    >>> cells = {1: 40, 2: 30, 4: 20, 8: 25, 3: 9, 5: 6, 6: 4, 9: 7, 10: 5, 12: 4, 7: 1}
    >>> table = CountTable(lists=("A", "B", "C", "D"), cells=cells)
    >>> found = by_latent_class(table, burn_in=500, samples=500, thinning=10)
    >>> found.low < found.point < found.high
    True
    """
    began = time.perf_counter()
    _check_lists(table)
    _check_settings(
        classes=(classes, 1),
        chains=(chains, 1),
        burn_in=(burn_in, 0),
        samples=(samples, 4),
        thinning=(thinning, 1),
        ladder=(ladder, 1),
    )
    if not 0.0 < level < 1.0:
        raise BadRequest(f"level = {level!r}: must lie between 0 and 1, as 0.95")
    # Figures must not depend on the order of the lists: work in one order.
    tables = tables_of(table.canonical(), ladder)
    schedule = Schedule(burn_in=burn_in, samples=samples, thinning=thinning)
    drawn = sampled(
        tables,
        schedule,
        classes=classes,
        chains=chains,
        seed=seed,
        jobs=jobs,
        progress=progress,
    )
    convergence = convergence_of(drawn, table.observed)
    low, point, high = _posterior(table, drawn, level) if convergence.reached else (None,) * 3
    return Estimate(
        method="lcm",
        lists=table.lists,
        observed=table.observed,
        point=point,
        low=low,
        high=high,
        level=level,
        interval="posterior" if convergence.reached else "none",
        details={
            "classes": classes,
            **_details(table, drawn, convergence),
            "sweeps": chains * schedule.sweeps,
            "ladder": tables.counts.shape[0],
        },
        warnings=_cautions(table, convergence),
        seed=seed,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


def convergence_of(drawn: Samples, observed: int) -> Convergence:
    """Judge the chains on log N and on the unseen."""
    unseen = drawn.unseen.astype(np.float64)
    log_population = np.log(unseen + observed)
    # Ranks, and so the effective sizes, are the same for both; distances to the median are not.
    rhat = max(rank_normalised_rhat(log_population), rank_normalised_rhat(unseen))
    return Convergence(
        chains=len(unseen), rhat=rhat, bulk=bulk_size(unseen), tail=tail_size(unseen)
    )


def _posterior(table: CountTable, drawn: Samples, level: float) -> tuple[float, float, float]:
    """Lower limit, median, upper limit."""
    tail = (1.0 - level) / 2.0
    low, middle, high = np.quantile(drawn.unseen, (tail, 0.5, 1.0 - tail)) + table.observed
    return float(low), float(middle), float(high)


def _details(table: CountTable, drawn: Samples, convergence: Convergence) -> dict[str, Plain]:
    medians = np.median(drawn.unseen, axis=1) + table.observed
    return {
        "chains": convergence.chains,
        "rhat": convergence.rhat,
        "ess_bulk": convergence.bulk,
        "ess_tail": convergence.tail,
        "chain_medians": [float(value) for value in medians],
        "mean_occupied_classes": float(drawn.occupied.mean()),
        "exchanges_accepted": [float(share) for share in drawn.exchanged.mean(axis=0)],
    }


def _cautions(table: CountTable, convergence: Convergence) -> tuple[Caution, ...]:
    found = [
        Caution(
            code=CautionCode.UNTESTABLE_ASSUMPTION,
            sentence="The number of unseen people rests on the assumption that lists are "
            "independent within a class, and that no class is left out of all lists; the data "
            "cannot test either.",
        )
    ]
    if not convergence.reached:
        found.append(_not_converged(convergence))
    if len(table.lists) == FEWEST_LISTS:
        found.append(
            Caution(
                code=CautionCode.PRIOR_SENSITIVE,
                sentence="Three lists cannot tell latent classes apart: the result is decided by "
                "the prior as much as by the data.",
            )
        )
    if table.empty_pairs:
        found.append(
            Caution(
                code=CautionCode.EMPTY_PAIRS,
                sentence=f"{len(table.empty_pairs)} of the {len(table.overlaps)} pairs of lists "
                "have nobody in common.",
            )
        )
    return tuple(found)


def _not_converged(convergence: Convergence) -> Caution:
    if convergence.chains < FEWEST_CHAINS:
        sentence = (
            f"{convergence.chains} chains cannot show that they converged: at least "
            f"{FEWEST_CHAINS} are needed, and no number is given."
        )
    else:
        sentence = (
            f"The {convergence.chains} chains did not converge (R-hat {convergence.rhat:.3f}, "
            f"effective draws {convergence.bulk:.0f} in the bulk and {convergence.tail:.0f} in "
            "the tails), so no number is given: run longer chains, or use another method."
        )
    return Caution(code=CautionCode.NOT_CONVERGED, sentence=sentence)


def _check_lists(table: CountTable) -> None:
    if len(table.lists) < FEWEST_LISTS:
        raise TooFewLists(
            f"latent classes need at least {FEWEST_LISTS} lists, and the table has "
            f"{len(table.lists)}"
        )


def _check_settings(**settings: tuple[int, int]) -> None:
    for name, (value, least) in settings.items():
        if value < least:
            raise BadRequest(f"{name} = {value!r}: must be at least {least}")

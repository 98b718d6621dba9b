"""The population by sample coverage: how much of each list is found again on the others.

Names follow Chao and Tsay. On average over lists j, ``coverage`` (C) is the share of list j that
is also on another list, and ``elsewhere`` (D) the number of people on lists other than j. Were
the lists independent, ``D / C`` would be the population. Dependence of lists i and j is
``g_ij = N n_ij / (n_i n_j) - 1``, the coefficient of covariation, and moves it by
``sum A_ij g_ij / (k C)``, A_ij being the people on i or j that no third list has.

For three lists these are the published estimators. For more lists A_ij is our derivation: the
first-order term, in small g, of ``N C_j - D_j`` averaged over j. It has that form for any number
of lists, and for three it is the published one.

References
----------
Chao, A., Tsay, P. K. (1998). A sample coverage approach to multiple-system estimation with
application to census undercount. J. Am. Statist. Ass. 93, 283-293.
doi:10.1080/01621459.1998.10474109
Chao, A., Tsay, P. K., Lin, S.-H., Shau, W.-Y., Chao, D.-Y. (2001). The applications of
capture-recapture models to epidemiological data. Statistics in Medicine 20, 3123-3157.
doi:10.1002/sim.996
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import isfinite

import numpy as np

from unlisted.errors import BadRequest, TooFewLists
from unlisted.intervals.bootstrap import Progress
from unlisted.intervals.lognormal import log_normal
from unlisted.lattice import Floats, Integers, pair_masks
from unlisted.results import Caution, CautionCode, Estimate
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

FEWEST = 3
ENOUGH = 0.55  # coverage from which dependence can be estimated in full (Chao et al. 2001)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverages:
    """Sample-coverage figures of one or more tables; arrays over tables.

    Attributes
    ----------
    coverage, elsewhere : array
        C and D.
    independent : array
        D / C, right when lists are independent.
    high : array
        Dependence estimated in full; unstable below a coverage of 0.55.
    one_step : array
        Dependence estimated once, from `independent`; steadier, and between the two.
    """

    coverage: Floats
    elsewhere: Floats
    independent: Floats
    high: Floats
    one_step: Floats


def by_sample_coverage(
    table: CountTable,
    *,
    bootstrap: int = 1000,
    level: float = 0.95,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate the population from how much of each list is found again on the others.

    Formula: with C, D, A_ij and g_ij as in the module, N solves
    ``N = D / C + sum A_ij g_ij(N) / (k C)``. Where C is below 0.55 one step of it is taken
    instead, with g from a first estimate and no lower than -1. The standard error comes from
    tables drawn from the estimated population, the limits are log-normal.

    Assumes that lists depend on each other in pairs, by one list leading to another or by people
    who differ; dependence of three or more lists at once is neglected.

    *When not to use it*: with little overlap. Below a coverage of 0.55 the number given is only a
    lower bound (lists that attract each other) or an upper bound (lists that repel), and its
    interval does not hold that error.

    Parameters
    ----------
    table : CountTable
        Three or more lists.
    bootstrap : int
        Tables drawn; 0 for the point alone.
    level : float
        Nominal level of the interval.
    seed : int
        Seed of NumPy's default generator.
    jobs : int, optional
        Taken for the sake of one face; the work is too small to share.
    progress : callable, optional
        Called once, when done.

    Raises
    ------
    TooFewLists, BadRequest

    Examples
    --------
    >>> hepatitis = CountTable.from_histories(
    ...     ("P", "Q", "E"),
    ...     {("P",): 69, ("Q",): 55, ("E",): 63, ("P", "Q"): 21, ("P", "E"): 17,
    ...      ("Q", "E"): 18, ("P", "Q", "E"): 28},
    ... )
    >>> round(by_sample_coverage(hepatitis, bootstrap=0).point)  # published: 508
    508
    """
    began = time.perf_counter()
    _check(table, level)
    found = _find(table.canonical(), bootstrap, seed)
    limits = found.limits(table.observed, level)
    if progress is not None:
        progress(bootstrap, bootstrap)
    return Estimate(
        method="coverage",
        lists=table.lists,
        observed=table.observed,
        point=found.point,
        low=limits[0] if limits else None,
        high=limits[1] if limits else None,
        level=level,
        interval="log-normal" if limits else "none",
        bootstrap=found.drawn.size,
        bootstrap_failed=found.failed,
        details={
            "form": "high coverage" if found.full else "one step",
            "coverage": found.coverage,
            "elsewhere": float(found.figures.elsewhere[0]),
            "if_independent": float(found.figures.independent[0]) if found.point else None,
            "standard_error": found.error,
            "covariation": dict(covariations(table, found.point)) if found.point else None,
        },
        warnings=_cautions(table, found),
        seed=seed,
        fits=1 + found.drawn.size,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """Figures of the table, the point that they allow, and the estimates of drawn tables."""

    figures: Coverages
    point: float | None
    drawn: Floats

    @property
    def coverage(self) -> float:
        return float(self.figures.coverage[0])

    @property
    def full(self) -> bool:
        return self.coverage >= ENOUGH

    @property
    def failed(self) -> int:
        return int(np.isnan(self.drawn).sum())

    @property
    def error(self) -> float | None:
        good = self.drawn[~np.isnan(self.drawn)]
        return float(good.std(ddof=1)) if good.size > 1 else None

    def limits(self, observed: int, level: float) -> tuple[float, float] | None:
        if self.point is None or not self.error:
            return None
        return log_normal(observed, self.point - observed, self.error**2, level)


def _find(table: CountTable, bootstrap: int, seed: int) -> _Found:
    cells, counts = _observed(table)
    figures = coverages(cells, counts[None, :], len(table.lists))
    full = float(figures.coverage[0]) >= ENOUGH
    value = float((figures.high if full else figures.one_step)[0])
    if not (isfinite(value) and value > table.observed):
        return _Found(figures=figures, point=None, drawn=np.empty(0))
    drawn = _redrawn(table, value, full, bootstrap, seed)
    return _Found(figures=figures, point=value, drawn=drawn)


def coverages(cells: Integers, counts: Floats, lists: int) -> Coverages:
    """Work out the sample-coverage figures of many tables at once.

    Parameters
    ----------
    cells : integer array (cells,)
        Bitmask of each cell, none of them 0.
    counts : array (tables, cells)
        People in each cell of each table.
    lists : int
        Number of lists.

    Returns
    -------
    Coverages
        Not a number, or infinite, where a figure does not exist.
    """
    singles, pairs = 1 << np.arange(lists), np.array(pair_masks(lists))
    first, second = np.triu_indices(lists, 1)
    sizes, both = counts @ _holding(cells, singles), counts @ _holding(cells, pairs)
    alone = counts @ (cells[:, None] == singles).astype(np.float64)
    # A_ij: on i and on no third list, plus on j and on no third list; on both counts twice.
    within = (cells[:, None] & ~pairs) == 0
    reach = counts @ (within * np.bitwise_count(cells)[:, None]).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = both / (sizes[:, first] * sizes[:, second])
        coverage = 1.0 - (alone / sizes).mean(axis=1)
        elsewhere = counts.sum(axis=1) - alone.mean(axis=1)
        independent = elsewhere / coverage
        pull = reach / (lists * coverage)[:, None]
        once = _moved(independent, independent, pull, ratio, -np.inf)
        share = (pull * ratio).sum(axis=1)
        high = np.where(share < 1.0, (independent - pull.sum(axis=1)) / (1.0 - share), np.nan)
        return Coverages(
            coverage=coverage,
            elsewhere=elsewhere,
            independent=independent,
            high=high,
            one_step=_moved(independent, once, pull, ratio, -1.0),
        )


def covariations(table: CountTable, population: float) -> dict[str, float]:
    """Coefficient of covariation of every pair: above 0 when the lists attract each other."""
    cells, counts = _observed(table)
    size = counts @ _holding(cells, 1 << np.arange(len(table.lists)))
    sizes = dict(zip(table.lists, size, strict=True))
    return {
        f"{one}:{other}": float(population * both / (sizes[one] * sizes[other]) - 1.0)
        for (one, other), both in table.overlaps.items()
    }


def _moved(start: Floats, population: Floats, pull: Floats, ratio: Floats, least: float) -> Floats:
    """Add the dependences, measured with a given population, to the estimate without them."""
    found = np.maximum(population[:, None] * ratio - 1.0, least)
    out: Floats = start + (pull * found).sum(axis=1)
    return out


def _holding(cells: Integers, masks: Integers) -> Floats:
    """1 where a cell contains a mask: cells by masks."""
    out: Floats = ((cells[:, None] & masks) == masks).astype(np.float64)
    return out


def _observed(table: CountTable) -> tuple[Integers, Floats]:
    """Cells with people, and how many."""
    return np.array(list(table.cells), dtype=np.int64), np.array(
        list(table.cells.values()), dtype=np.float64
    )


def _redrawn(table: CountTable, point: float, full: bool, tables: int, seed: int) -> Floats:
    """Estimates from tables drawn from the estimated population; NaN where there is none."""
    cells, counts = _observed(table)
    people = round(point)
    unseen = max(people - table.observed, 0)
    shares = np.append(counts, unseen) / (table.observed + unseen)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(people, shares, size=tables)[:, :-1].astype(np.float64)
    figures = coverages(cells, drawn, len(table.lists))
    found = figures.high if full else figures.one_step
    out: Floats = np.where(np.isfinite(found) & (found >= drawn.sum(axis=1)), found, np.nan)
    return out


def _check(table: CountTable, level: float) -> None:
    if len(table.lists) < FEWEST:
        raise TooFewLists(
            f"sample coverage needs at least {FEWEST} lists, the table has {len(table.lists)}: "
            "with two lists their dependence cannot be told from the number of unseen people"
        )
    if not 0.0 < level < 1.0:
        raise BadRequest(f"level = {level!r}: a level lies between 0 and 1, as 0.95")


def _cautions(table: CountTable, found: _Found) -> tuple[Caution, ...]:
    coverage, point, failed = found.coverage, found.point, found.failed
    conditional = [
        (
            point is None,
            CautionCode.NO_ESTIMATE,
            f"There is no estimate: {table.on_two_or_more:,} of the {table.observed:,} people are "
            f"on two or more lists (coverage {coverage:.1%}), and the dependence between the "
            "lists leaves no finite population above those seen.",
        ),
        (
            point is not None,
            CautionCode.UNTESTABLE_ASSUMPTION,
            "The number of unseen people rests on the assumption that the lists depend on each "
            "other in pairs at most; the data cannot test what holds for people on no list.",
        ),
        (
            point is not None and coverage < ENOUGH,
            CautionCode.LOW_COVERAGE,
            f"On average {coverage:.1%} of a list is found again on another, under the "
            f"{ENOUGH:.0%} that the method needs: the dependence is allowed for in part only. "
            "Where lists attract each other the number is too low, where they repel each other "
            "too high, and the interval does not hold that error.",
        ),
        (
            failed > 0,
            CautionCode.REPLICATES_FAILED,
            f"{failed} of the {found.drawn.size} drawn tables had no estimate and do not enter the "
            "interval.",
        ),
    ]
    return tuple(
        Caution(code=code, sentence=sentence) for holds, code, sentence in conditional if holds
    )

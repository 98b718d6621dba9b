"""Estimate a small region by borrowing dependences between lists from elsewhere.

A region with two hundred people has too few overlaps to learn how its lists depend on each
other, and searching for a model in them gives intervals that miss the truth. How many people the
region has, and how far each list reaches, it must say itself; how lists depend on each other it
may learn from the rest of the nation or from its neighbours.

The model, its assumptions, its failures and a simulation study are in `docs/small-regions.md`.

References
----------
Fay, R. E., Herriot, R. A. (1979). Estimates of income for small places. J. American Statistical
Association 74, 269-277. doi:10.1080/01621459.1979.10482505 (Borrowing strength.)
King, R., Brooks, S. P. (2001). On the Bayesian analysis of population size. Biometrika 88(2),
317-336. doi:10.1093/biomet/88.2.317 (Normal priors on log-linear dependences.)
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from unlisted.errors import BadRequest
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.rules import Outcome, strictest
from unlisted.regions.conflict import Borrowed, attraction, borrowed_from, conflict
from unlisted.regions.estimate import Comparison, Dependence, RegionEstimate
from unlisted.regions.learning import (
    Lesson,
    lessons_from_nation,
    lessons_from_nobody,
)
from unlisted.regions.neighbours import lessons_from_neighbours
from unlisted.regions.posterior import design_of
from unlisted.regions.rules import Measured, RegionThresholds, reasons_of
from unlisted.regions.sampling import Draws, sample
from unlisted.results import Caution, CautionCode
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

SPREAD = 0.5
MOST_COMPARED = 6  # lists up to which "region alone" searches every model
CANDIDATES = 100  # models a resampled table of a comparison chooses from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a caller may choose; see `borrow`."""

    share: float | None
    spread: float
    level: float
    seed: int
    draws: int
    compare: int
    jobs: int | None
    thresholds: RegionThresholds

    def __post_init__(self) -> None:
        """Check the ranges."""
        checks = (
            (0.0 < self.level < 1.0, f"the level must be between 0 and 1, got {self.level!r}"),
            (self.spread > 0.0, f"the spread must be above 0, got {self.spread!r}"),
            (self.draws >= 1, f"at least one draw is needed, got {self.draws!r}"),
            (self.compare >= 0, f"compare is a number of replicates, got {self.compare!r}"),
            (
                self.share is None or 0.0 < self.share < 1.0,
                f"the share must be between 0 and 1, got {self.share!r}",
            ),
        )
        for holds, sentence in checks:
            if not holds:
                raise BadRequest(sentence)


def borrow(
    region: CountTable,
    others: CountTable | Sequence[CountTable] = (),
    *,
    includes_region: bool = False,
    share: float | None = None,
    spread: float = SPREAD,
    level: float = 0.95,
    seed: int = 1,
    draws: int = 10_000,
    compare: int = 200,
    jobs: int | None = None,
    thresholds: RegionThresholds | None = None,
) -> RegionEstimate:
    """Estimate a small region, with the dependences between lists borrowed from elsewhere.

    For region r and cell c, ``log mu_rc = a_r + sum_j b_rj + sum_pairs theta_rp`` over the lists
    and pairs in c; unseen people are Poisson around ``exp(a_r)``. Intercept and lists are the
    region's own (flat; weakly normal). Dependences have ``theta_rp ~ Normal(m_p, tau**2)``,
    ``m_p ~ Normal(0, 1.5**2)``, ``tau ~ half-normal(spread)``. Given tau the others enter by a
    normal approximation; the region's posterior is drawn by importance sampling, tau included.

    *Assumes* that lists work alike here and elsewhere up to `spread`; that lists depend in pairs
    only, in particular that people do not differ in how visible they are to every list; a closed
    population, links without error.

    *When not to use it:* when a list works by other rules in the region (another referral
    agreement, another office): drop or merge it on both sides first. When the nation's own
    estimate is refused for what the lists *are* (see `assess`), borrowing only spreads the fault.

    Parameters
    ----------
    region : CountTable
        Three lists or more.
    others : CountTable or sequence of CountTable
        One table is the rest of the nation, the average of many regions: its dependences are the
        centre. A sequence holds neighbouring regions, each a draw around the centre; with one or
        two of them tau is nearly what its prior says. Empty: dependences are shrunk to zero.
        The same lists as the region, in any order.
    includes_region : bool
        The nation's table, the only one, still has the region's people: they are taken out.
    share : float, optional
        The region's share of the nation's inhabitants, to compare with the population share.
    spread : float
        Scale of the half-normal prior of tau. At the default 0.5 odds ratios in a region are
        mostly within a factor of 3 of those elsewhere.
    level : float
        Level of the equal-tailed interval.
    seed : int
        Seed of NumPy's default generator.
    draws : int
        Importance draws.
    compare : int
        Bootstrap replicates of the comparisons; 0 leaves them out and saves most of the time.
    jobs : int, optional
        Threads for the comparisons.
    thresholds : RegionThresholds, optional
        Limits of the refusal rules.

    Returns
    -------
    RegionEstimate
        Without a number when a rule refuses, without a point when a rule allows a band only.

    Raises
    ------
    UnknownList
        Another table does not have the same lists.
    BadCount, EmptyList
        The region cannot be taken out of the nation.
    BadRequest
        A setting is outside its range.

    Examples
    --------
    >>> from unlisted.trials.simulate import Independent, simulate
    >>> nation = simulate(Independent(), population=6000, lists=4, seed=1).table
    >>> region = simulate(Independent(), population=230, lists=4, seed=2).table
    >>> found = borrow(region, nation, compare=0)
    >>> found.outcome.value, found.low < 230 < found.high
    ('estimate', True)
    """
    began = time.perf_counter()
    settings = Settings(
        share=share,
        spread=spread,
        level=level,
        seed=seed,
        draws=draws,
        compare=compare,
        jobs=jobs,
        thresholds=thresholds or RegionThresholds(),
    )
    return _result(_worked(region, *_others(region, others, includes_region), settings), began)


def _others(
    region: CountTable, others: CountTable | Sequence[CountTable], includes_region: bool
) -> tuple[tuple[CountTable, ...], bool]:
    """Tables to borrow from, and whether the only one is the rest of the nation."""
    alone = isinstance(others, CountTable)
    tables = (others,) if isinstance(others, CountTable) else tuple(others)
    if not includes_region:
        return tables, alone
    if len(tables) != 1:
        raise BadRequest("only one table, of the whole nation, can include the region")
    return (tables[0].minus(region),), True


def _lessons(
    tables: Sequence[CountTable], lists: int, spread: float, *, one_nation: bool
) -> list[Lesson]:
    if not tables:
        return lessons_from_nobody(design_of(lists).pairs, spread)
    if one_nation:
        return lessons_from_nation(tables[0].counts(), spread)
    return lessons_from_neighbours([table.counts() for table in tables], spread)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """All that was computed; `tables` and `drawn` have the lists in alphabetical order."""

    region: CountTable
    tables: Sequence[CountTable]
    borrowed: Borrowed
    drawn: Draws
    conflict: float | None
    settings: Settings


def _worked(
    region: CountTable, others: Sequence[CountTable], one_nation: bool, settings: Settings
) -> Work:
    """Compute all that is random or iterative."""
    # Figures must not depend on the order of lists or of tables: work in one order.
    order = sorted(region.lists)
    tables = sorted((table.rearranged(order) for table in others), key=lambda one: one.data_hash)
    counts = region.rearranged(order).counts()
    lessons = _lessons(tables, len(order), settings.spread, one_nation=one_nation)
    borrowed = borrowed_from(lessons)
    random = np.random.default_rng(settings.seed)
    return Work(
        region=region,
        tables=tables,
        borrowed=borrowed,
        drawn=sample(counts, lessons, settings.draws, random),
        conflict=conflict(counts, borrowed) if tables else None,
        settings=settings,
    )


def _result(work: Work, began: float) -> RegionEstimate:
    region, settings, drawn = work.region, work.settings, work.drawn
    low, point, high = _limits(work)
    measured = _measured(work, high / low)
    reasons = reasons_of(measured, settings.thresholds)
    outcome = strictest(tuple(reason.outcome for reason in reasons))
    shown = outcome is not Outcome.REFUSED
    return RegionEstimate(
        outcome=outcome,
        reasons=reasons,
        lists=region.lists,
        observed=region.observed,
        on_two_lists=region.on_two_or_more,
        low=low if shown else None,
        high=high if shown else None,
        point=point if outcome is Outcome.ESTIMATE else None,
        level=settings.level,
        others=len(work.tables),
        others_observed=sum(table.observed for table in work.tables),
        dependences=_dependences(work),
        spread=settings.spread,
        spread_found=drawn.quantiles(drawn.spreads, (0.5,))[0],
        conflict=measured.conflict,
        attraction=measured.attraction,
        comparisons=_comparisons(work),
        draws=settings.draws,
        effective=drawn.effective,
        largest_weight=drawn.largest,
        converged=drawn.converged,
        warnings=_cautions(len(work.tables)),
        thresholds=settings.thresholds,
        seed=settings.seed,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=region.data_hash,
        others_hashes=tuple(table.data_hash for table in work.tables),
    )


def _tails(level: float) -> tuple[float, float]:
    return (1.0 - level) / 2.0, (1.0 + level) / 2.0


def _limits(work: Work) -> tuple[float, float, float]:
    """Lower limit, median and upper limit of the people there are."""
    lower, upper = _tails(work.settings.level)
    found = work.drawn.quantiles(work.drawn.unseen, (lower, 0.5, upper))
    low, point, high = (work.region.observed + unseen for unseen in found)
    return low, point, high


def _measured(work: Work, ratio: float) -> Measured:
    return Measured(
        lists=len(work.region.lists),
        on_two_lists=work.region.on_two_or_more,
        others_on_two_lists=(
            sum(table.on_two_or_more for table in work.tables) if work.tables else None
        ),
        attraction=attraction(work.borrowed) if work.tables else None,
        conflict=work.conflict,
        converged=work.drawn.converged,
        effective=work.drawn.effective,
        largest_weight=work.drawn.largest,
        ratio=ratio,
    )


def _dependences(work: Work) -> tuple[Dependence, ...]:
    """Dependences in the caller's order of pairs, with the names in the caller's order."""
    ordered, borrowed = sorted(work.region.lists), work.borrowed
    lower, upper = _tails(work.settings.level)
    found: dict[frozenset[str], Dependence] = {}
    named = {frozenset(pair): pair for pair in work.region.overlaps}
    for place, key in enumerate(frozenset(pair) for pair in combinations(ordered, 2)):
        values = work.drawn.places[:, 1 + len(ordered) + place]
        low, here, high = work.drawn.quantiles(values, (lower, 0.5, upper))
        found[key] = Dependence(
            pair=named[key],
            elsewhere=float(borrowed.mean[place]),
            elsewhere_error=float(np.sqrt(borrowed.of_centre[place, place])),
            here=here,
            low=low,
            high=high,
        )
    return tuple(found[key] for key in named)


def _comparisons(work: Work) -> tuple[Comparison, ...]:
    """Region alone, and population share where a share was given."""
    region, settings = work.region, work.settings
    if settings.compare == 0 or len(region.lists) > MOST_COMPARED:
        return ()
    found = [_compared("region alone", region, 1.0, settings)]
    if settings.share is not None:
        nation = CountTable.pool((region, *work.tables))
        found.append(_compared("population share", nation, settings.share, settings))
    return tuple(found)


def _compared(name: str, table: CountTable, share: float, settings: Settings) -> Comparison:
    found = estimate(
        table,
        bootstrap=settings.compare,
        level=settings.level,
        seed=settings.seed,
        jobs=settings.jobs,
        candidates=CANDIDATES,
    )
    low, high, point = (
        None if value is None else share * value for value in (found.low, found.high, found.point)
    )
    return Comparison(name=name, low=low, high=high, point=point)


def _cautions(others: int) -> tuple[Caution, ...]:
    borrowed = (
        "How lists depend on each other was borrowed from elsewhere; how many people the region "
        "has and how far each list reaches it said itself."
        if others
        else "Nothing was borrowed: dependences between lists were shrunk to zero."
    )
    sentences = {
        CautionCode.BORROWED: borrowed,
        CautionCode.UNTESTABLE_ASSUMPTION: (
            "The number of unseen people rests on the assumption that the lists interact at most "
            "in pairs; where people differ in how visible they are to every list, the interval is "
            "too low, and no data on the lists can rule that out."
        ),
        CautionCode.NOMINAL_LEVEL: (
            "The level of the interval is nominal: it is reached in simulations in which regions "
            "are alike, and not where the region differs much from the others."
        ),
    }
    return tuple(Caution(code=code, sentence=text) for code, text in sentences.items())

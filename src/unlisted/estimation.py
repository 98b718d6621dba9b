"""From a count table to an estimate that carries everything needed to show or refuse it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum

import numpy as np

from unlisted.bootstrap import Progress, Replicates, resample
from unlisted.cautions import Caution, cautions_of
from unlisted.intervals import Interval, acceleration_of, bca, percentile
from unlisted.selection import ModelRange, RankedModel, select
from unlisted.tables import CountTable
from unlisted.verdict import Thresholds, Verdict, judge
from unlisted.version import VERSION

WIDE = 10.0  # BIC distance of the reported model range; the verdict has its own, nearer one

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate of a population from overlapping lists, with its doubts.

    Look at `verdict` first: when its outcome is not ``estimate``, `point` must not be shown.

    Attributes
    ----------
    observed, on_two_or_more : int
        People on at least one list; people on two or more.
    point, low, high : float or None
        Best-BIC population and its BCa limits; None when there is none.
    percentile_low, percentile_high : float or None
        Limits of the percentile interval of the same replicates.
    level : float
        Nominal level of both intervals.
    model : RankedModel or None
        The best model: pairs by list name, empty pairs, BIC, AIC, parameters.
    models_considered, models_excluded : int
        Two-way models looked at; those among them without an estimate.
    candidates : int
        Models that each replicate chose from.
    replicates, replicates_failed : int
        Resampled tables; those among them without an estimate.
    model_range, model_range_near : ModelRange or None
        Range of the population over models within 10 BIC of the best, and within the distance
        of the verdict (6).
    fits : int
        Models fitted in all, a measure of the work that does not depend on the computer.
    seconds : float
        Wall-clock time.
    """

    lists: tuple[str, ...]
    observed: int
    on_two_or_more: int
    point: float | None
    low: float | None
    high: float | None
    percentile_low: float | None
    percentile_high: float | None
    level: float
    model: RankedModel | None
    models_considered: int
    models_excluded: int
    candidates: int
    replicates: int
    replicates_failed: int
    model_range: ModelRange | None
    model_range_near: ModelRange | None
    verdict: Verdict
    warnings: tuple[Caution, ...]
    seed: int
    fits: int
    seconds: float
    version: str
    data_hash: str

    def to_dict(self) -> dict[str, Plain]:
        """Give plain values only: ready for JSON."""
        return {part.name: plain(getattr(self, part.name)) for part in fields(self)}


def estimate(
    table: CountTable,
    *,
    replicates: int = 1000,
    level: float = 0.95,
    seed: int = 1,
    candidates: int | None = None,
    thresholds: Thresholds | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate how many people there are, seen and unseen.

    Fits every two-way log-linear model, takes the best by BIC, repeats that on resampled tables
    for a BCa interval, and judges whether the number may be shown. The figures depend on the
    table and the seed alone, not on the order of lists or rows or on the number of threads.

    Parameters
    ----------
    table : CountTable
        Two to six lists.
    replicates : int
        Resampled tables; 0 for no interval.
    level : float
        Nominal level of the interval.
    seed : int
        Seed of NumPy's default generator.
    candidates : int, optional
        Models that each replicate chooses from; see `bootstrap.candidates_of`.
    thresholds : Thresholds, optional
        Limits of the refusal rules.
    threads : int, optional
        Threads to use; two when left out.
    progress : callable, optional
        Called with (tables done, tables in all) while resampling.

    Raises
    ------
    TooManyLists
        More than six lists: merge some first.

    Examples
    --------
    >>> from unlisted import published
    >>> result = estimate(published("korea_palembang"), replicates=0)
    >>> result.observed, round(result.point or 0, 2), result.verdict.outcome.value
    (123, 157.17, 'band')
    """
    began = time.perf_counter()
    # Figures must not depend on the order of the lists: work in one order, name in the caller's.
    selection = select(table.canonical(), threads=threads)
    drawn, interval, plainer = None, None, None
    if replicates > 0 and selection.best is not None:
        drawn = resample(
            selection,
            replicates=replicates,
            seed=seed,
            candidates=candidates,
            threads=threads,
            progress=progress,
        )
        interval, plainer = _intervals(selection.best.population, drawn, level)
    limits = thresholds or Thresholds()
    best = _in_order_of(table, selection.best)
    return Estimate(
        lists=table.lists,
        observed=table.observed,
        on_two_or_more=table.on_two_or_more,
        point=best.population if best else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        percentile_low=plainer.low if plainer else None,
        percentile_high=plainer.high if plainer else None,
        level=level,
        model=best,
        models_considered=selection.considered,
        models_excluded=selection.considered - selection.order.size,
        candidates=drawn.candidates if drawn else 0,
        replicates=replicates if drawn else 0,
        replicates_failed=drawn.failed if drawn else 0,
        model_range=selection.range_within(WIDE),
        model_range_near=selection.range_within(limits.near),
        verdict=judge(selection, drawn, interval, limits),
        warnings=cautions_of(selection, drawn, interval),
        seed=seed,
        fits=selection.fits + (drawn.fits if drawn else 0),
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


def _in_order_of(table: CountTable, model: RankedModel | None) -> RankedModel | None:
    """Name the pairs of a model in the order in which the table has its lists."""
    if model is None:
        return None
    mine = {frozenset(pair): pair for pair in table.overlaps}
    there = {frozenset(pair) for pair in model.pairs}
    pairs = tuple(pair for key, pair in mine.items() if key in there)
    empty = tuple(pair for pair in pairs if pair in table.empty_pairs)
    return replace(model, pairs=pairs, empty_pairs=empty)


def _intervals(
    point: float, drawn: Replicates, level: float
) -> tuple[Interval | None, Interval | None]:
    """BCa and percentile interval; none when fewer than two replicates succeeded."""
    if drawn.succeeded.size < 2:
        return None, None
    known = ~np.isnan(drawn.jackknife)
    acceleration = acceleration_of(drawn.jackknife[known], drawn.weights[known])
    return bca(point, drawn.succeeded, acceleration, level), percentile(drawn.succeeded, level)


def plain(value: object) -> Plain:
    """Turn results into what JSON can hold: tuples to lists, dataclasses to dictionaries."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no plain form")

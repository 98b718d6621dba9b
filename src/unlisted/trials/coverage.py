"""How often does an interval hold the truth? Simulated populations, judged and counted.

Every simulated table goes through the whole procedure: choice of a model, interval that repeats
the choice, verdict. The rules that need knowledge of the lists count as answered well, so that
the study shows what the table itself can and cannot tell.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from unlisted.errors import BadRequest, EmptyList
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.evidence import evidence_of
from unlisted.honesty.rules import Outcome, Thresholds
from unlisted.honesty.searching import WIDE
from unlisted.results import Grid, Result, Summary
from unlisted.selection.exhaustive import select
from unlisted.tables.table import CountTable
from unlisted.trials.rows import Row, Settings, Task, kept, written
from unlisted.trials.scenarios import world
from unlisted.trials.simulate import simulate
from unlisted.version import VERSION

AS_IF_KNOWN = Thresholds(unchecked_allows=Outcome.ESTIMATE)
CANDIDATES = 100  # models that each resampled table chooses from, as in the peers' studies
ORDER_THREE_UP_TO = 5  # lists for which higher-order models are looked at as well

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What one combination of world, number of lists and size gave.

    Attributes
    ----------
    simulations, impossible : int
        Tables drawn; those among them with a list that nobody was on.
    shown, banded, refused : int
        Tables by verdict; the impossible ones count as refused.
    covered : float or None
        Share of all intervals that hold the true population, whatever the verdict.
    covered_shown, covered_band : float or None
        Share of the intervals that hold it among tables of which the number may be shown; share
        of the bands that hold it among tables with a band.
    ratio : float or None
        Median of upper over lower limit.
    log_error : float or None
        Median of log(estimated unseen / true unseen); 0 is right, -0.7 is half of the unseen.
    """

    world: str
    lists: int
    population: int
    simulations: int
    impossible: int
    shown: int
    banded: int
    refused: int
    covered: float | None
    covered_shown: float | None
    covered_band: float | None
    ratio: float | None
    log_error: float | None


COLUMNS = (
    *("world", "lists", "people", "tables", "inside", "estimate", "inside", "band", "inside"),
    *("refused", "high/low", "log error"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageStudy(Result):
    """A coverage study: nominal against reached, with the share refused."""

    method: str
    level: float
    bootstrap: int
    seed: int
    reached: tuple[Reached, ...]
    seconds: float
    version: str

    def summary(self) -> Summary:
        """One row per combination."""
        return Summary(
            title=f"Coverage of the {self.method} interval",
            headline=f"Nominal {self.level:.0%}; below is how often the truth was inside.",
            facts=(
                ("replicates", f"{self.bootstrap:,}"),
                ("seed", str(self.seed)),
                ("version", self.version),
            ),
            grids=(
                Grid(
                    caption="Shares of the simulated tables",
                    columns=COLUMNS,
                    rows=tuple(cells_of(one) for one in self.reached),
                ),
            ),
            notes=(
                "The first 'inside' is of all intervals, whatever the verdict; the second of those "
                "that may be shown; the third of the bands of tables with a band.",
                "Log error: median of log(estimated unseen / true unseen); 0 is right, -0.7 is "
                "half of the unseen.",
            ),
        )


def cells_of(one: Reached) -> tuple[str, ...]:
    """One row of the study in words."""
    shown, banded, refused = (
        f"{part / one.simulations:.0%}" for part in (one.shown, one.banded, one.refused)
    )
    where = (one.world, str(one.lists), f"{one.population:,}", f"{one.simulations:,}")
    inside = (_share(part) for part in (one.covered, one.covered_shown, one.covered_band))
    overall, in_shown, in_band = inside
    return (
        *where,
        *(overall, shown, in_shown, banded, in_band, refused),
        "–" if one.ratio is None else f"{one.ratio:.1f}",
        "–" if one.log_error is None else f"{one.log_error:+.2f}",
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def coverage_study(
    worlds: Sequence[str] = ("independence",),
    *,
    populations: Sequence[int] = (230,),
    lists: Sequence[int] = (4,),
    simulations: int = 100,
    method: str = "bic",
    bootstrap: int = 200,
    level: float = 0.95,
    seed: int = 1,
    thresholds: Thresholds = AS_IF_KNOWN,
    jobs: int = 2,
    store: Path | None = None,
    progress: Progress | None = None,
) -> CoverageStudy:
    """Simulate, estimate, judge and count.

    A stopped study (Ctrl-C, a power cut) resumes from `store`: tables that are there are not made
    again. Interrupted, what was computed is counted and returned.

    Parameters
    ----------
    worlds : sequence of str
        Names of `scenarios.WORLDS`.
    populations, lists : sequences of int
        True sizes and numbers of lists; every combination is studied.
    simulations : int
        Tables per combination.
    method, bootstrap, level, seed
        As in `estimate`; the draw of a table follows from `seed` and its combination alone.
    thresholds : Thresholds
        Limits of the verdict; a store can be judged again by others without any new estimate.
    jobs : int
        Tables worked on at a time; never changes a figure.
    store : Path, optional
        File with one JSON row per table.
    progress : callable, optional
        Called with (tables done, tables in all).

    Raises
    ------
    ScenarioError
        Unknown world, or a store of another study.

    Examples
    --------
    >>> study = coverage_study(populations=(400,), lists=(3,), simulations=4, bootstrap=0)
    >>> study.reached[0].simulations
    4
    """
    began = time.perf_counter()
    if simulations < 1:
        raise BadRequest(f"simulations must be 1 or more, got {simulations}")
    settings = Settings(method=method, bootstrap=bootstrap, level=level, seed=seed)
    tasks = [
        Task(world=name, lists=k, population=people, number=number)
        for name in worlds
        if world(name)
        for k in lists
        for people in populations
        for number in range(simulations)
    ]
    rows = {row.task: row for row in kept(store, settings)}
    left = [task for task in tasks if task not in rows]
    made = _made(left, settings, jobs, len(tasks), progress)
    try:
        for row in written(made, store, settings):
            rows[row.task] = row
    except KeyboardInterrupt:
        if not rows:
            raise
    return CoverageStudy(
        method=method,
        level=level,
        bootstrap=bootstrap,
        seed=seed,
        reached=tuple(counted((rows[task] for task in tasks if task in rows), thresholds)),
        seconds=time.perf_counter() - began,
        version=VERSION,
    )


def _made(
    tasks: list[Task], settings: Settings, jobs: int, total: int, progress: Progress | None
) -> Iterator[Row]:
    """Work the tables out, in their own order; what is not begun is dropped on a stop."""
    done = total - len(tasks)
    pool = ThreadPoolExecutor(max(1, jobs))
    try:
        for row in pool.map(lambda task: work_out(task, settings), tasks):
            done += 1
            if progress is not None:
                progress(done, total)
            yield row
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def work_out(task: Task, settings: Settings) -> Row:
    """Draw one table, estimate on it and judge it."""
    drawn = world(task.world)
    place = zlib.crc32(f"{task.world}/{task.lists}/{task.population}".encode())
    try:
        simulated = simulate(
            drawn.scenario,
            population=task.population,
            lists=task.lists,
            seed=np.random.default_rng([settings.seed, place, task.number]),
            recall=drawn.recall,
        )
    except EmptyList:
        return Row(task=task)
    return _judged(simulated.table, task, settings)


def _judged(table: CountTable, task: Task, settings: Settings) -> Row:
    plain = table.canonical()
    selection = select(plain, jobs=1)
    higher = select(plain, order=3, jobs=1) if task.lists <= ORDER_THREE_UP_TO else None
    found = estimate(
        table,
        method=settings.method,
        bootstrap=settings.bootstrap,
        level=settings.level,
        seed=task.number,
        jobs=1,
        candidates=CANDIDATES,
    )
    wide = selection.range_within(WIDE)
    return Row(
        task=task,
        evidence=evidence_of(table, found, selection, higher=higher),
        wide_low=wide.low if wide else None,
        wide_high=wide.high if wide else None,
    )


def counted(rows: Iterable[Row], thresholds: Thresholds = AS_IF_KNOWN) -> Iterator[Reached]:
    """Count rows per combination, in the order in which combinations come."""
    groups: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows:
        key = (row.task.world, row.task.lists, row.task.population)
        groups.setdefault(key, []).append(row)
    for (name, lists, people), found in groups.items():
        yield _reached(name, lists, people, found, thresholds)


def _reached(
    name: str, lists: int, people: int, rows: list[Row], thresholds: Thresholds
) -> Reached:
    by_verdict: dict[Outcome, list[Row]] = {outcome: [] for outcome in Outcome}
    for row in rows:
        by_verdict[row.verdict(thresholds)].append(row)
    intervals = [row.interval for row in rows if row.interval]
    return Reached(
        world=name,
        lists=lists,
        population=people,
        simulations=len(rows),
        impossible=sum(row.evidence is None for row in rows),
        shown=len(by_verdict[Outcome.ESTIMATE]),
        banded=len(by_verdict[Outcome.BAND]),
        refused=len(by_verdict[Outcome.REFUSED]),
        covered=_holding(intervals, people),
        covered_shown=_holding([row.interval for row in by_verdict[Outcome.ESTIMATE]], people),
        covered_band=_holding([row.band for row in by_verdict[Outcome.BAND]], people),
        ratio=_median(high / low for low, high in intervals),
        log_error=_median(_log_errors(rows, people)),
    )


def _holding(ranges: Iterable[tuple[float, float] | None], people: int) -> float | None:
    """Share of the ranges that hold the truth; None when there is no range."""
    known = [limits for limits in ranges if limits is not None]
    return sum(low <= people <= high for low, high in known) / len(known) if known else None


def _log_errors(rows: Iterable[Row], people: int) -> Iterator[float]:
    for row in rows:
        seen = row.evidence
        if seen is not None and seen.point is not None and people > seen.observed:
            unseen = max(seen.point - seen.observed, 0.5)  # nobody unseen has no logarithm
            yield log(unseen / (people - seen.observed))


def _median(values: Iterable[float]) -> float | None:
    found = list(values)
    return float(np.median(found)) if found else None

"""Resampling that repeats the whole choice of a model, so that choosing counts as uncertainty.

Every replicate is a new table, drawn from an `Urn`, on which a chooser (`choosing`) repeats the
whole choice. Two urns:

- the data themselves (`Urn.of_data`): as many people again from the observed cells. The published
  intervals are made so. A cell that is empty in the data stays empty in every replicate: with few
  people the spread is therefore too small.
- a fitted model (`Urn.of_fit`): all people, the unseen included, from the cells of the model;
  those who fall on no list are lost. Empty cells can fill, and the number seen varies; but the
  model is taken for the truth while tables are drawn.

Replicates are drawn in groups, each with its own stream of random numbers, so that a figure
depends on table and seed alone and never on the number of threads.

References
----------
Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
Buckland, S. T., Garthwaite, P. H. (1991). Quantifying precision of mark-recapture estimates using
the bootstrap and related methods. Biometrics 47, 255-268. doi:10.2307/2532510
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from unlisted.intervals.choosing import Choices, Chooser
from unlisted.lattice import Floats, Integers, subset_sums
from unlisted.loglinear.existence import retained, support_of
from unlisted.loglinear.fitting import Fit
from unlisted.selection.exhaustive import workers

GROUP = 16  # tables drawn and chosen on together; fixed, so that jobs never change a figure
FEWEST_KEPT = 100  # replicates that are worth keeping after an interruption

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Urn:
    """Where replicates are drawn from: so many people over cells with given shares.

    Attributes
    ----------
    people : int
        Drawn for every table.
    shares : array (2**k,)
        Chance of each cell, summing to 1; whoever falls in cell 0 is on no list.
    """

    people: int
    shares: Floats

    @classmethod
    def of_data(cls, counts: Floats) -> Self:
        """Make the urn of the observed people, for resampling with replacement."""
        return cls(people=int(counts.sum()), shares=counts / counts.sum())

    @classmethod
    def of_fit(cls, counts: Floats, fitted: Fit) -> Self:
        """Make the urn of a fitted model: its means, with exp(b_0) for the unseen."""
        terms, cells = retained(fitted.model.lists, fitted.model.terms, support_of(counts))
        values, means = np.zeros(counts.size), np.zeros(counts.size)
        values[list(terms)] = [fitted.coefficients[a] for a in terms]
        alive = [0, *cells]
        means[alive] = np.exp(subset_sums(values)[alive])
        return cls(people=round(fitted.population), shares=means / means.sum())

    def draw(self, generator: np.random.Generator, tables: int) -> Floats:
        """Draw tables, one per row; the unseen are lost."""
        out, cells = np.zeros((tables, self.shares.size)), np.flatnonzero(self.shares)
        out[:, cells] = generator.multinomial(self.people, self.shares[cells], size=tables)
        out[:, 0] = 0.0
        return out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """Estimates of the resampled tables and of the delete-one tables.

    Attributes
    ----------
    populations : array (replicates,)
        NaN where no model had an estimate.
    jackknife : array (observed cells,)
        Estimate with one person of the cell left out; NaN where there was none.
    weights : array (observed cells,)
        People in the cell.
    fits, steps : int
        Work done: models fitted, Newton steps.
    interrupted : bool
        The work was broken off: there are fewer replicates than were asked for.
    """

    populations: Floats
    jackknife: Floats
    weights: Floats
    fits: int
    steps: int
    interrupted: bool

    @property
    def failed(self) -> int:
        """Replicates in which no model had an estimate."""
        return int(np.isnan(self.populations).sum())

    @property
    def succeeded(self) -> Floats:
        """Estimates of the replicates that did not fail."""
        return self.populations[~np.isnan(self.populations)]


def resample(
    counts: Floats,
    chooser: Chooser,
    *,
    replicates: int,
    seed: int,
    urn: Urn | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Replicates:
    """Repeat a choice on resampled tables and on the delete-one tables of the data.

    Parameters
    ----------
    counts : array (2**k,)
        The data, in the canonical order of lists when figures must not depend on the order.
    chooser : Chooser
        See `choosing`.
    replicates : int
        Number of resampled tables.
    seed : int
        Not negative; with the table it fixes every figure.
    urn : Urn, optional
        Where tables are drawn from; the data when left out.
    jobs : int, optional
        Threads; never changes a figure.
    progress : callable, optional
        Called with (tables done, tables in all) after every group of 16 tables.

    Raises
    ------
    KeyboardInterrupt
        Broken off before the delete-one tables and 100 replicates were done. Later, what was
        computed is returned, marked as `interrupted`.
    """
    cells = np.flatnonzero(counts)
    source = Urn.of_data(counts) if urn is None else urn
    left_out = [partial(_left_out, counts, part) for part in _groups(cells)]
    sizes = [len(part) for part in _groups(np.arange(replicates))]
    streams = np.random.SeedSequence(seed).spawn(len(sizes))
    drawn = [partial(_drawn, source, *pair) for pair in zip(streams, sizes, strict=True)]
    tasks = [partial(_choose, chooser, make) for make in (*left_out, *drawn)]
    done = _finished(tasks, workers(jobs), _reporter(progress, cells.size + replicates))
    broken_off = len(done) < len(tasks)
    if broken_off and sum(part.populations.size for part in done) < cells.size + FEWEST_KEPT:
        raise KeyboardInterrupt
    found = np.concatenate([part.populations for part in done])
    return Replicates(
        populations=found[cells.size :],
        jackknife=found[: cells.size],
        weights=counts[cells],
        fits=sum(part.fits for part in done),
        steps=sum(part.steps for part in done),
        interrupted=broken_off,
    )


def _groups(items: Integers) -> list[Integers]:
    return [items[first : first + GROUP] for first in range(0, items.size, GROUP)]


def _left_out(counts: Floats, cells: Integers) -> Floats:
    """The data with one person less in each of some cells, a table per row."""
    tables = np.tile(counts, (cells.size, 1))
    tables[np.arange(cells.size), cells] -= 1.0
    return tables


def _drawn(urn: Urn, stream: np.random.SeedSequence, tables: int) -> Floats:
    return urn.draw(np.random.default_rng(stream), tables)


def _choose(chooser: Chooser, make: Callable[[], Floats]) -> Choices:
    """Choose on tables made on the spot; a table without people has no estimate."""
    tables = make()
    peopled = tables.any(axis=1)
    if peopled.all():
        return chooser.choose(tables)
    populations, fits, steps = np.full(len(tables), np.nan), 0, 0
    if peopled.any():
        found = chooser.choose(tables[peopled])
        populations[peopled], fits, steps = found.populations, found.fits, found.steps
    return Choices(populations=populations, fits=fits, steps=steps)


def _reporter(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def report(tables: int) -> None:
        nonlocal done
        done += tables
        if progress is not None:
            progress(done, total)

    return report


def _finished(
    tasks: Sequence[Callable[[], Choices]], threads: int, report: Callable[[int], None]
) -> list[Choices]:
    """Results in the order of the tasks; those before an interruption when there is one."""
    done: list[Choices] = []
    pool = ThreadPoolExecutor(threads)
    try:
        for future in [pool.submit(task) for task in tasks]:
            done.append(future.result())
            report(done[-1].populations.size)
    except KeyboardInterrupt:
        return done
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return done

"""Resampling that repeats the whole selection, so that choosing a model counts as uncertainty.

Every replicate draws as many people again from the observed cells (multinomial) and selects by
BIC among the candidates: all estimable models of a table of up to five lists, the best
`DEFAULT_CANDIDATES` of six lists. A cell that is empty in the data stays empty in every
replicate: with few people the spread is therefore too small.

References
----------
Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from unlisted.existence import Status, status_of, support_of
from unlisted.lattice import Floats, Integers
from unlisted.loglinear import Stack, fit_stack, refit
from unlisted.selection import Selection, workers

ALL_CANDIDATES_UP_TO = 1024
DEFAULT_CANDIDATES = 500

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """Estimates of the resampled tables and of the delete-one tables.

    Attributes
    ----------
    populations : array (replicates,)
        NaN where no candidate had an estimate.
    jackknife : array (observed cells,)
        Estimate with one person of the cell left out; NaN where there was none.
    weights : array (observed cells,)
        People in the cell.
    candidates : int
        Models that every replicate chose from.
    fits, steps : int
        Work done: models fitted, Newton steps.
    """

    populations: Floats
    jackknife: Floats
    weights: Floats
    candidates: int
    fits: int
    steps: int

    @property
    def failed(self) -> int:
        """Replicates in which no candidate had an estimate."""
        return int(np.isnan(self.populations).sum())

    @property
    def succeeded(self) -> Floats:
        """Estimates of the replicates that did not fail."""
        return self.populations[~np.isnan(self.populations)]


def candidates_of(selection: Selection, most: int | None) -> Integers:
    """Terms of the models that replicates may choose from, best first."""
    everything = selection.considered <= ALL_CANDIDATES_UP_TO
    limit = most if most is not None else (None if everything else DEFAULT_CANDIDATES)
    return selection.terms[selection.order[:limit]]


def resample(
    selection: Selection,
    *,
    replicates: int,
    seed: int,
    candidates: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Replicates:
    """Repeat the selection on resampled tables and on delete-one tables.

    Parameters
    ----------
    selection : Selection
        Must have at least one estimable model.
    replicates : int
        Number of resampled tables.
    seed : int
        Seed of NumPy's default generator; with the table it fixes every figure.
    candidates : int, optional
        Best models of the data that replicates choose from.
    threads : int, optional
        Never changes a figure.
    progress : callable, optional
        Called with (tables done, tables in all), about a hundred times.
    """
    counts, terms = selection.table.counts(), candidates_of(selection, candidates)
    first = fit_stack(counts, terms, keep_coefficients=True)
    cells = np.flatnonzero(counts)
    left_out = (counts - np.eye(counts.size)[cell] for cell in cells)
    draws = _draw(counts, cells, replicates, seed)
    total = replicates + cells.size
    with ThreadPoolExecutor(workers(threads)) as pool:
        found = pool.map(
            lambda table: best_population(table, terms, first.coefficients), (*draws, *left_out)
        )
        results = list(_watched(found, total, progress))
    estimates = np.array([population for population, _, _ in results])
    return Replicates(
        populations=estimates[:replicates],
        jackknife=estimates[replicates:],
        weights=counts[cells],
        candidates=len(terms),
        fits=len(terms) + sum(fits for _, fits, _ in results),
        steps=first.steps + sum(steps for _, _, steps in results),
    )


def best_population(counts: Floats, terms: Integers, starts: Floats) -> tuple[float, int, int]:
    """Population under the best estimable candidate, with fits and Newton steps spent.

    Doubtful fits are judged only while their BIC could still win. NaN when there is no winner.
    """
    stack = fit_stack(counts, terms, starts=starts)
    observed, fits = float(counts.sum()), len(terms)
    bic = stack.bic(observed)
    best, population = inf, nan
    for index in np.argsort(bic, kind="stable"):
        if bic[index] >= best:
            break
        settled: Stack | None = stack
        place = int(index)
        if not stack.certified[index]:
            settled, place = _settle(counts, terms[index]), 0
            fits += settled is not None
        if settled is not None:
            value = float(settled.bic(observed)[place])
            if value < best:
                best, population = value, observed + float(settled.unseen[place])
    return population, fits, stack.steps


def _settle(counts: Floats, terms: Integers) -> Stack | None:
    """Fit of a doubtful model if it has an estimate."""
    plain = tuple(int(a) for a in terms if a >= 0)
    lists = counts.size.bit_length() - 1
    if status_of(lists, plain, support_of(counts)) is not Status.ESTIMABLE:
        return None
    return refit(counts, terms)


def _draw(counts: Floats, cells: Integers, replicates: int, seed: int) -> Floats:
    """Resampled tables, one per row."""
    shares = counts[cells] / counts.sum()
    out = np.zeros((replicates, counts.size))
    generator = np.random.default_rng(seed)
    out[:, cells] = generator.multinomial(int(counts.sum()), shares, size=replicates)
    return out


def _watched(
    results: Iterable[tuple[float, int, int]], total: int, progress: Progress | None
) -> Iterator[tuple[float, int, int]]:
    """Pass results on, reporting about a hundred times."""
    every = max(1, total // 100)
    for done, result in enumerate(results, start=1):
        if progress is not None and (done % every == 0 or done == total):
            progress(done, total)
        yield result

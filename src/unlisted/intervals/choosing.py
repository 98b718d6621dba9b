"""Ways to choose a model that can be repeated on other tables of the same lists.

An interval that counts the choice of a model as uncertainty repeats the whole choice on every
resampled table. A *chooser* is that choice as an object: given tables of counts it answers with
the population of each under the model chosen there. Choosers work on stacks of tables inside
compiled kernels; one table is a stack of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log, nan
from typing import NamedTuple, Protocol, Self

import numpy as np
from scipy.special import gammaln

from unlisted.compiling import COMPILED, compiled
from unlisted.lattice import Floats, Integers, superset_sums
from unlisted.loglinear.existence import Status, status_of, support_of
from unlisted.loglinear.families import Order
from unlisted.loglinear.fitting import WELL_CONDITIONED, Stack, fit_stack, refit
from unlisted.loglinear.kernels import Request, Result, fit_many
from unlisted.selection import stepwise
from unlisted.selection.criteria import Criterion, scores
from unlisted.selection.downhill import downhill
from unlisted.tables.table import CountTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choices:
    """What was chosen on each table of a stack.

    Attributes
    ----------
    populations : array (tables,)
        NaN where no model had an estimate.
    fits, steps : int
        Models fitted and Newton steps, over all tables.
    """

    populations: Floats
    fits: int
    steps: int


class Chooser(Protocol):
    """Repeats the whole choice of a model on other tables."""

    def choose(self, tables: Floats) -> Choices:
        """Choose on every row of an array (tables, 2**k) of counts, somebody in each."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Best:
    """Takes the best of some candidate models by an information criterion.

    With one candidate nothing is chosen: the model is fixed.

    Attributes
    ----------
    terms : integer array (candidates, most terms)
        Padded with -1; of candidates with equal scores the first is taken.
    starts : array (candidates, 2**k)
        Coefficients to start from, those of the data.
    criterion : Criterion
    """

    terms: Integers
    starts: Floats
    criterion: Criterion

    @classmethod
    def of(cls, counts: Floats, terms: Integers, criterion: Criterion = Criterion.BIC) -> Self:
        """Take the fits of the candidates on the data as starts."""
        first = fit_stack(counts, terms, keep_coefficients=True)
        return cls(terms=terms.copy(), starts=first.coefficients, criterion=criterion)

    def choose(self, tables: Floats) -> Choices:
        """Fit every candidate to every table; judge doubtful fits only while they could win."""
        return self.scored(tables)[0]

    def scored(self, tables: Floats) -> tuple[Choices, Floats]:
        """Choices, and the criterion of the model chosen on each table; infinite for none."""
        populations, values = np.full(len(tables), nan), np.full(len(tables), inf)
        fits, steps = len(tables) * len(self.terms), 0
        for row, stack in enumerate(self._fitted(tables)):
            populations[row], values[row], settled = self._winner(tables[row], stack)
            fits, steps = fits + settled, steps + stack.steps
        return Choices(populations=populations, fits=fits, steps=steps), values

    def _fitted(self, tables: Floats) -> Iterator[Stack]:
        """Fits of all candidates, a stack for every table."""
        if not COMPILED:  # pragma: no cover - the same numbers by NumPy
            yield from (fit_stack(table, self.terms, starts=self.starts) for table in tables)
            return
        numbers = np.empty((len(tables), len(self.terms), 3))
        flags, steps = np.empty(numbers.shape[:2], np.int64), np.empty(len(tables), np.int64)
        _fit_tables(tables, self.terms, self.starts, numbers, Effort(flags, steps))
        constants = gammaln(tables + 1.0).sum(axis=1)
        for row, found in enumerate(numbers):
            yield Stack(
                log_likelihood=found[:, 0] - constants[row],
                unseen=found[:, 1],
                parameters=found[:, 2],
                flags=flags[row],
                coefficients=self.starts[:0],
                steps=int(steps[row]),
            )

    def _winner(self, counts: Floats, stack: Stack) -> tuple[float, float, int]:
        """Population and score of the best estimable candidate; models fitted once more."""
        observed, settled = float(counts.sum()), 0
        values = scores(self.criterion, stack, observed)
        best, population = inf, nan
        for index in _ascending(values):
            if values[index] >= best:
                break
            found: Stack | None = stack
            place = int(index)
            if stack.impossible[index]:
                continue
            if not stack.certified[index]:
                found, place = _settle(counts, self.terms[index]), 0
                settled += found is not None
            if found is not None:
                value = float(scores(self.criterion, found, observed)[place])
                if value < best:
                    best, population = value, observed + float(found.unseen[place])
        return population, best, settled


class Effort(NamedTuple):
    """Room for the flags (tables, candidates) and the Newton steps (tables,) of fits."""

    flags: Integers
    steps: Integers


@compiled
def _fit_tables(
    tables: Floats, terms: Integers, starts: Floats, numbers: Floats, effort: Effort
) -> None:
    """Fit every model to every table, each from its own start."""
    none = np.empty((0, tables.shape[1]))
    for row in range(tables.shape[0]):
        effort.steps[row] = fit_many(
            Request(tables[row], terms, starts, WELL_CONDITIONED),
            Result(numbers[row], effort.flags[row], none),
        )


def _ascending(values: Floats) -> Iterator[int]:
    """Indices from the smallest value up; sorts only when more than the first is asked for."""
    yield int(values.argmin())
    yield from np.argsort(values, kind="stable")[1:].tolist()


def _settle(counts: Floats, terms: Integers) -> Stack | None:
    """Fit of a doubtful model if it has an estimate."""
    plain = tuple(int(a) for a in terms if a >= 0)
    lists = counts.size.bit_length() - 1
    if status_of(lists, plain, support_of(counts)) is not Status.ESTIMABLE:
        return None
    return refit(counts, terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPValue:
    """Searches stepwise; see `selection.stepwise`.

    Attributes
    ----------
    threshold : float
        Pairs are added while their p-value is below it.
    """

    threshold: float = stepwise.THRESHOLD

    def choose(self, tables: Floats) -> Choices:
        """Search every table."""
        populations, fits, steps = stepwise.populations(tables, self.threshold)
        return Choices(populations=populations, fits=fits, steps=steps)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Downhill:
    """Searches downhill from independence by BIC, or takes a known model when that is better.

    A single descent can end in a local minimum that the descents on the data have left behind, so
    the best models known from the data compete with what it finds. A list without people is left
    out of the descent.

    Attributes
    ----------
    known : Best
        The best models found on the data, by BIC.
    order : int or "all"
        Most lists in one interaction.
    """

    known: Best
    order: Order = 2

    def choose(self, tables: Floats) -> Choices:
        """Search every table."""
        found, values = self.known.scored(tables)
        populations, fits, steps = found.populations.copy(), found.fits, found.steps
        for row, counts in enumerate(tables):
            table = _peopled(counts)
            if table is None:
                continue
            visited = downhill(table, self.order, restarts=0, jobs=1).visited
            fits, steps = fits + visited.fits, steps + visited.steps
            # A list left out has no parameter here, and one among the known models.
            lost = counts.size.bit_length() - 1 - len(table.lists)
            if visited.order.size:
                place = visited.order[0]
                if visited.scores[place] + lost * log(table.observed) < values[row]:
                    populations[row] = visited.population[place]
        return Choices(populations=populations, fits=fits, steps=steps)


def _peopled(counts: Floats) -> CountTable | None:
    """Table of the lists that have people; None when fewer than two have."""
    above = superset_sums(counts)
    kept = [j for j in range(counts.size.bit_length() - 1) if above[1 << j] > 0]
    if len(kept) < 2:
        return None
    cells = {
        sum((int(cell) >> j & 1) << place for place, j in enumerate(kept)): int(counts[cell])
        for cell in np.flatnonzero(counts)
    }
    return CountTable(lists=tuple(f"{j:02}" for j in kept), cells=cells)

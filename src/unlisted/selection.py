"""Search all two-way models by BIC, and say how far the good ones disagree.

No greedy short cut: with at most six lists all 32,768 models are fitted, every doubtful one is
judged, and models without an estimate are left out and counted.

References
----------
Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6, 461-464.
doi:10.1214/aos/1176344136
Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unlisted.existence import Status, combine, exists, is_identifiable, support_of
from unlisted.lattice import Floats, Integers, lists_of
from unlisted.loglinear import Stack, fit_stack, refit
from unlisted.models import two_way_codes, two_way_terms
from unlisted.tables import CountTable

CHUNK = 2048  # models fitted in one chain; fixed, so that threads never change a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedModel:
    """A model in the ranking, with its pairs by list name."""

    pairs: tuple[tuple[str, str], ...]
    empty_pairs: tuple[tuple[str, str], ...]
    population: float
    bic: float
    aic: float
    parameters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRange:
    """Smallest and largest population among models close to the best in BIC."""

    within: float
    low: float
    high: float
    models: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Selection:
    """All two-way models of a table, judged and ranked.

    Attributes
    ----------
    terms : integer array (models, most terms)
    status : integer array
        `existence.Status` per model.
    population, bic, aic : arrays
        Only meaningful where status is ESTIMABLE; bic is infinite elsewhere.
    order : integer array
        Indices of the estimable models, best BIC first.
    fits, steps, programmes : int
        Work done: models fitted, Newton steps of the search, linear programmes.
    """

    table: CountTable
    terms: Integers
    status: Integers
    population: Floats
    bic: Floats
    aic: Floats
    parameters: Floats
    order: Integers
    fits: int
    steps: int
    programmes: int

    @property
    def considered(self) -> int:
        """Number of models looked at."""
        return int(self.status.size)

    @property
    def excluded(self) -> dict[Status, int]:
        """Number of models without an estimate, by reason."""
        bad = (s for s in Status if s is not Status.ESTIMABLE)
        return {s: n for s in bad if (n := int((self.status == s).sum()))}

    @property
    def best(self) -> RankedModel | None:
        """The estimable model with the lowest BIC; None when no model has an estimate."""
        return self.describe(int(self.order[0])) if self.order.size else None

    def top(self, count: int) -> tuple[RankedModel, ...]:
        """The best models, at most `count`."""
        return tuple(self.describe(int(i)) for i in self.order[:count])

    def range_within(self, within: float) -> ModelRange | None:
        """Range of the population over models within `within` BIC of the best."""
        if not self.order.size:
            return None
        close = self.population[self.bic <= self.bic[self.order[0]] + within]
        return ModelRange(
            within=within, low=float(close.min()), high=float(close.max()), models=close.size
        )

    def describe(self, index: int) -> RankedModel:
        """One model in words and figures."""
        names, empty = self.table.lists, set(self.table.empty_pairs)
        pairs = tuple(
            (names[i], names[j])
            for i, j in (lists_of(int(a)) for a in self.terms[index] if int(a).bit_count() == 2)
        )
        return RankedModel(
            pairs=pairs,
            empty_pairs=tuple(pair for pair in pairs if pair in empty),
            population=float(self.population[index]),
            bic=float(self.bic[index]),
            aic=float(self.aic[index]),
            parameters=int(self.parameters[index]),
        )


def workers(threads: int | None) -> int:
    """Threads to use: as asked, else the processors there are, at most two."""
    return max(1, min(2, os.cpu_count() or 1) if threads is None else threads)


def select(table: CountTable, *, threads: int | None = None) -> Selection:
    """Fit, judge and rank every two-way model.

    Parameters
    ----------
    table : CountTable
        At most six lists.
    threads : int, optional
        Never changes a figure.

    Raises
    ------
    TooManyLists
    """
    terms, counts = two_way_terms(len(table.lists)), table.counts()
    starts = range(0, len(terms), CHUNK)
    with ThreadPoolExecutor(workers(threads)) as pool:
        parts = list(pool.map(lambda i: fit_stack(counts, terms[i : i + CHUNK]), starts))
    return _ranked(table, counts, terms, parts)


def _ranked(table: CountTable, counts: Floats, terms: Integers, parts: list[Stack]) -> Selection:
    likelihood = np.concatenate([part.log_likelihood for part in parts])
    unseen = np.concatenate([part.unseen for part in parts])
    parameters = np.concatenate([part.parameters for part in parts])
    certified = np.concatenate([part.certified for part in parts])
    status = np.where(certified, int(Status.ESTIMABLE), -1)
    judging = _Judging(table, counts, terms)
    judged = {int(i): judging.judge(int(i)) for i in judging.smallest_first(certified)}
    for index, (verdict, stack) in judged.items():
        status[index] = verdict
        if stack is not None:
            likelihood[index], unseen[index] = stack.log_likelihood[0], stack.unseen[0]
    good = status == Status.ESTIMABLE
    bic = -2.0 * likelihood + parameters * np.log(table.observed)
    bic[~good] = np.inf
    order = np.argsort(bic, kind="stable")[: int(good.sum())]
    return Selection(
        table=table,
        terms=terms,
        status=status,
        population=table.observed + unseen,
        bic=bic,
        aic=-2.0 * likelihood + 2.0 * parameters,
        parameters=parameters,
        order=order,
        fits=len(terms) + sum(stack is not None for _, stack in judged.values()),
        steps=sum(part.steps for part in parts),
        programmes=judging.programmes,
    )


class _Judging:
    """Judges doubtful models, smallest first, so that failures are inherited.

    Among models with the same empty pairs (hence the same retained cells) both failures pass on
    to every larger model: only the smallest failing models need a linear programme.
    """

    def __init__(self, table: CountTable, counts: Floats, terms: Integers) -> None:
        self._lists, self._terms, self._counts = len(table.lists), terms, counts
        self._codes, self._support = two_way_codes(self._lists), support_of(counts)
        self._void = sum(1 << i for i, n in enumerate(table.overlaps.values()) if n == 0)
        self._missing: dict[int, list[int]] = {}
        self._loose: dict[int, list[int]] = {}
        self.programmes = 0

    def smallest_first(self, certified: NDArray[np.bool_]) -> list[int]:
        """Indices of the doubtful models, fewest pairs first."""
        return sorted(
            np.flatnonzero(~certified).tolist(), key=lambda i: int(self._codes[i]).bit_count()
        )

    def judge(self, index: int) -> tuple[Status, Stack | None]:
        """Status of one model, with its fit when it turns out to have an estimate."""
        code = int(self._codes[index])
        terms = tuple(int(a) for a in self._terms[index] if a >= 0)
        loose = self._inherits(self._loose, code)
        if not loose and not is_identifiable(self._lists, terms, self._support):
            loose = self._remember(self._loose, code)
        missing = self._inherits(self._missing, code)
        if not missing:
            self.programmes += 1
            if not exists(self._lists, terms, self._support):
                missing = self._remember(self._missing, code)
        if missing or loose:
            return combine(missing, loose), None
        stack = refit(self._counts, self._terms[index])
        return (Status.NOT_CONVERGED if stack is None else Status.ESTIMABLE), stack

    def _inherits(self, failures: dict[int, list[int]], code: int) -> bool:
        return any(code & small == small for small in failures.get(code & self._void, ()))

    def _remember(self, failures: dict[int, list[int]], code: int) -> bool:
        failures.setdefault(code & self._void, []).append(code)
        return True

"""Search downhill from several starts: for more lists than a whole family can be fitted of.

From a model, step to the neighbour (one interaction more or one less) with the lowest criterion,
until no neighbour is lower. One descent may end in a local minimum: on the five lists of the
United Kingdom it stops at 12,262 people where the best model of the family has 22,991. So it is
repeated from random models, and every model is fitted once, however many descents pass by.

References
----------
Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unlisted.errors import ModelError
from unlisted.lattice import Floats
from unlisted.loglinear.existence import Status
from unlisted.loglinear.families import Interactions, Order
from unlisted.loglinear.fitting import Stack, fit_stack
from unlisted.selection.criteria import Criterion, criterion_named, scores
from unlisted.selection.judging import Judging, fit_in_chunks
from unlisted.selection.ranking import Judged, RankedModel, Selection, joined, ranked
from unlisted.tables.table import CountTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """A model that no neighbour improves on, and how many descents ended there."""

    model: RankedModel
    reached: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Descent:
    """What a search downhill saw.

    Attributes
    ----------
    visited : Selection
        Every model that was fitted, judged and ranked; weights and ranges are over these alone.
    minima : tuple of Minimum
        Local minima, best first. One minimum that most descents reach is a good sign; many, each
        reached once, call for more restarts.
    starts : int
        Descents made.
    """

    visited: Selection
    minima: tuple[Minimum, ...]
    starts: int

    @property
    def best(self) -> RankedModel | None:
        """The best model visited; None when no model had an estimate."""
        return self.visited.best

    @property
    def excluded(self) -> dict[Status, int]:
        """Number of visited models without an estimate, by reason."""
        return self.visited.excluded


def downhill(
    table: CountTable,
    order: Order = 2,
    *,
    criterion: str = "bic",
    restarts: int = 20,
    seed: int = 1,
    jobs: int | None = None,
) -> Descent:
    """Search hierarchical models downhill, from independence and from random models.

    Finds a good model, not surely the best: where `exhaustive.select` can search the family
    whole, use that.

    Parameters
    ----------
    table : CountTable
        Up to ten lists take well under a second a descent, sixteen some seconds. Random starts
        depend on the order of the lists: give `table.canonical()` where that may not matter.
    order : int or "all"
        Most lists in one interaction.
    criterion : {"bic", "aic", "aicc"}
        See `criteria`.
    restarts : int
        Descents from random models, next to the one from independence.
    seed : int
        Seed of NumPy's default generator.
    jobs : int, optional
        Threads; never changes a figure.

    Raises
    ------
    ModelError
        No such order or criterion, or a negative number of restarts.

    Examples
    --------
    >>> cells = {1: 40, 2: 30, 4: 20, 3: 12, 5: 8, 6: 6, 7: 3}
    >>> found = downhill(CountTable(lists=("A", "B", "C"), cells=cells), restarts=2)
    >>> found.starts, found.best.formula
    (3, '')
    """
    chosen = criterion_named(criterion)
    if restarts < 0:
        raise ModelError(f"the number of restarts is 0 or more, not {restarts}")
    interactions = Interactions.up_to(len(table.lists), order)
    search = _Search(table, interactions, chosen, jobs)
    starts = [0, *_random_codes(interactions, restarts, seed)]
    ends = [search.descend(code) for code in starts]
    visited = search.ranked()
    return Descent(visited=visited, minima=_minima(visited, search, ends), starts=len(starts))


def _random_codes(interactions: Interactions, count: int, seed: int) -> list[int]:
    """Codes of random hierarchical models of 1 to 2 k drawn interactions."""
    generator = np.random.default_rng(seed)
    room = len(interactions.masks)
    most = min(room, 2 * interactions.lists)
    if not room:
        return [0] * count
    sizes = generator.integers(1, most, size=count, endpoint=True)
    drawn = (generator.choice(room, size=size, replace=False) for size in sizes)
    return [interactions.closed(sum(1 << int(place) for place in places)) for places in drawn]


def _minima(visited: Selection, search: _Search, ends: Sequence[int]) -> tuple[Minimum, ...]:
    """Distinct ends of the descents that have an estimate, best first."""
    counted = {search.place[code]: ends.count(code) for code in ends}
    known = [place for place in counted if visited.status[place] == Status.ESTIMABLE]
    known.sort(key=lambda place: (float(visited.scores[place]), place))
    return tuple(Minimum(model=visited.describe(place), reached=counted[place]) for place in known)


class _Search:
    """Descents on one table; remembers every model that was fitted."""

    def __init__(
        self, table: CountTable, interactions: Interactions, criterion: Criterion, jobs: int | None
    ) -> None:
        self._table, self._counts, self._jobs = table, table.counts(), jobs
        self._interactions, self._criterion = interactions, criterion
        self._judging = Judging(self._counts, interactions)
        self._parts: list[Judged] = []
        self._scores: list[float] = []
        self.place: dict[int, int] = {}
        self._plain = self._fitted(0, None)

    def descend(self, code: int) -> int:
        """Code of the local minimum that a descent from a model ends in."""
        start = self._plain
        self._visit([code], start)
        while True:
            start = self._fitted(code, start)
            around = self._interactions.neighbours(code)
            self._visit(around, start)
            best = min(around, key=self._score, default=code)
            if not self._score(best) < self._score(code):
                return code
            code = best

    def ranked(self) -> Selection:
        """All models visited, ranked."""
        return ranked(self._table, joined(self._parts), self._criterion, self._interactions.order)

    def _score(self, code: int) -> float:
        return self._scores[self.place[code]]

    def _visit(self, codes: Sequence[int], start: Floats) -> None:
        """Fit and judge the models that were not visited before."""
        fresh = [code for code in codes if code not in self.place]
        if not fresh:
            return
        terms = self._interactions.terms(fresh)
        stack = fit_in_chunks(self._counts, terms, starts=start, jobs=self._jobs)
        part = self._judging.settle(stack, terms, fresh)
        good = part.status == Status.ESTIMABLE
        values = np.where(good, scores(self._criterion, part.stack, self._table.observed), np.inf)
        self._parts.append(part)
        for code, value in zip(fresh, values.tolist(), strict=True):
            self.place[code] = len(self._scores)
            self._scores.append(value)

    def _fitted(self, code: int, start: Floats | None) -> Floats:
        """Coefficients of a model to start its neighbours from; those of `start` if it has none."""
        terms = self._interactions.terms([code])
        found: Stack = fit_stack(self._counts, terms, starts=start, keep_coefficients=True)
        return found.coefficients if found.certified[0] or start is None else start

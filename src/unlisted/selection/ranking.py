"""Models of a table judged and ranked: the answer of every search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from unlisted.lattice import Floats, Integers, lists_of
from unlisted.loglinear.existence import Status
from unlisted.loglinear.fitting import Stack
from unlisted.loglinear.models import Model
from unlisted.selection.criteria import Criterion, scores, weights
from unlisted.tables.table import CountTable


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedModel:
    """A model in the ranking, with its interactions by list name.

    Attributes
    ----------
    terms : tuple of tuple of str
        All interactions, smaller ones first; intercept and main effects are always in.
    empty_terms : tuple of tuple of str
        Those that nobody in the table contains: at minus infinity, and counted as parameters.
    population : float
        Estimated number of people, seen and unseen.
    bic, aic, aicc : float
    parameters : int
    weight : float
        Share among the models of the search, by its criterion; see `criteria.weights`.
    """

    terms: tuple[tuple[str, ...], ...]
    empty_terms: tuple[tuple[str, ...], ...]
    population: float
    bic: float
    aic: float
    aicc: float
    parameters: int
    weight: float

    @property
    def formula(self) -> str:
        """Interactions that no other one contains, as in "A:B,C:D"; empty for independence."""
        sets = [set(term) for term in self.terms]
        largest = [t for t in self.terms if not any(set(t) < other for other in sets)]
        return ",".join(":".join(term) for term in largest)

    def in_order(self, lists: Sequence[str]) -> Self:
        """Give the same model with names in the order of `lists`, as another table has them."""
        place = {name: position for position, name in enumerate(lists)}

        def turned(terms: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
            inside = (tuple(sorted(term, key=place.__getitem__)) for term in terms)
            return tuple(sorted(inside, key=lambda t: (len(t), [place[name] for name in t])))

        return replace(self, terms=turned(self.terms), empty_terms=turned(self.empty_terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRange:
    """Smallest and largest population among models close to the best."""

    within: float
    low: float
    high: float
    models: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Selection:
    """Models of a table, judged and ranked by one criterion.

    Attributes
    ----------
    terms : integer array (models, most terms)
        Padded with -1.
    status : integer array
        `existence.Status` per model.
    population : array
        NaN where there is no estimate.
    bic, aic, aicc : arrays
        Infinite where there is no estimate.
    weights : array
        See `criteria.weights`; 0 where there is no estimate.
    order : integer array
        Indices of the estimable models, best first.
    criterion : Criterion
        What the models are ranked by.
    interaction_order : int
        Most lists in one interaction that the search allowed.
    fits, steps, programmes : int
        Work done: models fitted, Newton steps of the search, linear programmes.
    """

    table: CountTable
    terms: Integers
    status: Integers
    population: Floats
    bic: Floats
    aic: Floats
    aicc: Floats
    parameters: Floats
    weights: Floats
    order: Integers
    criterion: Criterion
    interaction_order: int
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
    def scores(self) -> Floats:
        """Values of the criterion that the models are ranked by."""
        by_name = {Criterion.BIC: self.bic, Criterion.AIC: self.aic, Criterion.AICC: self.aicc}
        return by_name[self.criterion]

    @property
    def best(self) -> RankedModel | None:
        """The estimable model with the lowest score; None when no model has an estimate."""
        return self.describe(int(self.order[0])) if self.order.size else None

    def top(self, count: int) -> tuple[RankedModel, ...]:
        """The best models, at most `count`."""
        return tuple(self.describe(int(i)) for i in self.order[:count])

    def range_within(self, within: float) -> ModelRange | None:
        """Range of the population over models within a distance of the best score.

        How far models disagree that describe the data about equally well. It is no interval: all
        models of the family may agree while those outside it differ.
        """
        if not self.order.size:
            return None
        close = self.population[self.scores <= self.scores[self.order[0]] + within]
        return ModelRange(
            within=within, low=float(close.min()), high=float(close.max()), models=close.size
        )

    def model(self, index: int) -> Model:
        """One model as terms."""
        return Model(len(self.table.lists), tuple(int(a) for a in self.terms[index] if a >= 0))

    def describe(self, index: int) -> RankedModel:
        """One model in words and figures."""
        model, cells = self.model(index), self.table.cells
        named = {a: tuple(self.table.lists[j] for j in lists_of(a)) for a in model.interactions}
        return RankedModel(
            terms=tuple(named.values()),
            empty_terms=tuple(
                names for a, names in named.items() if not any(c & a == a for c in cells)
            ),
            population=float(self.population[index]),
            bic=float(self.bic[index]),
            aic=float(self.aic[index]),
            aicc=float(self.aicc[index]),
            parameters=int(self.parameters[index]),
            weight=float(self.weights[index]),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """Fits with their status, and the work that was done for them.

    `terms` are those of the models of `stack`, `status` says which of them have an estimate.
    """

    terms: Integers
    stack: Stack
    status: Integers
    fits: int
    programmes: int


def joined(parts: Sequence[Judged]) -> Judged:
    """Put judged fits of one table together, in their order."""
    width = max(part.terms.shape[1] for part in parts)
    padded = [
        np.pad(part.terms, ((0, 0), (0, width - part.terms.shape[1])), constant_values=-1)
        for part in parts
    ]
    return Judged(
        terms=np.concatenate(padded),
        stack=Stack.joined([part.stack for part in parts]),
        status=np.concatenate([part.status for part in parts]),
        fits=sum(part.fits for part in parts),
        programmes=sum(part.programmes for part in parts),
    )


def ranked(
    table: CountTable, judged: Judged, criterion: Criterion, interaction_order: int
) -> Selection:
    """Rank judged fits by a criterion."""
    stack, good = judged.stack, judged.status == Status.ESTIMABLE
    by_name = {
        name: np.where(good, scores(name, stack, table.observed), np.inf) for name in Criterion
    }
    chosen, estimable = by_name[criterion], np.flatnonzero(good)
    return Selection(
        table=table,
        terms=judged.terms,
        status=judged.status,
        population=np.where(good, table.observed + stack.unseen, np.nan),
        bic=by_name[Criterion.BIC],
        aic=by_name[Criterion.AIC],
        aicc=by_name[Criterion.AICC],
        parameters=stack.parameters,
        weights=weights(chosen),
        order=estimable[np.argsort(chosen[estimable], kind="stable")],
        criterion=criterion,
        interaction_order=interaction_order,
        fits=judged.fits,
        steps=stack.steps,
        programmes=judged.programmes,
    )

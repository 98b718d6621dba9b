"""What missed and false links between the lists do to the estimate.

The table is corrected in expectation (see `relinking` for the two assumptions) and the model of
the estimate is fitted again; beside it stand all models within 10 BIC of the best on the corrected
table. Rows at recalls and precisions that nobody has measured are a sweep: they say how much hangs
on the links, not how good the links are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from unlisted.errors import BadKnowledge
from unlisted.honesty.linksets import LinkSets, combined
from unlisted.honesty.relinking import unsplit
from unlisted.honesty.searching import WIDE
from unlisted.lattice import Floats, Integers, proper_subsets, superset_sums
from unlisted.loglinear.existence import Status, status_of, support_of
from unlisted.loglinear.fitting import Stack, fit_stack, refit
from unlisted.loglinear.models import Model, stack_terms
from unlisted.results import Estimate
from unlisted.selection.ranking import Selection
from unlisted.tables.histories import mask_of
from unlisted.tables.table import CountTable

RECALLS = (1.0, 0.95, 0.9, 0.8)
PRECISIONS = (1.0, 0.99, 0.95, 0.9)
SLACK = 1e-3  # records
MOST_MODELS = 1024  # best models of the table as observed that are fitted to a corrected one


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLinkage:
    """The estimate if the links have this recall and precision.

    Attributes
    ----------
    recall, precision : float
        Share of the true links that were made; share of the links made that are true.
    given : bool
        Whether somebody gave these figures; otherwise the row is part of a sweep.
    possible : bool
        False when the correction asks for more records on a list than it has: the links cannot
        have been that bad, and there are no figures.
    observed : float
        People seen, in expectation: missed links count a person twice.
    low, point, high : float or None
        Interval and point, multiplied by what the correction does to the model of the estimate.
        The limits do not count that recall and precision are themselves uncertain.
    models_low, models_high : float or None
        Range over the models within 10 BIC of the best on the corrected table.
    """

    recall: float
    precision: float
    given: bool
    possible: bool
    observed: float
    low: float | None
    point: float | None
    high: float | None
    models_low: float | None
    models_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """Effect of linkage errors.

    Attributes
    ----------
    rows : tuple of AtLinkage
        The links as they are first; then the sweep, or what was given.
    link_sets : LinkSets or None
        Estimates over tables made from draws of the links, when there are any.
    """

    rows: tuple[AtLinkage, ...]
    link_sets: LinkSets | None

    @property
    def given(self) -> AtLinkage | None:
        """The row at the recall and precision that were given."""
        return next((row for row in self.rows if row.given), None)


def corrected(table: CountTable, *, recall: float = 1.0, precision: float = 1.0) -> Floats:
    """Expected counts per cell if no link had been missed and none were false.

    Formula: see `relinking`; with two lists the overlap is multiplied by precision / recall.

    Parameters
    ----------
    table : CountTable
        As observed, linkage errors included.
    recall : float
        Share of the pairs of records of one person that are linked.
    precision : float
        Share of the linked pairs of records that are of one person.

    Returns
    -------
    array (2**k,)
        Not whole numbers.

    Raises
    ------
    BadKnowledge
        A share is not above 0 and at most 1.

    Examples
    --------
    >>> two = CountTable(lists=("A", "B"), cells={1: 110, 2: 60, 3: 90})
    >>> corrected(two, recall=0.9).round(6).tolist()
    [0.0, 100.0, 50.0, 100.0]
    """
    for name, value in (("recall", recall), ("precision", precision)):
        if not 0.0 < value <= 1.0:
            raise BadKnowledge(f"the {name} must be above 0 and at most 1, got {value!r}")
    return unsplit(table.counts(), sqrt(recall / precision))


def linkage_of(
    table: CountTable,
    estimate: Estimate,
    selection: Selection | None,
    *,
    recall: float | None = None,
    precision: float | None = None,
    linked: Sequence[CountTable] = (),
    estimator: Callable[[CountTable], Estimate] | None = None,
) -> Linkage:
    """Estimate again under linkage errors, swept or given, and over draws of the links.

    Parameters
    ----------
    table : CountTable
        As observed.
    estimate : Estimate
        Of that table.
    selection : Selection or None
        Models of `table.canonical()`; None when there are too many lists to search.
    recall, precision : float, optional
        As measured on a sample judged by hand; swept when left out.
    linked : sequence of CountTable
        Tables of the same lists, each from one draw of the links.
    estimator : callable, optional
        Estimates from one of those tables; needed when there are any.

    Raises
    ------
    BadKnowledge
        A share outside 0 and 1, or a table of other lists.
    """
    plain = table.canonical()
    models = _Models(plain, estimate, selection)
    rows = []
    for hits, right in _pairs(recall, precision):
        counts = corrected(plain, recall=hits, precision=right)
        given = (recall is not None or precision is not None) and (
            (hits, right) == (recall or 1.0, precision or 1.0)
        )
        rows.append(_row(estimate, models, counts, (hits, right), given))
    sets = combined(table, linked, estimator) if linked and estimator else None
    return Linkage(rows=tuple(rows), link_sets=sets)


def _pairs(recall: float | None, precision: float | None) -> list[tuple[float, float]]:
    """Recalls and precisions to look at: what was not given is swept beside what was."""
    hits = RECALLS if recall is None else (recall,)
    right = PRECISIONS if precision is None else (precision,)
    found = [
        (1.0, 1.0),
        *((one, 1.0 if precision is None else precision) for one in hits),
        *((1.0 if recall is None else recall, one) for one in right),
    ]
    return list(dict.fromkeys(found))


def _row(
    estimate: Estimate,
    models: _Models,
    counts: Floats,
    shares: tuple[float, float],
    given: bool,
) -> AtLinkage:
    possible = models.holds(counts)
    factor, span = (models.factor(counts), models.span(counts)) if possible else (None, None)
    low, point, high = (
        None if value is None or factor is None else value * factor
        for value in (estimate.low, estimate.point, estimate.high)
    )
    return AtLinkage(
        recall=shares[0],
        precision=shares[1],
        given=given,
        possible=possible,
        observed=float(counts.sum()),
        low=low,
        point=point,
        high=high,
        models_low=span[0] if span else None,
        models_high=span[1] if span else None,
    )


class _Models:
    """The models of a table, ready to be fitted to what its counts would have been."""

    def __init__(self, table: CountTable, estimate: Estimate, selection: Selection | None) -> None:
        self._lists = len(table.lists)
        self._terms = selection.terms[selection.order[:MOST_MODELS]] if selection else None
        self._held = _held(table, estimate, selection)
        self._counts = table.counts()
        self._plain = self._population(self._counts)

    def holds(self, counts: Floats) -> bool:
        """Whether every list has the records that these counts ask of it."""
        ones = [1 << j for j in range(self._lists)]
        asked, there = superset_sums(counts)[ones], superset_sums(self._counts)[ones]
        return bool((asked <= there + SLACK).all())

    def factor(self, counts: Floats) -> float | None:
        """How many times larger the population is under the model of the estimate."""
        found = self._population(counts)
        return None if found is None or self._plain is None else found / self._plain

    def span(self, counts: Floats) -> tuple[float, float] | None:
        """Range of the population over the models within 10 BIC of the best on these counts."""
        if self._terms is None or not self._terms.size:
            return None
        stack, observed = fit_stack(counts, self._terms), float(counts.sum())
        bic, unseen = stack.bic(observed), stack.unseen.copy()
        doubtful = ~stack.certified
        floor = float(np.min(bic[~doubtful], initial=np.inf))
        for place in np.flatnonzero(doubtful & (bic <= floor + WIDE)):
            settled = self._settled(counts, self._terms[place])
            bic[place] = settled.bic(observed)[0] if settled else np.inf
            unseen[place] = settled.unseen[0] if settled else np.nan
        bic[doubtful & (bic > floor + WIDE)] = np.inf
        if not np.isfinite(bic.min()):
            return None
        close = unseen[bic <= bic.min() + WIDE]
        return observed + float(close.min()), observed + float(close.max())

    def _population(self, counts: Floats) -> float | None:
        stack = None if self._held is None else self._settled(counts, self._held)
        return None if stack is None else float(counts.sum() + stack.unseen[0])

    def _settled(self, counts: Floats, terms: Integers) -> Stack | None:
        """Fit of a model if it has an estimate on these counts."""
        plain = tuple(int(a) for a in terms if a >= 0)
        if status_of(self._lists, plain, support_of(counts)) is not Status.ESTIMABLE:
            return None
        return refit(counts, terms)


def _held(table: CountTable, estimate: Estimate, selection: Selection | None) -> Integers | None:
    """Terms of the model that the estimate rests on; the best model where it has no single one."""
    if estimate.model is not None:
        top = [mask_of(table.lists, term) for term in estimate.terms]
        inside = (small for term in top for small in (term, *proper_subsets(term)))
        wanted = {mask for mask in inside if mask.bit_count() > 1}
        held: Integers = stack_terms([Model.of(len(table.lists), sorted(wanted))])[0]
        return held
    if selection is None or not selection.order.size:
        return None
    best: Integers = selection.terms[int(selection.order[0])]
    return best

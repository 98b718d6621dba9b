"""Lists left out one at a time: does the estimate hang on one of them, and can they find it?

Two questions per list. Without the list, what do the others estimate for everybody? And taking
the list itself as a population whose size is known: what do the others, looking only at its
members, estimate that size to be? The second has a right answer, and is the only check of this
library that compares an estimate with a truth. Passing it proves nothing about people on no list.

References
----------
Binette, O., Steorts, R. C. (2022). On the reliability of multiple systems estimation for the
quantification of modern slavery. J. R. Statist. Soc. A 185(2), 640-676.
doi:10.48550/arXiv.2112.01594
Sharifi Far, S., King, R., Bird, S., et al. (2020). Multiple systems estimation for modern slavery:
robustness of list omission and combination. Crime and Delinquency. doi:10.1177/0011128720951429
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from unlisted.errors import UnlistedError
from unlisted.honesty.searching import WIDE
from unlisted.lattice import lists_of
from unlisted.results import Estimate
from unlisted.selection.ranking import ModelRange, Selection
from unlisted.tables.table import CountTable


class Left(StrEnum):
    """How an estimate on part of a table went."""

    ESTIMATED = "estimated"
    NO_ESTIMATE = "no_estimate"
    TOO_FEW_LISTS = "too_few_lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """An estimate on part of a table, without resampling.

    Attributes
    ----------
    status : Left
    observed : int
        People on the lists that are left.
    low, point, high : float or None
        The point, and the range over the two-way models within 10 BIC of the best.
    models : int
        Number of those models.
    """

    status: Left
    observed: int
    low: float | None = None
    point: float | None = None
    high: float | None = None
    models: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One list left out.

    Attributes
    ----------
    without : str
        The list.
    status, observed, low, point, high, models
        The population by the other lists; see `Partial`.
    size : int
        People on the list: known.
    recovered : Partial
        The same number, estimated by the other lists from its members alone.
    """

    without: str
    status: Left
    observed: int
    low: float | None
    point: float | None
    high: float | None
    models: int
    size: int
    recovered: Partial


@dataclass(frozen=True, slots=True)
class _Tools:
    """How to estimate from a part of a table."""

    family: Callable[[CountTable], Selection]
    point: Callable[[CountTable], Estimate] | None

    def look_at(self, part: CountTable) -> tuple[float | None, ModelRange | None]:
        """Population, and the range over the models within 10 BIC of the best."""
        found = self.family(part)
        best = found.best.population if found.best else None
        return self.point(part).point if self.point else best, found.range_within(WIDE)


def leave_one_list_out(
    table: CountTable,
    family: Callable[[CountTable], Selection],
    point: Callable[[CountTable], Estimate] | None = None,
) -> tuple[LeftOut, ...]:
    """Estimate without each list in turn, and estimate the size of each list by the others.

    Parameters
    ----------
    table : CountTable
        All lists.
    family : callable
        Models of a part of the table.
    point : callable, optional
        Estimates from a part without resampling; the best model of its family when left out.
    """
    tools = _Tools(family, point)
    found = []
    for name in table.lists:
        rest = _partial(table, name, members=False, tools=tools)
        found.append(
            LeftOut(
                without=name,
                status=rest.status,
                observed=rest.observed,
                low=rest.low,
                point=rest.point,
                high=rest.high,
                models=rest.models,
                size=table.sizes[name],
                recovered=_partial(table, name, members=True, tools=tools),
            )
        )
    return tuple(found)


def _partial(table: CountTable, name: str, *, members: bool, tools: _Tools) -> Partial:
    """Estimate by the other lists: for everybody, or for the members of the list alone."""
    histories = _others(table, name, members=members)
    observed = sum(histories.values())
    lists = tuple(other for other in table.lists if any(other in row for row in histories))
    if len(lists) < 2:
        return Partial(status=Left.TOO_FEW_LISTS, observed=observed)
    part = CountTable.from_histories(lists, histories)
    try:
        best, span = tools.look_at(part)
    except UnlistedError:
        best, span = None, None
    if best is None:
        return Partial(status=Left.NO_ESTIMATE, observed=observed)
    return Partial(
        status=Left.ESTIMATED,
        observed=observed,
        low=span.low if span else None,
        point=best,
        high=span.high if span else None,
        models=span.models if span else 0,
    )


def _others(table: CountTable, name: str, *, members: bool) -> dict[tuple[str, ...], int]:
    """Histories of everybody, or of the members of a list, on the other lists."""
    found: dict[tuple[str, ...], int] = {}
    for cell, count in table.cells.items():
        history = tuple(table.lists[j] for j in lists_of(cell))
        rest = tuple(other for other in history if other != name)
        if rest and (not members or name in history):
            found[rest] = found.get(rest, 0) + count
    return found

"""The models that stand beside an estimate: a whole family, or what a downhill search visited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unlisted.errors import TooManyLists
from unlisted.loglinear.families import Order
from unlisted.selection.downhill import downhill
from unlisted.selection.exhaustive import select
from unlisted.selection.ranking import Selection
from unlisted.tables.table import CountTable

WIDE = 10.0  # BIC
MOST_LISTS_SEARCHED = 6
RESTARTS = 5  # of a downhill search: here it finds the models near the best, and many descents meet


def searched(
    table: CountTable,
    order: Order = 2,
    *,
    seed: int = 1,
    jobs: int | None = None,
    most_lists: int = MOST_LISTS_SEARCHED,
) -> Selection:
    """All models of a family, ranked by BIC; beyond its reach those visited going downhill.

    After a downhill search the ranges over models are ranges over the visited ones, and too
    narrow if anything.

    Parameters
    ----------
    table : CountTable
        Searched with its lists in alphabetical order, so that their order changes nothing.
    order : int or "all"
        Most lists in one interaction.
    seed : int
        Of the starts of a downhill search.
    jobs : int, optional
        Threads; never changes a figure.
    most_lists : int
        Tables of more lists are searched downhill even if the family could be searched whole.
    """
    plain = table.canonical()
    if len(plain.lists) <= most_lists:
        try:
            return select(plain, order, jobs=jobs)
        except TooManyLists:
            pass  # the order is too high for so many lists
    return downhill(plain, order, restarts=RESTARTS, seed=seed, jobs=jobs).visited


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOrder:
    """The models with interactions of at most so many lists.

    Attributes
    ----------
    order : str
        Most lists in one interaction, or ``all``.
    considered, admissible : int
        Models looked at; those among them with an estimate.
    low, point, high : float or None
        Best model by BIC, and the range over the models within 10 BIC of it.
    models : int
        Models in that range.
    bic : float or None
    model : str or None
    """

    order: str
    considered: int
    admissible: int
    low: float | None
    point: float | None
    high: float | None
    models: int
    bic: float | None
    model: str | None


def by_order(
    found: Iterable[tuple[Order, Selection]], lists: tuple[str, ...]
) -> tuple[OfOrder, ...]:
    """Set the models of several orders side by side, named in the order of `lists`."""
    return tuple(_of_order(order, selection, lists) for order, selection in found)


def _of_order(order: Order, selection: Selection, lists: tuple[str, ...]) -> OfOrder:
    best, span = selection.best, selection.range_within(WIDE)
    return OfOrder(
        order=str(order),
        considered=selection.considered,
        admissible=int(selection.order.size),
        low=span.low if span else None,
        point=best.population if best else None,
        high=span.high if span else None,
        models=span.models if span else 0,
        bic=best.bic if best else None,
        model=best.in_order(lists).formula if best else None,
    )


def other_order(
    table: CountTable, order: Order, jobs: int | None = None
) -> tuple[Order, Selection] | None:
    """Models of order 3 beside those of order 2, or of order 2 beside any other.

    None where that family is too large to be searched whole, or is the same one: three lists
    have no interaction of three that can be estimated.
    """
    other: Order = 3 if order == 2 else 2
    if len(table.lists) < 4:
        return None
    try:
        return other, select(table.canonical(), other, jobs=jobs)
    except TooManyLists:
        return None

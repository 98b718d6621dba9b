"""Search a whole family of models by an information criterion.

No greedy short cut: every model of the family is fitted, every doubtful one is judged, and models
without an estimate are left out and counted.

References
----------
Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
"""

from __future__ import annotations

from unlisted.loglinear.families import Order, family
from unlisted.selection.criteria import criterion_named
from unlisted.selection.judging import Judging, fit_in_chunks, workers
from unlisted.selection.ranking import ModelRange, RankedModel, Selection, ranked
from unlisted.tables.table import CountTable

__all__ = ["ModelRange", "RankedModel", "Selection", "select", "workers"]


def select(
    table: CountTable, order: Order = 2, *, criterion: str = "bic", jobs: int | None = None
) -> Selection:
    """Fit, judge and rank every hierarchical model of a family.

    Every model is ``log mu_c = sum of b_a over terms a inside c`` with all main effects. A term
    that nobody contains is at minus infinity and counts as a parameter (Chan, Silverman, Vincent
    2021). The best model's population is no estimate to report by itself: choosing the model is
    part of the uncertainty (`intervals.bootstrap`), and good models may disagree
    (`Selection.range_within`).

    Parameters
    ----------
    table : CountTable
        At most six lists for order 2, five for more.
    order : int or "all"
        Most lists in one interaction. Each step up lets the data choose among many more models
        and leans less on the untestable absence of interactions; with sparse overlaps it mostly
        adds models that have no estimate.
    criterion : {"bic", "aic", "aicc"}
        See `criteria`.
    jobs : int, optional
        Threads; never changes a figure.

    Raises
    ------
    TooManyLists
        The family has more than 100,000 models: see `downhill`.
    ModelError
        No such order or criterion.

    Examples
    --------
    >>> cells = {1: 40, 2: 30, 4: 20, 3: 12, 5: 8, 6: 6, 7: 3}
    >>> found = select(CountTable(lists=("A", "B", "C"), cells=cells))
    >>> found.considered, found.best.formula, round(found.best.population)
    (8, '', 215)
    """
    chosen, counts = criterion_named(criterion), table.counts()
    members = family(len(table.lists), order)
    stack = fit_in_chunks(counts, members.terms, jobs=jobs)
    judging = Judging(counts, members.interactions)
    judged = judging.settle(stack, members.terms, members.codes.tolist())
    return ranked(table, judged, chosen, members.interactions.order)

"""The facts that the rules look at, as plain numbers: cheap to make for many simulated tables."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from unlisted.estimators.bounds import excess_if_independent
from unlisted.estimators.resampled import RUNAWAY
from unlisted.honesty.rules import Thresholds
from unlisted.lattice import Floats
from unlisted.loglinear.visibility import Visibility, visibility_of
from unlisted.results import Estimate
from unlisted.selection.ranking import Selection
from unlisted.tables.table import CountTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that `judge` needs to know of a table and its estimate.

    Attributes
    ----------
    lists, observed, on_two_or_more, pairs, empty_pairs : int
        Of the table.
    models, admissible : int
        Models looked at, and those among them with an estimate.
    point, low, high : float or None
        The estimate and its interval.
    replicates, failed, runaway : int
        Resampled tables; those without an estimate; those above `Thresholds.runaway` times it.
        0 replicates: the interval does not come from resampling.
    near_models : int
        Models within `Thresholds.near` BIC of the best; 0 when no family of models was searched.
    near_low, near_high : float or None
        Smallest and largest population under them.
    orders_low, orders_high : float or None
        Smallest and largest among the best models of each order; None when one order was tried.
    lower_bound : float or None
        See `lower_bound_of`.
    visibility_gap : float or None
        BIC of the model of one tie common to all pairs of lists, minus that of the best model;
        None when that tie is not positive, or the model or the best has no estimate.
    visible_population : float or None
        Population under it.
    """

    lists: int
    observed: int
    on_two_or_more: int
    pairs: int
    empty_pairs: int
    models: int
    admissible: int
    point: float | None
    low: float | None
    high: float | None
    replicates: int
    failed: int
    runaway: int
    near_models: int = 0
    near_low: float | None = None
    near_high: float | None = None
    orders_low: float | None = None
    orders_high: float | None = None
    lower_bound: float | None = None
    visibility_gap: float | None = None
    visible_population: float | None = None


def evidence_of(
    table: CountTable,
    estimate: Estimate,
    selection: Selection | None,
    *,
    higher: Selection | None = None,
    resampled: Floats | None = None,
    thresholds: Thresholds | None = None,
) -> Evidence:
    """Collect the facts.

    Parameters
    ----------
    table : CountTable
        The table that was estimated from.
    estimate : Estimate
        By any method.
    selection : Selection or None
        The models beside which the estimate stands; None when there are none.
    higher : Selection, optional
        Models of another order on the same table.
    resampled : array, optional
        Estimates of the resampled tables, to count those that ran away. Without them: as the
        estimate counted them, or at least as many as its upper percentile limit implies.
    thresholds : Thresholds, optional
        Its `near` and `runaway` say what is counted.
    """
    limits = thresholds or Thresholds()
    near = selection.range_within(limits.near) if selection else None
    orders = [
        found.best.population for found in (selection, higher) if found is not None and found.best
    ]
    one_tie = visibility_of(table)
    gap = _visibility_gap(one_tie, selection)
    both = selection is not None and higher is not None and len(orders) > 1
    return Evidence(
        lists=len(table.lists),
        observed=table.observed,
        on_two_or_more=table.on_two_or_more,
        pairs=len(table.overlaps),
        empty_pairs=len(table.empty_pairs),
        models=selection.considered if selection else estimate.models_considered,
        admissible=_admissible(estimate, selection),
        point=estimate.point,
        low=estimate.low,
        high=estimate.high,
        replicates=estimate.bootstrap,
        failed=estimate.bootstrap_failed,
        runaway=_runaway(estimate, resampled, limits),
        near_models=near.models if near else 0,
        near_low=near.low if near else None,
        near_high=near.high if near else None,
        orders_low=min(orders) if both else None,
        orders_high=max(orders) if both else None,
        lower_bound=lower_bound_of(table),
        visibility_gap=gap,
        visible_population=one_tie.population if one_tie and gap is not None else None,
    )


def _visibility_gap(one_tie: Visibility | None, selection: Selection | None) -> float | None:
    if one_tie is None or one_tie.tie <= 0 or selection is None or not selection.order.size:
        return None
    return one_tie.bic - float(selection.bic[selection.order].min())


def lower_bound_of(table: CountTable) -> float:
    """Chao's bound with what unequal lists add to it taken out.

    Formula: ``n + f1 (f1 - 1) / (2 (f2 + 1)) (1 - sum s_j**2)``, f1 and f2 the people on exactly
    one and exactly two lists, s_j the share of list j in all registrations. For independent lists
    with small chances of capture it is about N, however unequal they are; when people differ in
    how visible they are it lies below N; when lists repel each other it may lie above.

    References
    ----------
    Chao, A. (1987). Estimating the population size for capture-recapture data with unequal
    catchability. Biometrics 43(4), 783-791. doi:10.2307/2531532

    Examples
    --------
    >>> lower_bound_of(CountTable(lists=("A", "B"), cells={1: 30, 2: 30, 3: 23}))
    119.875
    """
    once, twice = table.frequencies[:2]
    unseen = once * (once - 1) / (2.0 * (twice + 1))
    return table.observed + unseen / excess_if_independent(table)


def _admissible(estimate: Estimate, selection: Selection | None) -> int:
    if selection is not None:
        return int(selection.order.size)
    return estimate.models_considered - estimate.models_excluded


def _runaway(estimate: Estimate, resampled: Floats | None, limits: Thresholds) -> int:
    """Resampled tables far above the estimate: counted, or the least that a limit implies.

    Half of what a percentile interval leaves out lies above its upper limit.
    """
    point, high = estimate.point, estimate.details.get("percentile_high")
    if point is None:
        return 0
    if resampled is not None:
        return int((resampled > limits.runaway * point).sum())
    counted = estimate.details.get("bootstrap_runaway")
    if isinstance(counted, int) and limits.runaway == RUNAWAY:
        return counted
    if not isinstance(high, float) or high <= limits.runaway * point:
        return 0
    return ceil(estimate.bootstrap * (1.0 - estimate.level) / 2.0)

"""`assess`: everything that has to be known before a number may be shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from unlisted.errors import BadKnowledge, UnlistedError
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.assessment import Assessment
from unlisted.honesty.evidence import Evidence, evidence_of
from unlisted.honesty.leaving import LeftOut, leave_one_list_out
from unlisted.honesty.linkage import Linkage, linkage_of
from unlisted.honesty.offers import offers
from unlisted.honesty.parts import Band, Beside, Overlap
from unlisted.honesty.rules import Knowledge, Outcome, Rule, Thresholds, Verdict
from unlisted.honesty.searching import WIDE, by_order, other_order, searched
from unlisted.honesty.sensitivity import sensitivity_of
from unlisted.honesty.verdict import judge
from unlisted.loglinear.families import Order
from unlisted.results import Estimate
from unlisted.selection.ranking import ModelRange
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

OTHERS = ("independence", "chao", "dga")
MOST_LISTS_FOR_DGA = 6
FEW = 200  # resampled tables where many estimates are made: enough for a variance
MOST_LISTS_OF_PARTS = 5  # sparse parts of six lists ask for thousands of linear programmes

Progress = Callable[[int, int], None]


def assess(
    table: CountTable,
    *,
    method: str = "bic",
    order: Order = 2,
    bootstrap: int = 1000,
    level: float = 0.95,
    seed: int = 1,
    jobs: int | None = None,
    thresholds: Thresholds | None = None,
    knowledge: Knowledge | None = None,
    recall: float | None = None,
    precision: float | None = None,
    linked: Sequence[CountTable] = (),
    others: bool = True,
    progress: Progress | None = None,
) -> Assessment:
    """Say whether an estimate from these lists may be shown, and show what it hangs on.

    Estimates with the method asked for; sets beside it the models that describe the data about as
    well, models of another order, departures from the untestable assumption, missed and false
    links, each list left out, and other methods; then applies the rules of `Thresholds`.

    A verdict of ``estimate`` does not make the number true. It says that nothing in the table, and
    nothing that was answered in `knowledge`, speaks against it: people who are on no list because
    they can be on none are outside every method. Without `knowledge` the most is a ``band``.

    Parameters
    ----------
    table : CountTable
        Two to sixteen lists.
    method, order, bootstrap, level, seed, jobs, progress
        As for `estimate`. Every random number follows from the seed.
    thresholds : Thresholds, optional
        Limits of the rules.
    knowledge : Knowledge, optional
        What no table holds.
    recall, precision : float, optional
        Of the links, from a sample judged by hand; swept when left out. The recall counts as
        known to the rules.
    linked : sequence of CountTable
        Tables from draws of the links.
    others : bool
        Whether to set other methods beside the estimate.

    Raises
    ------
    BadKnowledge
        A share outside 0 and 1, two different recalls, a list that the table does not have.

    Examples
    --------
    >>> cells = {1: 400, 2: 300, 4: 200, 3: 130, 5: 85, 6: 64, 7: 28}
    >>> table = CountTable(lists=("A", "B", "C"), cells=cells)
    >>> found = assess(table, bootstrap=50)
    >>> found.verdict.value, [rule.value for rule in found.unchecked]  # doctest: +ELLIPSIS
    ('band', ['list_is_referral_destination', 'different_populations_or_periods', 'linkage_...'])
    >>> known = Knowledge(referral_destinations=(), same_population=True, recall=1.0)
    >>> assess(table, bootstrap=50, knowledge=known).verdict.value
    'estimate'
    """
    began = time.perf_counter()
    limits = thresholds or Thresholds()
    known = _known(table, knowledge, recall)
    run = _Run(method=method, order=order, level=level, seed=seed, jobs=jobs)
    found = run.estimate(table, bootstrap=bootstrap, progress=progress)
    selection = searched(table, order, seed=seed, jobs=jobs)
    other = other_order(table, order, jobs)
    evidence = evidence_of(
        table, found, selection, higher=other[1] if other else None, thresholds=limits
    )
    verdict = judge(evidence, limits, known)
    linkage = linkage_of(
        table,
        found,
        selection,
        recall=known.recall,
        precision=precision,
        linked=linked,
        estimator=run.numbered(min(bootstrap, FEW)),
    )
    wide = selection.range_within(WIDE)
    return Assessment(
        verdict=verdict.outcome,
        reasons=verdict.reasons,
        unchecked=verdict.unchecked,
        lists=table.lists,
        observed=table.observed,
        on_two_or_more=table.on_two_or_more,
        overlaps=tuple(
            Overlap(first=first, second=second, people=people)
            for (first, second), people in table.overlaps.items()
        ),
        low=found.low,
        high=found.high,
        point=found.point,
        level=found.level,
        band=_band(verdict, evidence, wide, linkage),
        estimate=found,
        model_range=wide,
        model_range_near=selection.range_within(limits.near),
        range_of_orders=by_order([(order, selection), *([other] if other else [])], table.lists),
        sensitivity=sensitivity_of(found),
        linkage=linkage,
        leave_one_list_out=run.without_each(table),
        others=run.beside(table, min(bootstrap, FEW)) if others else (),
        offer=offers(verdict, evidence),
        thresholds=limits,
        knowledge=known,
        warnings=found.warnings,
        seed=seed,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """How to estimate, here and on parts and variants of the table."""

    method: str
    order: Order
    level: float
    seed: int
    jobs: int | None

    def estimate(
        self, table: CountTable, *, bootstrap: int, progress: Progress | None = None
    ) -> Estimate:
        """Estimate by the method asked for."""
        return estimate(
            table,
            method=self.method,
            order=self.order,
            bootstrap=bootstrap,
            level=self.level,
            seed=self.seed,
            jobs=self.jobs,
            progress=progress,
        )

    def numbered(self, bootstrap: int) -> Callable[[CountTable], Estimate]:
        """Estimator of successive tables, each with random numbers of its own."""
        spawned = iter(range(1, 1 << 31))

        def one(table: CountTable) -> Estimate:
            fresh = np.random.SeedSequence((self.seed, next(spawned))).generate_state(1)
            return replace(self, seed=int(fresh[0])).estimate(table, bootstrap=bootstrap)

        return one

    def without_each(self, table: CountTable) -> tuple[LeftOut, ...]:
        """Each list left out; by BIC, unless the estimate is stepwise."""
        family = partial(searched, seed=self.seed, jobs=self.jobs, most_lists=MOST_LISTS_OF_PARTS)
        stepwise = partial(self.estimate, bootstrap=0) if self.method == "stepwise" else None
        return leave_one_list_out(table, family, stepwise)

    def beside(self, table: CountTable, bootstrap: int) -> tuple[Beside, ...]:
        """Other methods that take no time, each with what came of it."""
        names = [name for name in OTHERS if name != self.method]
        if len(table.lists) > MOST_LISTS_FOR_DGA:
            names.remove("dga")
        return tuple(self._other(table, name, bootstrap) for name in names)

    def _other(self, table: CountTable, method: str, bootstrap: int) -> Beside:
        try:
            found = replace(self, method=method).estimate(table, bootstrap=bootstrap)
        except UnlistedError as error:
            return Beside(method=method, note=str(error))
        return Beside(
            method=method,
            low=found.low,
            high=found.high,
            point=found.point,
            interval=found.interval,
            note=" ".join(caution.sentence for caution in found.warnings),
        )


def _known(table: CountTable, knowledge: Knowledge | None, recall: float | None) -> Knowledge:
    """Knowledge with the recall in it, checked against the table."""
    known = knowledge or Knowledge()
    strange = set(known.referral_destinations or ()) - set(table.lists)
    if strange:
        raise BadKnowledge(
            f"{', '.join(sorted(strange))} is no list of this table: {', '.join(table.lists)}"
        )
    if recall is None:
        return known
    if known.recall is not None and known.recall != recall:
        raise BadKnowledge(f"two different recalls were given: {known.recall} and {recall}")
    return replace(known, recall=recall)


def _band(
    verdict: Verdict, evidence: Evidence, wide: ModelRange | None, linkage: Linkage
) -> Band | None:
    """Hull of everything that the band has to hold; none when no number may be shown."""
    if verdict.outcome is Outcome.REFUSED:
        return None
    given = linkage.given
    low = _known_numbers(
        evidence.low,
        wide.low if wide else None,
        evidence.orders_low,
        given.low if given else None,
    )
    high = _known_numbers(
        evidence.high,
        wide.high if wide else None,
        evidence.orders_high,
        given.high if given else None,
        _when(Rule.BELOW_LOWER_BOUND, verdict, evidence.lower_bound),
        _when(Rule.PEOPLE_DIFFER_IN_VISIBILITY, verdict, evidence.visible_population),
    )
    return Band(low=min(low), high=max(high)) if low and high else None


def _when(rule: Rule, verdict: Verdict, number: float | None) -> float | None:
    """Give a number that belongs to the band when its rule speaks against the estimate."""
    return number if any(reason.rule is rule for reason in verdict.reasons) else None


def _known_numbers(*values: float | None) -> list[float]:
    return [value for value in values if value is not None]

"""What `assess` gives back: a verdict, and everything it rests on, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from unlisted.honesty import picturing, telling
from unlisted.honesty.leaving import LeftOut
from unlisted.honesty.linkage import Linkage
from unlisted.honesty.parts import Band, Beside, Overlap
from unlisted.honesty.rules import Knowledge, Outcome, Reason, Rule, Thresholds
from unlisted.honesty.searching import OfOrder
from unlisted.honesty.sensitivity import AtXi
from unlisted.results import Caution, Estimate, Result, Summary
from unlisted.selection.ranking import ModelRange

ASSUMPTIONS = (
    "Nobody enters or leaves the population between the first and the last registration.",
    "All lists describe the same people, area and period.",
    "Records of one person are linked, and only those.",
    "Everybody in the population could have been on a list.",
    "How the lists go together among people on no list follows from how they do among the others: "
    "no table can test this.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Result):
    """An estimate, judged.

    Attributes
    ----------
    verdict : Outcome
        ``estimate``, ``band`` or ``refused``: what may be shown. The figures below are there
        whatever the verdict, for those who want to see why.
    reasons : tuple of Reason
        Rules that were broken.
    unchecked : tuple of Rule
        Rules that nobody has answered.
    lists : tuple of str
    observed, on_two_or_more : int
    overlaps : tuple of Overlap
    low, high, point : float or None
        Of `estimate`.
    level : float
        Nominal level of low and high.
    band : Band or None
        What may be shown when the verdict is a band: from the lowest to the highest of the
        interval, the models within 10 BIC of the best, the best model of each order, the interval
        corrected for a known recall and, when it speaks against the estimate, Chao's bound. It has
        no level. None when refused.
    estimate : Estimate
        By the method asked for.
    model_range, model_range_near : ModelRange or None
        Population over the models within 10, and within `Thresholds.near`, BIC of the best.
    range_of_orders : tuple of OfOrder
        Models with interactions of at most two, and of at most three lists, where those can all
        be searched: models of one order may agree while the other differs.
    sensitivity : tuple of AtXi
        Departures from the assumption that no table can test.
    linkage : Linkage
        Missed and false links.
    leave_one_list_out : tuple of LeftOut
    others : tuple of Beside
        Other methods.
    offer : tuple of str
        What to offer when the estimate may not be shown.
    thresholds : Thresholds
    knowledge : Knowledge
    warnings : tuple of Caution
        Of the estimate.
    seed : int
    seconds : float
    version, data_hash : str
    """

    verdict: Outcome
    reasons: tuple[Reason, ...]
    unchecked: tuple[Rule, ...]
    lists: tuple[str, ...]
    observed: int
    on_two_or_more: int
    overlaps: tuple[Overlap, ...]
    low: float | None
    high: float | None
    point: float | None
    level: float
    band: Band | None
    estimate: Estimate
    model_range: ModelRange | None
    model_range_near: ModelRange | None
    range_of_orders: tuple[OfOrder, ...]
    sensitivity: tuple[AtXi, ...]
    linkage: Linkage
    leave_one_list_out: tuple[LeftOut, ...]
    others: tuple[Beside, ...]
    offer: tuple[str, ...]
    thresholds: Thresholds
    knowledge: Knowledge
    warnings: tuple[Caution, ...]
    seed: int
    seconds: float
    version: str
    data_hash: str

    def summary(self) -> Summary:
        """Verdict and interval first; a point only when an estimate may be shown."""
        return Summary(
            title=f"Assessment of an estimate from {len(self.lists)} lists",
            headline=self._headline(),
            facts=tuple((label, value) for label, value in self._facts() if value),
            grids=(
                telling.ranges(self.estimate, self.model_range_near, self.model_range),
                telling.orders(self.range_of_orders),
                telling.departures(self.sensitivity),
                telling.links(self.linkage),
                telling.left_out(self.leave_one_list_out),
                *([telling.methods(self.others)] if self.others else []),
                telling.shared(self.overlaps),
            ),
            notes=(
                *(f"Instead: {sentence}" for sentence in self.offer),
                *(f"Assumed: {sentence}" for sentence in ASSUMPTIONS),
                *(caution.sentence for caution in self.warnings),
            ),
            pictures=self._pictures(),
        )

    def _pictures(self) -> tuple[str, ...]:
        ladder = picturing.ladder(
            self.estimate,
            (self.model_range_near, self.model_range),
            self.sensitivity,
            self.linkage.rows,
            self.others,
        )
        shared = picturing.overlaps(self.leave_one_list_out, self.overlaps)
        return (ladder, shared) if ladder else (shared,)

    def _headline(self) -> str:
        seen = f"{self.observed:,} were seen."
        if self.verdict is Outcome.REFUSED:
            return f"REFUSED. No number can be given from these lists: at least {seen}"
        if self.verdict is Outcome.BAND or self.point is None:
            return f"BAND. {telling.band_of(self.band, self.observed)}; {seen}"
        between = telling.between(self.low, self.high, self.observed)
        return (
            f"ESTIMATE. {between} people (nominal {self.level:.0%} interval), point "
            f"{telling.rounded(self.point):,.0f}; {seen}"
        )

    def _facts(self) -> list[tuple[str, str]]:
        return [
            *(("because", reason.sentence) for reason in self.reasons),
            ("not checked", ", ".join(rule.value.replace("_", " ") for rule in self.unchecked)),
            ("lists", ", ".join(self.lists)),
            ("observed", f"{self.observed:,}, of whom {self.on_two_or_more:,} on two or more"),
            ("method", self.estimate.method),
            ("model", telling.model_of(self.estimate)),
            ("seed", str(self.seed)),
            ("version", self.version),
            ("data", self.data_hash[:16]),
        ]

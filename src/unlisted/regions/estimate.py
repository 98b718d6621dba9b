"""What `borrow` gives back: a region's interval, what it rests on, and what else would say."""

from __future__ import annotations

from dataclasses import dataclass

from unlisted.honesty.rules import Outcome
from unlisted.regions.conflict import Attraction
from unlisted.regions.rules import RegionReason, RegionThresholds
from unlisted.results import Caution, Grid, Result, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Conditional log odds ratio of a pair of lists: elsewhere, and in the region.

    Attributes
    ----------
    pair : tuple of str
    elsewhere, elsewhere_error : float
        Centre of the regions and its standard error; 0 and the prior's when nothing is borrowed.
    here, low, high : float
        Posterior median in the region, and its interval.
    """

    pair: tuple[str, str]
    elsewhere: float
    elsewhere_error: float
    here: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What another way says of the same region, without refusal: to compare, not to publish.

    Attributes
    ----------
    name : str
        ``region alone`` or ``population share``.
    low, high, point : float or None
    """

    name: str
    low: float | None
    high: float | None
    point: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEstimate(Result):
    """A small region's population, with dependences between lists borrowed from elsewhere.

    Attributes
    ----------
    outcome : Outcome
        `ESTIMATE`; `BAND`, without a point; or `REFUSED`, without any number.
    reasons : tuple of RegionReason
        Rules that were broken.
    lists : tuple of str
    observed, on_two_lists : int
        People of the region on one list or more, and on two or more.
    low, high, point : float or None
        Limits and median of the posterior of the people there *are*, seen and unseen.
    level : float
    method : str
    others, others_observed : int
        Tables borrowed from and the people in them.
    dependences : tuple of Dependence
    spread, spread_found : float
        Prior scale of the standard deviation of dependences between regions; posterior median.
    conflict : float or None
        P-value of "this region is like the others".
    attraction : Attraction or None
        Mean dependence elsewhere and its error; share of the pairs above zero.
    comparisons : tuple of Comparison
    draws : int
    effective, largest_weight : float
        What the draws are worth, and the largest weight of one of them.
    converged : bool
    warnings : tuple of Caution
    thresholds : RegionThresholds
    seed : int
    seconds : float
    version, data_hash : str
    others_hashes : tuple of str
    """

    outcome: Outcome
    reasons: tuple[RegionReason, ...]
    lists: tuple[str, ...]
    observed: int
    on_two_lists: int
    low: float | None
    high: float | None
    point: float | None
    level: float
    method: str = "borrowed"
    others: int
    others_observed: int
    dependences: tuple[Dependence, ...]
    spread: float
    spread_found: float
    conflict: float | None
    attraction: Attraction | None
    comparisons: tuple[Comparison, ...]
    draws: int
    effective: float
    largest_weight: float
    converged: bool
    warnings: tuple[Caution, ...]
    thresholds: RegionThresholds
    seed: int
    seconds: float
    version: str
    data_hash: str
    others_hashes: tuple[str, ...]

    def summary(self) -> Summary:
        """Interval first, then what it rests on, then what other ways would say."""
        return Summary(
            title="Region, borrowing from elsewhere"
            if self.others
            else "Region, borrowing nothing",
            headline=self._headline(),
            facts=tuple((label, value) for label, value in self._facts() if value),
            grids=tuple(grid for grid in (self._beside(), self._pairs()) if grid.rows),
            notes=(
                *(reason.sentence for reason in self.reasons),
                *(caution.sentence for caution in self.warnings),
            ),
        )

    def _headline(self) -> str:
        if self.low is None or self.high is None:
            return f"No number for this region: at least {self.observed:,} people, who were seen."
        point = "" if self.point is None else f", point {self.point:,.0f}"
        only = "" if self.point is not None else " Only this band may be shown."
        return (
            f"Between {self.low:,.0f} and {self.high:,.0f} people (nominal {self.level:.0%} "
            f"interval){point}; {self.observed:,} were seen.{only}"
        )

    def _facts(self) -> list[tuple[str, str]]:
        spread = f"{self.spread_found:.2f} (prior scale {self.spread:g})"
        return [
            ("outcome", self.outcome.value),
            ("lists", ", ".join(self.lists)),
            ("observed", f"{self.observed:,}, {self.on_two_lists:,} on two or more lists"),
            ("elsewhere", f"{self.others:,} tables, {self.others_observed:,} people observed"),
            ("spread", spread),
            ("mean dependence", self._attraction()),
            ("conflict", "" if self.conflict is None else f"p = {self.conflict:.3f}"),
            ("draws", f"{self.draws:,}, worth {self.effective:,.0f}"),
            ("seed", str(self.seed)),
            ("version", self.version),
            ("data", self.data_hash[:16]),
        ]

    def _attraction(self) -> str:
        found = self.attraction
        if found is None:
            return ""
        return f"{found.mean:.2f} ± {found.error:.2f} elsewhere, {found.share:.0%} of pairs above 0"

    def _beside(self) -> Grid:
        own = Comparison(name="borrowed", low=self.low, high=self.high, point=self.point)
        rows = [(own.name, *_figures(own)), *((c.name, *_figures(c)) for c in self.comparisons)]
        return Grid(
            caption="Side by side",
            columns=("way", "low", "high", "point"),
            rows=tuple(rows) if self.comparisons else (),
        )

    def _pairs(self) -> Grid:
        rows = (
            (
                ":".join(one.pair),
                f"{one.elsewhere:.2f} ± {one.elsewhere_error:.2f}",
                f"{one.here:.2f} ({one.low:.2f} to {one.high:.2f})",
            )
            for one in self.dependences
        )
        return Grid(
            caption="Dependences (log odds ratios)",
            columns=("pair", "elsewhere", "region"),
            rows=tuple(rows),
        )


def _figures(one: Comparison) -> tuple[str, str, str]:
    low, high, point = (
        "" if value is None else f"{value:,.0f}" for value in (one.low, one.high, one.point)
    )
    return low, high, point

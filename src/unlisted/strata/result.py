"""A stratified estimate as it is given back: per level, in total, and beside the alternatives."""

from __future__ import annotations

from dataclasses import dataclass

from unlisted.results import Caution, Estimate, Grid, Result, Summary
from unlisted.strata.layout import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEstimate:
    """One level under the joint model.

    Attributes
    ----------
    level : tuple of str
    observed : int
        People seen of whom the level is known.
    divided : float
        Expected number of people of unknown level that are of this one.
    point, low, high : float or None
        Population and interval, by resampling; None when there is none.
    parametric_low, parametric_high : float or None
        Limits of the parametric bootstrap.
    """

    level: Level
    observed: int
    divided: float = 0.0
    point: float | None = None
    low: float | None = None
    high: float | None = None
    parametric_low: float | None = None
    parametric_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """One table estimated by itself; without an estimate the reason says why."""

    level: Level
    estimate: Estimate | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a factor does to the population.

    Attributes
    ----------
    factor : str
    active : bool
        The population changes when the factor is left out; a passive factor only divides it.
    without : float or None
        Population when no list depends on the factor; None when that has no estimate.
    sentence : str
    """

    factor: str
    active: bool
    without: float | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StratifiedEstimate(Result):
    """A population estimated per level, with levels that add up to the total.

    Attributes
    ----------
    method : str
        ``bic`` or ``fixed``.
    lists, factors : tuple of str
    observed : int
        People on at least one list, of whatever level.
    point, low, high : float or None
        All levels together under the joint model; percentile interval by resampling.
    parametric_low, parametric_high : float or None
        Limits of the parametric bootstrap.
    level : float
        Nominal level of the intervals.
    model : str or None
        Interactions of the joint model, as ``A:B,A:sex``; every level has a size of its own.
    bic, aic : float or None
    parameters : int or None
    search : str
        ``whole``, ``downhill`` or ``none``.
    models_considered, models_excluded : int
        Models looked at; those among them without an estimate.
    candidates : int
        Models that every replicate chose from.
    bootstrap, bootstrap_failed, parametric_failed : int
        Replicates of each bootstrap; those without an estimate, resampled and parametric.
    joint : tuple of LevelEstimate
        In the order of the table.
    separate : tuple of Alone
        Every level by itself.
    pooled : Alone
        All levels added together, as if nothing had been known of them.
    roles : tuple of Role
        Whether a factor changes the population.
    warnings : tuple of Caution
    seed : int or None
    fits : int
    seconds : float
    version, data_hash : str
    """

    method: str
    lists: tuple[str, ...]
    factors: tuple[str, ...]
    observed: int
    point: float | None
    low: float | None
    high: float | None
    parametric_low: float | None
    parametric_high: float | None
    level: float
    model: str | None
    bic: float | None
    aic: float | None
    parameters: int | None
    search: str
    models_considered: int
    models_excluded: int
    candidates: int
    bootstrap: int
    bootstrap_failed: int
    parametric_failed: int
    joint: tuple[LevelEstimate, ...]
    separate: tuple[Alone, ...]
    pooled: Alone
    roles: tuple[Role, ...]
    warnings: tuple[Caution, ...]
    seed: int | None
    fits: int
    seconds: float
    version: str
    data_hash: str

    def summary(self) -> Summary:
        """Joint, separate and pooled side by side."""
        return Summary(
            title=f"Estimate from {len(self.lists)} lists by {' by '.join(self.factors)}",
            headline=self._headline(),
            facts=tuple((label, value) for label, value in self._facts() if value),
            grids=(self._grid(),),
            notes=(
                *(role.sentence for role in self.roles),
                *(caution.sentence for caution in self.warnings),
            ),
        )

    def _headline(self) -> str:
        if self.point is None:
            return f"No estimate: {self.observed:,} people were seen, and no model fits them."
        if self.low is None or self.high is None:
            return f"About {self.point:,.0f} people, without an interval: not for publication."
        return (
            f"Between {self.low:,.0f} and {self.high:,.0f} people (nominal {self.level:.0%} "
            f"interval), point {self.point:,.0f}; {self.observed:,} were seen."
        )

    def _facts(self) -> list[tuple[str, str]]:
        failed = self.bootstrap_failed + self.parametric_failed
        return [
            ("lists", ", ".join(self.lists)),
            ("model", "" if self.model is None else self.model or "independence"),
            ("BIC", "" if self.bic is None else f"{self.bic:.3f}"),
            ("parameters", "" if self.parameters is None else str(self.parameters)),
            ("search", self.search),
            ("models", f"{self.models_considered:,}, {self.models_excluded:,} without an estimate"),
            (
                "bootstrap",
                f"{self.bootstrap:,} resampled and {self.bootstrap:,} parametric, {failed:,} "
                f"failed, {self.candidates:,} candidate models"
                if self.bootstrap
                else "",
            ),
            ("seed", "" if self.seed is None else str(self.seed)),
            ("version", self.version),
            ("data", self.data_hash[:16]),
        ]

    def _grid(self) -> Grid:
        rows = [
            (
                " / ".join(one.level),
                f"{one.observed:,}",
                _shown(one.low, one.high, one.point),
                _shown(one.parametric_low, one.parametric_high, one.point),
                _alone(apart),
            )
            for one, apart in zip(self.joint, self.separate, strict=True)
        ]
        total = (
            "all levels",
            f"{self.observed:,}",
            _shown(self.low, self.high, self.point),
            _shown(self.parametric_low, self.parametric_high, self.point),
            "",
        )
        pooled = ("pooled, levels ignored", f"{self.observed:,}", "", "", _alone(self.pooled))
        return Grid(
            caption="Low to high (point): joint model, the same by parametric bootstrap, and alone",
            columns=(" by ".join(self.factors), "seen", "joint", "parametric", "alone"),
            rows=(*rows, total, pooled),
        )


def _alone(apart: Alone) -> str:
    if apart.estimate is None:
        return f"refused: {apart.reason}"
    return _shown(apart.estimate.low, apart.estimate.high, apart.estimate.point)


def _shown(low: float | None, high: float | None, point: float | None) -> str:
    if point is None:
        return "none"
    if low is None or high is None:
        return f"no interval ({point:,.0f})"
    return f"{low:,.0f} to {high:,.0f} ({point:,.0f})"

"""The one face of every estimator: interval before point, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from unlisted.results.cautions import Caution
from unlisted.results.plain import Plain
from unlisted.results.result import Result
from unlisted.results.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Result):
    """A population estimated from overlapping lists.

    It has not been judged: `unlisted.assess` says whether the number may be shown.

    Attributes
    ----------
    method : str
        Name of the method, as `unlisted.estimate` takes it.
    lists : tuple of str
    observed : int
        People on at least one list.
    point, low, high : float or None
        Population and its limits; None when there is none.
    level : float
        Nominal level of the interval.
    interval : str
        How the limits were made: ``bca``, ``percentile``, ``profile``, ``log-normal``,
        ``posterior`` or ``none``.
    model : str or None
        Interactions of the model chosen, as ``A:B,C:D``; empty for independence, None where a
        method has no single model.
    terms, empty_terms : tuple of tuples of str
        The same interactions by list name; those of them at minus infinity (nobody shared).
    bic, aic : float or None
    parameters : int or None
        Terms at minus infinity count.
    models_considered, models_excluded : int
        Models looked at; those among them without an estimate.
    bootstrap, bootstrap_failed : int
        Resampled tables; those among them without an estimate.
    details : mapping of str to plain values
        What belongs to one method only (chains, convergence, candidates and so on).
    warnings : tuple of Caution
    seed : int or None
        None when no random number was used.
    fits : int
        Models fitted in all: work that does not depend on the computer.
    seconds : float
    version, data_hash : str
    """

    method: str
    lists: tuple[str, ...]
    observed: int
    point: float | None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    interval: str = "none"
    model: str | None = None
    terms: tuple[tuple[str, ...], ...] = ()
    empty_terms: tuple[tuple[str, ...], ...] = ()
    bic: float | None = None
    aic: float | None = None
    parameters: int | None = None
    models_considered: int = 1
    models_excluded: int = 0
    bootstrap: int = 0
    bootstrap_failed: int = 0
    details: Mapping[str, Plain] = field(default_factory=dict, hash=False)
    warnings: tuple[Caution, ...] = ()
    seed: int | None = None
    fits: int = 0
    seconds: float = 0.0
    version: str
    data_hash: str

    def summary(self) -> Summary:
        """Interval first, point second, then what it rests on."""
        return Summary(
            title=f"Estimate by {self.method} from {len(self.lists)} lists",
            headline=self._headline(),
            facts=tuple((label, value) for label, value in self._facts() if value),
            notes=tuple(caution.sentence for caution in self.warnings),
        )

    def _headline(self) -> str:
        if self.point is None:
            return f"No estimate: {self.observed:,} people were seen; the notes say why."
        if self.low is None or self.high is None:
            return f"About {self.point:,.0f} people, without an interval: not for publication."
        return (
            f"Between {self.low:,.0f} and {self.high:,.0f} people (nominal {self.level:.0%} "
            f"interval), point {self.point:,.0f}; {self.observed:,} were seen."
        )

    def _facts(self) -> list[tuple[str, str]]:
        excluded = f", {self.models_excluded:,} without an estimate" if self.models_excluded else ""
        failed = f", {self.bootstrap_failed:,} failed" if self.bootstrap_failed else ""
        return [
            ("lists", ", ".join(self.lists)),
            ("observed", f"{self.observed:,}"),
            ("interval", self.interval),
            ("model", "" if self.model is None else self.model or "independence"),
            ("minus infinity", ", ".join(":".join(term) for term in self.empty_terms)),
            ("BIC", "" if self.bic is None else f"{self.bic:.3f}"),
            ("parameters", "" if self.parameters is None else str(self.parameters)),
            ("models", f"{self.models_considered:,}{excluded}"),
            ("bootstrap", f"{self.bootstrap:,}{failed}" if self.bootstrap else ""),
            *((name, _shown(value)) for name, value in self.details.items()),
            ("seed", "" if self.seed is None else str(self.seed)),
            ("version", self.version),
            ("data", self.data_hash[:16]),
        ]


def _shown(value: Plain) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, list):
        return ", ".join(_shown(inner) for inner in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items())
    return "" if value is None else str(value)

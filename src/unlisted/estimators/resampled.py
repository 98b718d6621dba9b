"""From a model chosen on the data to an `Estimate`: resample, make limits, say what is doubtful."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from unlisted.intervals.bootstrap import Progress, Replicates, Urn, resample
from unlisted.intervals.choosing import Chooser
from unlisted.intervals.limits import Interval, acceleration_of, bca, percentile
from unlisted.lattice import lists_of
from unlisted.loglinear.fitting import Fit, fit
from unlisted.loglinear.models import Model
from unlisted.results import Caution, CautionCode, Estimate, Plain
from unlisted.selection.ranking import RankedModel
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

Resampling = Literal["multinomial", "parametric"]

RUNAWAY = 10.0  # a resampled table above this many times the estimate has run away


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every method with a bootstrap is told.

    Attributes
    ----------
    bootstrap : int
        Resampled tables; 0 for the point alone.
    level : float
        Nominal level of the interval.
    seed : int
    jobs : int or None
        Threads; never changes a figure.
    resampling : {"multinomial", "parametric"}
        From the data, or from the model chosen.
    progress : callable or None
        Called with (tables done, tables in all).
    """

    bootstrap: int = 1000
    level: float = 0.95
    seed: int = 1
    jobs: int | None = None
    resampling: Resampling = "multinomial"
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A model chosen on the data, and how to choose again.

    Attributes
    ----------
    method : str
    model : Model or None
        For the lists in canonical order; None when no model has an estimate.
    best : RankedModel or None
        The same model in figures.
    chooser : Chooser or None
        None when no interval is wanted or can be had.
    considered, excluded, fits : int
        See `Estimate`.
    cautions : tuple of Caution
        About the model and how it was chosen.
    details : mapping
        What belongs to the method.
    """

    method: str
    model: Model | None
    best: RankedModel | None
    chooser: Chooser | None
    considered: int
    excluded: int
    fits: int
    cautions: tuple[Caution, ...]
    details: Mapping[str, Plain] = field(default_factory=dict)


def estimated(table: CountTable, chosen: Chosen, settings: Settings, began: float) -> Estimate:
    """Make the result.

    Parameters
    ----------
    table : CountTable
        As the caller gave it: its order of lists is that of the names in the result.
    chosen : Chosen
        On `table.canonical()`.
    settings : Settings
        As the caller gave them.
    began : float
        `time.perf_counter()` when the work began.
    """
    drawn = _replicates(table.canonical(), chosen, settings)
    best = chosen.best.in_order(table.lists) if chosen.best else None
    interval, plainer = None, None
    if best is not None and drawn is not None and drawn.succeeded.size > 1:
        interval = _bca(best.population, drawn, settings.level)
        plainer = percentile(drawn.succeeded, settings.level)
    return Estimate(
        method=chosen.method,
        lists=table.lists,
        observed=table.observed,
        point=best.population if best else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        level=settings.level,
        interval="bca" if interval else "none",
        model=best.formula if best else None,
        terms=best.terms if best else (),
        empty_terms=best.empty_terms if best else (),
        bic=best.bic if best else None,
        aic=best.aic if best else None,
        parameters=best.parameters if best else None,
        models_considered=chosen.considered,
        models_excluded=chosen.excluded,
        bootstrap=drawn.populations.size if drawn else 0,
        bootstrap_failed=drawn.failed if drawn else 0,
        details={**chosen.details, **_details(settings, drawn, interval, plainer, best)},
        warnings=(*chosen.cautions, *_about(settings, drawn, interval)),
        seed=settings.seed,
        fits=chosen.fits + (drawn.fits if drawn else 0),
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


def in_figures(fitted: Fit, lists: tuple[str, ...]) -> RankedModel:
    """A fitted model as a ranking of one."""
    interactions = fitted.model.interactions
    return RankedModel(
        terms=tuple(tuple(lists[j] for j in lists_of(a)) for a in interactions),
        empty_terms=tuple(
            tuple(lists[j] for j in lists_of(a))
            for a in interactions
            if not np.isfinite(fitted.coefficients[a])
        ),
        population=fitted.population,
        bic=fitted.bic,
        aic=fitted.aic,
        aicc=fitted.aicc,
        parameters=fitted.parameters,
        weight=1.0,
    )


def _replicates(canonical: CountTable, chosen: Chosen, settings: Settings) -> Replicates | None:
    if settings.bootstrap == 0 or chosen.chooser is None or chosen.model is None:
        return None
    counts = canonical.counts()
    parametric = settings.resampling == "parametric"
    return resample(
        counts,
        chosen.chooser,
        replicates=settings.bootstrap,
        seed=settings.seed,
        urn=Urn.of_fit(counts, fit(canonical, chosen.model)) if parametric else None,
        jobs=settings.jobs,
        progress=settings.progress,
    )


def _bca(point: float, drawn: Replicates, level: float) -> Interval:
    known = ~np.isnan(drawn.jackknife)
    acceleration = acceleration_of(drawn.jackknife[known], drawn.weights[known])
    return bca(point, drawn.succeeded, acceleration, level)


def _details(
    settings: Settings,
    drawn: Replicates | None,
    interval: Interval | None,
    plainer: Interval | None,
    best: RankedModel | None,
) -> dict[str, Plain]:
    if drawn is None or interval is None or plainer is None or best is None:
        return {}
    found: dict[str, Plain] = {
        "resampling": settings.resampling,
        "percentile_low": plainer.low,
        "percentile_high": plainer.high,
        "bias": interval.bias,
        "acceleration": interval.acceleration,
        "bootstrap_runaway": int((drawn.succeeded > RUNAWAY * best.population).sum()),
    }
    return found | ({"interrupted": True} if drawn.interrupted else {})


def _about(
    settings: Settings, drawn: Replicates | None, interval: Interval | None
) -> list[Caution]:
    """What is doubtful about the interval."""
    if drawn is None:
        return []
    count, lost = drawn.populations.size, int(np.isnan(drawn.jackknife).sum())
    conditional = [
        (
            interval is not None,
            CautionCode.NOMINAL_LEVEL,
            "The level of the interval is nominal: in published simulations of this method a "
            "95% interval held the truth about 90% of the time.",
        ),
        (
            drawn.interrupted,
            CautionCode.INTERRUPTED,
            f"The work was broken off: {count} of the {settings.bootstrap} resampled tables were "
            "done, and the interval rests on those.",
        ),
        (
            drawn.failed > 0,
            CautionCode.REPLICATES_FAILED,
            f"{drawn.failed} of the {count} resampled tables had no estimate and do not "
            "enter the interval.",
        ),
        (
            interval is not None and interval.at_edge,
            CautionCode.INTERVAL_AT_EDGE,
            "A limit of the interval is the smallest or largest of the resampled estimates: the "
            "correction for bias pushed it to the edge.",
        ),
        (
            lost > 0,
            CautionCode.JACKKNIFE_INCOMPLETE,
            f"Leaving out one person gave no estimate in {lost} of the observed combinations; "
            "the acceleration of the interval was computed without them.",
        ),
    ]
    return [Caution(code=code, sentence=text) for holds, code, text in conditional if holds]

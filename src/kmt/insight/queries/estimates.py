"""Reading estimates: the newest result with everything that makes it doubtful, and the shares.

The stored result is plain JSON of the library; this module is where it becomes typed again. It
loads nothing numeric.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.insight.figures import Comparison, Memo, base_years, figures
from kmt.insight.models import EstimateRun
from kmt.insight.rules import (
    Band,
    NationalEstimate,
    PopulationShare,
    Shown,
    may_start,
    population_share,
    widest,
)
from kmt.insight.states import OPEN, RunState
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.region import region


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredRule:
    """A rule of the library that was broken, with what was measured against what."""

    rule: str
    shown: Shown
    measured: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The estimate on one form of the table: as published, or with lists merged."""

    lists: tuple[str, ...]
    merged: tuple[str, ...]
    observed: int
    on_two_or_more: int
    overlaps: tuple[tuple[str, str, int], ...]
    best: float | None
    model: tuple[tuple[str, str], ...]
    models_considered: int
    models_excluded: int
    band: Band | None
    band_models: int
    near: Band | None
    near_models: int
    interval: Band | None
    sensitivity: Band | None
    links_missed: Band | None
    left_out: Band | None
    replicates_failed: int
    shown: Shown
    fired: tuple[FiredRule, ...]
    unchecked: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRun:
    """A finished run: what was put in, what came out, how to repeat it."""

    id: UUID
    title: str
    citation: str
    doi: str
    period: str
    finished_at: datetime
    seconds: float
    seed: int
    replicates: int
    version: str
    data_hash: str
    list_names: Mapping[str, str]
    variants: tuple[Variant, ...]
    comparison: Comparison | None

    @property
    def observed(self) -> int:
        """People on at least one list."""
        return self.variants[0].observed

    @property
    def band(self) -> Band | None:
        """From the smallest to the largest number that any of the good models gives."""
        return widest(variant.band for variant in self.variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """The newest request, as long as it matters: waiting, running, failed, or used again."""

    state: RunState
    requested_at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything the page on the hidden number shows."""

    region_name: str
    done: DoneRun | None
    newest: OpenRun | None
    may_ask: bool
    national: NationalEstimate
    later: tuple[NationalEstimate, ...]
    shares: tuple[PopulationShare, ...]
    memo: Memo | None


def overview(actor: Actor) -> Overview:
    """The hidden number: the newest estimate, and the share of the population beside it."""
    check(actor, Permission.INSIGHT_ESTIMATE_READ)
    open_since = EstimateRun.objects.filter(state__in=OPEN).values_list("requested_at", flat=True)
    free = may_start(open_since, clock.now()).allowed
    here, national = region(), figures().shared_out
    return Overview(
        region_name=here.name,
        done=latest_run(actor),
        newest=_newest(),
        may_ask=actor.may(Permission.INSIGHT_ESTIMATE_RUN) and free,
        national=national,
        later=tuple(one for one in figures().estimates if one is not national),
        shares=tuple(population_share(national, base) for base in base_years(here)),
        memo=figures().memos.get(here.code),
    )


def latest_run(actor: Actor) -> DoneRun | None:
    """The newest finished run; None as long as there is none."""
    check(actor, Permission.INSIGHT_ESTIMATE_READ)
    run = EstimateRun.objects.filter(state=RunState.FINISHED).order_by("-finished_at").first()
    return None if run is None else _done(run)


def finished_run(actor: Actor, run_id: UUID) -> DoneRun:
    """One finished run by its id."""
    check(actor, Permission.INSIGHT_ESTIMATE_READ)
    run = EstimateRun.objects.filter(state=RunState.FINISHED, id=run_id).first()
    if run is None:
        raise NotFound()
    return _done(run)


def _newest() -> OpenRun | None:
    run = EstimateRun.objects.order_by("-requested_at").first()
    if run is None or run.state == RunState.FINISHED:
        return None
    return OpenRun(state=RunState(run.state), requested_at=run.requested_at, error=run.error)


def _done(run: EstimateRun) -> DoneRun:
    return DoneRun(
        id=run.id,
        title=run.title,
        citation=run.citation,
        doi=run.doi,
        period=run.period,
        finished_at=run.finished_at or run.requested_at,
        seconds=run.seconds or 0.0,
        seed=run.seed or 0,
        replicates=run.replicates or 0,
        version=run.version,
        data_hash=run.data_hash,
        list_names=figures().list_names.get(run.table, {}),
        variants=tuple(_variant(one) for one in run.result["variants"]),
        comparison=figures().comparisons.get(run.table),
    )


def _variant(stored: Mapping[str, Any]) -> Variant:
    found = stored["assessment"]
    estimate, wide, near = found["estimate"], found["model_range"], found["model_range_near"]
    return Variant(
        lists=tuple(found["lists"]),
        merged=tuple(stored["merged"]),
        observed=found["observed"],
        on_two_or_more=found["on_two_or_more"],
        overlaps=tuple((one["first"], one["second"], one["people"]) for one in found["overlaps"]),
        best=found["point"],
        model=tuple((first, second) for first, second in estimate["terms"]),
        models_considered=estimate["models_considered"],
        models_excluded=estimate["models_excluded"],
        band=_band(wide),
        band_models=wide["models"] if wide else 0,
        near=_band(near),
        near_models=near["models"] if near else 0,
        interval=_band(found),
        sensitivity=_spread(found["sensitivity"]),
        links_missed=_links_missed(found["linkage"]["rows"]),
        left_out=_spread(found["leave_one_list_out"]),
        replicates_failed=estimate["bootstrap_failed"],
        shown=Shown(found["verdict"]),
        fired=tuple(
            FiredRule(
                rule=one["rule"],
                shown=Shown(one["outcome"]),
                measured=one["measured"],
                threshold=one["threshold"],
            )
            for one in found["reasons"]
        ),
        unchecked=tuple(found["unchecked"]),
        cautions=tuple(one["code"] for one in found["warnings"]),
    )


def _spread(rows: Iterable[Mapping[str, Any]]) -> Band | None:
    """From the smallest to the largest number in these rows; None when none has a number."""
    known = [row["point"] for row in rows if row["point"] is not None]
    return Band(low=min(known), high=max(known)) if known else None


def _links_missed(rows: Iterable[Mapping[str, Any]]) -> Band | None:
    """The sweep over missed links alone; false links are another row of the library."""
    return _spread(row for row in rows if row["precision"] == 1.0)


def _band(limits: Mapping[str, Any] | None) -> Band | None:
    if limits is None or limits["low"] is None or limits["high"] is None:
        return None
    return Band(low=limits["low"], high=limits["high"])

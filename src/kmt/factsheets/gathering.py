"""Brings together what a factsheet says: the mandate, the population, the share of the region.

Figures about victims come from released tables only. There are none per municipality, so the
place where they would stand is not there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kmt.insight.queries import overview
from kmt.insight.rules import PopulationShare
from kmt.kernel.actor import Actor
from kmt.mandate.queries import municipality_view, progress, region_view
from kmt.mandate.reading import MunicipalityView, RegionView, Tally, YearCount
from kmt.partners.region import Population, region


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What stands on every sheet of one batch: the region, the years, the share."""

    on: date
    region: RegionView
    years: tuple[YearCount, ...]
    share: PopulationShare | None
    share_source: str
    national: str
    populations: Mapping[str, Population]


def gather(actor: Actor, on: date) -> Shared:
    """Read what all sheets have in common, once."""
    seen = overview(actor)
    return Shared(
        on=on,
        region=region_view(actor, on=on),
        years=progress(actor),
        share=seen.shares[0] if seen.shares else None,
        share_source=seen.national.source,
        national=seen.national.period,
        populations=newest_populations(),
    )


def gather_one(
    actor: Actor, municipality: str, on: date
) -> tuple[MunicipalityView, tuple[YearCount, ...]]:
    """Read what is of one municipality alone."""
    return municipality_view(actor, municipality, on=on), progress(actor, municipality)


def newest_populations() -> dict[str, Population]:
    """The newest count of inhabitants per area; of two without a day the last in the file."""
    found: dict[str, Population] = {}
    for one in region().populations:
        before = found.get(one.area)
        if before is None or (one.on or date.max) >= (before.on or date.max):
            found[one.area] = one
    return found


def totals(tallies: Sequence[Tally]) -> Tally:
    """Tallies put together."""
    names = ("met", "expired", "under_way", "not_started", "not_applicable")
    return Tally(**{name: sum(getattr(one, name) for one in tallies) for name in names})

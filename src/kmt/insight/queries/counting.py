"""Reading counts: what the rooms below tell this actor, counted by place, form and year."""

from dataclasses import dataclass

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care import queries as care
from kmt.insight.rules import SafeCount, safe_count
from kmt.insight.tallies import UNKNOWN_PLACE, Tally, tally_people, tally_reports, years_of
from kmt.intake import queries as intake
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.region import Municipality, region


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """Reports and people of one year (or all), over the places this actor may know of."""

    region_name: str
    municipalities: tuple[Municipality, ...]
    whole_region: bool
    years: tuple[int, ...]
    year: int | None
    reports: Tally
    people: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """Totals of the region in one year, made safe to leave the house; reports and people apart."""

    year: int
    reports: SafeCount
    people: SafeCount


def counts(actor: Actor, year: int | None = None) -> CountPage:
    """Exact numbers for internal use, by place and form; the look is recorded.

    A year without any row is :class:`NotFound`, whoever asks.
    """
    check(actor, Permission.INSIGHT_COUNT_READ)
    reports, people = intake.counts(actor), care.counts(actor)
    years = years_of(reports, people)
    if year is not None and year not in years:
        raise NotFound()
    places = _places(actor)
    read_of(actor, object_type="count", object_id=str(year or ""), action="search")
    return CountPage(
        region_name=region().name,
        municipalities=tuple(one for one in region().municipalities if one.code in actor.world),
        whole_region=actor.whole_region,
        years=years,
        year=year,
        reports=tally_reports(reports, places=places, year=year),
        people=tally_people(people, places=places, year=year),
    )


def totals_per_year(actor: Actor) -> tuple[YearTotal, ...]:
    """Totals of the region per year, newest first, rounded to five and hidden below five."""
    check(actor, Permission.INSIGHT_COUNT_READ)
    reports, people = intake.counts(actor), care.counts(actor)
    places = _places(actor)
    return tuple(
        YearTotal(
            year=year,
            reports=safe_count(tally_reports(reports, places=places, year=year).total),
            people=safe_count(tally_people(people, places=places, year=year).total),
        )
        for year in years_of(reports, people)
    )


def _places(actor: Actor) -> tuple[str, ...]:
    """The actor's municipalities in order of name, and unknown for who works region-wide."""
    codes = tuple(code for code, _ in region().places if code in actor.world)
    return (*codes, UNKNOWN_PLACE) if actor.whole_region else codes

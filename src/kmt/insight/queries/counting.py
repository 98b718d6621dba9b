"""Reading counts: what the rooms below tell this actor, counted by place, form and year.

What was destroyed stays in the numbers of its year and form, at an unknown place: that is all that
was kept of it (:class:`kmt.retention.models.DestroyedTally`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care import queries as care
from kmt.care.rules import CARE_CASE
from kmt.insight.destroyed import people_of, reports_of
from kmt.insight.protecting import ShownTally, exact, protected
from kmt.insight.rules import SafeCount, safe_count
from kmt.insight.tallies import (
    UNKNOWN_PLACE,
    PersonRow,
    ReportRow,
    Tally,
    tally_people,
    tally_reports,
    years_of,
)
from kmt.intake import queries as intake
from kmt.intake.retained import REPORT
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.region import Municipality, region
from kmt.retention.queries import destroyed_tallies

#: Who may read the files themselves has no small number to be kept from.
READS_FILES = (Permission.CARE_CASE_READ, Permission.INTAKE_REPORT_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """Reports and people of one year (or all), over the places this actor may know of.

    ``exact``: the numbers are as they are; otherwise small ones are hidden and the rest rounded.
    """

    region_name: str
    municipalities: tuple[Municipality, ...]
    whole_region: bool
    exact: bool
    years: tuple[int, ...]
    year: int | None
    reports: ShownTally
    people: ShownTally


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """Totals of the region in one year, made safe to leave the house; reports and people apart."""

    year: int
    reports: SafeCount
    people: SafeCount


def counts(actor: Actor, year: int | None = None) -> CountPage:
    """Numbers for internal use, by place and form; the look is recorded.

    A year without any row is :class:`NotFound`, whoever asks.
    """
    check(actor, Permission.INSIGHT_COUNT_READ)
    reports, people = _rows(actor)
    years, places = years_of(reports, people), _places(actor)
    if year is not None and year not in years:
        raise NotFound()
    read_of(actor, object_type="count", object_id=str(year or ""), action="search")
    is_exact = any(actor.may(one) for one in READS_FILES)

    def shown(count: Callable[[int | None], Tally]) -> ShownTally:
        if is_exact:
            return exact(count(year))
        return protected(count(year), [count(one) for one in years] if year is None else ())

    return CountPage(
        region_name=region().name,
        municipalities=tuple(one for one in region().municipalities if one.code in actor.world),
        whole_region=actor.whole_region,
        exact=is_exact,
        years=years,
        year=year,
        reports=shown(lambda one: tally_reports(reports, places=places, year=one)),
        people=shown(lambda one: tally_people(people, places=places, year=one)),
    )


def totals_per_year(actor: Actor) -> tuple[YearTotal, ...]:
    """Totals of the region per year, newest first, rounded to five and hidden below five."""
    check(actor, Permission.INSIGHT_COUNT_READ)
    reports, people = _rows(actor)
    places = _places(actor)
    return tuple(
        YearTotal(
            year=year,
            reports=safe_count(tally_reports(reports, places=places, year=year).total),
            people=safe_count(tally_people(people, places=places, year=year).total),
        )
        for year in years_of(reports, people)
    )


def _rows(actor: Actor) -> tuple[Sequence[ReportRow], Sequence[PersonRow]]:
    """What is there, and for who works region-wide what was there and is destroyed."""
    gone = destroyed_tallies(actor)
    return (
        [*intake.counts(actor), *reports_of(gone, REPORT)],
        [*care.counts(actor), *people_of(gone, CARE_CASE)],
    )


def _places(actor: Actor) -> tuple[str, ...]:
    """The actor's municipalities in order of name, and unknown for who works region-wide."""
    codes = tuple(code for code, _ in region().places if code in actor.world)
    return (*codes, UNKNOWN_PLACE) if actor.whole_region else codes

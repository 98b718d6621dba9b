"""What was destroyed stays in the numbers of its year and form, and points at nobody."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.insight.destroyed import people_of, reports_of
from kmt.insight.queries import counts, totals_per_year
from kmt.insight.tallies import tally_people, tally_reports
from kmt.intake import queries as intake
from kmt.kernel import clock
from kmt.kernel.refusals import NotPermitted
from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly
from kmt.retention.models import DestroyedTally
from kmt.retention.queries import ALL_FORMS, Destroyed, destroyed_tallies
from tests.retention.keeping import START, close, weighed_report

FORMS = ("CRIM", "LAB", "SEX")


def gone(form: str, number: int, kind: str = "care_case") -> Destroyed:
    return Destroyed(object_type=kind, year=2026, form=form, number=number)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sets(st.sampled_from(FORMS), min_size=1), min_size=1, max_size=12))
def test_total_and_forms_of_destroyed_cases_are_what_they_were(cases) -> None:
    tallies = [gone(form, n) for form in FORMS if (n := sum(form in case for case in cases))]
    rows = list(people_of([*tallies, gone(ALL_FORMS, len(cases))], "care_case"))
    tally = tally_people(rows, places=("",), year=2026)
    assert tally.total == len(cases)
    for form in FORMS:
        assert tally.by_form.get(form, 0) == sum(form in case for case in cases)


def test_of_before_the_cases_were_counted_each_form_counts_as_a_case() -> None:
    rows = list(people_of([gone("LAB", 2), gone("SEX", 1)], "care_case"))
    assert tally_people(rows, places=("",), year=2026).total == 3


def test_a_destroyed_report_counts_once_under_its_form() -> None:
    rows = list(reports_of([gone("LAB", 3, "report"), gone(ALL_FORMS, 3, "report")], "report"))
    tally = tally_reports(rows, places=("",), year=2026)
    assert (tally.total, tally.by_form["LAB"], tally.by_place[""]) == (3, 3, 3)


def test_the_year_keeps_its_number_when_the_reports_are_gone(desk, analyst) -> None:
    for number in range(6):
        close(desk, weighed_report(desk, story=f"Verhaal {number}"))
    before = totals_per_year(analyst)
    for days in (352, 366):
        with clock.frozen(START + timedelta(days=days)):
            run_nightly(by=night_watch(), wait=14)
    assert sum(one.number for one in intake.counts(analyst)) == 0
    assert DestroyedTally.objects.get(object_type="report", form=ALL_FORMS).number == 6
    assert totals_per_year(analyst) == before
    assert counts(analyst, 2026).reports.total.shown == 5


def test_where_it_was_is_not_kept_so_a_municipality_does_not_see_it(focal_point_hengelo) -> None:
    DestroyedTally.objects.create(object_type="report", year=2026, form="LAB", number=9)
    assert destroyed_tallies(focal_point_hengelo) == ()
    assert counts(focal_point_hengelo).years == ()


@pytest.mark.parametrize("person", ["desk", "coordinator", "privacy_officer", "administrator"])
def test_only_who_counts_asks_for_it(person, request) -> None:
    with pytest.raises(NotPermitted):
        destroyed_tallies(request.getfixturevalue(person))

"""Counting: people once in every total, reports apart, unknown always there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.insight.tallies import UNKNOWN_FORM, tally_people, tally_reports, years_of
from tests.insight.conftest import ENSCHEDE, HENGELO, PEOPLE, REPORTS, Person

PLACES = (ENSCHEDE, HENGELO, "")

people_rows = st.lists(
    st.builds(
        Person,
        person_key=st.sampled_from("abcdef"),
        form=st.sampled_from(["SEX", "LAB", "UNK"]),
        municipality=st.sampled_from([*PLACES, "GM9999"]),
        year=st.sampled_from([2025, 2026]),
    )
)


def test_somebody_with_two_forms_counts_in_both_and_once_in_the_total() -> None:
    tally = tally_people(PEOPLE, places=PLACES, year=2026)
    assert (tally.cell(HENGELO, "SEX"), tally.cell(HENGELO, "CRIM")) == (6, 1)
    assert tally.by_place[HENGELO] == 6
    assert tally.by_form == {"CRIM": 1, "LAB": 8, "SEX": 6, "UNK": 1}
    assert tally.total == 15


def test_somebody_in_two_years_counts_in_each_year_and_once_over_all() -> None:
    totals = {
        year: tally_people(PEOPLE, places=PLACES, year=year).total for year in (2025, 2026, None)
    }
    assert totals == {2025: 1, 2026: 15, None: 15}


def test_reports_add_up() -> None:
    tally = tally_reports(REPORTS, places=PLACES, year=2026)
    assert tally.total == 21
    assert tally.by_place == {ENSCHEDE: 11, HENGELO: 9, "": 1}
    assert sum(tally.by_form.values()) == tally.total


def test_unknown_is_shown_even_when_nothing_is_unknown() -> None:
    tally = tally_reports(REPORTS, places=PLACES, year=2025)
    assert tally.forms == ("SEX", UNKNOWN_FORM)
    assert tally.by_form[UNKNOWN_FORM] == 0
    assert tally.by_place[""] == 0


def test_a_place_that_was_not_asked_for_is_not_counted_anywhere() -> None:
    tally = tally_people(PEOPLE, places=(HENGELO,), year=2026)
    assert (tally.total, set(tally.by_place)) == (6, {HENGELO})


def test_years_come_newest_first_from_reports_and_people_together() -> None:
    assert years_of(REPORTS, PEOPLE) == (2026, 2025)
    assert years_of() == ()


@settings(deadline=None, max_examples=60)
@given(people_rows)
def test_a_total_never_exceeds_its_cells_and_never_misses_a_person(rows) -> None:
    tally = tally_people(rows, places=PLACES, year=None)
    inside = {row.person_key for row in rows if row.municipality in PLACES}
    assert tally.total == len(inside)
    assert tally.total <= sum(tally.by_place.values()) <= sum(tally.cells.values())
    for place in PLACES:
        assert tally.by_place[place] <= sum(tally.cell(place, form) for form in tally.forms)


@settings(deadline=None, max_examples=60)
@given(people_rows)
def test_no_key_of_a_person_is_in_a_table(rows) -> None:
    shown = repr(tally_people([*rows, PEOPLE[0]], places=PLACES, year=None))
    assert "h0" not in shown

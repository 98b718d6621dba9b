"""What an age means, at every boundary: consent, information, and what must be arranged."""

from datetime import date, timedelta

import pytest

from kmt.persons.beside import ages_on
from kmt.situation.rules.minors import (
    ADULT_FROM,
    CARE_FROM,
    Arranged,
    Band,
    Informed,
    Who,
    ages_of_year,
    arrangement_problem,
    for_ages,
)
from kmt.vault.rules import Identity

S, B, P = Who.SELF, Who.BOTH, Who.PARENTS
MINOR = ("inform_child", "guardian", "nidos", "veilig_thuis", "youth_act")
#: age: band, consent to share, confidence of care, treatment, who is told, what must be arranged.
TABLE = {
    0: (Band.UNDER_12, P, P, P, Informed.FITTING, MINOR),
    11: (Band.UNDER_12, P, P, P, Informed.FITTING, MINOR),
    12: (Band.FROM_12, P, S, B, Informed.ALSO, MINOR),
    15: (Band.FROM_12, P, S, B, Informed.ALSO, MINOR),
    16: (Band.FROM_16, S, S, S, Informed.SELF, MINOR),
    17: (Band.FROM_16, S, S, S, Informed.SELF, MINOR),
    18: (Band.FROM_18, S, S, S, Informed.SELF, ("youth_act_after_18",)),
    22: (Band.FROM_18, S, S, S, Informed.SELF, ("youth_act_after_18",)),
    23: (Band.ADULT, S, S, S, Informed.SELF, ()),
    90: (Band.ADULT, S, S, S, Informed.SELF, ()),
}


@pytest.mark.parametrize("age", TABLE)
def test_what_holds_for_an_age(age: int) -> None:
    found = for_ages((age, age))
    answers = (found.band, found.sharing, found.confidence, found.treatment, found.informed)
    assert (*answers, found.duties) == TABLE[age]
    assert found.doubt is False


TURNS = [12, 16, 18, 23]
DAYS = [(-1, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize("born", [date(2010, 6, 15), date(2008, 2, 29), date(2009, 12, 31)])
@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize(("days", "older"), DAYS)
def test_the_answer_changes_on_the_birthday_itself(
    born: date, turns: int, days: int, older: int
) -> None:
    """Who is born on 29 February grows a year older on 1 March of a year without that day."""
    year = born.year + turns
    leap = year % 4 == 0
    birthday = date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap else None
    birthday = birthday or born.replace(year=year)
    today = birthday + timedelta(days=days)
    found = for_ages(ages_on(Identity(birth_date=born), today, today))
    assert found.band is for_ages((turns - 1 + older, turns - 1 + older)).band
    assert found.doubt is False


@pytest.mark.parametrize(
    ("ages", "band", "doubt"),
    [
        ((11, 12), Band.UNDER_12, True),
        ((15, 16), Band.FROM_12, True),
        ((17, 18), Band.FROM_16, True),
        ((13, 14), Band.FROM_12, False),
        ((15, 17), Band.FROM_12, True),
        (None, Band.UNKNOWN, True),
    ],
)
def test_in_doubt_the_younger_counts_and_the_age_is_to_be_found_out(
    ages: tuple[int, int] | None, band: Band, doubt: bool
) -> None:
    found = for_ages(ages)
    assert (found.band, found.doubt, found.minor) == (band, doubt, True)
    assert ("age_check" in found.duties) is doubt


def test_somebody_of_unknown_age_decides_together_and_is_told_themself() -> None:
    found = for_ages(None)
    assert {found.sharing, found.confidence, found.treatment} == {Who.BOTH}
    assert found.informed is Informed.ALSO


def test_doubt_about_who_is_grown_up_anyway_asks_nothing() -> None:
    assert for_ages((22, 23)).duties == ("youth_act_after_18",)


def test_a_year_of_birth_leaves_a_year_of_doubt() -> None:
    today = date(2027, 6, 1)
    assert ages_of_year(2011, today) == (15, 16)
    assert ages_of_year(2027, today) == (0, 0)
    assert ages_of_year(None, today) is None


def test_an_estimated_age_may_be_a_year_off_and_grows_with_the_years() -> None:
    known = Identity(estimated_age=15)
    assert ages_on(known, date(2026, 5, 1), date(2027, 5, 1)) == (15, 17)
    assert ages_on(Identity(name="Iemand"), date(2026, 5, 1), date(2027, 5, 1)) is None


def test_the_vault_and_this_table_know_the_same_ages() -> None:
    assert (CARE_FROM, ADULT_FROM) == (12, 16)
    assert for_ages((ADULT_FROM - 1, ADULT_FROM - 1)).sharing is Who.PARENTS
    assert for_ages((ADULT_FROM, ADULT_FROM)).sharing is Who.SELF
    assert for_ages((CARE_FROM, CARE_FROM)).confidence is Who.SELF


@pytest.mark.parametrize(
    ("state", "day", "wrong"),
    [
        ("done", date(2027, 3, 1), False),
        ("not_needed", date(2027, 2, 1), False),
        ("perhaps", date(2027, 3, 1), True),
        ("done", date(2027, 3, 2), True),
    ],
)
def test_what_is_arranged_has_a_state_and_a_day(state: str, day: date, wrong: bool) -> None:
    assert bool(arrangement_problem(state, day, date(2027, 3, 1))) is wrong
    assert set(Arranged) == {"done", "asked", "not_needed"}

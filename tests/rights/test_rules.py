"""Who may ask, when it is due, what may be withheld and on what ground: decision tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.rights.rules.asking import Age, Asker, Danger, Kind, age_of, may_ask, may_release, open_to
from kmt.rights.rules.clocks import clock_of, may_extend
from kmt.rights.rules.exceptions import (
    GRANTED,
    GROUNDS,
    PARTLY,
    PROTECTION,
    REFUSED,
    Verdict,
    grounds_for,
    outcomes_for,
    problems,
)
from kmt.rights.states import STATES, WAYS, State, diagram, may_go

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("asker", "age", "proof", "may"),
    [
        (Asker.SELF, Age.FROM_16, False, True),
        (Asker.SELF, Age.FROM_12, False, True),
        (Asker.SELF, Age.UNDER_12, False, False),
        (Asker.PARENT, Age.UNDER_12, True, True),
        (Asker.PARENT, Age.FROM_12, True, True),
        (Asker.PARENT, Age.FROM_12, False, False),
        (Asker.PARENT, Age.FROM_16, True, False),
        (Asker.GUARDIAN, Age.FROM_12, True, True),
        (Asker.GUARDIAN, Age.FROM_16, True, False),
        (Asker.REPRESENTATIVE, Age.FROM_16, True, True),
        (Asker.REPRESENTATIVE, Age.FROM_16, False, False),
        (Asker.LAWYER, Age.FROM_16, True, True),
        (Asker.LAWYER, Age.FROM_16, False, False),
    ],
)
def test_who_may_ask_for_whom(asker, age, proof, may) -> None:
    assert may_ask(asker, age, proof_seen=proof).allowed is may


def test_from_twelve_to_sixteen_somebody_sees_their_own_care_file_and_no_report() -> None:
    assert "R2" in open_to(Asker.SELF, Age.FROM_12)
    assert "R1" not in open_to(Asker.SELF, Age.FROM_12)
    assert "R1" in open_to(Asker.PARENT, Age.FROM_12)
    assert "R1" in open_to(Asker.SELF, Age.FROM_16)


@pytest.mark.parametrize(
    ("years", "age"), [(11, Age.UNDER_12), (12, Age.FROM_12), (15, Age.FROM_12), (16, Age.FROM_16)]
)
def test_the_age_that_the_vault_knows_counts_and_not_the_one_that_was_said(years, age) -> None:
    assert age_of(years, Age.UNDER_12) is age
    assert age_of(None, Age.FROM_16) is Age.FROM_16


@pytest.mark.parametrize(
    ("danger", "cleared", "may"),
    [
        (Danger.NO, False, True),
        (Danger.UNSURE, False, False),
        (Danger.YES, False, False),
        (Danger.UNSURE, True, True),
        (Danger.YES, True, True),
    ],
)
def test_nothing_goes_out_in_danger_until_a_human_being_looked(danger, cleared, may) -> None:
    assert may_release(danger, cleared=cleared).allowed is may


@pytest.mark.parametrize(
    ("received", "due", "at_latest"),
    [
        (date(2026, 11, 26), date(2026, 12, 26), date(2026, 12, 28)),  # second day of Christmas
        (date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 1)),  # no 31 February; a Sunday
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 2, 29)),  # a leap year
        (date(2027, 2, 28), date(2027, 3, 28), date(2027, 3, 30)),  # Easter: Sunday and Monday
        (date(2027, 4, 5), date(2027, 5, 5), date(2027, 5, 7)),  # Liberation Day, then Ascension
    ],
)
def test_an_answer_is_due_in_a_month_with_the_days_of_the_termijnenwet(
    received, due, at_latest
) -> None:
    clock = clock_of(received, received, extended=False)
    assert (clock.due_on, clock.at_latest) == (due, at_latest)


def test_an_extension_makes_it_three_months_from_receipt() -> None:
    assert clock_of(date(2026, 11, 26), TODAY, extended=True).due_on == date(2027, 2, 26)


def test_it_is_late_only_after_the_last_day_of_the_law() -> None:
    assert not clock_of(TODAY, date(2026, 12, 28), extended=False).late
    assert clock_of(TODAY, date(2026, 12, 29), extended=False).late


@pytest.mark.parametrize(
    ("told_on", "reason", "extended", "may"),
    [
        (date(2026, 12, 20), "complex", False, True),
        (date(2026, 12, 28), "many", False, True),
        (date(2026, 12, 29), "complex", False, False),
        (None, "complex", False, False),
        (date(2026, 12, 20), "busy", False, False),
        (date(2026, 12, 20), "complex", True, False),
    ],
)
def test_two_months_more_once_and_only_when_told_within_the_month(
    told_on, reason, extended, may
) -> None:
    on = date(2026, 12, 30)
    assert may_extend(TODAY, told_on, reason, on, extended=extended).allowed is may


def test_who_will_be_told_tomorrow_is_not_told() -> None:
    tomorrow = date(2026, 11, 27)
    assert not may_extend(TODAY, tomorrow, "complex", TODAY, extended=False).allowed


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_day_to_work_by_is_never_after_the_last_day_of_the_law(received) -> None:
    for extended in (False, True):
        clock = clock_of(received, received, extended=extended)
        assert received < clock.due_on <= clock.at_latest


@pytest.mark.parametrize(
    ("kind", "verdict", "withheld", "wrong"),
    [
        (Kind.INSPECTION, Verdict(outcome=GRANTED, reasons="Ja."), 0, set()),
        (Kind.INSPECTION, Verdict(outcome=GRANTED, reasons="Ja."), 2, {"outcome"}),
        (Kind.INSPECTION, Verdict(outcome=GRANTED), 0, {"reasons"}),
        (Kind.INSPECTION, Verdict(outcome="", reasons="Ja."), 0, {"outcome", "ground"}),
        (Kind.INSPECTION, Verdict(outcome=PARTLY, reasons="Ja."), 1, {"ground"}),
        (
            Kind.INSPECTION,
            Verdict(outcome=PARTLY, ground="avg_15_4", reasons="Anderen."),
            1,
            set(),
        ),
        (
            Kind.INSPECTION,
            Verdict(outcome=REFUSED, ground="uavg_41_d", reasons="Onderzoek."),
            1,
            {"recheck_on"},
        ),
        (
            Kind.INSPECTION,
            Verdict(
                outcome=REFUSED,
                ground="uavg_41_d",
                reasons="Onderzoek.",
                recheck_on=date(2027, 11, 26),
            ),
            1,
            set(),
        ),
        (
            Kind.INSPECTION,
            Verdict(
                outcome=REFUSED,
                ground="uavg_41_d",
                reasons="Onderzoek.",
                recheck_on=date(2027, 11, 27),
            ),
            1,
            {"recheck_on"},
        ),
        (
            Kind.INSPECTION,
            Verdict(outcome=REFUSED, ground="avg_17_3_b", reasons="Wet.", recheck_on=TODAY),
            1,
            {"ground", "recheck_on"},
        ),
        (
            Kind.ERASURE,
            Verdict(outcome=PARTLY, ground="wmo_5_3_5"),
            0,
            {"outcome", "reasons", "recheck_on"},
        ),
    ],
)
def test_a_decision_is_whole_or_says_at_which_field_it_is_not(
    kind, verdict, withheld, wrong
) -> None:
    assert set(problems(kind, verdict, TODAY, withheld=withheld)) == wrong


def test_every_letter_of_uavg_41_is_a_ground_that_ends_and_may_stay_unsaid() -> None:
    found = [GROUNDS[f"uavg_41_{letter}"] for letter in "abcdefghij"]
    assert all(one.ends and one.silent and one.keep for one in found)
    assert GROUNDS[PROTECTION].keep == "interest_of_other"


def test_each_kind_has_grounds_of_its_own_law_and_no_other() -> None:
    assert "avg_17_3_b" in grounds_for(Kind.ERASURE)
    assert "avg_17_3_b" not in grounds_for(Kind.INSPECTION)
    assert "avg_15_4" in grounds_for(Kind.INSPECTION)
    assert "avg_15_4" not in grounds_for(Kind.ERASURE)
    assert PARTLY not in outcomes_for(Kind.ERASURE)


@pytest.mark.parametrize("source", STATES)
@pytest.mark.parametrize("to", STATES)
def test_only_the_ways_of_the_table_exist(source, to) -> None:
    assert may_go(source, to) is (to in WAYS[source])


def test_nothing_is_gathered_before_it_is_settled_who_asks() -> None:
    before = {source for source in STATES if State.GATHERING in WAYS[source]}
    assert State.RECEIVED not in before
    assert "received --> gathering" not in diagram()

"""The other rules of the law: admission, renewal, entry, feedback, what becomes public."""

from dataclasses import replace
from datetime import date

import pytest

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules import admission as a
from kmt.lawfulness.rules.audits import next_audit, recheck_before
from kmt.lawfulness.rules.entry import (
    SHIELD_ROLES,
    AccountAsked,
    CaseAsked,
    may_have_account,
    may_open_case,
)
from kmt.lawfulness.rules.feedback import feedback_due
from kmt.lawfulness.rules.openness import cell, woo_part
from kmt.lawfulness.rules.reporting_right import may_rely_on_reporting_right
from kmt.retention.rules.keeping import Kept
from kmt.retention.rules.renewing import RenewalAsked, may_renew
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event
from tests.lawfulness.asking import ON
from tests.lawfulness.test_law_cases import FIRST, record

MATRIX, TERMS = sharing_matrix(), retention_terms()


def zvh_case(**days: date | tuple[date, ...] | None) -> Kept:
    """A case of the ZVH with its first datum, and the other days of its life."""
    events = {Event.FIRST_PROCESSING: (FIRST,)}
    for name, found in days.items():
        if found:
            events[Event(name)] = found if isinstance(found, tuple) else (found,)
    return Kept(kind="zvh_case", events=events)


@pytest.mark.parametrize("criterion", "abcd")
def test_each_criterion_alone_refuses(criterion: str) -> None:
    found = a.admit(replace(record(), criteria={**record().criteria, criterion: False}))
    assert (found.outcome, found.destroy) == ("REFUSE", True)
    assert f"criterium {criterion} " in found.sentence


@pytest.mark.parametrize(
    ("missing", "article"),
    [
        ({"criteria": {"a": True, "b": True, "c": None, "d": True}}, "2.20(1)"),
        ({"explained": frozenset("abc")}, "toelichting"),
        ({"lawful_at_source": False}, "BGS 1.5"),
        ({"accuracy_checked": False}, "BGS 1.6"),
        ({"decided_by_participants": False}, "2.31(2)"),
        ({"involved_chosen": False}, "2.31(4)"),
        ({"informed": a.Informed.NO}, "BGS 1.3"),
        ({"first_datum_on": None}, "1.8(7)"),
    ],
)
def test_what_is_missing_from_the_record_blocks_intake(missing, article: str) -> None:
    found = a.admit(replace(record(), **missing))
    assert (found.outcome, len(found.missing)) == ("BLOCK", 1)
    assert article in found.sentence


def test_an_exception_to_informing_is_enough_and_an_empty_record_is_blocked() -> None:
    assert a.admit(replace(record(), informed=a.Informed.EXCEPTION)).outcome == "ADMIT"
    assert len(a.admit(a.AdmissionRecord()).missing) == 9


def test_a_victim_enters_the_zvh_as_betrokkene_or_in_the_circle_or_not() -> None:
    enters = a.victim_enters_as
    assert enters(causes_harm=True, circle_of_offender=True) == "betrokkene"
    assert enters(causes_harm=False, circle_of_offender=True) == "direct_circle"
    assert enters(causes_harm=False, circle_of_offender=False) == ""


@pytest.mark.parametrize("one", ["direct_circle", "problems_depend", "necessary"])
def test_cases_are_linked_only_when_all_three_hold(one: str) -> None:
    facts = dict.fromkeys(("direct_circle", "problems_depend", "necessary"), True)
    assert a.may_link(**facts)
    assert not a.may_link(**{**facts, one: False})


FATES = (
    ({}, date(2030, 4, 10), "KEEP"),
    ({}, date(2030, 4, 11), "DESTROY"),
    ({"finding": date(2026, 1, 1)}, date(2026, 1, 1), "DESTROY"),
    ({"closing": date(2027, 1, 1)}, date(2026, 12, 31), "KEEP"),
    ({"closing": date(2027, 1, 1)}, date(2027, 1, 1), "SHIELD"),
    ({"closing": date(2027, 1, 1)}, date(2030, 4, 11), "DESTROY"),
    ({"renewal": date(2030, 4, 1)}, date(2032, 4, 1), "KEEP"),
    ({"renewal": date(2030, 4, 1)}, date(2032, 4, 2), "DESTROY"),
    ({"renewal": (date(2030, 4, 1), date(2032, 3, 1))}, date(2034, 3, 1), "KEEP"),
)


@pytest.mark.parametrize(("days", "today", "fate"), FATES)
def test_the_clock_of_the_zvh_runs_from_the_first_processing(days, today, fate) -> None:
    assert rule_on(zvh_case(**days), TERMS, today).outcome == fate


OPEN, CLOSED = {"meets_criteria": True}, {"high_relapse_risk": True}
RENEWALS = (
    (None, OPEN, date(2030, 4, 10), True, ""),
    (None, OPEN, date(2030, 4, 11), False, "voorbij"),
    (None, {}, date(2030, 4, 1), False, "1.16(2)(a)"),
    (None, CLOSED, date(2030, 4, 1), False, "1.16(2)(a)"),
    (date(2029, 4, 11), CLOSED, date(2030, 4, 1), True, ""),
    (date(2029, 4, 10), CLOSED, date(2030, 4, 1), False, "een jaar of langer"),
    (date(2029, 6, 1), OPEN, date(2030, 4, 1), False, "terugval"),
    (None, {**OPEN, "ordered_by_participants": False}, date(2030, 4, 1), False, "opdragen"),
    (None, {**OPEN, "suppliers": {"politie": False}}, date(2030, 4, 1), False, "leverancier"),
    (None, {**OPEN, "suppliers": {"politie": None}}, date(2030, 4, 1), False, "leverancier"),
    (None, {**OPEN, "suppliers": {}}, date(2030, 4, 1), False, "leverancier"),
)


@pytest.mark.parametrize(("closed", "facts", "on", "allowed", "words"), RENEWALS)
def test_renewal_has_its_conditions(closed, facts, on, allowed, words) -> None:
    facts = {"ordered_by_participants": True, "suppliers": {"politie": True}, **facts}
    found = may_renew(zvh_case(closing=closed), RenewalAsked(on=on, **facts), TERMS)
    assert found.allowed is allowed
    assert words in found.sentence


def test_renewal_goes_on_without_the_data_of_who_refuses_and_never_shortens() -> None:
    asked = RenewalAsked(
        on=date(2026, 1, 1),
        meets_criteria=True,
        ordered_by_participants=True,
        suppliers={"politie": True, "ggz": False},
    )
    found = may_renew(zvh_case(), asked, TERMS)
    assert (found.until, found.without) == (date(2030, 4, 10), ("ggz",))


def test_nothing_but_a_case_of_the_zvh_is_renewed() -> None:
    file = Kept(kind="care_file", events={Event.CREATION: (FIRST,)})
    found = may_renew(file, RenewalAsked(on=date(2026, 1, 1)), TERMS)
    assert not found.allowed
    assert "Alleen een casus van het ZVH" in found.sentence


GOOD = AccountAsked(
    organisation="ggd", designated=True, screened=True, trained=True, function="processing"
)


@pytest.mark.parametrize(
    ("change", "article"),
    [
        ({"organisation": "school"}, "2.27"),
        ({"organisation": "riec"}, "2.27"),
        ({"organisation": "gossip"}, "2.27"),
        ({"designated": False}, "1.8(2)"),
        ({"screened": False}, "1.11"),
        ({"trained": False}, "1.17"),
        ({"function": "everything"}, "functie"),
    ],
)
def test_an_account_needs_every_part(change, article: str) -> None:
    assert may_have_account(GOOD, MATRIX).allowed
    found = may_have_account(replace(GOOD, **change), MATRIX)
    assert len(found.reasons) == 1
    assert article in found.reasons[0]


@pytest.mark.parametrize("role", sorted(SHIELD_ROLES))
def test_a_shielded_case_opens_for_three_roles_with_a_reason_and_never_in_search(role) -> None:
    asked = CaseAsked(closed=True, shield_role=role, reason="inzageverzoek")
    assert may_open_case(asked).allowed
    assert not may_open_case(replace(asked, reason=" ")).allowed
    assert not may_open_case(replace(asked, searching=True)).allowed
    assert not may_open_case(replace(asked, emergency=True)).allowed
    assert not may_open_case(replace(asked, shield_role="")).allowed


def test_an_open_case_is_for_who_is_designated_and_involved() -> None:
    assert may_open_case(CaseAsked(designated=True, involved=True)).allowed
    assert not may_open_case(CaseAsked(designated=False, involved=True)).allowed


def test_feedback_is_due_a_year_after_the_last() -> None:
    found = feedback_due(date(2025, 1, 1), date(2026, 3, 1), date(2026, 11, 1))
    assert (found.due_on, found.task) == (date(2027, 3, 1), False)


def test_the_minimum_cell_can_be_set() -> None:
    assert [cell(count, 10) for count in (1, 9, 10)] == ["SUPPRESS", "SUPPRESS", "SHOW"]


WOO = (
    ("D02", set(), "REFUSE_PART"),
    ("D11", set(), "REFUSE_PART"),
    ("CASE_DATA", set(), "REFUSE_PART"),
    ("D05", {"consent_client"}, "WEIGH"),
    ("D05", {"manifestly_public"}, "WEIGH"),
    ("D01", set(), "WEIGH"),
    ("D99", set(), "WEIGH"),
    ("K_AGGREGATE", set(), "PUBLISH"),
)


@pytest.mark.parametrize(("data", "facts", "outcome"), WOO)
def test_the_parts_of_a_document_under_the_woo(data, facts, outcome) -> None:
    assert woo_part(data, facts, MATRIX, ON).outcome == outcome


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2027, 3, 1), date(2027, 3, 1)), (date(2027, 3, 2), date(2031, 3, 1))],
)
def test_the_next_privacy_audit(today, day) -> None:
    assert next_audit(today) == day
    assert recheck_before(date(2027, 2, 28)) == date(2028, 2, 28)


@pytest.mark.parametrize(
    ("recipient", "concern", "allowed"),
    [
        ("veilig_thuis", "child_abuse", True),
        ("veilig_thuis", "domestic_violence", True),
        ("veilig_thuis", "labour_exploitation", False),
        ("kmt_intake", "child_abuse", False),
    ],
)
def test_the_right_to_report_is_for_veilig_thuis_only(recipient, concern, allowed) -> None:
    assert may_rely_on_reporting_right(recipient=recipient, concern=concern).allowed is allowed

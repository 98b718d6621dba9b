"""The cases of the law (law/law_cases.csv, all 23), each with its rule; V01 to V30 with gaps."""

from datetime import date
from itertools import islice

import pytest

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.admission import AdmissionRecord, Informed, admit
from kmt.lawfulness.rules.audits import audit_days
from kmt.lawfulness.rules.entry import AccountAsked, CaseAsked, may_have_account, may_open_case
from kmt.lawfulness.rules.feedback import feedback_due
from kmt.lawfulness.rules.openness import cell, woo_part
from kmt.lawfulness.rules.reporting_right import may_rely_on_reporting_right
from kmt.retention.rules.keeping import Kept
from kmt.retention.rules.renewing import RenewalAsked, may_renew
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event
from tests.lawfulness.asking import ON, ZVH, ask

FIRST = date(2025, 4, 10)
TERMS = retention_terms()
ZVH_CASE = Kept(kind="zvh_case", events={Event.FIRST_PROCESSING: (FIRST,)})
CLOSED_LATE = Kept(kind="zvh_case", events={**ZVH_CASE.events, Event.CLOSING: (date(2029, 6, 1),)})


def record(*, c: bool = True, recorded: bool = True) -> AdmissionRecord:
    """An admission record with everything in it that the law asks."""
    return AdmissionRecord(
        criteria={"a": True, "b": True, "c": c, "d": True},
        explained=frozenset("abcd"),
        recorded_in_joint_system=recorded,
        decided_by_participants=True,
        lawful_at_source=True,
        accuracy_checked=True,
        involved_chosen=True,
        informed=Informed.YES,
        first_datum_on=FIRST,
        decided_on=date(2025, 5, 1),
    )


#: case, what is asked, the decision, the articles, the row of the matrix that must carry it.
SHARES = (
    (
        "V08 store nationality for statistics",
        lambda: ask("R3 participant zvh P_STAT betrokkene", "D07N"),
        "DENY",
        "BGS 1.9",
        "M036",
    ),
    (
        "V09 store nationality to identify, unavoidable with reason",
        lambda: ask(
            "R3 participant zvh P_ZVH_CASUS betrokkene",
            "D07N",
            facts="needed_to_identify unavoidable",
        ),
        "ALLOW",
        "BGS 1.9",
        "M036",
    ),
    (
        "V10 Wpg 9 data from police",
        lambda: ask("R3 police ggd P_ZVH_CASUS betrokkene", "D10", facts=ZVH),
        "DENY",
        "WGS 2.30",
        "M033",
    ),
    (
        "V11 GGZ diagnosis without consent, statutory ground or good-care reason",
        lambda: ask(
            "R3 ggz police P_ZVH_CASUS betrokkene",
            "D05",
            secrecy=True,
            facts=ZVH,
            not_so="consent_client consent_representative statutory_duty statutory_right good_care",
        ),
        "DENY",
        "WGS 2.29(2)",
        "M031",
    ),
    (
        "V16 result to a housing corporation, RAC not consulted",
        lambda: ask(
            "R3 municipality_executive housing_corporation P_RESULT betrokkene",
            "K_RESULT",
            facts="basis_under_wgs",
            not_so="rac_tested",
        ),
        "DENY",
        "WGS 1.7(2)",
        "M043",
    ),
    (
        "V17 share a diagnosis with the RIEC",
        lambda: ask(
            "R3 participant riec P_ALIGN betrokkene",
            "D05",
            facts="needed_to_align supplier_consents consent_client",
        ),
        "DENY",
        "BGS 1.10(2)",
        "M048",
    ),
    (
        "V23 client of 11, consent of the parent absent, share with a third",
        lambda: ask(
            "R2 care_coordinator municipal_domain P_CARE victim",
            "D01",
            age=11,
            facts="consent_client",
            not_so="consent_representative",
        ),
        "DENY",
        "Wmo 5.1.1(4)",
        "M015",
    ),
    (
        "V26 sexual exploitation details in the care file with a health need",
        lambda: ask(
            "R2 care_coordinator care_coordinator P_CARE victim",
            "D06",
            facts="necessity_recorded needed_for_care",
        ),
        "ALLOW",
        "UAVG 30(5)",
        "M011",
    ),
)


@pytest.mark.parametrize(
    ("question", "outcome", "law", "row"), [c[1:] for c in SHARES], ids=[c[0] for c in SHARES]
)
def test_a_case_about_sharing(question, outcome, law, row) -> None:
    decision = question()
    assert decision.outcome == outcome
    assert row in decision.rows
    assert any(law in basis for basis in decision.basis)
    assert decision.sentence.endswith(".")


def test_v01_one_criterion_that_is_not_met_refuses_and_destroys() -> None:
    found = admit(record(c=False))
    assert (found.outcome, found.destroy) == ("REFUSE", True)
    assert found.destroy_before == date(2025, 5, 15)
    assert "2.20(1), 1.16(1)(b)" in found.sentence


def test_v02_all_criteria_met_but_not_recorded_blocks_intake() -> None:
    found = admit(record(recorded=False))
    assert found.outcome == "BLOCK"
    assert "BGS 2.20(3)" in found.sentence
    assert admit(record()).outcome == "ADMIT"


def test_v03_five_years_after_the_first_datum_the_file_goes() -> None:
    assert rule_on(ZVH_CASE, TERMS, date(2030, 4, 11)).outcome == "DESTROY"
    assert rule_on(ZVH_CASE, TERMS, date(2030, 4, 10)).outcome == "KEEP"


@pytest.mark.parametrize(
    ("case", "facts"),
    [
        pytest.param(ZVH_CASE, {"meets_criteria": True}, id="V04 open, still meets the criteria"),
        pytest.param(CLOSED_LATE, {"high_relapse_risk": True}, id="V06 closed, may fall back"),
    ],
)
def test_v04_and_v06_a_case_is_renewed_for_two_years_at_most(case, facts) -> None:
    asked = RenewalAsked(
        on=date(2030, 4, 1), ordered_by_participants=True, suppliers={"politie": True}, **facts
    )
    found = may_renew(case, asked, TERMS)
    assert (found.allowed, found.until) == (True, date(2032, 4, 1))


def test_v13_comensha_gets_no_account_but_may_join_one_meeting() -> None:
    asked = AccountAsked(
        organisation="comensha",
        designated=True,
        screened=True,
        trained=True,
        function="processing",
    )
    found = may_have_account(asked, sharing_matrix())
    assert not found.allowed
    assert "één overleg" in found.reasons[0]
    assert "M041" in ask("R3 om comensha P_ZVH_CASUS betrokkene", "D01").rows


def test_v14_without_screening_there_is_no_account() -> None:
    asked = AccountAsked(organisation="ggd", designated=True, trained=True, function="processing")
    found = may_have_account(asked, sharing_matrix())
    assert not found.allowed
    assert "BGS 1.11" in found.reasons[0]


def test_v15_a_deelnemer_that_is_not_involved_does_not_open_the_case() -> None:
    found = may_open_case(CaseAsked(designated=True, involved=False))
    assert not found.allowed
    assert "WGS 2.31(4)" in found.reasons[0]


def test_v20_twelve_months_without_feedback_become_a_task_and_a_line_in_the_report() -> None:
    found = feedback_due(date(2025, 11, 1), None, date(2026, 11, 1))
    assert (found.task, found.in_yearly_report) == (True, True)
    assert not feedback_due(date(2025, 11, 2), None, date(2026, 11, 1)).task


def test_v21_a_closed_case_is_not_read_by_another_role() -> None:
    found = may_open_case(CaseAsked(designated=True, involved=True, closed=True))
    assert not found.allowed
    assert "WGS 2.31(8)" in found.reasons[0]


def test_v24_a_client_who_asks_is_destroyed_within_three_months() -> None:
    events = {Event.CREATION: (date(2026, 5, 1),), Event.REQUEST: (date(2026, 11, 26),)}
    found = rule_on(Kept(kind="care_file", events=events, granted=True), TERMS, date(2026, 11, 27))
    assert (found.outcome, found.before) == ("DESTROY", date(2027, 2, 26))


def test_v27_there_is_no_right_to_report_an_adult_victim_to_kmt() -> None:
    found = may_rely_on_reporting_right(recipient="kmt_intake", concern="labour_exploitation")
    assert not found.allowed
    assert "Vraag naar een andere grondslag" in found.reasons[0]
    decision = ask(
        "R1 professional_secrecy kmt_intake P_SIGNAL victim",
        "D05",
        secrecy=True,
        not_so="consent_client consent_representative statutory_duty statutory_right"
        " conflict_of_duties",
    )
    assert (decision.outcome, decision.row) == ("DENY", "M005")


def test_v28_a_cell_of_three_is_suppressed() -> None:
    assert [cell(count) for count in (3, 4, 5, 0)] == ["SUPPRESS", "SUPPRESS", "SHOW", "SHOW"]


def test_v29_the_part_with_health_data_is_refused_under_the_woo() -> None:
    found = woo_part("D05", frozenset(), sharing_matrix(), ON)
    assert found.outcome == "REFUSE_PART"
    assert "Woo 5.1(1)(d)" in found.sentence


def test_v30_the_privacy_audits_fall_due_after_two_years_and_then_every_four() -> None:
    assert list(islice(audit_days(), 2)) == [date(2027, 3, 1), date(2031, 3, 1)]

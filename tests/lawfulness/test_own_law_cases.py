"""Cases of our own beside those of the law table: each a question, the answer and its article."""

from datetime import date

import pytest
from hypothesis import given, settings

from kmt.lawfulness.entries import Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.openness import cell, woo_part
from kmt.lawfulness.rules.sharing import may_share
from kmt.retention.rules.keeping import Hold, Kept
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event
from tests.lawfulness.asking import ON, ZVH, ask
from tests.lawfulness.test_properties import requests

CONTACT = "R2 care_coordinator"
RESULT = "R3 municipality_executive housing_corporation P_RESULT betrokkene"

#: case, what is asked, the answer, the row that carries it, the article; more facts of the request.
CASES = (
    # transfers between compartments
    (
        "the desk hands a victim to care in time, with the minimum set",
        ("R1 kmt_intake care_coordinator P_SIGNAL victim", "D01 D17"),
        {"facts": "receiver_has_basis minimum_set routed_in_time"},
        "ALLOW",
        "X001",
        "eigen grondslag",
    ),
    (
        "after six weeks only acute danger or a choice to keep it opens the way",
        ("R1 kmt_intake care_coordinator P_SIGNAL victim", "D01"),
        {"facts": "receiver_has_basis minimum_set", "not_so": "routed_in_time term_prolonged"},
        "CONDITION",
        "X001",
        "eigen grondslag",
    ),
    (
        "late, but in acute danger",
        ("R1 kmt_intake care_coordinator P_SIGNAL victim", "D01"),
        {"facts": "receiver_has_basis minimum_set acute_danger", "not_so": "routed_in_time"},
        "ALLOW",
        "X001",
        "eigen grondslag",
    ),
    (
        "the story of the reporter has no place in the ZVH",
        ("R1 kmt_intake zvh P_SIGNAL victim", "D17"),
        {"facts": "receiver_has_basis minimum_set routed_in_time"},
        "DENY",
        "",
        "",
    ),
    (
        "who reported never goes to care",
        ("R1 kmt_intake care_coordinator P_SIGNAL reporter", "D16"),
        {"facts": "receiver_has_basis minimum_set routed_in_time"},
        "DENY",
        "",
        "",
    ),
    (
        "a victim who causes no harm and is in no circle does not enter the ZVH",
        ("R3 care_coordinator zvh P_ZVH_INTAKE victim", "D01"),
        {"facts": "criteria_registered", "not_so": "victim_causes_harm circle_of_offender"},
        "DENY",
        "M056",
        "WGS 2.29(2)",
    ),
    # suppliers
    (
        "a supplier with weighty reasons stops a share in the ZVH",
        ("R3 participant police P_ZVH_CASUS betrokkene", "D01"),
        {"facts": " ".join(ZVH) + " supplier_objects"},
        "DENY",
        "M023",
        "WGS 1.5(1)",
    ),
    (
        "a supplier vetoes a result",
        (RESULT, "K_RESULT"),
        {"facts": "basis_under_wgs rac_tested supplier_vetoes"},
        "DENY",
        "M043",
        "WGS 1.7",
    ),
    (
        "health data to another ZVH wait for the consent of their supplier",
        ("R3 municipality_executive other_zvh P_ZVH_CASUS betrokkene", "D05"),
        {"facts": "hit_found"},
        "CONDITION",
        "M045",
        "WGS 2.28",
    ),
    # third parties and results
    (
        "an incidental third party without a signed declaration",
        ("R3 municipality_executive housing_corporation P_ZVH_CASUS betrokkene", "D01"),
        {"not_so": "secrecy_declaration_signed"},
        "DENY",
        "M041",
        "WGS 2.31(9)",
    ),
    # police, RIEC, statistics
    (
        "care to the police against the will of the victim",
        (f"{CONTACT} police_avim P_CRIME victim", "D01"),
        {"facts": "consent_refused conflict_of_duties"},
        "DENY",
        "M017",
        "AVG 6(1)(d)",
    ),
    (
        "care to the police against the will of the victim in acute danger of life",
        (f"{CONTACT} police_avim P_CRIME victim", "D01"),
        {"facts": "consent_refused acute_life_danger"},
        "ALLOW",
        "M017",
        "AVG 6(1)(d)",
    ),
    (
        "care to the RIEC, with consent",
        (f"{CONTACT} riec P_ORGCRIME victim", "D01"),
        {"facts": "consent_client"},
        "DENY",
        "M021",
        "WGS 2.17",
    ),
    (
        "care to statistics, pseudonymised",
        (f"{CONTACT} statistics P_STAT victim", "K_PSEUDONYM"),
        {},
        "ALLOW",
        "M022",
        "Wmo 5.3.6",
    ),
    (
        "a count to CoMensha without consent",
        (f"{CONTACT} comensha P_REGISTRATION victim", "K_COUNT"),
        {"facts": "consent_refused"},
        "ALLOW",
        "X002",
        "",
    ),
    (
        "an automated score of a person",
        ("R3 participant zvh P_RISKSCORE betrokkene", "D01"),
        {"facts": " ".join(ZVH)},
        "DENY",
        "M052",
        "WGS 1.9",
    ),
    # minors
    (
        "a parent of a child of 10, unless the interest of the child opposes",
        (f"{CONTACT} parent P_CARE victim", "D01"),
        {"age": 10, "facts": "interest_opposes"},
        "DENY",
        "M018",
        "Wmo 5.3.2",
    ),
    (
        "a parent of a child of 13 who agrees",
        (f"{CONTACT} parent P_CARE victim", "D01"),
        {"age": 13, "facts": "consent_client"},
        "ALLOW",
        "M019",
        "Wmo 5.3.2(3)",
    ),
    (
        "a parent of somebody of 16",
        (f"{CONTACT} parent P_CARE victim", "D01"),
        {"age": 16, "facts": "parent_asked"},
        "DENY",
        "M020",
        "Wmo 5.3.2(3)",
    ),
    # Woo and governance
    (
        "case data to the council",
        ("ANY municipality council P_GOV betrokkene", "D01"),
        {},
        "DENY",
        "M064",
        "WGS 1.11",
    ),
)


@pytest.mark.parametrize(
    ("question", "more", "outcome", "row", "law"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_case_of_our_own_about_sharing(question, more, outcome, row, law) -> None:
    decision = ask(*question, **more)
    assert decision.outcome == outcome, decision.sentence
    assert row in decision.rows if row else not decision.rows
    assert not law or law in " ".join(decision.basis), decision.basis


@pytest.mark.parametrize("data", ["D02", "D06", "D09", "D18"])
def test_special_and_criminal_data_and_the_bsn_stay_out_of_a_woo_answer(data: str) -> None:
    """Woo 5.1(1)(d)(e); AVG 9, 10 and 87."""
    assert woo_part(data, frozenset(), sharing_matrix(), ON).outcome == "REFUSE_PART"


def test_a_cell_of_one_to_four_is_hidden_and_none_is_shown_as_none() -> None:
    """UAVG 24(d): no disproportionate harm to who is counted; the threshold is our proposal."""
    assert [cell(number) for number in (0, 1, 4, 5)] == ["SHOW", "SUPPRESS", "SUPPRESS", "SHOW"]


def test_reopening_a_zvh_case_starts_no_new_five_years() -> None:
    """WGS 1.8(7): from the first processing."""
    record = Kept(
        kind="zvh_case",
        events={
            Event.FIRST_PROCESSING: (date(2025, 4, 10), date(2029, 1, 1)),
            Event.CLOSING: (date(2028, 1, 1),),
        },
        running=True,
    )
    ruling = rule_on(record, retention_terms(), date(2030, 4, 11))
    assert (ruling.outcome, ruling.keep_until) == ("DESTROY", date(2030, 4, 10))


def test_a_report_without_a_decision_waits_for_a_person_and_for_a_lawsuit() -> None:
    """Rows M004 and M008: route or destroy; a hold keeps it (AVG 18(1)(c))."""
    record = Kept(kind="report_unrouted", events={Event.RECEIPT: (date(2026, 1, 1),)})
    ruling = rule_on(record, retention_terms(), date(2026, 2, 13))
    assert (ruling.outcome, "M004" in ruling.sentence) == ("DECIDE", True)
    hold = Hold(reason="rechtszaak", placed_on=date(2026, 2, 1), review_on=date(2026, 8, 1))
    held = rule_on(
        Kept(kind=record.kind, events=record.events, holds=(hold,)),
        retention_terms(),
        date(2026, 2, 13),
    )
    assert held.outcome == "HOLD"


@settings(max_examples=60, deadline=None)
@given(requests())
def test_every_no_is_explained_by_a_row_or_by_the_silence_of_the_matrix(
    request: ShareRequest,
) -> None:
    decision = may_share(request, sharing_matrix(), ON)
    for one in decision.answers:
        if one.outcome is not Verdict.DENY:
            continue
        silent = any(word in one.sentence for word in ("kent", "noemt", "gold daarvoor geen"))
        assert any(row in one.sentence for row in one.rows) if one.rows else silent, one.sentence
    if decision.outcome is Verdict.DENY:
        assert len(decision.sentence) > 20
        assert decision.sentence.endswith(".")

"""The decision table of sharing: precedence, secrecy, ages, consent, vetoes, silence."""

import csv
import time
from pathlib import Path

import pytest

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules import ShareRequest, may_share
from tests.lawfulness.asking import ON, ZVH, ask

ZVH_CASE = "R3 participant police P_ZVH_CASUS betrokkene"
DOMAIN = "R2 care_coordinator municipal_domain P_CARE victim"
PARENT = "R2 care_coordinator parent P_CARE victim"
COMENSHA = "R2 care_coordinator comensha P_REGISTRATION victim"
POLICE = "R2 care_coordinator police_avim P_CRIME victim"


def table() -> list[dict[str, str]]:
    """The decision table; ``ZVH`` stands for what holds for every share inside the ZVH."""
    path = Path(__file__).with_name("shares.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("line", table(), ids=lambda line: line["what"])
def test_a_share(line: dict[str, str]) -> None:
    facts = frozenset(line["facts"].split())
    decision = ask(
        line["where"],
        line["data"],
        secrecy=line["secrecy"] == "yes",
        facts=(facts - {"ZVH"}) | ZVH if "ZVH" in facts else facts,
        not_so=line["not_so"],
    )
    assert decision.outcome == line["outcome"]
    assert line["row"] in (decision.rows or ("-",))
    assert decision.sentence.endswith(".")


#: Ages at both sides of each limit; who must have consented (Wmo 5.3.3(2), UAVG 5).
AGES = (
    (11, DOMAIN, "D01", "consent_client", "CONDITION"),
    (11, DOMAIN, "D01", "consent_representative", "ALLOW"),
    (12, DOMAIN, "D01", "consent_client", "ALLOW"),
    (12, DOMAIN, "D01", "consent_representative", "CONDITION"),
    (12, DOMAIN, "D01", "consent_representative incapable", "ALLOW"),
    (15, COMENSHA, "K_REGISTRATION", "consent_client", "CONDITION"),
    (15, COMENSHA, "K_REGISTRATION", "consent_representative", "ALLOW"),
    (16, COMENSHA, "K_REGISTRATION", "consent_client", "ALLOW"),
    (None, COMENSHA, "K_REGISTRATION", "consent_client", "ALLOW"),
    (11, PARENT, "D13", "", "ALLOW"),
    (11, PARENT, "D13", "interest_opposes", "DENY"),
    (12, PARENT, "D13", "", "CONDITION"),
    (15, PARENT, "D13", "parent_asked", "ALLOW"),
    (15, PARENT, "D13", "parent_asked interest_opposes", "DENY"),
    (16, PARENT, "D13", "parent_asked", "DENY"),
    (16, PARENT, "D13", "incapable", "ALLOW"),
    (None, PARENT, "D13", "parent_asked consent_client", "DENY"),
)


@pytest.mark.parametrize(("age", "where", "data", "facts", "outcome"), AGES)
def test_the_age_says_who_decides(age, where, data, facts, outcome) -> None:
    assert ask(where, data, age=age, facts=facts).outcome == outcome


def test_several_kinds_of_data_are_answered_each_and_the_strictest_leads() -> None:
    decision = ask(ZVH_CASE, "D01 D06 D05", facts=ZVH)
    assert {one.data: one.outcome for one in decision.answers} == {
        "D01": "ALLOW",
        "D05": "ALLOW",
        "D06": "DENY",
    }
    assert (decision.outcome, decision.row) == ("DENY", "M035")
    assert "anders ligt het voor identiteit en contact, gezondheid" in decision.sentence


def test_an_answer_says_what_is_open_who_agrees_what_comes_with_it_and_how_sure_it_is() -> None:
    decision = ask(POLICE, "D01")
    assert decision.open[0].alternatives[0] == {"consent_client"}
    assert "levensgevaar" in decision.open[0].dutch
    assert decision.approval == ("team_lead",)
    assert "never_automatic" in decision.binding
    assert decision.status == "inference"
    assert decision.retention == ("logregel",)
    assert not decision.may
    assert not decision.as_rule().allowed
    assert ask(POLICE, "D01", facts="consent_client").as_rule().allowed


def test_a_silent_answer_says_where_the_question_leads_nowhere() -> None:
    assert (
        "geen regel met school als ontvanger"
        in ask("R2 care_coordinator school P_CARE victim", "D01").sentence
    )
    assert (
        "geen bekende code voor ontvanger"
        in ask("R2 care_coordinator x P_CARE victim", "D01").sentence
    )
    assert "geen bekend feit" in ask(ZVH_CASE, "D01", facts="luck").sentence
    assert "geen bekend feit" in ask(ZVH_CASE, "D01", not_so="luck").sentence
    assert "geen bekend soort gegeven" in ask(ZVH_CASE, "D77").sentence
    assert "welke gegevens" in ask(ZVH_CASE, "").sentence


def test_what_is_both_so_and_not_so_counts_as_not_so() -> None:
    assert (
        ask(DOMAIN, "D01", facts="consent_client", not_so="consent_client").outcome == "CONDITION"
    )


def test_ten_thousand_decisions_a_second() -> None:
    request = ShareRequest(
        compartment="R3",
        sender="ggz",
        recipient="police",
        purpose="P_ZVH_CASUS",
        data=frozenset({"D05"}),
        subject="betrokkene",
        facts=ZVH,
    )
    matrix = sharing_matrix()
    best = min(_seconds(request, matrix, 500) for _ in range(5))
    assert 500 / best >= 10_000


def _seconds(request, matrix, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        may_share(request, matrix, ON)
    return time.process_time() - start

"""Per-supplier control (BGS 1.7): what a supplier said of one datum holds for that datum alone."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.entries import Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.sharing import queries
from kmt.sharing.actions import state_of_supplier, supply
from kmt.sharing.models import SupplierStatement
from kmt.sharing.rules.supplying import Kind, Statement, Supplied, facts_of, may_state, per_datum
from tests.conftest import ENSCHEDE, HENGELO

MATRIX, TODAY = sharing_matrix(), clock.today()
RESULT = ShareRequest(
    compartment="R3",
    sender="om",
    recipient="school",
    purpose="P_RESULT",
    data=frozenset({"D01", "D05"}),
    subject="betrokkene",
    age=30,
    facts=frozenset({"basis_under_wgs", "rac_tested"}),
)


def said(kind: Kind, about: str = "", *, withdrawn: bool = False) -> Statement:
    """One statement."""
    return Statement(kind=kind, about=about, withdrawn=withdrawn)


def datum(data: str, *statements: Statement, label: str = "") -> Supplied:
    """A datum of the GGD."""
    return Supplied(
        id=new_id(), label=label or data, data=data, supplier="ggd", statements=statements
    )


MEANINGS = (
    # what was said, to whom, what for, what it establishes
    (said(Kind.REFUSES), "ggd", "P_ZVH_CASUS", {"supplier_objects"}),
    (said(Kind.REFUSES, withdrawn=True), "ggd", "P_ZVH_CASUS", set()),
    (said(Kind.VETOES), "ggd", "P_RESULT", {"supplier_vetoes"}),
    (said(Kind.LIMITS, "*"), "ggd", "P_RESULT", {"onward_use_excluded"}),
    (said(Kind.LIMITS, "P_LIST"), "priority_list", "P_LIST", {"onward_use_excluded"}),
    (said(Kind.LIMITS, "P_LIST"), "ggd", "P_RESULT", set()),
    (said(Kind.LIMITS), "ggd", "P_RESULT", set()),
    (said(Kind.CONSENTS_THIRD_PARTY), "school", "P_RESULT", {"supplier_consents"}),
    (said(Kind.CONSENTS_THIRD_PARTY), "other_zvh", "P_ZVH_CASUS", set()),
    (said(Kind.CONSENTS_THIRD_PARTY), "riec", "P_ALIGN", set()),
    (said(Kind.CONSENTS_OTHER_ZVH), "other_zvh", "P_ZVH_CASUS", {"supplier_consents"}),
    (said(Kind.CONSENTS_RIEC), "riec", "P_ALIGN", {"supplier_consents"}),
    (said(Kind.CONSENTS_RIEC), "school", "P_RESULT", set()),
    (said(Kind.CONSENTS_RENEWAL), "zvh", "P_RENEW", {"supplier_consents"}),
    (said(Kind.CONSENTS_RENEWAL), "riec", "P_ALIGN", set()),
    (said(Kind.ERROR_TOLD), "ggd", "P_RESULT", set()),
)


@pytest.mark.parametrize(("statement", "to", "purpose", "facts"), MEANINGS)
def test_a_statement_means_this_for_the_matrix(statement, to, purpose, facts) -> None:
    assert facts_of([statement], recipient=to, purpose=purpose, matrix=MATRIX) == facts


def test_every_kind_stands_in_the_table_above() -> None:
    assert {one[0].kind for one in MEANINGS} == set(Kind)


def test_a_veto_on_one_datum_leaves_only_that_datum_out() -> None:
    free, vetoed = datum("D01", label="adres"), datum("D01", said(Kind.VETOES), label="telefoon")
    found = per_datum(replace(RESULT, data=frozenset({"D01"})), [free, vetoed], MATRIX, TODAY)
    assert found.decision.may
    assert found.goes == (free,)
    assert [(left.datum.label, "verbiedt" in left.sentence) for left in found.stays] == [
        ("telefoon", True)
    ]


def test_special_data_wait_for_the_consent_of_their_own_supplier() -> None:
    address, health = datum("D01"), datum("D05")
    asked = per_datum(RESULT, [address, health], MATRIX, TODAY)
    assert asked.decision.outcome is Verdict.CONDITION
    assert asked.goes == (address,)
    agreed = datum("D05", said(Kind.CONSENTS_THIRD_PARTY))
    found = per_datum(RESULT, [address, agreed], MATRIX, TODAY)
    assert found.decision.may
    assert found.facts == {"supplier_consents"}


def test_the_consent_of_one_supplier_does_not_free_the_datum_of_another() -> None:
    agreed, silent = datum("D05", said(Kind.CONSENTS_THIRD_PARTY)), datum("D05", label="ander")
    found = per_datum(replace(RESULT, data=frozenset({"D05"})), [agreed, silent], MATRIX, TODAY)
    assert found.goes == (agreed,)
    assert [left.datum.label for left in found.stays] == ["ander"]


def test_a_kind_of_data_of_which_nobody_is_the_supplier_goes_nowhere() -> None:
    found = per_datum(replace(RESULT, data=frozenset({"D03"})), [], MATRIX, TODAY)
    assert found.decision.outcome is Verdict.DENY
    assert "wie het leverde" in found.decision.sentence


def test_health_never_goes_to_the_riec_whatever_a_supplier_says() -> None:
    to_riec = replace(RESULT, recipient="riec", purpose="P_ALIGN", data=frozenset({"D05"}))
    agreed = datum("D05", said(Kind.CONSENTS_RIEC))
    assert per_datum(to_riec, [agreed], MATRIX, TODAY).decision.outcome is Verdict.DENY


def test_only_a_limit_names_a_use_and_nothing_is_said_tomorrow() -> None:
    assert may_state(Kind.LIMITS, "P_LIST", TODAY, MATRIX, TODAY).allowed
    assert not may_state(Kind.LIMITS, "P_NONSENSE", TODAY, MATRIX, TODAY).allowed
    assert not may_state(Kind.REFUSES, "P_LIST", TODAY, MATRIX, TODAY).allowed
    assert not may_state(Kind.REFUSES, "", TODAY + timedelta(days=1), MATRIX, TODAY).allowed


# On record

PERSON = UUID("6f9f6ee8-6a4e-4c6e-9d7b-1f5c5d0b3a11")
WORDS = "De huisarts wil niet dat dit naar de verhuurder gaat."


def supplied(by: Actor, **more: object) -> UUID:
    """One datum put down."""
    values: dict[str, object] = {
        "subject_id": PERSON,
        "subject_label": "7F3KX",
        "municipality": HENGELO,
        "data": "D05",
        "supplier": "ggd",
        "organisation": "GGD Voorbeeld",
        "label": "Kanarie is ziek sinds maart",
        "purpose": "P_ZVH_CASUS",
        "received_on": TODAY,
    }
    return supply(by=by, **(values | more))


def test_a_datum_and_what_was_said_of_it_are_read_back(team_lead: Actor) -> None:
    one = supplied(team_lead)
    state_of_supplier(by=team_lead, datum_id=one, kind=Kind.LIMITS, words=WORDS, said_on=TODAY)
    (line,) = queries.supplied(team_lead, PERSON).data
    assert (line.organisation, line.statements[0].words) == ("GGD Voorbeeld", WORDS)
    (found,) = queries.data_of(team_lead, PERSON)
    assert [one.kind for one in found.statements] == [Kind.LIMITS]


def test_what_was_said_is_taken_back_by_a_new_statement_once(team_lead: Actor) -> None:
    one = supplied(team_lead)
    state_of_supplier(by=team_lead, datum_id=one, kind=Kind.REFUSES, words=WORDS, said_on=TODAY)
    (line,) = queries.supplied(team_lead, PERSON).data
    back = {"datum_id": one, "kind": Kind.REFUSES, "words": "Toch wel.", "said_on": TODAY}
    state_of_supplier(by=team_lead, withdraws=line.statements[0].id, **back)
    (line,) = queries.supplied(team_lead, PERSON).data
    assert line.statements[0].withdrawn_on == TODAY
    assert queries.data_of(team_lead, PERSON)[0].statements[0].withdrawn
    with pytest.raises(Refused, match="al ingetrokken"):
        state_of_supplier(by=team_lead, withdraws=line.statements[0].id, **back)


def test_a_form_sent_twice_adds_one_thing(team_lead: Actor) -> None:
    token = new_id()
    one = supplied(team_lead, token=token)
    assert supplied(team_lead, token=token) == one
    for _ in range(2):
        state_of_supplier(
            by=team_lead,
            datum_id=one,
            kind=Kind.ERROR_TOLD,
            words="Het adres was oud.",
            said_on=TODAY,
            token=token,
        )
    assert len(queries.supplied(team_lead, PERSON).data[0].statements) == 1


WRONG = (
    ({"data": "D99"}, "soort gegeven"),
    ({"data": "CASE_DATA"}, "soort gegeven"),
    ({"supplier": "nobody"}, "wie het gegeven leverde"),
    ({"purpose": "P_X"}, "waarvoor"),
    ({"municipality": "GM9999"}, "werkgebied"),
    ({"received_on": date(2999, 1, 1)}, "nog komen"),
)


def test_a_datum_that_cannot_be_is_refused_in_words(team_lead) -> None:
    for change, words in WRONG:
        with pytest.raises(Refused, match=words):
            supplied(team_lead, **change)


def test_empty_words_are_asked_for_at_their_field(team_lead: Actor) -> None:
    with pytest.raises(Invalid) as found:
        supplied(team_lead, organisation=" ")
    assert list(found.value.fields) == ["organisation"]
    one = supplied(team_lead)
    with pytest.raises(Invalid):
        state_of_supplier(by=team_lead, datum_id=one, kind=Kind.LIMITS, words=" ", said_on=TODAY)


def test_statements_are_added_and_never_changed_and_their_words_are_sealed(team_lead) -> None:
    one = supplied(team_lead)
    state_of_supplier(by=team_lead, datum_id=one, kind=Kind.REFUSES, words=WORDS, said_on=TODAY)
    with gate_open(team_lead, writing=True):
        row = SupplierStatement.objects.get()
        assert WORDS.encode() not in bytes(row.words)
        assert b"Kanarie" not in bytes(row.datum.texts)
        for change in (row.save, lambda: SupplierStatement.objects.update(kind="vetoes")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    assert "Kanarie" not in "".join(AuditEvent.objects.values_list("reason_text", flat=True))


def test_another_world_has_no_data_and_who_may_not_is_refused(team_lead, coordinator) -> None:
    one = supplied(team_lead)
    elsewhere = replace(team_lead, world=frozenset({ENSCHEDE}), whole_region=False)
    for person in (PERSON, new_id()):
        with pytest.raises(NotFound):
            queries.supplied(elsewhere, person)
    with pytest.raises(NotFound):
        state_of_supplier(by=elsewhere, datum_id=one, kind=Kind.LIMITS, words="x", said_on=TODAY)
    with pytest.raises(NotPermitted):
        queries.supplied(coordinator, PERSON)

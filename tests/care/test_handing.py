"""From report to care and back: one transfer, decided by the triage, accepted by opening a case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from kmt.access.rows import gate_open
from kmt.access.rules import Capacity
from kmt.audit.models import AuditEvent
from kmt.care.actions import involve_in_case, open_case
from kmt.care.rules import NewAction
from kmt.intake import queries as reports
from kmt.intake.rules import PersonToAdd
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.actions import accept_transfer, refuse_transfer, withdraw_transfer
from kmt.lawfulness.models import Disclosure, Transfer, TransferStep
from kmt.lawfulness.queries import disclosures
from kmt.lawfulness.transfers import transfer, transfers, waiting_transfer, why_back
from kmt.lawfulness.writing import add_step
from kmt.triage import actions as triage_actions
from kmt.triage.rules.places import Places
from kmt.vault.queries import person_card
from kmt.vault.rules import Identity
from tests.care.conftest import HENGELO, tomorrow

WHY = "Geen hulpvraag: dit hoort bij de politie."


@pytest.fixture
def handed(hand_over):
    """A report that waits for care."""
    return hand_over()


@pytest.fixture
def transfer_id(handed, coordinator):
    """Its transfer."""
    return waiting_transfer(coordinator, "report", handed.id)


def take(by, report, person=None) -> object:
    """Open a case, as the page does."""
    return open_case(
        by=by,
        report_id=report.id,
        person_id=person or report.persons[0].id,
        forms=report.forms,
        places=Places(place_found=HENGELO),
        first=NewAction(what="bellen", due=tomorrow()),
        token=uuid4(),
    )


def steps(actor, transfer_id) -> list[str]:
    return [one.event for one in transfer(actor, transfer_id).steps]


def test_the_triage_proposes_and_decides_in_one_act_and_makes_a_disclosure(
    handed, transfer_id, desk
) -> None:
    view = transfer(desk, transfer_id)
    assert [one.event for one in view.steps] == ["propose", "decide"]
    assert (view.line.state, view.line.label) == ("decided", handed.number)
    assert "verhaal van de melder" in view.left_out
    assert view.may == {"decide", "withdraw"}
    (shared,) = disclosures(desk)
    assert (shared.rows, shared.subject_label) == ("X001", handed.persons[0].label)
    assert view.steps[-1].disclosure_id == shared.id


def test_what_its_receiver_looks_at_does_not_wait_for_the_privacy_officer_too(
    handed, privacy_officer
) -> None:
    assert disclosures(privacy_officer)
    assert disclosures(privacy_officer, to_review=True) == ()


def test_the_record_carries_purpose_and_rows_of_the_matrix(handed, transfer_id) -> None:
    events = AuditEvent.objects.filter(object_type="transfer", action="transfer")
    assert set(events.values_list("purpose", "legal_basis", "reason_text")) == {
        ("P_SIGNAL", "X001", "propose"),
        ("P_SIGNAL", "X001", "decide"),
    }
    decided = AuditEvent.objects.get(action="share-decision")
    assert (decided.purpose, decided.legal_basis) == ("P_SIGNAL", "X001")


def test_opening_the_case_accepts_it_and_both_sides_see_that(
    handed, transfer_id, desk, coordinator
) -> None:
    assert transfer(coordinator, transfer_id).may == {"accept", "refuse"}
    take(coordinator, handed)
    for side in (desk, coordinator):
        view = transfer(side, transfer_id)
        assert (view.line.state, view.line.waits) == ("accepted", False)
    with pytest.raises(Conflict):
        refuse_transfer(by=coordinator, transfer_id=transfer_id, reason=WHY)
    with pytest.raises(Conflict):
        withdraw_transfer(by=desk, transfer_id=transfer_id)
    assert reports.report_detail(desk, handed.id).taken


def test_who_works_on_the_case_sees_what_went_along_and_nobody_else_in_care(
    handed, coordinator, colleague
) -> None:
    case_id = take(coordinator, handed)
    assert len(disclosures(coordinator)) == 1
    assert not disclosures(colleague)
    involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.STAND_IN
    )
    assert len(disclosures(colleague)) == 1


def test_a_refused_report_comes_back_to_the_desk_with_its_reason_and_goes_again(
    handed, transfer_id, desk, coordinator
) -> None:
    refuse_transfer(by=coordinator, transfer_id=transfer_id, reason=WHY)
    found = reports.report_detail(desk, handed.id)
    assert (found.state, found.outcome, found.came_back, found.back) == ("screened", "", True, WHY)
    (line,) = reports.worklist(desk).lines
    assert line.came_back
    assert reports.routed_to_care(coordinator) == ()
    with pytest.raises(NotFound):
        reports.report_for_care(coordinator, handed.id)
    assert why_back(desk, "report", handed.id) == WHY
    person = handed.persons[0].id
    assert person_card(desk, person).person.id == person
    with pytest.raises(NotFound):
        person_card(coordinator, person)
    assert [one.state for one in transfers(desk, "outgoing")] == ["refused"]


def test_the_sender_takes_back_what_nobody_accepted(handed, transfer_id, desk, coordinator) -> None:
    withdraw_transfer(by=desk, transfer_id=transfer_id)
    assert transfer(desk, transfer_id).line.state == "withdrawn"
    assert reports.report_detail(desk, handed.id).state == "screened"
    with pytest.raises(NotFound):
        take(coordinator, handed)


def test_each_side_may_only_do_its_own_part(handed, transfer_id, desk, coordinator) -> None:
    with pytest.raises(NotPermitted):
        refuse_transfer(by=desk, transfer_id=transfer_id, reason=WHY)
    with pytest.raises(NotPermitted):
        withdraw_transfer(by=coordinator, transfer_id=transfer_id)
    with pytest.raises(Invalid):
        refuse_transfer(by=coordinator, transfer_id=transfer_id, reason=" ")
    assert steps(desk, transfer_id) == ["propose", "decide"]


def test_of_two_who_take_a_step_at_once_one_wins(handed, transfer_id, coordinator, monkeypatch):
    """The second looked before the first had written, and then finds its step taken."""
    with gate_open(coordinator, writing=True):
        row = Transfer.objects.get(id=transfer_id)
        last = TransferStep.objects.filter(transfer=row).order_by("-number").first()
        add_step(coordinator, row, "accept")
        monkeypatch.setattr("kmt.lawfulness.writing.last_step", lambda _: last)
        with pytest.raises(Conflict, match="net voor"):
            add_step(coordinator, row, "accept")
    assert steps(coordinator, transfer_id) == ["propose", "decide", "accept"]


def test_accepting_twice_is_accepting_once(handed, transfer_id, coordinator) -> None:
    for _ in range(2):
        accept_transfer(
            by=coordinator, object_type="report", object_id=handed.id, to_compartment="R2"
        )
    assert steps(coordinator, transfer_id) == ["propose", "decide", "accept"]


def test_who_is_put_down_later_goes_along_by_a_decision_of_its_own(
    handed, transfer_id, desk
) -> None:
    version = reports.report_detail(desk, handed.id).version
    triage_actions.add_person(
        by=desk,
        report_id=handed.id,
        version=version,
        person=PersonToAdd(identity=Identity(description="zus, ongeveer 14")),
    )
    assert steps(desk, transfer_id) == ["propose", "decide", "decide"]
    assert len(disclosures(desk)) == 2


def test_a_fault_leaves_nothing_half_written(hand_over, desk, coordinator, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise Refused("De kluis is er even niet.")

    monkeypatch.setattr("kmt.lawfulness.actions.disclosure_row", broken)
    with pytest.raises(Refused, match="kluis"):
        hand_over()
    (line,) = reports.worklist(desk).lines
    assert line.state == "acknowledged"
    with gate_open(desk):
        assert not Transfer.objects.exists()
        assert not TransferStep.objects.exists()
        assert not Disclosure.objects.exists()


def test_a_step_and_a_transfer_are_only_added(handed, transfer_id, coordinator) -> None:
    with gate_open(coordinator, writing=True):
        for rows, change in (
            (Transfer.objects.filter(id=transfer_id), {"purpose": "P_CARE"}),
            (TransferStep.objects.filter(transfer=transfer_id), {"state": "accepted"}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)


def test_after_six_weeks_it_goes_only_in_danger_or_when_somebody_let_it_stay(
    hand_over, desk
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "kmt.intake.retained.route_before", lambda row: clock.today() - timedelta(days=1)
        )
        with pytest.raises(Refused, match="zes weken"):
            hand_over()
        patch.setattr("kmt.triage.writing.kept_for_now", lambda *args: True)
        assert hand_over()


def test_the_pages_show_give_back_and_take_back(handed, transfer_id, log_in) -> None:
    address = f"/rechtmatigheid/overdrachten/{transfer_id}/"
    client = log_in("coordinator")
    assert handed.number in client.get("/rechtmatigheid/overdrachten/").content.decode()
    assert client.post(address, {"do": "refuse", "reason": ""}).status_code == 422
    assert client.post(address, {"do": "refuse", "reason": WHY}).status_code == 302
    client = log_in("desk")
    assert WHY in client.get(address).content.decode()
    assert WHY in client.get(f"/meldingen/{handed.id}/").content.decode()

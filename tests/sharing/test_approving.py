"""A second person agrees: not who prepares, not a typed name, and only to what they read."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from kmt.access.rows import gate_open
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.lawfulness.queries import disclosure
from kmt.sharing import queries
from kmt.sharing.actions import answer_draft, finish_draft, save_draft, take_back
from kmt.sharing.models import ShareApproval
from kmt.sharing.rules.approving import Outcome, may_approve, waits_for
from kmt.sharing.states import State
from tests.conftest import ENSCHEDE
from tests.sharing.conftest import begun, police, shared_by, whole

AGREED, REFUSED = Outcome.AGREED, Outcome.REFUSED
#: state, is it one's own, role, who is wanted, outcome, reason, may it
COURSES = (
    (State.WAITING, False, "team_lead", ("team_lead",), AGREED, "", True),
    (State.WAITING, False, "team_lead", ("team_lead",), REFUSED, "Te veel.", True),
    (State.WAITING, False, "team_lead", ("team_lead",), REFUSED, " ", False),
    (State.WAITING, True, "team_lead", ("team_lead",), AGREED, "", False),
    (State.OPEN, False, "team_lead", ("team_lead",), AGREED, "", False),
    (State.DECIDED, False, "team_lead", ("team_lead",), AGREED, "", False),
    (State.WAITING, False, "care_coordinator", ("team_lead",), AGREED, "", False),
    (State.WAITING, False, "privacy_officer", ("team_lead", "privacy_officer"), AGREED, "", True),
    (State.WAITING, False, "analyst", ("team_lead",), AGREED, "", False),
)


@pytest.mark.parametrize(("state", "own", "role", "wanted", "outcome", "reason", "may"), COURSES)
def test_who_may_agree_to_what(state, own, role, wanted, outcome, reason, may) -> None:
    decision = may_approve(
        state=state,
        made_by="a",
        asked_by="a" if own else "b",
        role=role,
        wanted=wanted,
        reason=reason,
        outcome=outcome,
    )
    assert decision.allowed is may


def test_only_colleagues_are_waited_for_and_who_agreed_is_not_asked_again() -> None:
    asked = ("team_lead", "rac", "privacy_officer")
    assert waits_for(asked, frozenset()) == ("team_lead", "privacy_officer")
    assert waits_for(asked, frozenset({"team_lead"})) == ("privacy_officer",)


def test_the_police_without_consent_waits_for_the_team_lead_and_nothing_is_shared_yet(
    coordinator, team_lead, waiting: UUID
) -> None:
    assert shared_by(coordinator) == ()
    assert [line.id for line in queries.to_approve(team_lead)] == [waiting]
    assert queries.to_approve(coordinator) == ()
    view = queries.draft_to_approve(team_lead, waiting)
    assert view.prepared
    assert "Kanarie" in view.prepared.asked.necessity
    with pytest.raises(Refused, match="akkoord"):
        _decide_past_the_approval(coordinator, waiting)


def _decide_past_the_approval(by: Actor, draft_id: UUID) -> None:
    from kmt.lawfulness.actions import decide_disclosure

    found = queries.draft(by, draft_id).prepared
    assert found
    decide_disclosure(by=by, asked=found.asked)


def test_after_the_team_lead_agreed_it_is_decided_and_carries_the_name(
    coordinator, team_lead, waiting: UUID
) -> None:
    answer_draft(by=team_lead, draft_id=waiting, outcome=AGREED, version=2)
    assert queries.to_approve(team_lead) == ()
    made = finish_draft(by=coordinator, draft_id=waiting)
    assert made
    view = disclosure(coordinator, made)
    assert "Tea Leidt" in view.line.texts["approved_by"]
    assert view.line.approved == "teamleider"
    assert finish_draft(by=coordinator, draft_id=waiting) == made
    assert len(shared_by(coordinator)) == 1


def test_a_refusal_comes_back_with_its_reason_and_can_be_put_before_anew(
    coordinator, team_lead, waiting: UUID
) -> None:
    with pytest.raises(Invalid) as found:
        answer_draft(by=team_lead, draft_id=waiting, outcome=REFUSED, reason="", version=2)
    assert list(found.value.fields) == ["reason"]
    answer_draft(by=team_lead, draft_id=waiting, outcome=REFUSED, reason="Bel eerst.", version=2)
    view = queries.draft(coordinator, waiting)
    assert view.state is State.OPEN
    assert view.refused
    assert view.refused.reason == "Bel eerst."
    save_draft(by=coordinator, draft_id=waiting, version=2, answers=police(necessity="Gebeld."))
    assert finish_draft(by=coordinator, draft_id=waiting) is None
    assert len(queries.to_approve(team_lead)) == 1


def test_agreement_holds_for_the_version_that_was_read_and_no_other(
    coordinator, team_lead, waiting: UUID
) -> None:
    answer_draft(by=team_lead, draft_id=waiting, outcome=AGREED, version=2)
    take_back(by=coordinator, draft_id=waiting)
    save_draft(by=coordinator, draft_id=waiting, version=3, answers=police(data=("D01", "D06")))
    assert finish_draft(by=coordinator, draft_id=waiting) is None
    assert len(queries.to_approve(team_lead)) == 1
    with pytest.raises(Refused, match="gewijzigd"):
        answer_draft(by=team_lead, draft_id=waiting, outcome=AGREED, version=2)


def test_what_waits_is_not_changed_behind_the_back_of_who_reads_it(coordinator, waiting) -> None:
    with pytest.raises(Refused, match="bij een ander"):
        save_draft(by=coordinator, draft_id=waiting, version=2, answers=whole())


def test_nobody_agrees_to_their_own_or_outside_their_world(coordinator, team_lead, waiting) -> None:
    me = replace(team_lead, id=coordinator.id)
    elsewhere = replace(team_lead, world=frozenset({ENSCHEDE}), whole_region=False)
    for other in (me, elsewhere, coordinator):
        assert queries.to_approve(other) == ()
        for draft_id in (waiting, new_id()):
            with pytest.raises(NotFound):
                queries.draft_to_approve(other, draft_id)
            with pytest.raises(NotFound):
                answer_draft(by=other, draft_id=draft_id, outcome=AGREED, version=2)


def test_a_team_lead_needs_another_team_lead(coordinator, team_lead, case_id) -> None:
    involved = replace(team_lead, id=coordinator.id)
    draft_id = begun(involved, case_id)
    save_draft(by=involved, draft_id=draft_id, version=1, answers=police())
    assert finish_draft(by=involved, draft_id=draft_id) is None
    assert queries.to_approve(involved) == ()
    assert [line.id for line in queries.to_approve(team_lead)] == [draft_id]


def test_the_privacy_officer_agrees_without_seeing_any_file(
    coordinator, team_lead, privacy_officer, fill
) -> None:
    zvh = whole(
        recipient="zvh",
        purpose="P_ZVH_INTAKE",
        data=("D01",),
        secrecy="no",
        known={"circle_of_offender": "yes", "criteria_registered": "yes"},
    )
    draft_id = fill(zvh)
    assert finish_draft(by=coordinator, draft_id=draft_id) is None
    assert privacy_officer.world == frozenset()
    for person in (team_lead, privacy_officer):
        assert [line.id for line in queries.to_approve(person)] == [draft_id]
        answer_draft(by=person, draft_id=draft_id, outcome=AGREED, version=2)
        assert queries.to_approve(person) == ()
    assert finish_draft(by=coordinator, draft_id=draft_id)


def test_an_answer_is_kept_once_sealed_and_never_changed(coordinator, team_lead, waiting) -> None:
    reason = "De geheime reden van Kanarie."
    answer_draft(by=team_lead, draft_id=waiting, outcome=REFUSED, reason=reason, version=2)
    with gate_open(coordinator, writing=True):
        row = ShareApproval.objects.get()
        assert reason.encode() not in bytes(row.reason)
        for change in (row.save, lambda: ShareApproval.objects.update(outcome="agreed")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_two_windows_do_not_overwrite_each_other(coordinator, fill) -> None:
    draft_id = fill(whole())
    with pytest.raises(Conflict):
        save_draft(by=coordinator, draft_id=draft_id, version=1, answers=whole(necessity="Anders."))
    save_draft(by=coordinator, draft_id=draft_id, version=1, answers=whole())  # the same form twice
    assert queries.draft(coordinator, draft_id).version == 2

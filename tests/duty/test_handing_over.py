"""Handing work over: who may, to whom, all of it or nothing, and what the receiver sees of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kmt.access.permissions import Permission
from kmt.access.rules import Capacity
from kmt.advice import actions as advice
from kmt.audit.models import AuditEvent
from kmt.care.actions import hand_over_case, involve_in_case, shield_case
from kmt.care.queries import case as open_case
from kmt.care.queries import case_head, sees
from kmt.duty import actions, carried, queries
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.partners.models import Account
from tests.duty.conftest import ADVICE, CASE, carrier_of, in_days


def test_a_whole_caseload_goes_in_one_act(desk, second_desk, make_request) -> None:
    mine = [make_request() for _ in range(3)]
    make_request(by=second_desk)
    number = actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    assert number == 3
    assert {carrier_of(one, desk) for one in mine} == {second_desk.id}
    lines = AuditEvent.objects.filter(object_type=ADVICE, reason_text="left", result="allowed")
    assert {one.object_id for one in lines} == {str(one) for one in mine}
    assert AuditEvent.objects.get(object_type="caseload", action="update").object_id == desk.id


def test_a_fault_in_the_middle_leaves_everything_where_it_was(
    desk, second_desk, make_request, monkeypatch
) -> None:
    mine = [make_request() for _ in range(3)]
    kind, gone = carried.kind_of(ADVICE), []

    def broken(**which: object) -> None:
        if len(gone) == 1:
            raise RuntimeError("the disk is full")
        gone.append(which)
        kind.hand_over(**which)

    monkeypatch.setitem(carried._carried, ADVICE, replace(kind, hand_over=broken))
    with pytest.raises(RuntimeError):
        actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    assert gone, "one went before the fault"
    assert {carrier_of(one, desk) for one in mine} == {desk.id}
    assert queries.received(second_desk) == ()
    assert not AuditEvent.objects.filter(reason_text="left").exists()


def test_one_that_cannot_go_stops_all_and_is_named(desk, second_desk, make_request, log_in) -> None:
    fine = make_request()
    own = advice.ask(
        by=second_desk,
        question=advice.Question(situation="Een verzonnen vraag.", municipality="GM0164"),
        nonce="own",
        shown=advice.Seen(),
    ).request_id
    advice.take(by=desk, request_id=own, version=1)
    with pytest.raises(Conflict) as refused:
        actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    numbers = {one.id: one.number for one in carried.kind_of(ADVICE).work_of(desk, desk.id)}
    assert refused.value.sentence.startswith(numbers[own])
    assert "niets overgedragen" in refused.value.next_step
    assert {carrier_of(one, desk) for one in (fine, own)} == {desk.id}


def test_the_team_lead_does_it_for_everybody_and_a_colleague_for_themselves(
    desk, second_desk, team_lead, make_request
) -> None:
    one = make_request()
    with pytest.raises(NotPermitted):
        actions.hand_over(by=second_desk, old=desk.id, new=second_desk.id, reason="left")
    assert carrier_of(one, desk) == desk.id
    actions.hand_over(by=team_lead, old=desk.id, new=second_desk.id, reason="handed_over")
    assert carrier_of(one, desk) == second_desk.id


def test_the_work_of_who_is_gone_can_still_be_given_on(
    desk, second_desk, team_lead, make_request, accounts
) -> None:
    one = make_request()
    Account.objects.filter(id=accounts["desk"].id).update(is_active=False)
    assert desk.id in queries.carriers(team_lead)
    actions.hand_over(by=team_lead, old=desk.id, new=second_desk.id, reason="left")
    assert carrier_of(one, desk) == second_desk.id


@pytest.mark.parametrize("missing", ["screening_valid_until", "training_valid_until", "closed"])
def test_nobody_gets_work_who_may_not_work_today(
    desk, second_desk, team_lead, make_request, missing
) -> None:
    make_request()
    yesterday = clock.today() - timedelta(days=1)
    change = {"is_active": False} if missing == "closed" else {missing: yesterday}
    Account.objects.filter(id=second_desk.id).update(**change)
    with pytest.raises(Refused, match="mag nu niet werken"):
        actions.hand_over(by=team_lead, old=desk.id, new=second_desk.id, reason="left")


def test_nobody_gets_work_of_another_role(desk, coordinator, make_request) -> None:
    make_request()
    with pytest.raises(Refused, match="doet dit werk niet"):
        actions.hand_over(by=desk, old=desk.id, new=coordinator.id, reason="left")


def test_nobody_gets_work_outside_their_world(
    desk, second_desk, team_lead, make_request, monkeypatch
) -> None:
    make_request()
    small = replace(second_desk, world=frozenset({"GM0153"}), whole_region=False)
    monkeypatch.setattr(actions, "acting", lambda _account, _works: small)
    with pytest.raises(Refused, match="buiten het gebied"):
        actions.hand_over(by=team_lead, old=desk.id, new=second_desk.id, reason="left")


def test_nobody_gets_work_on_a_day_they_are_away(desk, second_desk, make_request) -> None:
    make_request()
    away = {"account": second_desk.id, "stand_ins": {}}
    actions.enter_absence(by=second_desk, first_day=in_days(0), last_day=in_days(1), **away)
    with pytest.raises(Refused, match="afwezig"):
        actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")


def test_an_interest_that_clashed_never_comes_back_with_a_caseload(
    desk, second_desk, team_lead, make_request
) -> None:
    one = make_request()
    other = make_request()
    give = {"kind": ADVICE, "object_id": one}
    actions.assign(by=desk, new=second_desk.id, reason="conflict_of_interest", **give)
    with pytest.raises(Refused, match="belang dat botst"):
        actions.hand_over(by=second_desk, old=second_desk.id, new=desk.id, reason="left")
    with pytest.raises(Refused, match="belang dat botst"):
        actions.assign(by=team_lead, new=desk.id, reason="handed_over", **give)
    assert carrier_of(other, desk) == desk.id


def test_a_care_caseload_goes_by_the_rule_of_care(coordinator, colleague, make_case) -> None:
    case = make_case()
    actions.hand_over(by=coordinator, old=coordinator.id, new=colleague.id, reason="left")
    assert case_head(colleague, case).coordinator == colleague.id
    with pytest.raises(NotPermitted):
        open_case(coordinator, case)


def test_a_shielded_case_stops_the_caseload_of_a_coordinator_and_not_of_the_lead(
    coordinator, colleague, team_lead, make_case
) -> None:
    fine, shielded = make_case(), make_case()
    shield_case(by=team_lead, case_id=shielded, shielded=True)
    with pytest.raises(Conflict, match="afgeschermd"):
        actions.hand_over(by=coordinator, old=coordinator.id, new=colleague.id, reason="left")
    assert case_head(coordinator, fine).mine
    actions.hand_over(by=team_lead, old=coordinator.id, new=colleague.id, reason="left")
    assert case_head(colleague, shielded).mine


def test_the_same_form_twice_moves_once(desk, second_desk, make_request) -> None:
    make_request()
    form = {"old": desk.id, "new": second_desk.id, "reason": "left"}
    assert actions.hand_over(by=desk, **form) == 1
    assert actions.hand_over(by=desk, **form) == 1
    with clock.frozen(clock.now() + timedelta(hours=1)), pytest.raises(Invalid):
        actions.hand_over(by=desk, **form)


def test_only_the_chosen_kinds_go(desk, second_desk, make_request) -> None:
    one = make_request()
    with pytest.raises(Invalid):
        actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left", only={CASE})
    assert carrier_of(one, desk) == desk.id


def test_what_nobody_carries_is_given_by_the_team_lead(desk, team_lead, make_request) -> None:
    one = make_request(by=None)
    give = {"kind": ADVICE, "object_id": one, "new": desk.id, "reason": "handed_over"}
    with pytest.raises(Refused, match="teamleider"):
        actions.assign(by=desk, **{**give, "new": desk.id})
    actions.assign(by=team_lead, **give)
    assert carrier_of(one, desk) == desk.id


def test_an_unknown_kind_and_a_thing_that_is_not_there_look_alike(team_lead, make_request) -> None:
    for kind, which in (("gossip", make_request()), (ADVICE, uuid4()), (CASE, make_request())):
        with pytest.raises(NotFound):
            actions.assign(by=team_lead, kind=kind, object_id=which, new="x", reason="left")


def test_the_receiver_sees_it_with_the_reason_until_it_was_seen(
    desk, second_desk, make_request
) -> None:
    one = make_request()
    actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    assert queries.today(second_desk).received == 1
    (line,) = queries.received(second_desk)
    assert (line.name, line.reason, line.seen) == (desk.name, "left", False)
    assert line.url == reverse("advice:detail", args=[one])
    assert actions.take_note(by=second_desk) == 1
    assert actions.take_note(by=second_desk) == 0
    assert queries.today(second_desk).received == 0
    assert queries.received(second_desk)[0].seen


def test_a_case_handed_over_on_its_own_page_stands_there_too(
    coordinator, colleague, make_case
) -> None:
    hand_over_case(by=coordinator, case_id=make_case(), new=colleague.id)
    assert [one.name for one in queries.received(colleague)] == [coordinator.name]


def test_what_went_on_to_a_third_is_not_shown_to_the_second(
    desk, second_desk, team_lead, make_request
) -> None:
    make_request()
    actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    actions.hand_over(by=team_lead, old=second_desk.id, new=desk.id, reason="handed_over")
    assert queries.received(second_desk) == ()
    assert len(queries.received(desk)) == 1


def test_handing_over_ends_what_was_opened_for_a_stand_in(
    coordinator, colleague, team_lead, make_case
) -> None:
    case = make_case()
    involve_in_case(
        by=coordinator,
        case_id=case,
        colleague=team_lead.id,
        capacity=Capacity.STAND_IN,
        lapses_at=clock.now() + timedelta(days=3),
    )
    assert sees(team_lead, case)
    hand_over_case(by=coordinator, case_id=case, new=colleague.id)
    assert not sees(team_lead, case)


def test_who_holds_no_right_to_assign_hands_nothing_over(analyst, desk) -> None:
    assert not analyst.may(Permission.DUTY_WORK_ASSIGN)
    with pytest.raises(NotPermitted):
        actions.hand_over(by=analyst, old=analyst.id, new=desk.id, reason="left")

"""Moving one's own actions together to another day; terms of the law stay where they are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kmt.care import actions, caseloads, queries
from kmt.care.joining import set_due, working_on
from kmt.care.rules import NewAction
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict
from tests.care.conftest import OpenCase, in_days

LogIn = Callable[[str], Client]


def test_own_actions_move_together_and_the_timeline_says_why(
    make_case: OpenCase, coordinator: Actor
) -> None:
    first, second = make_case(), make_case()
    for case_id in (first, second):
        actions.add_action(
            by=coordinator, case_id=case_id, action=NewAction(what="Bellen", due=in_days(1))
        )
    own = caseloads.own_lines(coordinator)
    assert {one.case_id for one in own} == {first, second}
    chosen = [one.line.id for one in own]
    moved = actions.reschedule(
        by=coordinator, lines=chosen, later=timedelta(weeks=1), reason="Ziek deze week"
    )
    assert moved == 2
    assert {one.line.due.on for one in caseloads.own_lines(coordinator)} == {in_days(8)}
    assert queries.case(coordinator, first).events[0].text == "Ziek deze week"
    actions.reschedule(by=coordinator, lines=chosen, day=in_days(3), reason="Toch eerder")
    assert {one.line.due.on for one in caseloads.own_lines(coordinator)} == {in_days(3)}


def test_what_is_not_ones_own_or_follows_from_a_rule_is_not_moved(
    make_case: OpenCase, coordinator: Actor
) -> None:
    case_id = make_case()
    theirs = queries.case(coordinator, case_id).actions[0].id
    with working_on(coordinator, case_id, reason="rescheduled"):
        set_due(coordinator, case_id, room="invented", key="RES-02", what="Wet", due=in_days(3))
    legal = next(one.id for one in queries.case(coordinator, case_id).actions if one.source)
    assert caseloads.own_lines(coordinator) == ()
    for line in (theirs, legal):
        with pytest.raises(Conflict, match="niet van jou"):
            actions.reschedule(by=coordinator, lines=[line], day=in_days(9), reason="Later")
    assert {one.due.on for one in queries.case(coordinator, case_id).actions} == {
        in_days(1),
        in_days(3),
    }


def test_the_page_to_move_lines_keeps_what_was_typed(
    make_case: OpenCase, coordinator: Actor, log_in: LogIn
) -> None:
    case_id = make_case()
    actions.add_action(
        by=coordinator, case_id=case_id, action=NewAction(what="Zelf bellen", due=in_days(1))
    )
    (own,) = caseloads.own_lines(coordinator)
    url, bram = "/zorgcoordinatie/verzetten/", log_in("coordinator")
    sent = {"lines": [str(own.line.id)], "weeks": "1", "day": str(in_days(9)), "reason": "Ziek"}
    page = bram.post(url, sent)
    assert page.status_code == 422
    assert "een van de twee" in page.content.decode()
    assert "Ziek</textarea>" in page.content.decode()
    assert "checked" in page.content.decode()
    assert bram.post(url, {**sent, "day": ""}).status_code == 302
    assert caseloads.own_lines(coordinator)[0].line.due.on == in_days(8)

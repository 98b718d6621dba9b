"""A transition from its first condition to its end, and what is refused on the way."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.transition import actions, queries
from kmt.transition.models import GoNoGo, Showing
from kmt.transition.rules import BY_COVERAGE
from tests.transition.worlds import make_moved, plan, risk

DAY = date(2021, 5, 1)


@pytest.fixture(autouse=True)
def a_day(adviser, member, coordinator):
    """People first: their accounts are of today."""
    with clock.frozen(datetime(2021, 4, 20, 12, tzinfo=UTC)):
        yield


def show(by, condition, state="shown") -> None:
    actions.show(
        by=by, condition=condition, state=state, words="Gezien.", evidence="besluit 12", on=DAY
    )


def say(by, transition, outcome="go"):
    return actions.say(
        by=by,
        transition=transition,
        outcome=outcome,
        held_on=DAY,
        body="werkgroep",
        reasons="Alles staat er.",
    )


def move(by, task, to, version, outcome="klaar") -> None:
    actions.move_task(by=by, task=task, to=to, outcome=outcome, version=version)


def test_from_the_first_condition_to_done(adviser, member) -> None:
    made = make_moved(adviser)
    seen = queries.transition(member, made.transition)
    assert (seen.shown, len(seen.conditions)) == (0, 1)
    assert not seen.may_finish.allowed
    show(adviser, made.condition)
    move(adviser, made.task, "done", 1, "per 1 mei")
    say(adviser, made.transition)
    actions.finish(by=adviser, transition=made.transition, to="done", version=1)
    seen = queries.transition(member, made.transition)
    assert seen.state == "done"
    assert seen.moments[0].stood == ((1, "Soepele overgang", "shown"),)
    assert seen.tasks[0].ended_on == date(2021, 4, 20)
    with pytest.raises(Conflict, match="afgesloten"):
        actions.plan_task(by=adviser, transition=made.transition, plan=plan())


def test_go_is_refused_while_a_condition_is_open(adviser) -> None:
    made = make_moved(adviser)
    with pytest.raises(Refused, match="nog niet aangetoond"):
        say(adviser, made.transition)
    assert not GoNoGo.objects.exists()
    say(adviser, made.transition, "later")
    with pytest.raises(Refused, match="Nog niet van elke voorwaarde"):
        actions.finish(by=adviser, transition=made.transition, to="done", version=1)


def test_what_was_shown_can_be_withdrawn_and_nothing_is_lost(adviser) -> None:
    made = make_moved(adviser)
    show(adviser, made.condition)
    with pytest.raises(Conflict, match="al zo vastgelegd"):
        show(adviser, made.condition)
    show(adviser, made.condition, "open")
    (one,) = queries.transition(adviser, made.transition).conditions
    assert one.state == "open"
    assert [it.state for it in one.showings] == ["open", "shown"]


def test_closed_financing_is_not_shown_by_somebodys_word(adviser) -> None:
    made = make_moved(adviser, BY_COVERAGE)
    with pytest.raises(Refused, match="begroting"):
        show(adviser, made.condition)
    assert not Showing.objects.exists()
    (one,) = queries.transition(adviser, made.transition).conditions
    assert one.state == "open"


def test_a_task_waits_and_is_done_in_order(adviser) -> None:
    made = make_moved(adviser)
    later = actions.plan_task(
        by=adviser,
        transition=made.transition,
        plan=plan(what="Opening", due_on=date(2021, 4, 1), after=[made.task]),
    )
    seen = queries.transition(adviser, made.transition)
    assert seen.problems == (
        "“Opening” moet klaar zijn vóór “Zorgcoördinator gaat over”, maar wacht daarop.",
    )
    assert [one.standing for one in seen.tasks] == ["late", "soon"]
    with pytest.raises(Refused, match="wacht nog op"):
        move(adviser, later, "done", 1)
    with pytest.raises(Invalid, match="kring"):
        actions.change_task(by=adviser, task=made.task, plan=plan(after=[later]), version=1)
    assert queries.transition(adviser, made.transition).tasks[1].after == ()
    move(adviser, made.task, "done", 1)
    move(adviser, later, "done", 1)


def test_two_people_at_one_task(adviser) -> None:
    made = make_moved(adviser)
    actions.change_task(by=adviser, task=made.task, plan=plan(what="Anders"), version=1)
    with pytest.raises(Conflict, match="intussen veranderd"):
        move(adviser, made.task, "done", 1)
    with pytest.raises(Conflict, match="intussen veranderd"):
        actions.change_task(by=adviser, task=made.task, plan=plan(), version=1)
    assert queries.transition(adviser, made.transition).tasks[0].what == "Anders"


def test_a_task_waits_only_for_its_own_transition(adviser) -> None:
    made, other = make_moved(adviser), make_moved(adviser)
    with pytest.raises(NotFound):
        actions.plan_task(by=adviser, transition=made.transition, plan=plan(after=[other.task]))
    with pytest.raises(NotFound):
        actions.plan_task(
            by=adviser, transition=made.transition, plan=plan(condition=other.condition)
        )


def test_a_risk_is_over_with_what_came_of_it(adviser) -> None:
    made = make_moved(adviser)
    with pytest.raises(Invalid, match="wat ervan kwam"):
        actions.change_risk(by=adviser, risk=made.risk, now=risk(over=True), version=1)
    over = risk(over=True, came_of_it="Het ging goed.")
    actions.change_risk(by=adviser, risk=made.risk, now=over, version=1)
    (one,) = queries.transition(adviser, made.transition).risks
    assert (one.state, one.came_of_it) == ("closed", "Het ging goed.")


@pytest.mark.parametrize("text", ["BSN 111222333", "Zij is geboren op 3 april 2004"])
def test_nothing_that_tells_who_somebody_is_stands_in_a_plan(adviser, text) -> None:
    made = make_moved(adviser)
    for typed in (
        lambda: actions.plan_task(by=adviser, transition=made.transition, plan=plan(what=text)),
        lambda: actions.watch_risk(by=adviser, transition=made.transition, risk=risk(what=text)),
        lambda: move(adviser, made.task, "done", 1, text),
        lambda: actions.show(
            by=adviser,
            condition=made.condition,
            state="shown",
            words=text,
            evidence="besluit 12",
            on=DAY,
        ),
    ):
        with pytest.raises(Invalid, match="Controleer"):
            typed()
    assert not Showing.objects.exists()


def test_it_stops_after_a_no_go_only(adviser) -> None:
    made = make_moved(adviser)
    with pytest.raises(Conflict, match="no go"):
        actions.finish(by=adviser, transition=made.transition, to="stopped", version=1)
    say(adviser, made.transition, "no_go")
    actions.finish(by=adviser, transition=made.transition, to="stopped", version=1)
    assert queries.transitions(adviser)[0].state == "stopped"


def test_who_reads_does_not_write_and_who_works_with_people_does_neither(
    adviser, member, coordinator
) -> None:
    made = make_moved(adviser)
    with pytest.raises(NotPermitted):
        show(member, made.condition)
    with pytest.raises(NotPermitted):
        queries.transition(coordinator, made.transition)
    with pytest.raises(NotFound):
        queries.transition(member, uuid4())


def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    adviser, django_assert_max_num_queries
) -> None:
    made = make_moved(adviser)
    for number in range(8):
        actions.plan_task(by=adviser, transition=made.transition, plan=plan(what=f"taak {number}"))
        actions.watch_risk(by=adviser, transition=made.transition, risk=risk())
    show(adviser, made.condition)
    say(adviser, made.transition)
    with django_assert_max_num_queries(12):
        queries.transition(adviser, made.transition)

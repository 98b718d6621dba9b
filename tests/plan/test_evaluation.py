"""Agreeing and evaluating: the days, the states of the case, what must happen."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from kmt.care.queries import case as case_page
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, Refused
from kmt.plan import actions, queries
from kmt.plan.actions.agreeing import Agreed, Evaluated
from kmt.plan.rules import AGREED, HAS_GOAL, AgreedHow, JudgedBy, NewScore, Standing, hinders
from kmt.plan.writing import evaluation_day
from tests.care.conftest import in_days
from tests.plan.conftest import add, agree, domain_of, plan_of, ref, write


def evaluate(by: Actor, case_id: UUID, **more: object) -> None:
    usual: dict[str, object] = {"on": clock.today(), "went_well": "Ik slaap beter."}
    found = Evaluated(**{**usual, **more})  # type: ignore[arg-type]
    actions.evaluate(by=by, case_id=case_id, found=found, token=uuid4())


def due_of_evaluation(by: Actor, case_id: UUID) -> date | None:
    found = [one.due.on for one in case_page(by, case_id).actions if one.rule == "REV-01"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("facts", "to", "hindered"),
    [
        (frozenset(), State.PLAN_AGREED, True),
        (frozenset({HAS_GOAL}), State.PLAN_AGREED, True),
        (frozenset({AGREED}), State.PLAN_AGREED, True),
        (frozenset({HAS_GOAL, AGREED}), State.PLAN_AGREED, False),
        (frozenset(), State.PLAN_DRAFTED, False),
        (frozenset(), State.ON_HOLD, False),
    ],
)
def test_a_plan_is_agreed_with_a_goal_and_a_day(
    facts: frozenset[str], to: State, hindered: bool
) -> None:
    assert bool(hinders(facts, to)) is hindered


@pytest.mark.parametrize(
    ("agreed", "due"),
    [
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_the_evaluation_is_three_months_later(agreed: date, due: date) -> None:
    assert evaluation_day(agreed) == due


def test_agreeing_moves_the_case_and_plans_the_evaluation(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    agree(coordinator, case_id, on=in_days(-3))
    plan = plan_of(coordinator, case_id)
    assert ref(coordinator, case_id).state is State.PLAN_AGREED
    assert plan.agreed is not None
    assert (plan.agreed.on, plan.agreed.how, plan.agreed.words) == (
        in_days(-3),
        "present",
        "Zo wil ik het.",
    )
    assert due_of_evaluation(coordinator, case_id) == evaluation_day(in_days(-3))


def test_there_is_no_agreeing_without_a_goal_or_on_a_day_to_come(
    case_id: UUID, coordinator: Actor
) -> None:
    with pytest.raises(Refused, match="geen doel"):
        agree(coordinator, case_id)
    write(coordinator, case_id)
    with pytest.raises(Invalid):
        agree(coordinator, case_id, on=in_days(1))
    assert plan_of(coordinator, case_id).agreed is None


def test_who_agreed_is_kept_and_without_the_victim_it_says_why(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)

    def attempt(who: tuple[str, ...], words: str = "") -> None:
        agreed = Agreed(on=clock.today(), how=AgreedHow.PRESENT, who=who, words=words)
        actions.agree(by=coordinator, case_id=case_id, agreed=agreed, token=uuid4())

    for wrong in ((), ("parent",)):
        with pytest.raises(Invalid):
            attempt(wrong)
    attempt(("victim", "parent"))
    attempt(("parent",), "Is negen jaar; vond het goed.")
    agreed = plan_of(coordinator, case_id).agreed
    assert agreed is not None
    assert agreed.who == ("parent",)


def test_what_changes_after_the_agreement_is_shown_until_it_is_agreed_anew(
    running: UUID, coordinator: Actor
) -> None:
    before = due_of_evaluation(coordinator, running)
    write(coordinator, running, goal="Iets anders", base=1)
    assert plan_of(coordinator, running).changed == ("veiligheid",)
    agree(coordinator, running)
    assert plan_of(coordinator, running).changed == ()
    assert due_of_evaluation(coordinator, running) == before


def test_evaluating_goes_there_and_back_and_plans_the_next(
    running: UUID, coordinator: Actor
) -> None:
    (action,) = domain_of(coordinator, running).actions
    actions.end_action(by=coordinator, case_id=running, action_id=action.id, standing=Standing.DONE)
    score = NewScore(domain="safety", value=3, judged_by=JudgedBy.VICTIM, on=clock.today())
    evaluate(coordinator, running, must_change="Meer rust.", scores=(score,))
    (found,) = queries.evaluations(coordinator, running)
    assert (found.went_well, found.must_change) == ("Ik slaap beter.", "Meer rust.")
    assert found.next_on == due_of_evaluation(coordinator, running) == evaluation_day(clock.today())
    assert domain_of(coordinator, running).latest is not None
    assert ref(coordinator, running).state is State.IN_EXECUTION
    moves = [one.to_state for one in case_page(coordinator, running).events if one.to_state]
    assert moves[:2] == ["in_execution", "evaluation"]


def test_it_comes_back_every_three_months_while_carried_out(
    running: UUID, coordinator: Actor
) -> None:
    (action,) = domain_of(coordinator, running).actions
    actions.end_action(by=coordinator, case_id=running, action_id=action.id, standing=Standing.DONE)
    evaluate(coordinator, running, on=in_days(-1))
    evaluate(coordinator, running)
    assert due_of_evaluation(coordinator, running) == evaluation_day(clock.today())
    assert len(queries.evaluations(coordinator, running)) == 2


def test_when_the_goals_are_reached_aftercare_begins_and_no_evaluation_is_planned(
    running: UUID, coordinator: Actor
) -> None:
    (action,) = domain_of(coordinator, running).actions
    actions.end_action(by=coordinator, case_id=running, action_id=action.id, standing=Standing.DONE)
    evaluate(coordinator, running, follows=State.AFTERCARE)
    assert ref(coordinator, running).state is State.AFTERCARE
    assert due_of_evaluation(coordinator, running) is None


def test_nothing_is_evaluated_before_something_happened(running: UUID, coordinator: Actor) -> None:
    with pytest.raises(Refused, match="nog niets om te evalueren"):
        evaluate(coordinator, running)
    assert queries.evaluations(coordinator, running) == ()


def test_a_plan_that_is_not_carried_out_is_not_evaluated(case_id: UUID, coordinator: Actor) -> None:
    write(coordinator, case_id)
    with pytest.raises(Refused, match="in uitvoering"):
        evaluate(coordinator, case_id)


@pytest.mark.parametrize("wrong", [{"went_well": " "}, {"on": in_days(1)}])
def test_an_evaluation_needs_a_day_and_the_words_of_the_person(
    running: UUID, coordinator: Actor, wrong: dict
) -> None:
    with pytest.raises(Invalid):
        evaluate(coordinator, running, **wrong)


def test_a_backdated_agreement_shows_an_evaluation_that_is_late(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    add(coordinator, case_id)
    agree(coordinator, case_id, on=in_days(-200))
    due = plan_of(coordinator, case_id).evaluation_due
    assert due is not None
    assert due.urgency == "overdue"


def test_the_day_follows_the_dutch_clock(case_id: UUID, coordinator: Actor) -> None:
    with clock.frozen(datetime(2027, 6, 30, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2027, 7, 1)
        assert evaluation_day(clock.today()) == date(2027, 10, 1)

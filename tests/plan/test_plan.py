"""The plan on its domains: goals in the victim's words, actions, what the case knows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kmt.care import actions as care
from kmt.care.queries import case as case_page
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.plan import actions, queries
from kmt.plan.models import DomainGoal, PlanAction
from kmt.plan.rules import DomainText, JudgedBy, NewScore, Standing
from tests.care.conftest import in_days
from tests.plan.conftest import (
    GOAL,
    WHAT,
    add,
    agree,
    domain_of,
    move,
    plan_of,
    ref,
    write,
)


def lines_of(by: Actor, case_id: UUID) -> dict[str, str]:
    """What must happen in the case, as its page says it: what and who."""
    return {one.what: one.owner for one in case_page(by, case_id).actions}


def test_the_first_goal_makes_the_plan_a_draft(case_id: UUID, coordinator: Actor) -> None:
    write(coordinator, case_id)
    plan = plan_of(coordinator, case_id)
    assert (plan.goals, len(plan.domains), len(plan.in_use)) == (1, 17, 1)
    assert domain_of(coordinator, case_id).now.text.goal == GOAL
    assert ref(coordinator, case_id).state is State.PLAN_DRAFTED


def test_a_goal_before_the_intake_leaves_the_case_where_it_is(
    make_case, coordinator: Actor
) -> None:
    case_id = make_case()
    write(coordinator, case_id)
    assert ref(coordinator, case_id).state is State.ACCEPTED


def test_the_page_of_the_case_says_how_the_plan_stands(case_id: UUID, coordinator: Actor) -> None:
    write(coordinator, case_id)
    add(coordinator, case_id)
    (line,) = [one for one in case_page(coordinator, case_id).parts if one.room == "plan"]
    assert line.text == "Concept: 1 doel, 1 open actie; nog niet vastgesteld met de persoon."


def test_words_of_the_plan_stand_nowhere_in_the_open(
    case_id: UUID, coordinator: Actor, looking
) -> None:
    write(coordinator, case_id)
    add(coordinator, case_id)
    row, action = DomainGoal.objects.get(), PlanAction.objects.get()
    assert GOAL.encode() not in bytes(row.goal)
    assert WHAT.encode() not in bytes(action.what)


def test_an_action_of_the_plan_is_one_line_of_what_must_happen(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id, organisation="Woningcorporatie", person="mw. Sleutel")
    assert lines_of(coordinator, case_id)[WHAT] == "Woningcorporatie (mw. Sleutel)"
    add(coordinator, case_id, what="Zelf bellen")
    assert lines_of(coordinator, case_id)["Zelf bellen"] == "Bram Voorbeeld"


def test_finishing_an_action_in_the_plan_takes_it_off_the_case(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id)
    (action,) = domain_of(coordinator, case_id).actions
    actions.end_action(
        by=coordinator,
        case_id=case_id,
        action_id=action.id,
        standing=Standing.DONE,
        result="Het slot zit erop.",
    )
    (action,) = domain_of(coordinator, case_id).actions
    assert (action.standing, action.result) == ("done", "Het slot zit erop.")
    assert WHAT not in lines_of(coordinator, case_id)


@pytest.mark.parametrize(("outcome", "standing"), [("done", "done"), ("dropped", "dropped")])
def test_ticking_the_line_off_on_the_case_ends_the_action_of_the_plan(
    case_id: UUID, coordinator: Actor, outcome: str, standing: str
) -> None:
    add(coordinator, case_id)
    (line,) = [one for one in case_page(coordinator, case_id).actions if one.what == WHAT]
    care.finish_action(
        by=coordinator, case_id=case_id, action_id=line.id, outcome=care.Outcome(outcome)
    )
    (action,) = domain_of(coordinator, case_id).actions
    assert action.standing == standing
    (line,) = [one for one in case_page(coordinator, case_id).parts if one.room == "plan"]
    assert "0 open acties" in line.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "x" * 1001}, "what"),
        ({"due": in_days(-1)}, "due"),
        ({"organisation": "o" * 71}, "organisation"),
        ({"person": "p" * 46}, "person"),
    ],
)
def test_a_wrong_action_is_refused_at_its_field(
    case_id: UUID, coordinator: Actor, wrong: dict, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(coordinator, case_id, **wrong)
    assert set(refused.value.fields) == {field}
    assert plan_of(coordinator, case_id).open_actions == ()


def test_a_form_that_is_sent_twice_writes_once(case_id: UUID, coordinator: Actor) -> None:
    token = uuid4()
    text = DomainText(goal=GOAL)
    score = NewScore(domain="safety", value=2, judged_by=JudgedBy.VICTIM, on=clock.today())
    for _ in range(2):
        actions.save_text(
            by=coordinator, case_id=case_id, domain="safety", text=text, base=0, token=token
        )
        actions.add_score(by=coordinator, case_id=case_id, score=score, token=token)
    found = domain_of(coordinator, case_id)
    assert (found.now.number, len(found.scores)) == (1, 1)


def test_scores_stand_over_time_with_whose_judgement_they_are(
    case_id: UUID, coordinator: Actor
) -> None:
    for days, value, judge in ((-20, 1, JudgedBy.COORDINATOR), (-2, 3, JudgedBy.VICTIM)):
        score = NewScore(domain="safety", value=value, judged_by=judge, on=in_days(days))
        actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    found = domain_of(coordinator, case_id)
    assert [(one.value, one.judged_by) for one in found.counting] == [
        (1, "coordinator"),
        (3, "victim"),
    ]
    assert found.latest is not None
    assert found.latest.value == 3


@pytest.mark.parametrize(("value", "days", "field"), [(5, 0, "value"), (2, 1, "on")])
def test_a_score_that_cannot_be_is_refused(
    case_id: UUID, coordinator: Actor, value: int, days: int, field: str
) -> None:
    score = NewScore(domain="safety", value=value, judged_by=JudgedBy.VICTIM, on=in_days(days))
    with pytest.raises(Invalid) as refused:
        actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    assert set(refused.value.fields) == {field}


def test_the_case_cannot_be_agreed_by_hand_without_goal_and_agreement(
    case_id: UUID, coordinator: Actor
) -> None:
    move(coordinator, case_id, State.PLAN_DRAFTED)
    with pytest.raises(Refused, match="geen doel"):
        move(coordinator, case_id, State.PLAN_AGREED)
    write(coordinator, case_id)
    with pytest.raises(Refused, match="op welke dag"):
        move(coordinator, case_id, State.PLAN_AGREED)
    agree(coordinator, case_id)
    assert ref(coordinator, case_id).state is State.PLAN_AGREED


def test_who_is_not_involved_reads_and_writes_nothing(make_case, coordinator, colleague) -> None:
    case_id = make_case()
    write(coordinator, case_id)
    with pytest.raises(NotPermitted):
        plan_of(colleague, case_id)
    with pytest.raises(NotPermitted):
        write(colleague, case_id, base=1)
    assert list(queries.current_revisions(colleague, case_id)) == []


def test_a_closed_case_takes_no_more(case_id: UUID, coordinator: Actor) -> None:
    for one in case_page(coordinator, case_id).actions:
        care.finish_action(by=coordinator, case_id=case_id, action_id=one.id)
    version = case_page(coordinator, case_id).version
    closing = care.Move(
        to=State.CLOSED, reason="klaar", version=version, closing_reason="refused_help"
    )
    care.move_case(by=coordinator, case_id=case_id, move=closing)
    with pytest.raises(Refused, match="gesloten"):
        write(coordinator, case_id)


def test_many_actions_move_in_one_act_with_the_reason(case_id: UUID, coordinator: Actor) -> None:
    for number in range(3):
        add(coordinator, case_id, what=f"Stap {number}", due=in_days(number + 1))
    found = plan_of(coordinator, case_id).open_actions
    moved = actions.reschedule(
        by=coordinator,
        case_id=case_id,
        chosen={one.id for one in found[:2]},
        to=None,
        weeks=2,
        reason="De opvang is verhuisd.",
    )
    after = {one.what: one.due.on for one in plan_of(coordinator, case_id).open_actions}
    assert moved == 2
    assert after == {"Stap 0": in_days(15), "Stap 1": in_days(16), "Stap 2": in_days(3)}
    days = {one.what: one.due.on for one in case_page(coordinator, case_id).actions}
    assert days["Stap 1"] == in_days(16)
    (event,) = [
        one for one in case_page(coordinator, case_id).events if one.kind == "plan.rescheduled"
    ]
    assert "De opvang is verhuisd." in event.text


def test_moving_one_that_ended_moves_none(case_id: UUID, coordinator: Actor) -> None:
    for what in ("Een", "Twee"):
        add(coordinator, case_id, what=what, due=in_days(1))
    found = plan_of(coordinator, case_id).open_actions
    actions.end_action(
        by=coordinator, case_id=case_id, action_id=found[0].id, standing=Standing.DONE
    )
    with pytest.raises(Refused, match="niets verzet"):
        actions.reschedule(
            by=coordinator,
            case_id=case_id,
            chosen={one.id for one in found},
            to=in_days(9),
            weeks=0,
            reason="Ziek",
        )
    (left,) = plan_of(coordinator, case_id).open_actions
    assert left.due.on == in_days(1)


def test_a_template_is_put_in_in_one_act_and_its_goals_are_proposals(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id, domain="shelter_housing", goal="Een eigen kamer")
    count = actions.apply_template(by=coordinator, case_id=case_id, template="eu_labour")
    plan = plan_of(coordinator, case_id)
    assert count == len(plan.open_actions) == 8
    assert domain_of(coordinator, case_id, "shelter_housing").now.text.goal == "Een eigen kamer"
    assert "inkomen, schulden en verzekering" in plan.proposed
    with pytest.raises(Refused, match="voorstel uit een sjabloon"):
        agree(coordinator, case_id)
    for one in plan.domains:
        if one.now.proposed:
            write(coordinator, case_id, one.code, "In eigen woorden", base=one.now.number)
    agree(coordinator, case_id)
    assert plan_of(coordinator, case_id).agreed is not None


def test_saving_a_proposed_goal_as_it_is_makes_it_the_victims_own(
    case_id: UUID, coordinator: Actor
) -> None:
    actions.apply_template(by=coordinator, case_id=case_id, template="domestic")
    now = domain_of(coordinator, case_id, "social_network").now
    actions.save_text(
        by=coordinator,
        case_id=case_id,
        domain="social_network",
        text=now.text,
        base=now.number,
        token=uuid4(),
    )
    after = domain_of(coordinator, case_id, "social_network").now
    assert (after.proposed, after.number) == (False, now.number + 1)


def test_points_of_the_checklist_are_ticked_and_become_actions(
    case_id: UUID, coordinator: Actor
) -> None:
    actions.tick_item(by=coordinator, case_id=case_id, item="sex_health", ticked=True)
    assert queries.ticks(coordinator, case_id) == {"sex_health": True}
    actions.tick_item(by=coordinator, case_id=case_id, item="sex_health", ticked=False)
    assert queries.ticks(coordinator, case_id) == {"sex_health": False}
    with pytest.raises(NotFound):
        actions.tick_item(by=coordinator, case_id=case_id, item="bestaat_niet", ticked=True)


def test_an_evaluation_is_written_down_and_not_ticked_off(
    running: UUID, coordinator: Actor
) -> None:
    (line,) = [one for one in case_page(coordinator, running).actions if one.rule == "REV-01"]
    with pytest.raises(Refused, match="vink je hier niet af"):
        care.finish_action(by=coordinator, case_id=running, action_id=line.id)
    assert line.due.on > clock.today() + timedelta(days=80)

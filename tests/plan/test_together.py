"""Two people in the same plan: nobody's words are lost, and what was can be taken back."""

from uuid import UUID, uuid4

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.care.actions import destroy_case
from kmt.care.queries import case as case_page
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ActorRequired, Conflict
from kmt.plan import actions, queries
from kmt.plan.models import DomainGoal
from kmt.plan.rules import DomainText, JudgedBy, NewScore, Standing
from tests.care.conftest import in_days
from tests.plan.conftest import GOAL, WHAT, add, domain_of, plan_of, ref, write

OTHER = "Ik wil een eigen sleutel"


def texts_of(by: Actor, case_id: UUID) -> list[str]:
    """Every goal that the domain ever had, newest first."""
    page = queries.domain_page(by, ref(by, case_id), "safety")
    return [one.text.goal for one in page.revisions]


def test_who_saves_over_somebody_else_loses_nothing(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    write(coordinator, case_id, goal=GOAL)
    with pytest.raises(actions.TwoTexts):
        write(colleague, case_id, goal=OTHER, base=0)
    assert texts_of(coordinator, case_id) == [GOAL]
    kept = queries.draft(colleague, case_id, "safety")
    assert kept is not None
    assert kept.text.goal == OTHER


def test_after_seeing_both_the_second_save_is_the_next_version(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    write(coordinator, case_id, goal=GOAL)
    with pytest.raises(actions.TwoTexts):
        write(colleague, case_id, goal=OTHER, base=0)
    write(colleague, case_id, goal=OTHER, base=1)
    assert texts_of(coordinator, case_id) == [OTHER, GOAL]
    assert queries.draft(colleague, case_id, "safety") is None


def test_the_same_words_from_two_people_are_no_conflict(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    write(coordinator, case_id)
    write(colleague, case_id, base=0)
    assert texts_of(coordinator, case_id) == [GOAL]


def test_two_domains_do_not_stand_in_each_others_way(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    write(coordinator, case_id, domain="safety")
    write(colleague, case_id, domain="compensation", goal=OTHER)
    assert plan_of(coordinator, case_id).goals == 2


def keep(by: Actor, case_id: UUID, goal: str, version: int = 0) -> int:
    text = DomainText(goal=goal)
    return actions.keep_draft(
        by=by, case_id=case_id, domain="safety", text=text, base=0, version=version
    )


def test_what_is_being_typed_is_kept_for_its_writer_alone(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    version = keep(coordinator, case_id, "Ik wil")
    keep(coordinator, case_id, "Ik wil slapen", version)
    found = queries.draft(coordinator, case_id, "safety")
    assert found is not None
    assert (found.text.goal, found.version) == ("Ik wil slapen", 2)
    assert queries.draft(colleague, case_id, "safety") is None
    assert plan_of(colleague, case_id).goals == 0


def test_a_second_window_does_not_write_over_the_first(case_id: UUID, coordinator: Actor) -> None:
    keep(coordinator, case_id, "Uit het eerste venster")
    with pytest.raises(Conflict, match="ander venster"):
        keep(coordinator, case_id, "Uit het tweede venster")
    found = queries.draft(coordinator, case_id, "safety")
    assert found is not None
    assert found.text.goal == "Uit het eerste venster"


def test_saving_and_throwing_away_end_a_draft(case_id: UUID, coordinator: Actor) -> None:
    keep(coordinator, case_id, "Ik wil")
    actions.drop_draft(by=coordinator, case_id=case_id, domain="safety")
    assert queries.draft(coordinator, case_id, "safety") is None
    keep(coordinator, case_id, "Ik wil")
    write(coordinator, case_id)
    assert queries.draft(coordinator, case_id, "safety") is None


def undo(by: Actor, case_id: UUID) -> str:
    last = plan_of(by, case_id).last
    assert last is not None
    actions.undo(by=by, case_id=case_id, last=last)
    return last.what


def test_a_text_that_is_taken_back_becomes_the_one_before_and_stays(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id, goal=GOAL)
    write(coordinator, case_id, goal=OTHER, base=1)
    assert undo(coordinator, case_id) == "text"
    assert texts_of(coordinator, case_id) == [GOAL, OTHER, GOAL]
    assert domain_of(coordinator, case_id).now.kind == "undone"
    assert next(one.kind for one in case_page(coordinator, case_id).events) == "plan.undone"


def test_the_first_goal_taken_back_leaves_an_empty_domain(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    undo(coordinator, case_id)
    assert plan_of(coordinator, case_id).goals == 0
    assert texts_of(coordinator, case_id) == ["", GOAL]


def test_a_proposal_that_comes_back_is_still_a_proposal(case_id: UUID, coordinator: Actor) -> None:
    actions.apply_template(by=coordinator, case_id=case_id, template="courier")
    now = domain_of(coordinator, case_id).now
    write(coordinator, case_id, base=now.number)
    undo(coordinator, case_id)
    after = domain_of(coordinator, case_id).now
    assert (after.proposed, after.text.goal) == (True, now.text.goal)


def test_a_score_that_is_taken_back_no_longer_counts_but_is_told(
    case_id: UUID, coordinator: Actor
) -> None:
    score = NewScore(domain="safety", value=0, judged_by=JudgedBy.VICTIM, on=clock.today())
    actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    assert undo(coordinator, case_id) == "score"
    found = domain_of(coordinator, case_id)
    assert (len(found.scores), found.counting, found.scores[0].taken_back) == (1, (), True)


def test_an_action_added_by_mistake_leaves_the_list_of_the_case(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id)
    assert undo(coordinator, case_id) == "added"
    assert domain_of(coordinator, case_id).actions[0].standing == "withdrawn"
    assert WHAT not in [one.what for one in case_page(coordinator, case_id).actions]


def test_a_tick_by_mistake_puts_the_action_back_on_the_list(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id, organisation="Woningcorporatie")
    (action,) = domain_of(coordinator, case_id).actions
    actions.end_action(by=coordinator, case_id=case_id, action_id=action.id, standing=Standing.DONE)
    assert undo(coordinator, case_id) == "ended"
    assert domain_of(coordinator, case_id).actions[0].open
    found = {one.what: one.owner for one in case_page(coordinator, case_id).actions}
    assert found[WHAT] == "Woningcorporatie"


def test_only_ones_own_last_act_is_taken_back(
    case_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    write(coordinator, case_id)
    assert plan_of(colleague, case_id).last is None
    last = plan_of(coordinator, case_id).last
    assert last is not None
    write(coordinator, case_id, domain="compensation", goal=OTHER)
    with pytest.raises(Conflict, match="iets anders gebeurd"):
        actions.undo(by=coordinator, case_id=case_id, last=last)


def test_after_a_day_nothing_is_taken_back(case_id: UUID, coordinator: Actor) -> None:
    write(coordinator, case_id)
    later = clock.now().replace(year=clock.now().year + 1)
    with clock.frozen(later):
        assert plan_of(coordinator, case_id).last is None


def test_a_revision_is_never_changed(case_id: UUID, coordinator: Actor, looking) -> None:
    write(coordinator, case_id)
    row = DomainGoal.objects.get()
    row.revision = 9
    with pytest.raises(ActorRequired):
        row.save()
    assert DomainGoal.objects.get().revision == 1


def test_the_plan_goes_with_its_case(case_id: UUID, coordinator: Actor, looking) -> None:
    write(coordinator, case_id)
    add(coordinator, case_id, due=in_days(2))
    keep(coordinator, case_id, "Ik wil", 0)
    term = system_actor(
        "test", purpose="test", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )
    days = {day for one, day in queries.made_on(term) if one == case_id}
    assert days == {clock.today()}
    assert destroy_case(by=term, object_id=case_id) > 3
    assert DomainGoal.objects.count() == 0
